package web

import (
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ascribe/actor"
	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/node"
	"ascribe/store"
)

// A world is a store with a few stories, and the pages over it behind a real server.
type world struct {
	testing.TB
	store *store.Store
	node  *node.Node
	url   string
	log   *strings.Builder

	editor string // who asks, when it is somebody who may edit
}

func newWorld(t testing.TB, all ...news.Story) *world {
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
	client, err := fetcher.NewClient(fetcher.Settings{Allow: []string{"127.0.0.1/32:*"}}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	n, err := node.New(node.Config{
		Store: st, Log: st, Client: client, Catalogue: actor.Load(),
		Outlets: []node.Outlet{
			{Outlet: news.Outlet{ID: "gazette", Name: "The Gazette", Kind: news.Newspaper, Owner: "Lorne", Country: "GB", Home: "https://gazette.example/"}},
			{Outlet: news.Outlet{ID: "wire", Name: "Ostland <Wire>", Kind: news.Wire, Owner: "Lorne", Country: "US", Home: "https://wire.example/"}},
		},
		Feeds: []node.Feed{feed("gazette"), feed("wire")},
	})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{TB: t, store: st, node: n, log: &strings.Builder{}}
	h, err := New(Config{Node: n, Store: st, Catalogue: actor.Load(), Version: "test", Logger: slog.New(slog.NewTextHandler(w.log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.editor != "" { // as the door of the API does
			r = r.WithContext(node.WithEditor(r.Context(), w.editor))
		}
		h.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	for _, s := range all {
		w.add(s)
	}
	return w
}

func feed(outlet news.OutletID) node.Feed {
	id := news.FeedID(outlet) + "-all"
	return node.Feed{
		Feed: news.Feed{ID: id, Outlet: outlet, Title: "All of " + string(outlet), URL: "https://" + string(outlet) + ".example/feed", Scope: news.ScopeAll},
		Plan: fetcher.Plan{Feed: id, Every: fetcher.Duration(15 * time.Minute)},
	}
}

func (w *world) add(s news.Story) {
	w.Helper()
	if err := s.Verify(); err != nil {
		w.Fatal(err)
	}
	if _, err := w.store.Append(w.Context(), news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: &s}); err != nil {
		w.Fatal(err)
	}
}

func (w *world) edit(e news.Edit) {
	w.Helper()
	if _, _, err := w.node.Edit(w.Context(), e, "ada"); err != nil {
		w.Fatal(err)
	}
}

func (w *world) incidentOf(s news.Story) news.IncidentID {
	w.Helper()
	v, err := w.store.Story(s.ID)
	if err != nil {
		w.Fatal(err)
	}
	return v.Incident
}

// get asks for a page and wants it to have the status. It follows no redirect.
func (w *world) get(path string, status int) (string, http.Header) {
	w.Helper()
	req, err := http.NewRequestWithContext(w.Context(), http.MethodGet, w.url+path, nil)
	if err != nil {
		w.Fatal(err)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		w.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.Fatal(err)
	}
	if resp.StatusCode != status {
		w.Fatalf("GET %s: %s, want %d\n%s\n%s", path, resp.Status, status, body, w.log)
	}
	return string(body), resp.Header
}

var (
	tag   = regexp.MustCompile(`<[^>]*>`)
	blank = regexp.MustCompile(`\s+`)
	// What isolates a text within a line leaves no gap.
	isolate = strings.NewReplacer("<bdi>", "", "</bdi>", "")
)

// read is what a person sees of a page, more or less.
func read(page string) string {
	return strings.TrimSpace(blank.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(isolate.Replace(page), " ")), " "))
}

// shows wants a page to show all these words.
func (w *world) shows(path string, want ...string) string {
	w.Helper()
	page, _ := w.get(path, http.StatusOK)
	text := read(page)
	for _, s := range want {
		if !strings.Contains(text, s) {
			w.Errorf("GET %s does not show %q:\n%s", path, s, text)
		}
	}
	return page
}

// hides wants a page to show none of these words.
func (w *world) hides(path string, unwanted ...string) {
	w.Helper()
	page, _ := w.get(path, http.StatusOK)
	for _, s := range unwanted {
		if text := read(page); strings.Contains(text, s) {
			w.Errorf("GET %s shows %q:\n%s", path, s, text)
		}
	}
}

var (
	china   = news.Party{ID: "state:cn", Name: "China", Kind: news.State, Country: "CN"}
	russia  = news.Party{ID: "state:ru", Name: "Russia", Kind: news.State, Country: "RU"}
	britain = news.Party{ID: "state:gb", Name: "United Kingdom", Kind: news.GovernmentParty, Country: "GB"}
	states  = news.Party{ID: "state:us", Name: "United States", Kind: news.GovernmentParty, Country: "US"}
	apt40   = news.Party{ID: "actor:apt40", Name: "APT40", Kind: news.Group, Country: "CN"}
)

// A said is a claim of a story in a test. Its quote must stand in the title or the text.
type said struct {
	by, of news.Party
	stance news.Stance
	quote  string
	change func(*news.Claim)
}

// tell makes a story. The operations are invented.
func tell(url string, outlet news.OutletID, published, title, text string, claims ...said) news.Story {
	day, err := news.ParseDate(published)
	if err != nil {
		panic(err)
	}
	s := news.Story{
		ID: news.NewStoryID(url), Version: 1, URL: url, Outlet: outlet, Title: title, Text: text, Language: "en", Access: news.Full,
		Published: day, Arrived: day.Time.Add(time.Hour), Authors: []string{"A. Reporter"},
		Analysis: news.Analysis{Engine: "claim/test", InScope: true, Document: news.Report},
	}
	for _, c := range claims {
		part, start := news.InText, strings.Index(text, c.quote)
		if start < 0 {
			part, start = news.InTitle, strings.Index(title, c.quote)
		}
		if start < 0 {
			panic(fmt.Sprintf("%q stands nowhere", c.quote))
		}
		claim := news.Claim{
			Accuser: c.by, Accused: c.of, Relation: news.CarriedOut, Stance: c.stance,
			About: news.Main, Level: news.GovernmentLevel, Basis: news.ThirdParty, Type: news.PoliticalStatement, Date: day,
			Evidence: news.Span{Part: part, Start: start, End: start + len(c.quote)}, Quote: c.quote, Review: news.Machine, Score: 70,
		}
		if c.change != nil {
			c.change(&claim)
		}
		claim.ID = news.NewClaimID(s.ID, claim.Quote, claim.Accuser, claim.Accused, claim.Relation, claim.Stance)
		s.Analysis.Claims = append(s.Analysis.Claims, claim)
	}
	s.Hash = s.Fingerprint()
	return s
}

var (
	harbour = tell("https://gazette.example/harbour", "gazette", "2024-03-02T10:00:00Z", "Britain accuses China of the Northmere harbour break-in",
		"Cranes at Northmere harbour stood still for a day after somebody broke into the booking system of Tidewater Logistics.\n\n"+
			"Britain said on Saturday that it was highly likely that China was behind the break-in at Northmere harbour. China called the charge groundless.",
		said{britain, china, news.Accuses, "Britain said on Saturday that it was highly likely that China was behind the break-in at Northmere harbour.", func(c *news.Claim) {
			c.Hedge, c.Likelihood = "highly likely", &news.Likelihood{Term: "highly likely", Scale: "PHIA", Low: 80, High: 90}
			c.Speaker = "the minister for ports"
		}},
		said{china, china, news.Denies, "China called the charge groundless.", nil})
	northmere = tell("https://wire.example/northmere", "wire", "2024-03-03T12:00:00Z", "China accused over Northmere harbour break-in",
		"The break-in at Northmere harbour that stopped the cranes of Tidewater Logistics for a day was ordered abroad, officials say.\n\nLondon blames China for the break-in at Northmere harbour.",
		said{britain, china, news.Accuses, "London blames China for the break-in at Northmere harbour.", nil},
		said{states, apt40, news.Accuses, "China accused over Northmere harbour break-in", nil})
	grid = tell("https://wire.example/grid", "wire", "2024-05-10", "United States blames Russia for the outage of the Calder valley grid",
		"Forty substations of the Calder valley grid were switched off from afar in April.\n\nThe United States said Russia switched off the Calder valley grid.",
		said{states, russia, news.Accuses, "The United States said Russia switched off the Calder valley grid.", nil})
	museum = tell("https://gazette.example/museum", "gazette", "2024-06-01T08:00:00Z", "Museum of Letters loses its catalogue to blackmailers",
		"Nobody has said who holds the catalogue of the Museum of Letters, whose curators found every record scrambled on Friday.")
)
