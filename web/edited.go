package web

import (
	"cmp"
	"net/http"
	"strconv"

	"ascribe/news"
	"ascribe/store"
)

type editsPage struct {
	Items  []editRow
	Marked news.TLP // the highest level of a note on the page
	Editor bool
	Next   string // address of the page of older ones
}

// An editRow is an edit with what it is about, by names that a person knows.
type editRow struct {
	store.EditView
	About []linked
}

// A linked is a page by the name of what it shows.
type linked struct{ Href, Name string }

// editsShown is how many edits stand on a page.
const editsShown = 100

// edits shows what people decided, the last first.
func (s *site) edits(r *http.Request) (view, error) {
	if err := only(r, "cursor"); err != nil {
		return view{}, err
	}
	cursor := r.URL.Query().Get("cursor")
	before, err := strconv.ParseUint(cursor, 10, 64)
	if cursor != "" && err != nil {
		return view{}, store.BadQuery{{Parameter: "cursor", Value: cursor, Message: "this is not of the address of an older page"}}
	}
	all, err := s.Store.Edits(before, editsShown+1)
	p := editsPage{Editor: editor(r)}
	if len(all) > editsShown {
		all = all[:editsShown]
		p.Next = "/edits?cursor=" + strconv.FormatUint(all[editsShown-1].Seq, 10)
	}
	names := map[string]string{} // by address: many edits are about one thing
	for _, e := range all {
		p.Items = append(p.Items, editRow{e, s.about(e.Edit, names)})
		if e.Action == news.AddNote {
			p.Marked = higher(p.Marked, e.TLP)
		}
	}
	return view{"edits", "Edits", "edits", p}, err
}

// about names what an edit is about, by its id when that is all that is left of it.
func (s *site) about(e news.Edit, names map[string]string) (all []linked) {
	add := func(path, id string, name func() (string, error)) {
		href := path + id
		if _, known := names[href]; !known {
			names[href] = id
			if n, err := name(); err == nil && n != "" {
				names[href] = n
			}
		}
		all = append(all, linked{href, names[href]})
	}
	for _, id := range e.Incidents {
		add("/incidents/", string(id), func() (string, error) { in, err := s.Store.Incident(id); return in.Title, err })
	}
	for _, id := range e.Stories {
		add("/stories/", string(id), func() (string, error) { st, err := s.Store.Story(id); return st.Title, err })
	}
	if e.Target != "" {
		add("/claims/", string(e.Target), func() (string, error) { c, err := s.Store.Claim(e.Target); return c.Quote, err })
	}
	return all
}

// higher is the stricter of the highest level so far, "" being none, and that of a note.
func higher(a, b news.TLP) news.TLP {
	b = cmp.Or(b, news.Amber)
	if a == "" || b.Above(a) {
		return b
	}
	return a
}
