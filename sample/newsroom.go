// Package sample is a newsroom of our own making, served on loopback: nine
// invented outlets with their feeds and article pages, for the demo and for
// tests that go from feed to incident.
//
// Everything in it is invented for demonstration, and every page says so in its
// footer. The outlets, their writers, the victims, the companies, the CVE
// numbers and the incidents don't exist, and the states, agencies, threat
// groups and persons named in invented incidents never did or said what is told
// there. One incident is real: the attribution of the Exchange Server
// intrusions in July 2021, told in our own words.
//
// The newsroom is data. newsroom/outlets.txt lists the outlets; each
// newsroom/*.txtar holds the stories of one incident, named by the file, with
// what a careful reader finds in them (the section "truth"). offtopic.txtar
// holds news about anything else. pages/ holds one layout per outlet: what an
// extractor meets outside, with menus, teasers, comments and a paywall.
//
// The same files always give the same bytes, but for the ports: no clock, no
// randomness. Addresses on loopback differ from run to run, and so do the URLs.
package sample

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A Newsroom is the running outlets. Its methods may be called at any time and
// by several goroutines.
type Newsroom struct {
	sites   []*site
	servers []*http.Server
	ended   []error // of each server, written by its goroutine
	wg      sync.WaitGroup
	stop    func() bool
	revised atomic.Bool
}

// Start serves every outlet at a free port of 127.0.0.1 of its own until ctx
// ends or Close is called.
func Start(ctx context.Context) (*Newsroom, error) {
	sites, err := load()
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	n := &Newsroom{sites: sites, ended: make([]error, len(sites))}
	var listeners []net.Listener
	for _, s := range sites {
		l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			for _, open := range listeners {
				open.Close()
			}
			return nil, fmt.Errorf("sample: %w", err)
		}
		listeners = append(listeners, l)
		s.open("http://"+l.Addr().String(), &n.revised)
	}
	for i, s := range sites {
		server := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
		n.servers = append(n.servers, server)
		n.wg.Go(func() { n.ended[i] = server.Serve(listeners[i]) })
	}
	n.stop = context.AfterFunc(ctx, n.shut)
	return n, nil
}

// Outlets lists the outlets with the addresses that they are served at.
func (n *Newsroom) Outlets() []Outlet {
	var outlets []Outlet
	for _, s := range n.sites {
		outlets = append(outlets, s.Outlet)
	}
	return outlets
}

// URL returns the address of the page of a story ("outlet/slug"), or "" if the
// newsroom has no such story.
func (n *Newsroom) URL(story string) string {
	for _, s := range n.sites {
		for _, st := range s.stories {
			if st.first.Key == story {
				return s.url(st.first)
			}
		}
	}
	return ""
}

// Revise publishes the second version of the stories that have one: their
// pages, their feed items and the validators of both change. Nothing else does.
func (n *Newsroom) Revise() { n.revised.Store(true) }

// Close stops the outlets and waits until they have stopped. Requests under way
// are cut off. It reports servers that had stopped by themselves.
func (n *Newsroom) Close() error {
	n.stop()
	n.shut()
	n.wg.Wait()
	return errors.Join(slices.DeleteFunc(slices.Clone(n.ended), func(err error) bool {
		return errors.Is(err, http.ErrServerClosed)
	})...)
}

func (n *Newsroom) shut() {
	for _, s := range n.servers {
		s.Close()
	}
}
