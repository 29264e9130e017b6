package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"ascribe/actor"
	"ascribe/api"
	"ascribe/extract"
	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/node"
)

// config is config.yaml. Each room declares its own settings; this composes them.
type config struct {
	Data     string              `yaml:"data"`
	Listen   string              `yaml:"listen"`
	Profile  string              `yaml:"profile"`  // loopback address for pprof; "" is none
	Schedule string              `yaml:"schedule"` // on | off
	Revisits *[]fetcher.Duration `yaml:"revisits"` // ages of a story; [] looks at no page again
	Network  fetcher.Settings    `yaml:"network"`
	Captures fetcher.Captures    `yaml:"captures"`
	Retain   retention           `yaml:"retention"`
	Access   access              `yaml:"access"`
	Outlets  []outletConfig      `yaml:"outlets"`
	Feeds    []feedConfig        `yaml:"feeds"`
}

// retention says how long things are kept; 0 is for ever.
type retention struct {
	Text fetcher.Duration `yaml:"text"` // of stories; their claims and quotes stay
}

type access struct {
	Tokens []api.Token `yaml:"tokens"`
	Hosts  []string    `yaml:"hosts"` // names under which the server may be asked
	// Origins are those of pages elsewhere that may ask from a browser.
	Origins []string `yaml:"origins"`
	Rate    api.Rate `yaml:"rate"` // of each token
}

type outletConfig struct {
	ID        string        `yaml:"id"`
	Name      string        `yaml:"name"`
	Kind      string        `yaml:"kind"`
	Owner     string        `yaml:"owner"`
	Country   string        `yaml:"country"`
	Home      string        `yaml:"home"`
	Voice     string        `yaml:"voice"`
	UserAgent string        `yaml:"user_agent"`
	Rules     extract.Rules `yaml:"rules"`
}

type feedConfig struct {
	ID     string           `yaml:"id"`
	Outlet string           `yaml:"outlet"`
	Title  string           `yaml:"title"`
	URL    string           `yaml:"url"`
	Every  fetcher.Duration `yaml:"every"`
	Cron   string           `yaml:"cron"`
	Scope  string           `yaml:"scope"`
	Pages  string           `yaml:"pages"` // on | off: with off the feed's own text is kept
}

const defaultListen = "127.0.0.1:8080"

// readConfig reads and checks a configuration. Its error lists every fault, each with
// file:line:column.
func readConfig(path string) (*config, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, usage("the configuration could not be read: %v", err)
	}
	return parseConfig(path, src)
}

func parseConfig(path string, src []byte) (*config, error) {
	found := faults{path: path}
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")) // some editors begin a file with it
	if found.letters(src); found.list != nil {
		return nil, exit{exitUsage, found.err()}
	}
	file, err := parser.ParseBytes(src, 0)
	if err != nil {
		found.syntax(err)
		return nil, exit{exitUsage, found.err()}
	}
	c := &config{}
	if body := found.document(file); body != nil {
		found.shape(body, config{})
		if found.list == nil {
			if err := yaml.NodeToValue(body, c); err != nil {
				found.syntax(err)
			}
		}
	}
	if found.list != nil {
		return nil, exit{exitUsage, found.err()}
	}
	c.Listen, c.Schedule = cmp.Or(c.Listen, defaultListen), cmp.Or(c.Schedule, "on")
	found.file = file
	c.check(&found)
	if found.list != nil {
		return nil, exit{exitUsage, found.err()}
	}
	return c, nil
}

