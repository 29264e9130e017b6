package api

import (
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
	"ascribe/store"
)

// A StoryItem is a story in a list: without its text, mentions and claims.
type StoryItem struct {
	ID           string     `json:"id"`
	Incident     string     `json:"incident"`
	Version      int        `json:"version"`
	URL          string     `json:"url"`
	Outlet       string     `json:"outlet"`
	Feed         *string    `json:"feed" doc:"Null when it was added by hand."`
	Title        string     `json:"title"`
	Summary      *string    `json:"summary" doc:"The feed's own words, at most 600 bytes."`
	Authors      []string   `json:"authors"`
	Agency       *string    `json:"agency" doc:"The wire service that the text is a copy of."`
	Language     *string    `json:"language"`
	Access       string     `json:"access" doc:"How the text was got: full, pasted, feed, teaser, paywalled or failed."`
	AccessReason *string    `json:"access_reason"`
	Published    *time.Time `json:"published"`
	PubPrecision *string    `json:"published_precision"`
	Modified     *time.Time `json:"modified"`
	ModPrecision *string    `json:"modified_precision"`
	Arrived      time.Time  `json:"arrived" doc:"When this version reached us."`
	Document     *string    `json:"document" doc:"report, advisory, roundup, opinion or series."`
	Unread       *string    `json:"unread" doc:"Why no claims were looked for."`
	Claims       int        `json:"claims"`
	Hidden       bool       `json:"hidden"`
	Snippets     []Snippet  `json:"snippets" doc:"Where a search found something, on pages that are asked for with q."`
	Seq          uint64     `json:"seq"`
}

// A Snippet is a piece of a story that a search found something in.
type Snippet struct {
	Part  string   `json:"part" doc:"title or text."`
	Start int      `json:"start" doc:"Of the piece in the part, in bytes."`
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks" doc:"What was found: start and end in the piece, in bytes."`
}

// A Story is one version of an article that one outlet published.
type Story struct {
	ID           string     `json:"id"`
	Incident     *string    `json:"incident"`
	Version      int        `json:"version"`
	Versions     []Version  `json:"versions" doc:"Oldest first."`
	Hash         string     `json:"hash"`
	URL          string     `json:"url"`
	Outlet       string     `json:"outlet"`
	Feed         *string    `json:"feed"`
	Title        string     `json:"title"`
	Summary      *string    `json:"summary"`
	Text         string     `json:"text" doc:"Plain text; paragraphs have one blank line between them."`
	Excerpt      bool       `json:"excerpt" doc:"The text was dropped after the time that texts are kept: these are the sentences that claims quote."`
	Authors      []string   `json:"authors"`
	Agency       *string    `json:"agency"`
	Language     *string    `json:"language"`
	Section      *string    `json:"section"`
	Keywords     []string   `json:"keywords"`
	Image        *string    `json:"image"`
	ImageAlt     *string    `json:"image_alt"`
	Correction   *string    `json:"correction" doc:"The outlet's notice of correction."`
	Live         bool       `json:"live" doc:"A live blog."`
	Access       string     `json:"access"`
	AccessReason *string    `json:"access_reason"`
	Published    *time.Time `json:"published"`
	PubPrecision *string    `json:"published_precision"`
	Modified     *time.Time `json:"modified"`
	ModPrecision *string    `json:"modified_precision"`
	Arrived      time.Time  `json:"arrived"`
	Document     *string    `json:"document"`
	Engine       string     `json:"engine" doc:"Which reader read it."`
	Unread       *string    `json:"unread"`
	Mentions     []Mention  `json:"mentions"`
	Claims       []Claim    `json:"claims"`
	Hidden       bool       `json:"hidden"`
	Seq          uint64     `json:"seq"`
}

// A Version is one version of a story.
type Version struct {
	Version int       `json:"version"`
	Hash    string    `json:"hash"`
	Title   string    `json:"title"`
	Access  string    `json:"access"`
	Arrived time.Time `json:"arrived"`
}

// A Mention is a name in a story.
type Mention struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Surface string `json:"surface" doc:"As it stands in the text."`
	Span    Span   `json:"span" doc:"The first place."`
	Count   int    `json:"count"`
}

func newMention(m news.Mention) Mention {
	return Mention{string(m.Kind), m.ID, m.Name, m.Surface, newSpan(m.Span), m.Count}
}

func newStoryItem(v store.StoryView) StoryItem {
	it := StoryItem{
		ID: string(v.ID), Incident: string(v.Incident), Version: v.Version, URL: v.URL, Outlet: string(v.Outlet), Feed: some(string(v.Feed)),
		Title: v.Title, Summary: some(cut(v.Summary, 600)), Authors: words(v.Authors), Agency: some(v.Agency), Language: some(v.Language),
		Access: string(v.Access), AccessReason: some(v.Reason), Arrived: utc(v.Arrived), Document: some(string(v.Analysis.Document)),
		Unread: some(v.Analysis.Unread), Claims: len(v.Analysis.Claims), Hidden: v.Hidden, Snippets: []Snippet{}, Seq: v.Seq,
	}
	it.Published, it.PubPrecision = when(v.Published)
	it.Modified, it.ModPrecision = when(v.Modified)
	return it
}

