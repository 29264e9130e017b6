package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ascribe/news"
	"ascribe/store"
)

type storiesPage struct {
	Asked url.Values
	Items []store.StoryView
	Next  string
}

func (s *site) stories(r *http.Request) (view, error) {
	q, asked, err := s.query(r)
	if err != nil {
		return view{}, err
	}
	page, err := s.Store.Stories(r.Context(), q)
	if err != nil {
		return view{}, err
	}
	return view{"stories", "Stories", "stories", storiesPage{asked, page.Items, nextPage("/stories", asked, page.Next)}}, nil
}

type storyPage struct {
	store.StoryView
	IncidentTitle string
	Headline      []piece
	Paragraphs    [][]piece
	Versions      []store.VersionInfo
	Shown         int // the version that is shown
}

// A piece is a run of text: evidence of claims, or not.
type piece struct {
	Text   string
	Claims []news.ClaimID // whose evidence it is
}

func (s *site) story(r *http.Request) (view, error) {
	st, err := s.Store.Story(news.StoryID(r.PathValue("id")))
	if err != nil {
		return view{}, err
	}
	versions, err := s.Store.Versions(st.ID)
	if err != nil {
		return view{}, err
	}
	p := storyPage{StoryView: st, Versions: versions, Shown: st.Version}
	if in, err := s.Store.Incident(st.Incident); err == nil {
		p.IncidentTitle = in.Title
	}
	p.Headline = pieces(st.Title, 0, evidence(st.Story, news.InTitle))
	spans, at := evidence(st.Story, news.InText), 0
	for text := range strings.SplitSeq(st.Text, "\n\n") {
		p.Paragraphs = append(p.Paragraphs, pieces(text, at, spans))
		at += len(text) + len("\n\n")
	}
	return view{"story", st.Title, "stories", p}, nil
}

// A marked span carries one or more claims.
type marked struct {
	start, end int
	claims     []news.ClaimID
}

// evidence returns the spans of a part in order, those with equal places joined.
func evidence(s news.Story, part news.Part) []marked {
	var spans []marked
	for _, c := range s.Analysis.Claims {
		if c.Evidence.Part != part || c.Review == news.Rejected {
			continue
		}
		i := slices.IndexFunc(spans, func(m marked) bool { return m.start == c.Evidence.Start && m.end == c.Evidence.End })
		if i < 0 {
			spans = append(spans, marked{c.Evidence.Start, c.Evidence.End, nil})
			i = len(spans) - 1
		}
		spans[i].claims = append(spans[i].claims, c.ID)
	}
	slices.SortFunc(spans, func(a, b marked) int { return cmp.Or(a.start-b.start, a.end-b.end) })
	return spans
}

// pieces cuts a text that begins at byte offset at into marked and unmarked runs. Where
// spans overlap, the earlier one has the bytes.
func pieces(text string, at int, spans []marked) []piece {
	var out []piece
	done := 0
	for _, m := range spans {
		start, end := max(m.start-at, done), min(m.end-at, len(text))
		if start >= end {
			continue
		}
		if start > done {
			out = append(out, piece{Text: text[done:start]})
		}
		out = append(out, piece{text[start:end], m.claims})
		done = end
	}
	if done < len(text) {
		out = append(out, piece{Text: text[done:]})
	}
	return out
}
