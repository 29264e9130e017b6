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
	Withheld  bool      `json:"withheld" doc:"It is a note above the level of this answer, whose text was left out: ask for its tlp."`
}

// newPastEdit tells an edit at a level: the text of a note above it is left out.
func newPastEdit(v store.EditView, level news.TLP) PastEdit {
	e := PastEdit{
		ID: string(v.ID), Action: string(v.Action), By: v.By, At: utc(v.At), Reason: v.Reason, Incidents: words(v.Incidents), Stories: words(v.Stories),
		Target: some(string(v.Target)), Text: some(v.Text), TLP: some(string(v.TLP)), Undoes: some(string(v.Undoes)), UndoneBy: some(string(v.Undone)), Seq: v.Seq,
	}
	if v.Claim != nil {
		e.Claim = some(string(v.Claim.ID))
	}
	if v.Action == news.AddNote && v.TLP.Above(level) {
		e.Text, e.Withheld = nil, true
	}
	return e
}

func (s *API) editRoutes() {
	s.plainList(route{
		id: "list-edits", path: "/v1/edits", tag: "Edits", summary: "List what people decided, newest first", answer: reflect.TypeFor[List[PastEdit]](),
		params: []*huma.Param{
			queryParam("limit", "integer", "Items on a page, 1 to 500; 50 when absent.", false),
			queryParam("cursor", "string", "The `next_cursor` of the page before.", false),
			tlpParam,
		},
	}, reflect.TypeFor[PastEdit](), func(r *http.Request) (*reply, error) {
		p := parametersOf(r)
		level := p.tlp()
		limit, cursor := p.number("limit", store.DefaultLimit, store.MaxLimit), p.one("cursor")
		before, err := strconv.ParseUint(cursor, 36, 64)
		if cursor != "" && err != nil {
			p.wrong("cursor", cursor, "want the next_cursor of an earlier answer")
		}
		if err := p.done(); err != nil {
			return nil, err
		}
		edits, err := s.Store.Edits(before, limit+1)
		if err != nil {
			return nil, err
		}
		next := ""
		if len(edits) > limit {
			edits = edits[:limit]
			next = strconv.FormatUint(edits[limit-1].Seq, 36)
		}
		items := make([][]byte, len(edits))
		for i, e := range edits {
			if items[i], err = encode(newPastEdit(e, level)); err != nil {
				return nil, err
			}
		}
		return finish(items, next, r, p, s.Store.Applied()), nil
	})
}
