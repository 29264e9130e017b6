package api

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ascribe/actor"
	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/node"
	"ascribe/store"
)

// A world is a store with a few stories behind a real server.
type world struct {
	testing.TB
	store *store.Store
	node  *node.Node
	api   *API
	url   string
	log   *strings.Builder
	slow  *atomic.Int64 // how long the feed takes, in nanoseconds
}

// newWorld opens the API over a store of its own. Change the configuration before it is
// used with change, or give nil.
func newWorld(t testing.TB, change func(*Config)) *world {
	t.Helper()
	st, err := store.Open(filepath.Join(t.TempDir(), "ascribe.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	slow := &atomic.Int64{}
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		<-time.After(time.Duration(slow.Load()))
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Gazette</title><link>https://gazette.example/</link><description>d</description></channel></rss>`)
	}))
	t.Cleanup(feed.Close)
	client, err := fetcher.NewClient(fetcher.Settings{Allow: []string{"127.0.0.1/32:*"}}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	n, err := node.New(node.Config{
		Store: st, Log: st, Client: client, Catalogue: actor.Load(),
		Outlets: []node.Outlet{
			{Outlet: news.Outlet{ID: "gazette", Name: "The Gazette", Kind: news.Newspaper, Country: "GB", Home: "https://gazette.example/"}},
			{Outlet: news.Outlet{ID: "wire", Name: "Ostland Wire", Kind: news.Wire, Country: "US", Home: "https://wire.example/"}},
		},
		Feeds: []node.Feed{{
			Feed: news.Feed{ID: "gazette-all", Outlet: "gazette", Title: "All", URL: feed.URL + "/feed", Scope: news.ScopeAll},
			Plan: fetcher.Plan{Feed: "gazette-all", Every: fetcher.Duration(15 * time.Minute)},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{TB: t, store: st, node: n, log: &strings.Builder{}, slow: slow}
	c := Config{Node: n, Store: st, Catalogue: actor.Load(), Version: "test", Logger: slog.New(slog.NewTextHandler(w.log, nil))}
	if change != nil {
		change(&c)
	}
	if w.api, err = New(c); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(w.api)
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

var (
	china   = news.Party{ID: "state:cn", Name: "China", Kind: news.State, Country: "CN"}
	russia  = news.Party{ID: "state:ru", Name: "Russia", Kind: news.State, Country: "RU"}
	britain = news.Party{ID: "state:gb", Name: "United Kingdom", Kind: news.GovernmentParty, Country: "GB"}
	states  = news.Party{ID: "state:us", Name: "United States", Kind: news.GovernmentParty, Country: "US"}
)

// A said is a claim of a story in a test.
type said struct {
	by, of news.Party
	stance news.Stance
	quote  string
}

// tell makes a story that says these things. The operations are invented.
func tell(url string, outlet news.OutletID, published, title string, lead string, claims ...said) news.Story {
	day, err := news.ParseDate(published)
	if err != nil {
		panic(err)
	}
	s := news.Story{
		ID: news.NewStoryID(url), Version: 1, URL: url, Outlet: outlet, Title: title, Text: lead, Language: "en", Access: news.Full,
		Published: day, Arrived: day.Time.Add(time.Hour), Authors: []string{"A. Reporter"},
		Analysis: news.Analysis{Engine: "claim/test", InScope: true, Document: news.Report},
	}
	for _, c := range claims {
		start := len(s.Text) + 2
		s.Text += "\n\n" + c.quote
		s.Analysis.Claims = append(s.Analysis.Claims, news.Claim{
			ID: news.NewClaimID(s.ID, c.quote, c.by, c.of, news.CarriedOut, c.stance), Accuser: c.by, Accused: c.of, Relation: news.CarriedOut, Stance: c.stance,
			About: news.Main, Level: news.GovernmentLevel, Basis: news.ThirdParty, Type: news.PoliticalStatement, Date: day,
			Evidence: news.Span{Part: news.InText, Start: start, End: len(s.Text)}, Quote: c.quote, Review: news.Machine, Score: 70,
		})
	}
	s.Hash = s.Fingerprint()
	return s
}

// stories are three incidents: one that two outlets tell of and that is denied, and two
// that have one story each.
func stories() []news.Story {
	return []news.Story{
		tell("https://gazette.example/harbour", "gazette", "2024-03-02T10:00:00Z", "Britain accuses China of the Northmere harbour break-in",
			"Cranes at Northmere harbour stood still for a day after somebody broke into the booking system of Tidewater Logistics.",
			said{britain, china, news.Accuses, "Britain said on Saturday that China was behind the break-in at Northmere harbour."},
			said{china, china, news.Denies, "=China called the charge “groundless”."}),
		tell("https://wire.example/northmere", "wire", "2024-03-02T12:00:00Z", "China accused over Northmere harbour break-in",
			"The break-in at Northmere harbour that stopped the cranes of Tidewater Logistics for a day was ordered abroad, officials say.",
			said{britain, china, news.Accuses, "London blames China for the break-in at Northmere harbour."}),
		tell("https://wire.example/grid", "wire", "2024-05-10", "United States blames Russia for the outage of the Calder valley grid",
			"Forty substations of the Calder valley grid were switched off from afar in April.",
			said{states, russia, news.Accuses, "The United States said Russia switched off the Calder valley grid."}),
		tell("https://gazette.example/museum", "gazette", "2024-06-01T08:00:00Z", "Museum of Letters loses its catalogue to blackmailers",
			"Nobody has said who holds the catalogue of the Museum of Letters, whose curators found every record scrambled on Friday."),
	}
}

// fill appends the stories, all in one transaction.
func (w *world) fill(all ...news.Story) *world {
	w.Helper()
	var entries []news.Entry
	for _, s := range all {
		if err := s.Verify(); err != nil {
			w.Fatal(err)
		}
		entries = append(entries, news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: &s})
	}
	if _, err := w.store.Append(w.Context(), entries...); err != nil {
		w.Fatal(err)
	}
	return w
}

// do sends a request. Header pairs follow the body.
func (w *world) do(method, path, body string, header ...string) *http.Response {
	w.Helper()
	req, err := http.NewRequestWithContext(w.Context(), method, w.url+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Accept-Encoding", "identity")
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		}
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(req)
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { _ = resp.Body.Close() })
	return resp
}

// text reads the body of an answer.
func (w *world) text(resp *http.Response) string {
	w.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		w.Fatal(err)
	}
	return string(b)
}

// get asks for JSON and decodes it into v.
func (w *world) get(path string, v any) *http.Response {
	w.Helper()
	resp := w.do(http.MethodGet, path, "")
	body := w.text(resp)
	if resp.StatusCode != http.StatusOK {
		w.Fatalf("GET %s: %s: %s", path, resp.Status, body)
	}
	if err := json.Unmarshal([]byte(body), v); err != nil {
		w.Fatalf("GET %s: %v", path, err)
	}
	return resp
}

// problem decodes an RFC 9457 document.
func (w *world) problem(resp *http.Response, status int) (p struct {
	Type, Title, Detail string
	Status              int
	Errors              []struct {
		Message, Location string
		Value             any
	}
},
) {
	w.Helper()
	body := w.text(resp)
	if resp.StatusCode != status {
		w.Fatalf("%s %s: %s, want %d: %s", resp.Request.Method, resp.Request.URL, resp.Status, status, body)
	}
	if ct := resp.Header.Get("Content-Type"); ct != "application/problem+json" {
		w.Errorf("%s: an error of type %q", resp.Request.URL, ct)
	}
	if err := json.Unmarshal([]byte(body), &p); err != nil || p.Status != status || p.Title == "" {
		w.Errorf("%s: not a problem document: %s", resp.Request.URL, body)
	}
	return p
}
