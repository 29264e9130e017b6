package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/node"
)

// A Rereading is a story that the present reader reads otherwise than it was read.
type Rereading struct {
	Story     string `json:"story"`
	Title     string `json:"title"`
	Engine    string `json:"engine" doc:"Which reader had read it."`
	Added     []Said `json:"added"`
	Withdrawn []Said `json:"withdrawn"`
	Kept      int    `json:"kept" doc:"Of the withdrawn ones: reviewed by a person, so they stay."`
}

// A RereadReport counts what reading again came to.
type RereadReport struct {
	Engine    string `json:"engine" doc:"Which reader read now."`
	Written   bool   `json:"written" doc:"False of a dry run."`
	Looked    int    `json:"looked" doc:"Stories that another reader had read."`
	Changed   int    `json:"changed"`
	Added     int    `json:"added" doc:"Claims."`
	Withdrawn int    `json:"withdrawn"`
	Kept      int    `json:"kept" doc:"Of the withdrawn ones: reviewed by a person, so they stay."`
	Textless  int    `json:"textless" doc:"Stories that another reader had read and whose text was dropped; they keep their claims."`
	Failed    int    `json:"failed" doc:"Stories whose new reading does not stand in their text; they stay as they are."`
}

func newRereading(r node.Rereading) Rereading {
	return Rereading{string(r.Story), r.Title, r.Engine, saidAll(r.Added), saidAll(r.Withdrawn), r.Kept}
}

func (s *API) rereadRoutes() {
	s.stream(route{
		method: http.MethodPost, id: "reanalyse", path: "/v1/reanalyse", tag: "Care", summary: "Read again what an older reader has read", role: Admin, long: true,
		doc: "Writes a log entry for each story that is read otherwise now; reviewed claims stay as people left them. " +
			"With `Accept: application/x-ndjson`, a line for each such story, and the report as the last one.",
		params: []*huma.Param{queryParam("dry_run", "boolean", "Tell what would change, and write nothing.", false)},
		answer: reflect.TypeFor[RereadReport](), types: []string{ndjsonType},
	}, s.reanalyse)
}

func (s *API) reanalyse(w http.ResponseWriter, r *http.Request) error {
	p := parametersOf(r)
	dry := p.flag("dry_run")
	if err := p.done(); err != nil {
		return err
	}
	lines := strings.Contains(r.Header.Get("Accept"), ndjsonType)
	out := json.NewEncoder(w)
	var seen func(node.Rereading)
	if lines {
		w.Header().Set("Content-Type", ndjsonType)
		seen = func(v node.Rereading) {
			_ = lasting(w)
			_ = out.Encode(newRereading(v)) // who has gone is told nothing; the work goes on
		}
	}
	v, err := s.Node.Reanalyse(r.Context(), !dry, seen)
	report := RereadReport{v.Engine, !dry, v.Looked, v.Changed, v.Added, v.Withdrawn, v.Kept, v.Textless, v.Failed}
	err = errors.Join(err, lasting(w))
	if lines {
		if err == nil {
			err = out.Encode(report)
		}
		if err != nil {
			s.Logger.ErrorContext(r.Context(), "reading again broke off", "error", err)
			panic(http.ErrAbortHandler)
		}
		return nil
	}
	if err != nil {
		return err
	}
	rep, err := jsonReply(report)
	if err == nil {
		s.send(w, r, rep)
	}
	return err
}
