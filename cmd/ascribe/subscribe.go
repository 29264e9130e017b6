package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"

	"ascribe/fetcher"
	"ascribe/news"
)

type feedsAddCmd struct {
	URL    string `arg:"" help:"A feed, or any page of the site that has one."`
	ID     string `help:"The feed's id; made from its host otherwise." placeholder:"ID"`
	Outlet string `help:"The outlet that it belongs to; found by its host, or added, otherwise." placeholder:"ID"`
	Every  string `help:"How often it is visited: 15m, 2h, adaptive." default:"adaptive"`
	Scope  string `help:"What is kept: cyber or all." enum:"cyber,all" default:"cyber"`
	All    bool   `help:"Add all feeds that the site has."`
	DryRun bool   `help:"Show what would be added, and add nothing." name:"dry-run"`
}

// Run finds the feeds of a site and adds one of them, or all, to the configuration.
func (cmd *feedsAddCmd) Run(c *console) error {
	s, err := c.subscriptions()
	if err != nil {
		return err
	}
	address := cmd.URL
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	client, err := fetcher.NewClient(s.cfg.Network, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer client.Close()
	found, err := client.Discover(c.ctx, address, s.userAgent(address))
	switch {
	case err != nil:
		return fmt.Errorf("no feed was found at %s: %w", address, err)
	case len(found) > 1 && !cmd.All:
		t := c.table("FEED", "TITLE", "ITEMS", "NEWEST ITEM")
		for _, f := range found {
			t.row(f.URL, clip(f.Title, 60), f.Items, clock(&f.Newest))
		}
		t.flush()
		return exit{exitUsage, fmt.Errorf("%s has %d feeds; add one by its own address, or all with --all", address, len(found))}
	}
	for _, f := range found {
		o := fetcher.Outline{URL: f.URL, Home: f.Home, Title: f.Title}
		if err := s.add(o, cmd.ID, cmd.Outlet, cmd.Every, cmd.Scope); err != nil {
			return err
		}
	}
	return s.finish(c, cmd.DryRun)
}

type feedsImportCmd struct {
	File   string `arg:"" help:"OPML subscription list; - reads standard input."`
	Every  string `help:"How often the feeds are visited." default:"adaptive"`
	Scope  string `help:"What is kept: cyber or all." enum:"cyber,all" default:"cyber"`
	DryRun bool   `help:"Show what would be added, and add nothing." name:"dry-run"`
}

// Run adds the feeds of a subscription list to the configuration.
func (cmd *feedsImportCmd) Run(c *console) error {
	s, err := c.subscriptions()
	if err != nil {
		return err
	}
	var doc []byte
	if cmd.File == "-" {
		doc, err = io.ReadAll(c.in)
	} else {
		doc, err = os.ReadFile(cmd.File)
	}
	if err != nil {
		return usage("the list could not be read: %v", err)
	}
	feeds, odd, damage := fetcher.ReadOPML(doc)
	if damage != nil && len(feeds) == 0 {
		return usage("%s: %v", cmd.File, damage)
	}
	s.listed = true
	for _, address := range odd {
		fmt.Fprintf(c.err, "left out: %s has no http or https address\n", plain(clip(address, 200)))
	}
	for _, o := range feeds {
		if err := s.add(o, "", "", cmd.Every, cmd.Scope); err != nil {
			return err
		}
	}
	if err := s.finish(c, cmd.DryRun); err != nil || damage == nil {
		return err
	}
	return exit{exitPartial, fmt.Errorf("%s: %w", cmd.File, damage)}
}

type feedsExportCmd struct{}

// Run writes the configured feeds as an OPML subscription list, a folder for each outlet.
func (*feedsExportCmd) Run(c *console) error {
	s, err := c.subscriptions()
	if err != nil {
		return err
	}
	outlets := map[string]outletConfig{}
	for _, o := range s.cfg.Outlets {
		outlets[o.ID] = o
	}
	var list []fetcher.Outline
	for _, f := range s.cfg.Feeds {
		o := outlets[f.Outlet]
		title := f.Title
		if title == "" {
			title = f.ID
		}
		list = append(list, fetcher.Outline{URL: f.URL, Home: o.Home, Title: title, Folder: o.Name})
	}
	slices.SortStableFunc(list, func(a, b fetcher.Outline) int { return strings.Compare(a.Folder, b.Folder) })
	return fetcher.WriteOPML(c.out, "Feeds of ascribe", list)
}

// subscriptions are the configuration and what is to be added to it.
type subscriptions struct {
	path, src      string
	cfg            *config
	outlets, feeds []string // new entries
	known          int
	listed         bool // they come from a subscription list
}

func (c *console) subscriptions() (*subscriptions, error) {
	path, err := findConfig(c.flags.Config)
	if err != nil {
		return nil, err
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, usage("the configuration could not be read: %v", err)
	}
	cfg, err := parseConfig(path, src)
	return &subscriptions{path: path, src: string(src), cfg: cfg}, err
}

func (s *subscriptions) userAgent(address string) string {
	for _, o := range s.cfg.Outlets {
		if sameSite(o.Home, address) {
			return o.UserAgent
		}
	}
	return ""
}

// add takes a feed in, with an outlet if none is known for it. A feed whose address is
// configured already is only counted.
func (s *subscriptions) add(o fetcher.Outline, id, outlet, every, scope string) error {
	if slices.ContainsFunc(s.cfg.Feeds, func(f feedConfig) bool { return plainAddress(f.URL) == plainAddress(o.URL) }) {
		s.known++
		return nil
	}
	var pace fetcher.Duration
	if err := pace.UnmarshalText([]byte(every)); err != nil {
		return usage("--every: %v", err)
	}
	home := o.Home
	if home == "" {
		home = o.URL
	}
	if outlet == "" {
		outlet = s.outletFor(home, o.URL)
	}
	if outlet == "" {
		made := outletConfig{ID: s.free(site(home), func(id string) bool {
			return slices.ContainsFunc(s.cfg.Outlets, func(o outletConfig) bool { return o.ID == id })
		}), Name: o.Title, Kind: string(news.OtherKind), Home: home}
		if u, err := url.Parse(home); err == nil {
			made.Home = u.Scheme + "://" + u.Host
			if s.listed || made.Name == "" { // in a list it is the reader's own word for the feed
				made.Name = strings.TrimPrefix(u.Hostname(), "www.")
			}
		}
		s.cfg.Outlets = append(s.cfg.Outlets, made)
		s.outlets = append(s.outlets, fmt.Sprintf("{id: %s, name: %s, kind: %s, home: %s}", made.ID, strconv.Quote(made.Name), made.Kind, strconv.Quote(made.Home)))
		outlet = made.ID
	} else if !slices.ContainsFunc(s.cfg.Outlets, func(o outletConfig) bool { return o.ID == outlet }) {
		return usage("--outlet: there is no outlet %q in %s", outlet, s.path)
	}
	taken := func(id string) bool {
		return slices.ContainsFunc(s.cfg.Feeds, func(f feedConfig) bool { return f.ID == id })
	}
	switch {
	case id == "":
		id = s.free(outlet, taken)
	case taken(id):
		return usage("--id: there is a feed %q already", id)
	case !slug(id):
		return usage("--id: small letters, digits and hyphens, not %q", id)
	}
	f := feedConfig{ID: id, Outlet: outlet, Title: o.Title, URL: o.URL, Every: pace, Scope: scope}
	s.cfg.Feeds = append(s.cfg.Feeds, f)
	title := ""
	if o.Title != "" {
		title = ", title: " + strconv.Quote(o.Title)
	}
	s.feeds = append(s.feeds, fmt.Sprintf("{id: %s, outlet: %s%s, url: %s, every: %s, scope: %s}", id, outlet, title, strconv.Quote(o.URL), pace, scope))
	return nil
}

// outletFor finds the outlet of a page or of a feed's address.
func (s *subscriptions) outletFor(addresses ...string) string {
	for _, a := range addresses {
		for _, o := range s.cfg.Outlets {
			if sameSite(o.Home, a) {
				return o.ID
			}
		}
		for _, f := range s.cfg.Feeds {
			if sameSite(f.URL, a) {
				return f.Outlet
			}
		}
	}
	return ""
}

// finish writes the configuration, or shows what would be added to it.
func (s *subscriptions) finish(c *console, dry bool) error {
	for _, part := range []struct {
		name    string
		entries []string
	}{{"outlets", s.outlets}, {"feeds", s.feeds}} {
		for i, e := range part.entries {
			if i == 0 {
				fmt.Fprintf(c.out, "%s:\n", part.name)
			}
			fmt.Fprintf(c.out, "  - %s\n", e)
		}
	}
	if s.known > 0 {
		fmt.Fprintf(c.err, "%d of the feeds are configured already\n", s.known)
	}
	if len(s.feeds) == 0 || dry {
		return nil
	}
	edited := appendTo(appendTo(s.src, "outlets", s.outlets), "feeds", s.feeds)
	if err := replaceConfig(s.path, edited); err != nil {
		return err
	}
	fmt.Fprintf(c.err, "added to %s; a daemon that runs reads it when it is started again\n", s.path)
	return nil
}

// free is an id that is not taken: the wish, or the wish with a number.
func (*subscriptions) free(wish string, taken func(string) bool) string {
	id := wish
	for n := 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", wish, n)
	}
	return id
}

// site makes an id of an address: the registrable name without its ending.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return "site"
	}
	name, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
	if err != nil {
		name = u.Hostname()
	} else if suffix, _ := publicsuffix.PublicSuffix(name); len(suffix) < len(name) {
		name = strings.TrimSuffix(name, "."+suffix)
	}
	id := strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(name)), "-")
	if id == "" {
		return "site"
	}
	return id
}

// sameSite says whether an address is on an outlet's host or below it.
func sameSite(home, address string) bool {
	h, errH := url.Parse(home)
	a, errA := url.Parse(address)
	if errors.Join(errH, errA) != nil || h.Hostname() == "" {
		return false
	}
	own, host := strings.TrimPrefix(h.Host, "www."), strings.TrimPrefix(a.Host, "www.")
	return host == own || strings.HasSuffix(host, "."+own)
}
