package api

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
	"ascribe/store"
)

// A PastEdit is an edit that was made.
type PastEdit struct {
	ID        string    `json:"id"`
	Action    string    `json:"action"`
	By        string    `json:"by"`
	At        time.Time `json:"at"`
	Reason    string    `json:"reason"`
	Incidents []string  `json:"incidents"`
	Stories   []string  `json:"stories"`
	Target    *string   `json:"target" doc:"A claim."`
	Claim     *string   `json:"claim" doc:"What it was corrected to, or added."`
	Text      *string   `json:"text"`
	TLP       *string   `json:"tlp"`
	Undoes    *string   `json:"undoes"`
	UndoneBy  *string   `json:"undone_by"`
	Seq       uint64    `json:"seq"`
	Withheld  bool      `json:"withheld" doc:"It is a note above the level of this answer, whose text and reason were left out: ask for its tlp."`
}

// newPastEdit tells an edit at a level: the text of a note above it is left out, and why it
// was made, which may say as much.
func newPastEdit(v store.EditView, level news.TLP) PastEdit {
	e := PastEdit{
		ID: string(v.ID), Action: string(v.Action), By: v.By, At: utc(v.At), Reason: v.Reason, Incidents: words(v.Incidents), Stories: words(v.Stories),
		Target: some(string(v.Target)), Text: some(v.Text), TLP: some(string(v.TLP)), Undoes: some(string(v.Undoes)), UndoneBy: some(string(v.Undone)), Seq: v.Seq,
	}
	if v.Claim != nil {
		e.Claim = some(string(v.Claim.ID))
	}
	if v.Action == news.AddNote && v.TLP.Above(level) {
		e.Text, e.Reason, e.Withheld = nil, "", true
	}
	return e
}

func (s *API) editRoutes() {
	rt := route{
		id: "list-edits", path: "/v1/edits", tag: "Edits", summary: "List what people decided, newest first", answer: reflect.TypeFor[List[PastEdit]](),
		params: []*huma.Param{
			queryParam("limit", "integer", "Items on a page, 1 to 500; 50 when absent.", false),
			queryParam("cursor", "string", "The `next_cursor` of the page before.", false),
			tlpParam,
		},
	}
	s.plainList(rt, reflect.TypeFor[PastEdit](), func(r *http.Request) (*reply, error) {
		edits, next, p, err := s.askedEdits(r)
		if err != nil {
			return nil, err
		}
		items, err := encodeAll(edits, func(e PastEdit) any { return e })
		if err != nil {
			return nil, err
		}
		return finish(items, next, r, p, s.Store.Applied()), nil
	})
	rt.id, rt.path, rt.doc = "list-edits-atom", "/v1/edits.atom", "The first page as a feed (RFC 4287)."
	rt.answer, rt.types = nil, []string{atomType}
	s.get(rt, func(r *http.Request) (*reply, error) {
		edits, _, _, err := s.askedEdits(r)
		if err != nil {
			return nil, err
		}
		base := s.base(r)
		return feedReply(r, base, "ascribe: edits", each(edits, func(e PastEdit) atomEntry { return editEntry(base, e) }))
	})
}

// askedEdits are the edits of the page that a request asks for.
func (s *API) askedEdits(r *http.Request) (edits []PastEdit, next string, p *parameters, err error) {
	p = parametersOf(r)
	level := p.tlp()
	limit, cursor := p.number("limit", store.DefaultLimit, store.MaxLimit), p.one("cursor")
	before, err := strconv.ParseUint(cursor, 36, 64)
	if cursor != "" && err != nil {
		p.wrong("cursor", cursor, "want the next_cursor of an earlier answer")
	}
	if err := p.done(); err != nil {
		return nil, "", p, err
	}
	views, err := s.Store.Edits(before, limit+1)
	if err != nil {
		return nil, "", p, err
	}
	if len(views) > limit {
		views = views[:limit]
		next = strconv.FormatUint(views[limit-1].Seq, 36)
	}
	return each(views, func(v store.EditView) PastEdit { return newPastEdit(v, level) }), next, p, nil
}

func editEntry(base string, e PastEdit) atomEntry {
	entry := atomEntry{ID: urn(e.ID), Title: strings.TrimSuffix(e.Action+": "+e.Reason, ": "), Updated: stamp(e.At), Published: stamp(e.At), Author: e.By}
	if base != "" {
		entry.Links = []atomLink{{"alternate", base + "/edits", "text/html"}}
	}
	lines := slices.Concat(e.Incidents, e.Stories)
	for _, v := range []*string{e.Target, e.Claim, e.Undoes, e.Text} {
		if v != nil {
			lines = append(lines, *v)
		}
	}
	if e.Withheld {
		lines = append(lines, "A note above the level of this feed.")
	}
	entry.Content = atomText{"text", strings.Join(lines, "\n")}
	return entry
}
