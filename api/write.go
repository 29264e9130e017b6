package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
	"ascribe/node"
)

// A Submission is a story given by hand.
type Submission struct {
	URL       string   `json:"url" format:"uri" minLength:"1" maxLength:"2000" doc:"Of the story."`
	Title     string   `json:"title,omitempty" maxLength:"1000"`
	Text      string   `json:"text,omitempty" maxLength:"900000" doc:"An excerpt that a person pasted; without it the page is fetched."`
	Outlet    string   `json:"outlet,omitempty" maxLength:"200" doc:"The id of an outlet that is known; found by the host of the URL when absent."`
	Published string   `json:"published,omitempty" maxLength:"40" doc:"2021, 2021-07, 2021-07-19 or RFC 3339."`
	Authors   []string `json:"authors,omitempty" maxItems:"50"`
}

// An Edit is a person's decision.
type Edit struct {
	Action    string     `json:"action" enum:"merge,split,pin,rename,note,hide,confirm,reject,correct,add,undo"`
	Reason    string     `json:"reason" minLength:"1" maxLength:"2000" doc:"In the person's words."`
	Incidents []string   `json:"incidents,omitempty" maxItems:"100" doc:"merge: all of them; pin, rename, note: the one."`
	Stories   []string   `json:"stories,omitempty" maxItems:"500" doc:"split, pin, hide: the stories; add: the one."`
	Target    string     `json:"target,omitempty" doc:"confirm, reject, correct: the claim."`
	Claim     *EditClaim `json:"claim,omitempty" doc:"correct, add: what it shall say."`
	Text      string     `json:"text,omitempty" maxLength:"20000" doc:"rename: the title; note: the note."`
	TLP       string     `json:"tlp,omitempty" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"note: its level; AMBER when absent."`
	Undoes    string     `json:"undoes,omitempty" doc:"undo: the edit."`
}

// Edited says what became of an edit.
type Edited struct {
	ID  string `json:"id" doc:"To undo it by."`
	Seq uint64 `json:"seq" doc:"The view holds it."`
}

// A RefreshReport is what one visit of a feed brought.
type RefreshReport struct {
	Feed     string    `json:"feed"`
	State    FeedState `json:"state"`
	Items    int       `json:"items"`
	New      int       `json:"new"`
	Revised  int       `json:"revised"`
	Rejected int       `json:"rejected"`
	Failed   int       `json:"failed"`
	Silent   bool      `json:"silent" doc:"Nobody answered."`
	Frozen   bool      `json:"frozen" doc:"It answers, but this visit found that it has had no news for too long."`
}

// An IngestReport is what one pass over the feeds brought.
type IngestReport struct {
	Feeds    []RefreshReport `json:"feeds"`
	New      int             `json:"new"`
	Revised  int             `json:"revised"`
	Rejected int             `json:"rejected"`
	Failing  int             `json:"failing"`
	Silent   int             `json:"silent" doc:"Those of them where nobody answered."`
	Frozen   int             `json:"frozen"`
	Looked   int             `json:"looked" doc:"Pages of stored stories that were looked at again; revised counts what had changed."`
}

func newRefreshReport(r node.FeedReport) RefreshReport {
	return RefreshReport{string(r.Feed), newFeedState(r.State), r.Items, r.New, r.Revised, r.Rejected, r.Failed, r.Silent, r.Frozen}
}