func newStory(v store.StoryView, versions []store.VersionInfo) Story {
	st := Story{
		ID: string(v.ID), Incident: some(string(v.Incident)), Version: v.Version, Hash: v.Hash, URL: v.URL, Outlet: string(v.Outlet), Feed: some(string(v.Feed)),
		Title: v.Title, Summary: some(v.Summary), Text: v.Text, Excerpt: v.Excerpt, Authors: words(v.Authors), Agency: some(v.Agency), Language: some(v.Language),
		Section: some(v.Section), Keywords: words(v.Keywords), Image: some(v.Image), ImageAlt: some(v.ImageAlt), Correction: some(v.Correction), Live: v.Live,
		Access: string(v.Access), AccessReason: some(v.Reason), Arrived: utc(v.Arrived), Document: some(string(v.Analysis.Document)),
		Engine: v.Analysis.Engine, Unread: some(v.Analysis.Unread), Mentions: each(v.Analysis.Mentions, newMention),
		Claims: each(v.Analysis.Claims, func(c news.Claim) Claim { return newClaim(claimOf(v, c)) }), Hidden: v.Hidden, Seq: v.Seq,
		Versions: each(versions, func(i store.VersionInfo) Version {
			return Version{i.Version, i.Hash, i.Title, string(i.Access), utc(i.Arrived)}
		}),
	}
	st.Published, st.PubPrecision = when(v.Published)
	st.Modified, st.ModPrecision = when(v.Modified)
	return st
}

func (s *API) stories() listing[store.StoryView] {
	return listing[store.StoryView]{
		kind: store.OfStories, find: s.Store.Stories, visit: s.Store.VisitStories,
		item: func(v store.StoryView) any { return newStoryItem(v) }, columns: storyColumns,
	}
}

// found shows the stories of a search with where something was found: no item of it can be
// kept for other questions.
func (s *API) found(text string) listing[store.StoryView] {
	l := s.stories()
	if text == "" {
		return l
	}
	l.visit = nil
	l.item = func(v store.StoryView) any {
		it := newStoryItem(v)
		it.Snippets = each(store.Snippets(text, v.Story), func(s store.Snippet) Snippet { return Snippet{string(s.Part), s.Start, s.Text, s.Marks} })
		return it
	}
	return l
}

func (s *API) storyRoutes() {
	l := s.stories()
	answer := func(r *http.Request) (*reply, error) {
		p := parametersOf(r)
		return listPage(s, s.found(p.values.Get("q")), r, p)
	}
	rt := route{id: "list-stories", path: "/v1/stories", tag: "Stories", summary: "List stories, newest first", params: s.filters()}
	listRoutes(s, rt, reflect.TypeFor[List[StoryItem]](), l, answer, s.storyEntry)
	rt.id, rt.path, rt.summary = "search", "/v1/search", "Search stories: /v1/stories by another name"
	listRoutes(s, rt, reflect.TypeFor[List[StoryItem]](), l, answer, s.storyEntry)

	id := idParam("The story's id: s- and 20 characters.")
	s.get(route{
		id: "get-story", path: "/v1/stories/{id}", tag: "Stories", summary: "Show a story", answer: reflect.TypeFor[Story](),
		params: []*huma.Param{id}, errors: []int{http.StatusNotFound},
	}, func(r *http.Request) (*reply, error) { return s.story(r, news.StoryID(r.PathValue("id"))) })
	s.get(route{
		id: "get-story-version", path: "/v1/stories/{id}/versions/{n}", tag: "Stories", summary: "Show a version of a story as it was read",
		answer: reflect.TypeFor[Story](), errors: []int{http.StatusNotFound},
		params: []*huma.Param{id, {Name: "n", In: "path", Required: true, Description: "The version, from 1.", Schema: &huma.Schema{Type: "integer"}}},
	}, s.storyVersion)
}

func (s *API) story(r *http.Request, id news.StoryID) (*reply, error) {
	if err := parametersOf(r).done(); err != nil {
		return nil, err
	}
	if !id.Valid() {
		return nil, huma.NewError(http.StatusNotFound, "a story's id is s- and 20 characters; this is none")
	}
	v, err := s.Store.Story(id)
	if err != nil {
		return nil, err
	}
	versions, err := s.Store.Versions(id)
	if err != nil {
		return nil, err
	}
	return jsonReply(newStory(v, versions))
}

func (s *API) storyVersion(r *http.Request) (*reply, error) {
	if err := parametersOf(r).done(); err != nil {
		return nil, err
	}
	id := news.StoryID(r.PathValue("id"))
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 || !id.Valid() {
		return nil, huma.NewError(http.StatusNotFound, "a version is a number from 1, of a story's id")
	}
	now, err := s.Store.Story(id)
	if err != nil {
		return nil, err
	}
	old, err := s.Store.Version(id, n)
	if err != nil {
		return nil, err
	}
	versions, err := s.Store.Versions(id)
	if err != nil {
		return nil, err
	}
	return jsonReply(newStory(store.StoryView{Story: old, Incident: now.Incident, Seq: now.Seq, Hidden: now.Hidden}, versions))
}

var storyColumns = []column[store.StoryView]{
	{"id", func(v store.StoryView) string { return string(v.ID) }},
	{"published", func(v store.StoryView) string { return v.Published.String() }},
	{"published_precision", func(v store.StoryView) string { return string(v.Published.Precision) }},
	{"outlet", func(v store.StoryView) string { return string(v.Outlet) }},
	{"title", func(v store.StoryView) string { return v.Title }},
	{"url", func(v store.StoryView) string { return v.URL }},
	{"language", func(v store.StoryView) string { return v.Language }},
	{"access", func(v store.StoryView) string { return string(v.Access) }},
	{"claims", func(v store.StoryView) string { return strconv.Itoa(len(v.Analysis.Claims)) }},
	{"incident", func(v store.StoryView) string { return string(v.Incident) }},
	{"version", func(v store.StoryView) string { return strconv.Itoa(v.Version) }},
	{"arrived", func(v store.StoryView) string { return stamp(v.Arrived) }},
}
