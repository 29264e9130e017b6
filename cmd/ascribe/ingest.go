package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"ascribe/news"
	"ascribe/node"
	"ascribe/store"
)

type ingestCmd struct {
	All bool `help:"Visit every feed, due or not."`
}

// Run visits the due feeds once. When another process has the database, that one is asked
// to do it.
func (cmd *ingestCmd) Run(c *console) error {
	cfg, dir, err := c.settings()
	if err != nil {
		return err
	}
	if len(cfg.Feeds) == 0 {
		return usage("the configuration names no feeds")
	}
	report, err := cmd.here(c, cfg, dir)
	if errors.Is(err, store.ErrBusy) {
		report, err = cmd.there(c)
	}
	if err != nil {
		if kept := report.New + report.Revised; kept > 0 {
			fmt.Fprintf(c.err, "ascribe: broken off; %d stories are kept, the rest is for the next pass\n", kept)
		}
		return err
	}
	if c.flags.Quiet && !c.flags.JSON && !c.flags.Table { // cron mails every word
		return c.outcome(report)
	}
	return c.printReport(report)
}

// here does it in this process, which answers the other commands meanwhile, and their
// requests to the end.
func (cmd *ingestCmd) here(c *console, cfg *config, dir string) (report node.Report, err error) {
	log := c.logger()
	if c.live { // the progress tells enough
		log = c.quietly()
	}
	h, err := openHouse(cfg, dir, log, true)
	if err != nil {
		return node.Report{}, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	local, err := h.answerLocally(dir, log)
	if err != nil {
		return node.Report{}, err
	}
	var beside sync.WaitGroup
	done := make(chan struct{})
	beside.Go(func() { collect(done) })
	if c.live {
		beside.Go(func() { c.progress(h.node, done) })
	}
	report, err = h.node.Ingest(c.ctx, cmd.All, nil)
	if age := time.Duration(cfg.Retain.Text); age > 0 && err == nil {
		h.retainOnce(c.ctx, age, 0, log)
	}
	close(done)
	beside.Wait()
	return report, errors.Join(err, local.close(c.ctx))
}

func (cmd *ingestCmd) there(c *console) (node.Report, error) {
	cl, err := c.connect(true)
	if err != nil {
		return node.Report{}, err
	}
	defer cl.close()
	if cl.other && c.live {
		fmt.Fprintln(c.err, "another ascribe has the database; asking it to visit the feeds")
	}
	var report node.Report
	query := url.Values{}
	if cmd.All {
		query.Set("all", "true")
	}
	return report, cl.call(c.ctx, http.MethodPost, "/v1/feeds/refresh", query, nil, &report)
}

// progress draws one line that follows the visits, until done is closed.
func (c *console) progress(n *node.Node, done <-chan struct{}) {
	tick := time.NewTicker(300 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			fmt.Fprint(c.err, "\r\x1b[K")
			return
		case <-tick.C:
			fmt.Fprint(c.err, "\r\x1b[K", progressLine(n.Visits()))
		}
	}
}

// progressLine names a few of the feeds that are being read.
func progressLine(visits []node.Progress) string {
	const most = 3
	var parts []string
	for _, v := range visits {
		if len(parts) == most {
			parts = append(parts, fmt.Sprintf("%d more", len(visits)-most))
			break
		}
		if v.Items == 0 {
			parts = append(parts, string(v.Feed))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s (%d of %d)", v.Feed, v.Done, v.Items))
	}
	return "reading " + strings.Join(parts, ", ")
}

// printReport tells what a pass brought; feeds that failed, or were found frozen, make exit
// code 3.
func (c *console) printReport(r node.Report) error {
	if c.pretty {
		t := c.table("FEED", "HEALTH", "ITEMS", "NEW", "REVISED", "REJECTED", "REASON")
		for _, f := range r.Feeds {
			if f.New+f.Revised+f.Rejected > 0 || f.State.Health.Failing() || f.Frozen {
				t.row(f.Feed, f.State.Health, f.Items, f.New, f.Revised, f.Rejected, f.State.Reason)
			}
		}
		t.flush()
		fmt.Fprintf(c.out, "%d feeds visited, %d failing, %d found frozen; %d new stories, %d revised, %d items rejected\n",
			len(r.Feeds), r.Failing, r.Frozen, r.New, r.Revised, r.Rejected)
		if r.Looked > 0 {
			fmt.Fprintf(c.out, "%d pages looked at again\n", r.Looked)
		}
	} else if err := c.printJSON(r); err != nil {
		return err
	}
	return c.outcome(r)
}

// outcome is how a pass ends, whether or not it is told.
func (c *console) outcome(r node.Report) error {
	if r.Failing+r.Frozen == 0 {
		return nil
	}
	asked, first := 0, ""
	for _, f := range r.Feeds {
		if f.State.Health != news.Gone {
			asked++
		}
		if f.Silent && first == "" {
			first = f.State.Reason
		}
	}
	if r.Silent > 0 && r.Silent == asked {
		fmt.Fprintf(c.err, "ascribe: no host answered; is there a network?%s Of the first it is known: %s\n", proxyNote(), first)
	}
	return exit{exitPartial, nil}
}
