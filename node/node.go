// Package node is the spine: it takes items from feeds, fetches their pages, extracts and
// reads them, and writes what comes of it to the log. It is the only writer: fetching,
// edits and submissions by hand all go through it.
//
// The way of one item is in ingest.go (a feed's visit) and item.go (from item to story).
package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
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
	Workers   int // feeds visited at once; 10 when 0
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
	logger    *slog.Logger

	mu       sync.Mutex
	visiting map[news.FeedID]bool // a feed is visited by one goroutine at a time
}

// New checks that feeds and outlets belong together.
func New(c Config) (*Node, error) {
	n := &Node{
		store: c.Store, log: c.Log, client: c.Client, catalogue: c.Catalogue,
		outlets: map[news.OutletID]Outlet{}, feeds: map[news.FeedID]Feed{},
		workers: c.Workers, logger: c.Logger, visiting: map[news.FeedID]bool{},
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
	return n, errors.Join(faults...)
}

// Outlets returns the configured outlets in order of name.
func (n *Node) Outlets() []news.Outlet {
	all := make([]news.Outlet, 0, len(n.outlets))
	for _, o := range n.outlets {
		all = append(all, o.Outlet)
	}
	slices.SortFunc(all, func(a, b news.Outlet) int {
		if a.Name != b.Name {
			if a.Name < b.Name {
				return -1
			}
			return 1
		}
		return 0
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
		views = append(views, FeedView{Feed: f.Feed, Schedule: words(f.Plan), State: st})
	}
	return views, nil
}

func words(p fetcher.Plan) string {
	if p.Cron != "" {
		return "cron " + p.Cron
	}
	return "every " + p.Every.String()
}

// ErrUnknownFeed is a feed that the configuration does not name.
var ErrUnknownFeed = errors.New("no such feed")

// ErrVisiting is a feed that is being visited already.
var ErrVisiting = errors.New("the feed is being fetched right now")

// claim takes a feed for one visit; release gives it back.
func (n *Node) claim(id news.FeedID) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.visiting[id] {
		return false
	}
	n.visiting[id] = true
	return true
}

func (n *Node) release(id news.FeedID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.visiting, id)
}

// Run visits each feed when it is due, until ctx ends. What is due is remembered across
// restarts.
func (n *Node) Run(ctx context.Context) error {
	states, err := n.store.FeedStates()
	if err != nil {
		return err
	}
	next := map[news.FeedID]time.Time{}
	plans := make([]fetcher.Plan, 0, len(n.order))
	for _, id := range n.order {
		p := n.feeds[id].Plan
		p.Feed = id
		if u, err := url.Parse(n.feeds[id].URL); err == nil {
			p.Host = u.Host
		}
		plans = append(plans, p)
		if st, ok := states[id]; ok {
			next[id] = st.Next
		}
	}
	tidy := time.Time{}
	schedule := fetcher.NewSchedule(plans, next, n.workers)
	return schedule.Run(ctx, func(ctx context.Context, id news.FeedID) time.Time {
		n.mu.Lock()
		due := time.Since(tidy) > 24*time.Hour
		if due {
			tidy = time.Now()
		}
		n.mu.Unlock()
		if due {
			n.forgetSeen()
		}
		report, err := n.Refresh(ctx, id)
		if err != nil {
			n.logger.Error("feed could not be visited", "feed", id, "err", err)
			return time.Now().Add(time.Minute)
		}
		return report.State.Next
	})
}

// seenFor is how long an item out of scope is remembered.
const seenFor = 90 * 24 * time.Hour

func (n *Node) forgetSeen() {
	gone, err := n.store.ForgetSeen(time.Now().Add(-seenFor))
	if err != nil {
		n.logger.Error("old items could not be forgotten", "err", err)
		return
	}
	if gone > 0 {
		n.logger.Info("forgot rejected items", "items", gone, "older_than", seenFor)
	}
}
