// Package node is the spine: it takes items from feeds, fetches their pages, extracts and
// reads them, and writes what comes of it to the log. It is the only writer: fetching,
// edits and submissions by hand all go through it.
//
// The way of one item: ingest.go (a pass, a feed's turn), visit.go (one look at a feed),
// item.go (from item to story), page.go (what the article's page adds).
//
// The contract: an item that can't be fetched, extracted or read is kept with what its feed
// says and with the reason; a visit that is broken off keeps what it did; what was done is
// not done again. Only the store's failure and the end of a context are errors of a visit.
package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"ascribe/actor"
	"ascribe/extract"
	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/store"
)

// A Log takes entries and answers when they are durable. It is kept by a store, alone, or
// by a stream that several nodes share.
type Log interface {
	Append(ctx context.Context, entries ...news.Entry) (seq uint64, err error)
}

// An Outlet is a publisher with what the fetching of its pages needs.
type Outlet struct {
	news.Outlet
	Rules     extract.Rules
	UserAgent string // "" is the client's own

	host string // of its home page, without "www."; New knows it
}

// A Feed is a feed with when it is due.
type Feed struct {
	news.Feed
	Plan     fetcher.Plan
	TextOnly bool // keep the feed's own text and fetch no pages
}

// Config is what a node works with. Everything but Logger is required.
type Config struct {
	Store     *store.Store
	Log       Log
	Client    *fetcher.Client
	Catalogue *actor.Catalogue
	Outlets   []Outlet
	Feeds     []Feed
	Workers   int             // feeds visited at once; 10 when 0
	Revisits  []time.Duration // ages, rising, at which a story's page is looked at again; none when empty
	Logger    *slog.Logger
}

// A Node ingests and edits. Its methods may be called from several goroutines.
type Node struct {
	store     *store.Store
	log       Log
	client    *fetcher.Client
	catalogue *actor.Catalogue
	outlets   map[news.OutletID]Outlet
	feeds     map[news.FeedID]Feed
	order     []news.FeedID // of feeds, as configured
	workers   int
	revisits  []time.Duration
	longest   time.Duration // a visit, but for the item in hand
	logger    *slog.Logger
	cores     chan struct{} // as many pages are read at a time as there are cores: a page's tree takes megabytes

	mu       sync.Mutex
	visiting map[news.FeedID]Progress     // a feed is visited by one goroutine at a time
	making   map[news.StoryID]news.FeedID // stories that visits under way work on
	arrived  time.Time                    // the newest story that is known not to be of a clock that runs ahead, see Retain
	unkept   map[news.FeedID]unkept       // feeds whose last visit could not be kept
	tidied   time.Time                    // when rejected items were last forgotten
}

// New checks that feeds and outlets belong together.
func New(c Config) (*Node, error) {
	n := &Node{
		store: c.Store, log: c.Log, client: c.Client, catalogue: c.Catalogue,
		outlets: map[news.OutletID]Outlet{}, feeds: map[news.FeedID]Feed{},
		workers: c.Workers, revisits: c.Revisits, longest: longestVisit, logger: c.Logger, visiting: map[news.FeedID]Progress{}, making: map[news.StoryID]news.FeedID{},
		unkept: map[news.FeedID]unkept{},
		cores:  make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
	if n.workers <= 0 {
		n.workers = 10
	}
	if n.logger == nil {
		n.logger = slog.New(slog.DiscardHandler)
	}
	var faults []error
	for _, o := range c.Outlets {
		if _, twice := n.outlets[o.ID]; twice || o.ID == "" {
			faults = append(faults, fmt.Errorf("outlet %q: an outlet needs an id of its own", o.ID))
		}
		o.host = strings.TrimPrefix(host(o.Home), "www.")
		n.outlets[o.ID] = o
	}
	for _, f := range c.Feeds {
		if _, ok := n.outlets[f.Outlet]; !ok {
			faults = append(faults, fmt.Errorf("feed %q: there is no outlet %q", f.ID, f.Outlet))
		}
		if _, twice := n.feeds[f.ID]; twice || f.ID == "" {
			faults = append(faults, fmt.Errorf("feed %q: a feed needs an id of its own", f.ID))
		}
		n.feeds[f.ID] = f
		n.order = append(n.order, f.ID)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	var err error
	if n.arrived, err = c.Store.NewestArrival(); err != nil {
		return nil, err
	}
	return n, n.recall()
}

// Outlets returns the configured outlets in order of name.
func (n *Node) Outlets() []news.Outlet {
	all := make([]news.Outlet, 0, len(n.outlets))
	for _, o := range n.outlets {
		all = append(all, o.Outlet)
	}
	slices.SortFunc(all, func(a, b news.Outlet) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(string(a.ID), string(b.ID)))
	})
	return all
}

// Outlet returns the outlet of that id. One that is not configured (a story added by
// hand) is known by its host alone.
func (n *Node) Outlet(id news.OutletID) (news.Outlet, bool) {
	o, ok := n.outlets[id]
	if !ok {
		return news.Outlet{ID: id, Name: string(id), Kind: news.OtherKind}, false
	}
	return o.Outlet, true
}

// OutletsNamed returns the outlets that have an id or a name, in whatever case. Outlets
// that are not configured are known by the stories that are kept of them.
func (n *Node) OutletsNamed(name string) (ids []news.OutletID) {
	for _, o := range n.Outlets() {
		if strings.EqualFold(string(o.ID), name) || strings.EqualFold(o.Name, name) {
			ids = append(ids, o.ID)
		}
	}
	for _, id := range []string{name, strings.ToLower(name)} {
		if ids == nil && n.store.Has("outlet", id) {
			ids = append(ids, news.OutletID(id))
		}
	}
	return ids
}

// A FeedView is a feed with its schedule in words and its present state.
type FeedView struct {
	news.Feed
	Schedule string         `json:"schedule"`
	State    news.FeedState `json:"state"`
}

// Feeds returns the configured feeds, as configured, with their states.
func (n *Node) Feeds() ([]FeedView, error) {
	states, err := n.store.FeedStates()
	if err != nil {
		return nil, err
	}
	views := make([]FeedView, 0, len(n.order))
	for _, id := range n.order {
		f := n.feeds[id]
		st, ok := states[id]
		if !ok {
			st = news.FeedState{Feed: id, Health: news.Fresh}
		}
		views = append(views, FeedView{Feed: f.Feed, Schedule: words(f.Plan), State: n.telling(st)})
	}
	return views, nil
}

func words(p fetcher.Plan) string {
	switch {
	case p.Cron != "":
		return "cron " + p.Cron
	case p.Every == fetcher.Adaptive:
		return "adaptive"
	}
	return "every " + p.Every.String()
}

// ErrUnknownFeed is a feed that the configuration does not name.
var ErrUnknownFeed = errors.New("no such feed")

// ErrVisiting is a feed that is being visited already.
var ErrVisiting = errors.New("the feed is being fetched right now")
