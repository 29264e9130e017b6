package api

import (
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
	"ascribe/node"
)

// An Outlet publishes.
type Outlet struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Kind    string  `json:"kind"`
	Owner   *string `json:"owner"`
	Country *string `json:"country"`
	Home    *string `json:"home"`
	Voice   *string `json:"voice" doc:"Who speaks when the outlet says we; null for journalism."`
}

// A Feed is a document of an outlet that is fetched by a schedule, and how it is.
type Feed struct {
	ID         string     `json:"id"`
	Outlet     string     `json:"outlet"`
	Title      string     `json:"title"`
	URL        string     `json:"url"`
	Scope      string     `json:"scope" doc:"Which items are kept: all or cyber."`
	Schedule   string     `json:"schedule"`
	Failing    bool       `json:"failing" doc:"The last answer could not be read."`
	Health     string     `json:"health"`
	Reason     *string    `json:"reason"`
	Next       *time.Time `json:"next" doc:"When it is due."`
	LastTry    *time.Time `json:"last_try"`
	LastGood   *time.Time `json:"last_good"`
	NewestItem *time.Time `json:"newest_item"`
	Failures   int        `json:"failures" doc:"In a row."`
	Items      int        `json:"items" doc:"Of the last document."`
	Stored     int        `json:"stored" doc:"Stories ever stored from it."`
	Moved      *string    `json:"moved" doc:"Where a permanent redirect points."`
}

// A FeedState is what this machine knows of a feed.
type FeedState struct {
	Feed         string     `json:"feed"`
	Health       string     `json:"health"`
	Reason       *string    `json:"reason"`
	Next         *time.Time `json:"next" doc:"When it is due."`
	LastTry      *time.Time `json:"last_try"`
	LastGood     *time.Time `json:"last_good"`
	NewestItem   *time.Time `json:"newest_item"`
	Failures     int        `json:"failures" doc:"In a row."`
	Items        int        `json:"items" doc:"Of the last document."`
	Stored       int        `json:"stored" doc:"Stories ever stored from it."`
	Moved        *string    `json:"moved"`
	ETag         *string    `json:"etag"`
	LastModified *string    `json:"last_modified"`
}

// A Rejected is an item that was not stored.
type Rejected struct {
	Feed    string    `json:"feed"`
	Item    string    `json:"item"`
	URL     *string   `json:"url"`
	Title   string    `json:"title"`
	Verdict string    `json:"verdict"`
	Engine  string    `json:"engine"`
	At      time.Time `json:"at"`
}

func newOutlet(o news.Outlet) Outlet {
	return Outlet{string(o.ID), o.Name, string(o.Kind), some(o.Owner), some(o.Country), some(o.Home), some(o.Voice)}
}

func newFeed(v node.FeedView) Feed {
	st := newFeedState(v.State)
	return Feed{
		ID: string(v.ID), Outlet: string(v.Outlet), Title: v.Title, URL: v.URL, Scope: string(v.Scope), Schedule: v.Schedule,
		Failing: v.State.Health.Failing(), Health: st.Health, Reason: st.Reason, Next: st.Next, LastTry: st.LastTry, LastGood: st.LastGood,
		NewestItem: st.NewestItem, Failures: st.Failures, Items: st.Items, Stored: st.Stored, Moved: st.Moved,
	}
}

func newFeedState(s news.FeedState) FeedState {
	health := s.Health
	if health == "" {
		health = news.Fresh
	}
	return FeedState{
		Feed: string(s.Feed), Health: string(health), Reason: some(s.Reason), Next: someTime(s.Next), LastTry: someTime(s.LastTry), LastGood: someTime(s.LastGood),
		NewestItem: someTime(s.NewestItem), Failures: s.Failures, Items: s.Items, Stored: s.Stored, Moved: some(s.Moved),
		ETag: some(s.ETag), LastModified: some(s.LastModified),
	}
}

func newRejected(s news.Seen) Rejected {
	return Rejected{string(s.Feed), s.Item, some(s.URL), s.Title, string(s.Verdict), s.Engine, utc(s.At)}
}

func (s *API) sourceRoutes() {
	plain := func(rt route, item reflect.Type, handle func(r *http.Request) (*reply, error)) {
		rt.tag = "Sources"
		s.plainList(rt, item, handle)
	}
	plain(route{id: "list-outlets", path: "/v1/outlets", summary: "List the outlets", answer: reflect.TypeFor[List[Outlet]]()},
		reflect.TypeFor[Outlet](), func(r *http.Request) (*reply, error) {
			if err := parametersOf(r).done(); err != nil {
				return nil, err
			}
			return all(each(s.Node.Outlets(), newOutlet), s.Store.Applied())
		})
	plain(route{
		id: "list-feeds", path: "/v1/feeds", summary: "List the feeds with how they are", answer: reflect.TypeFor[List[Feed]](),
		params: []*huma.Param{queryParam("failing", "boolean", "Only the feeds whose last answer could not be read.", false)},
	}, reflect.TypeFor[Feed](), s.listFeeds)
	plain(route{
		id: "list-rejected", path: "/v1/feeds/rejected", summary: "List items that were not stored, newest first", answer: reflect.TypeFor[List[Rejected]](),
		params: []*huma.Param{
			queryParam("feed", "string", "Of this feed only.", false),
			queryParam("limit", "integer", "How many, 1 to 10000; 100 when absent.", false),
		},
	}, reflect.TypeFor[Rejected](), s.listRejected)
}

func (s *API) listFeeds(r *http.Request) (*reply, error) {
	p := parametersOf(r)
	failing := p.flag("failing")
	if err := p.done(); err != nil {
		return nil, err
	}
	views, err := s.Node.Feeds()
	if err != nil {
		return nil, err
	}
	feeds := []Feed{}
	for _, v := range views {
		if f := newFeed(v); !failing || f.Failing {
			feeds = append(feeds, f)
		}
	}
	return all(feeds, s.Store.Applied())
}

func (s *API) listRejected(r *http.Request) (*reply, error) {
	p := parametersOf(r)
	feed, limit := p.one("feed"), p.number("limit", 100, 10_000)
	if err := p.done(); err != nil {
		return nil, err
	}
	seen, err := s.Store.Rejected(news.FeedID(feed), limit)
	if err != nil {
		return nil, err
	}
	return all(each(seen, newRejected), s.Store.Applied())
}