// check looks for what the form of the file can't show.
func (c *config) check(f *faults) {
	if c.Schedule != "on" && c.Schedule != "off" {
		f.at("$.schedule", "schedule is on or off, not %q", c.Schedule)
	}
	if err := api.CheckAddress(c.Listen, c.Access.Tokens); err != nil {
		f.at("$.listen", "%v", err)
	}
	if c.Profile != "" && !loopback(c.Profile) {
		f.at("$.profile", "profiles are answered on loopback addresses only, such as 127.0.0.1:6060, not on %q", c.Profile)
	}
	for at, folder := range map[string]string{"$.data": c.Data, "$.captures.dir": c.Captures.Dir} {
		if strings.HasPrefix(folder, "~") || strings.Contains(folder, "$") {
			f.at(at, "%q is taken as it stands: only a shell knows ~ and $, so write the folder out", folder)
		}
	}
	for _, fault := range api.CheckTokens(c.Access.Tokens) {
		f.at(fmt.Sprintf("$.access.tokens[%d]", fault.Index), "%v", fault)
	}
	f.each("$.access.origins", api.CheckOrigins(c.Access.Origins))
	f.each("$.access.rate", c.Access.Rate.Check())
	f.each("$.network", c.Network.Check())
	f.each("$.captures", c.Captures.Check())
	c.Network.Captures = c.Captures
	if age := time.Duration(c.Retain.Text); age != 0 && age < 24*time.Hour {
		f.at("$.retention.text", "texts are kept for a day at least, not %s; leave it out to keep them for ever", fetcher.Duration(age))
	}
	for i, r := range c.revisits() {
		if r < time.Minute || r > 90*24*time.Hour || i > 0 && r <= c.revisits()[i-1] {
			f.at(fmt.Sprintf("$.revisits[%d]", i), "revisits are rising ages between 1m and 90d, not %s", fetcher.Duration(r))
		}
	}
	outlets := map[string]bool{}
	for i, o := range c.Outlets {
		c.checkOutlet(f, fmt.Sprintf("$.outlets[%d]", i), o, outlets)
	}
	ids, addresses := map[string]bool{}, map[string]string{}
	for i := range c.Feeds {
		c.checkFeed(f, fmt.Sprintf("$.feeds[%d]", i), &c.Feeds[i], addresses, outlets, ids)
	}
}

var outletKinds = []news.OutletKind{
	news.Newspaper, news.Broadcast, news.Wire, news.Trade, news.Government, news.Vendor, news.Research, news.OtherKind,
}

func (c *config) checkOutlet(f *faults, at string, o outletConfig, seen map[string]bool) {
	switch {
	case !slug(o.ID):
		f.at(at+".id", "an outlet needs an id of small letters, digits and hyphens, not %q", o.ID)
	case seen[o.ID]:
		f.at(at+".id", "there are two outlets %q", o.ID)
	}
	seen[o.ID] = true
	if o.Name == "" {
		f.at(at+".name", "outlet %q needs a name", o.ID)
	}
	if !slices.Contains(outletKinds, news.OutletKind(o.Kind)) {
		f.at(at+".kind", "kind of outlet %q is one of %v, not %q", o.ID, outletKinds, o.Kind)
	}
	if _, known := actor.State(o.Country); o.Country != "" && !known {
		f.at(at+".country", "country of outlet %q is two capital letters (ISO 3166-1; EU, XK), not %q: there is no such country in the catalogue", o.ID, o.Country)
	}
	if o.Home != "" && !isWeb(o.Home) {
		f.at(at+".home", "home is the http or https URL of a site, not %q", o.Home)
	}
	if strings.ContainsFunc(o.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }) {
		f.at(at+".user_agent", "user_agent: %q has characters that a header cannot carry", o.UserAgent)
	}
	f.each(at+".rules", o.Rules.Check())
}

