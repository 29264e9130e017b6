package web

import (
	"net/http"
	"strconv"
	"strings"

	"ascribe/news"
	"ascribe/store"
)

type storiesPage struct {
	filters
	Items    []foundStory
	Outlets  []news.Outlet
	Accesses []news.Access
}

// A foundStory is a story of the list, and where its text says what was searched for.
type foundStory struct {
	store.StoryView
	Found [][]piece
}

// found cuts a story's text around what a search found in it.
func found(text string, v store.StoryView) foundStory {
	f := foundStory{StoryView: v}
	if text == "" {
		return f
	}
	for _, s := range store.Snippets(text, v.Story) {
		if s.Part != news.InText {
			continue // the headline is shown as it is
		}
		var cut []piece
		at := 0
		for _, m := range s.Marks {
			cut = append(cut, piece{Text: s.Text[at:m[0]]}, piece{Text: s.Text[m[0]:m[1]], Marked: true})
			at = m[1]
		}
		f.Found = append(f.Found, append(cut, piece{Text: s.Text[at:]}))
	}
	return f
}

func (s *site) stories(r *http.Request) (view, error) {
	q, asked, err := s.query(r, "q", "outlet", "access", "since", "until")
	if err != nil {
		return view{}, err
	}
	page, err := s.Store.Stories(r.Context(), q)
	if err != nil {
		return view{}, err
	}
	p := storiesPage{
		filters: asked, Outlets: s.Node.Outlets(),
		Accesses: []news.Access{news.Full, news.Pasted, news.FromFeed, news.Teaser, news.Paywalled, news.Failed},
	}
	for _, v := range page.Items {
		p.Items = append(p.Items, found(asked.Asked.Get("q"), v))
	}
	p.follow(page.Next)
	return view{"stories", "Stories", "stories", p}, nil
}

type storyPage struct {
	store.StoryView
	IncidentTitle string
	Headline      []piece
	Paragraphs    [][]piece
	Versions      []store.VersionInfo
	Current       int // the version that the view holds; the one shown may be older
	Editor        bool
	Form          claimForm
}

func (s *site) story(r *http.Request) (view, error) {
	if err := only(r); err != nil {
		return view{}, err
	}
	st, err := s.Store.Story(news.StoryID(r.PathValue("id")))
	if err != nil {
		return view{}, err
	}
	return s.storyView(r, st, st.Version)
}

// version shows a story as it once was. Old evidence points into it.
func (s *site) version(r *http.Request) (view, error) {
	if err := only(r); err != nil {
		return view{}, err
	}
	st, err := s.Store.Story(news.StoryID(r.PathValue("id")))
	if err != nil {
		return view{}, err
	}
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return view{}, store.ErrNotFound
	}
	current := st.Version
	if st.Story, err = s.Store.Version(st.ID, n); err != nil {
		return view{}, err
	}
	return s.storyView(r, st, current)
}

func (s *site) storyView(r *http.Request, st store.StoryView, current int) (view, error) {
	versions, err := s.Store.Versions(st.ID)
	if err != nil {
		return view{}, err
	}
	p := storyPage{StoryView: st, Versions: versions, Current: current, Editor: editor(r) && current == st.Version, Form: newClaimForm(news.Claim{})}
	if in, err := s.Store.Incident(st.Incident); err == nil { // a hidden story may be in none
		p.IncidentTitle = in.Title
	}
	m := newMarker(st.Analysis.Claims)
	p.Headline = m.cut(news.InTitle, st.Title, 0)
	at := 0
	for text := range strings.SplitSeq(st.Text, "\n\n") {
		p.Paragraphs = append(p.Paragraphs, m.cut(news.InText, text, at))
		at += len(text) + len("\n\n")
	}
	return view{"story", st.Title, "stories", p}, nil
}