func (s *API) writeRoutes() {
	post(s, route{
		id: "add-story", path: "/v1/stories", tag: "Stories", summary: "Add a story by hand", role: Analyst, long: true, status: http.StatusCreated,
		doc:    "200 when it was there already. A page that can't be read is refused (422): send an excerpt with it.",
		answer: reflect.TypeFor[Story](), errors: []int{http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
	}, s.addStory)
	post(s, route{
		id: "edit", path: "/v1/edits", tag: "Edits", summary: "Merge, split, pin, rename, note, hide, confirm, reject, correct, add or undo", role: Analyst, status: http.StatusCreated,
		doc:    "Every edit carries a reason and the name of the token, stays in the log, and is undone by another one.",
		answer: reflect.TypeFor[Edited](), errors: []int{http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
	}, s.edit)
	s.get(route{
		method: http.MethodPost, id: "refresh-feed", path: "/v1/feeds/{id}/refresh", tag: "Sources", summary: "Fetch a feed now", role: Admin, long: true,
		params: []*huma.Param{idParam("The feed's id.")}, answer: reflect.TypeFor[RefreshReport](), errors: []int{http.StatusNotFound, http.StatusConflict},
	}, func(r *http.Request) (*reply, error) {
		if err := parametersOf(r).done(); err != nil {
			return nil, err
		}
		report, err := s.Node.Refresh(r.Context(), news.FeedID(r.PathValue("id")))
		if err != nil {
			return nil, err
		}
		return jsonReply(newRefreshReport(report))
	})
	s.stream(route{
		method: http.MethodPost, id: "refresh-feeds", path: "/v1/feeds/refresh", tag: "Sources", summary: "Fetch the feeds that are due", role: Admin, long: true,
		doc:    "With `Accept: application/x-ndjson`, a line for each feed as it is done, and the report as the last one.",
		params: []*huma.Param{queryParam("all", "boolean", "All feeds, due or not.", false)}, answer: reflect.TypeFor[IngestReport](), types: []string{ndjsonType},
	}, s.refreshFeeds)
}

func (s *API) addStory(r *http.Request, b *Submission) (*reply, error) {
	if err := parametersOf(r).done(); err != nil {
		return nil, err
	}
	published, err := news.ParseDate(b.Published)
	if err != nil {
		return nil, huma.NewError(http.StatusUnprocessableEntity, "the story can't be added", &huma.ErrorDetail{Message: err.Error(), Location: "body.published", Value: b.Published})
	}
	began := time.Now()
	v, err := s.Node.Add(r.Context(), node.Submission{URL: b.URL, Title: b.Title, Text: b.Text, Outlet: b.Outlet, Published: published, Authors: b.Authors})
	if err != nil {
		return nil, err
	}
	versions, err := s.Store.Versions(v.ID)
	if err != nil {
		return nil, err
	}
	rep, err := jsonReply(newStory(v, versions))
	if err != nil {
		return nil, err
	}
	rep.location = "/v1/stories/" + string(v.ID)
	if !v.Arrived.Before(began) {
		rep.status = http.StatusCreated
	}
	return rep, nil
}

func (s *API) edit(r *http.Request, b *Edit) (*reply, error) {
	if err := parametersOf(r).done(); err != nil {
		return nil, err
	}
	e := news.Edit{
		Action: news.Action(b.Action), Reason: b.Reason, Target: news.ClaimID(b.Target), Text: b.Text, TLP: news.TLP(b.TLP), Undoes: news.EditID(b.Undoes),
	}
	for _, id := range b.Incidents {
		e.Incidents = append(e.Incidents, news.IncidentID(id))
	}
	for _, id := range b.Stories {
		e.Stories = append(e.Stories, news.StoryID(id))
	}
	if b.Claim != nil {
		e.Claim = &news.Claim{}
		if err := node.Fits(e); err != nil {
			return nil, err
		}
		c, err := s.Node.Corrected(e, b.Claim.correction())
		if err != nil {
			return nil, err
		}
		e.Claim = &c
	}
	id, seq, err := s.Node.Edit(r.Context(), e, callerOf(r.Context()).name)
	if err != nil {
		return nil, err
	}
	rep, err := jsonReply(Edited{string(id), seq})
	if err == nil {
		rep.status = http.StatusCreated
	}
	return rep, err
}

func (s *API) refreshFeeds(w http.ResponseWriter, r *http.Request) error {
	p := parametersOf(r)
	everything := p.flag("all")
	if err := p.done(); err != nil {
		return err
	}
	lines := strings.Contains(r.Header.Get("Accept"), ndjsonType)
	var seen func(node.FeedReport)
	if lines {
		w.Header().Set("Content-Type", ndjsonType)
		out, flush := json.NewEncoder(w), http.NewResponseController(w)
		seen = func(f node.FeedReport) {
			_ = lasting(w)
			_ = out.Encode(newRefreshReport(f)) // who has gone is told nothing; the pass goes on
			_ = flush.Flush()
		}
	}
	report, err := s.Node.Ingest(r.Context(), everything, seen)
	answer := IngestReport{each(report.Feeds, newRefreshReport), report.New, report.Revised, report.Rejected, report.Failing, report.Silent, report.Frozen, report.Looked}
	err = errors.Join(err, lasting(w))
	if lines {
		if err == nil {
			err = json.NewEncoder(w).Encode(answer)
		}
		if err != nil {
			s.Logger.ErrorContext(r.Context(), "a pass over the feeds broke off", "error", err)
			panic(http.ErrAbortHandler)
		}
		return nil
	}
	if err != nil {
		return err
	}
	rep, err := jsonReply(answer)
	if err != nil {
		return err
	}
	s.send(w, r, rep)
	return nil
}