func (c *config) checkFeed(f *faults, at string, feed *feedConfig, addresses map[string]string, outlets, ids map[string]bool) {
	if feed.ID == "" {
		feed.ID = feed.Outlet
	}
	if feed.Scope == "" {
		feed.Scope = string(news.ScopeCyber)
	}
	switch {
	case !slug(feed.ID):
		f.at(at+".id", "a feed needs an id of small letters, digits and hyphens, not %q", feed.ID)
	case ids[feed.ID]:
		f.at(at+".id", "there are two feeds %q", feed.ID)
	}
	ids[feed.ID] = true
	if !outlets[feed.Outlet] {
		f.at(at+".outlet", "there is no outlet %q", feed.Outlet)
	}
	if !isWeb(feed.URL) {
		f.at(at+".url", "a feed needs an http or https URL, not %q", feed.URL)
	}
	if err := c.Network.Refuses(feed.URL); err != nil && isWeb(feed.URL) {
		f.at(at+".url", "every visit would be refused: %v (network.allow makes exceptions for addresses and ports)", strings.TrimPrefix(err.Error(), "refused: "))
	}
	address := plainAddress(feed.URL)
	if id, twice := addresses[address]; twice && address != "" {
		f.at(at+".url", "feed %q has this address already", id)
	} else {
		addresses[address] = feed.ID
	}
	if feed.Scope != string(news.ScopeAll) && feed.Scope != string(news.ScopeCyber) {
		f.at(at+".scope", "scope is all or cyber, not %q", feed.Scope)
	}
	if feed.Pages != "" && feed.Pages != "on" && feed.Pages != "off" {
		f.at(at+".pages", "pages is on or off, not %q", feed.Pages)
	}
	if err := feed.plan().Check(); err != nil {
		where := at + ".every"
		if feed.Cron != "" {
			where = at + ".cron"
		}
		f.at(where, "feed %q: %v", feed.ID, err)
	}
}

// plainAddress writes an address as all do that lead to the same place.
func plainAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	u.Host, u.Fragment = strings.ToLower(u.Host), ""
	if u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":443")
	} else {
		u.Host = strings.TrimSuffix(u.Host, ":80")
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func (f feedConfig) plan() fetcher.Plan {
	p := fetcher.Plan{Feed: news.FeedID(f.ID), Every: f.Every, Cron: f.Cron}
	if u, err := url.Parse(f.URL); err == nil {
		p.Host = u.Host
	}
	return p
}

func (c *config) revisits() []time.Duration {
	if c.Revisits == nil {
		return node.DefaultRevisits
	}
	var all []time.Duration
	for _, d := range *c.Revisits {
		all = append(all, time.Duration(d))
	}
	return all
}

func slug(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (c *config) nodeOutlets() []node.Outlet {
	var out []node.Outlet
	for _, o := range c.Outlets {
		out = append(out, node.Outlet{
			Outlet: news.Outlet{
				ID: news.OutletID(o.ID), Name: o.Name, Kind: news.OutletKind(o.Kind),
				Owner: o.Owner, Country: o.Country, Home: o.Home, Voice: o.Voice,
			},
			Rules: o.Rules, UserAgent: o.UserAgent,
		})
	}
	return out
}

func (c *config) nodeFeeds() []node.Feed {
	var out []node.Feed
	for _, f := range c.Feeds {
		title := f.Title
		if title == "" {
			title = f.ID
		}
		out = append(out, node.Feed{
			Feed: news.Feed{
				ID: news.FeedID(f.ID), Outlet: news.OutletID(f.Outlet), Title: title,
				URL: f.URL, Scope: news.Scope(f.Scope),
			},
			Plan: f.plan(), TextOnly: f.Pages == "off",
		})
	}
	return out
}

// findConfig returns the configuration's path: the flag's, else the first of the usual
// places that has one.
func findConfig(flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	var places []string
	add := func(dir string, parts ...string) {
		if dir != "" {
			places = append(places, filepath.Join(append([]string{dir}, parts...)...))
		}
	}
	add(".", "config.yaml")
	add(os.Getenv("CONFIGURATION_DIRECTORY"), "config.yaml") // systemd
	add(os.Getenv("XDG_CONFIG_HOME"), "ascribe", "config.yaml")
	if home, err := os.UserHomeDir(); err == nil {
		add(home, ".config", "ascribe", "config.yaml")
	}
	add("/etc", "ascribe", "config.yaml")
	for _, p := range places {
		if _, err := os.Stat(p); err == nil {
			return p, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", usage("the configuration could not be read: %v", err)
		}
	}
	return "", usage("%w; looked for %s. Name one with --config", errNoConfig, strings.Join(places, ", "))
}

var errNoConfig = errors.New("there is no configuration")

// loopback reports whether an address is reachable from this machine alone.
func loopback(addr string) bool {
	h, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(h)
	return h == "localhost" || ip != nil && ip.IsLoopback()
}
