package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/sample"
)

type demoCmd struct {
	Addr string `help:"Address to answer on." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Once bool   `help:"Print what was found and stop, without serving."`
}

// Run serves a made-up newsroom on loopback, ingests it twice (one outlet revises a story
// in between) into a temporary database, prints what came of it, and serves that.
func (cmd *demoCmd) Run(c *console) (err error) {
	if !loopback(cmd.Addr) {
		return usage("the demo answers on loopback addresses only, such as 127.0.0.1:8080, not on %q", cmd.Addr)
	}
	dir := c.flags.Data
	if dir == "" {
		if dir, err = os.MkdirTemp("", "ascribe-demo-"); err != nil {
			return fmt.Errorf("no folder for the demo: %w", err)
		}
		defer os.RemoveAll(dir)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	room, err := sample.Start(c.ctx)
	if err != nil {
		return fmt.Errorf("the newsroom could not open: %w", err)
	}
	defer room.Close()
	cfg := demoConfig(room)
	log := c.quietly()
	h, err := openHouse(cfg, dir, log, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	fmt.Fprintf(c.err, "A newsroom of %d made-up outlets publishes on this machine. Reading it …\n", len(cfg.Outlets))
	if err := cmd.ingest(c, h, room); err != nil {
		return err
	}
	if err := cmd.tell(c, h); err != nil || cmd.Once {
		return err
	}
	ln, err := demoListener(c.ctx, cmd.Addr)
	if err != nil {
		return err
	}
	base := "http://" + ln.Addr().String()
	fmt.Fprintf(c.out, "\nLook:  %s/\nAsk:   curl -s '%s/v1/incidents?contested=true' | jq\n       curl -s '%s/v1/claims?accused=CN&accuser=GB' | jq\nDocs:  %s/docs\nStop:  Ctrl-C\n", base, base, base, base)
	return h.serve(c.ctx, ln, dir, true, 0, log)
}

// demoListener takes another port when the usual one is in use: a demo should just run.
func demoListener(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err == nil {
		return ln, nil
	}
	host, _, _ := net.SplitHostPort(addr)
	return lc.Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
}

func (cmd *demoCmd) ingest(c *console, h *house, room *sample.Newsroom) error {
	first, err := h.node.Ingest(c.ctx, true, nil)
	if err != nil {
		return err
	}
	room.Revise()
	second, err := h.node.Ingest(c.ctx, true, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%d stories stored, %d items out of scope, %d story revised at the second visit.\n\n",
		first.New, first.Rejected, second.Revised)
	return nil
}

// tell prints the incidents by way of the API, as ascribe incidents does.
func (cmd *demoCmd) tell(c *console, h *house) error {
	cl := h.client()
	c.pretty = !c.flags.JSON // it is for people, also when it goes through a pipe
	return listIncidents(c, cl, url.Values{"limit": {"20"}})
}

// demoConfig is the configuration that a person would write for the newsroom.
func demoConfig(room *sample.Newsroom) *config {
	cfg := &config{Listen: defaultListen, Schedule: "on", Network: fetcher.Settings{
		Allow: []string{"127.0.0.1/32:*"}, Workers: 1, // one order of arrival: everybody sees the same demo
	}}
	for _, o := range room.Outlets() {
		scope := news.ScopeCyber
		if k := news.OutletKind(o.Kind); k == news.Trade || k == news.Vendor || k == news.Research || k == news.Government {
			scope = news.ScopeAll // they write of nothing else
		}
		cfg.Outlets = append(cfg.Outlets, outletConfig{
			ID: o.ID, Name: o.Name, Kind: o.Kind, Owner: o.Owner, Country: o.Country, Home: o.Home, Voice: o.Voice,
		})
		cfg.Feeds = append(cfg.Feeds, feedConfig{
			ID: o.ID, Outlet: o.ID, Title: o.FeedTitle, URL: o.FeedURL, Every: fetcher.Duration(time.Minute), Scope: string(scope),
		})
	}
	return cfg
}
