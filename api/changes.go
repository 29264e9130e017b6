package api

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
	"ascribe/store"
)

// A Change is one thing that an entry of the log changed.
type Change struct {
	ID       string    `json:"id" doc:"Its place: send it as after, or as Last-Event-ID, to go on behind it."`
	Seq      uint64    `json:"seq" doc:"The log sequence that it came with."`
	At       time.Time `json:"at"`
	Kind     string    `json:"kind" enum:"story,revision,analysis,forget,text_dropped,claim_added,claim_withdrawn,standing,merge,split,edit"`
	Incident *string   `json:"incident" doc:"The incident that holds the story now."`
	From     *string   `json:"from" doc:"merge, split: the incident that the story was in."`
	Story    *string   `json:"story"`
	Version  *int      `json:"version" doc:"story, revision, analysis: of the story."`
	Title    *string   `json:"title" doc:"story, revision, analysis: the headline."`
	Claim    *Said     `json:"claim" doc:"claim_added, claim_withdrawn."`
	Standing *Turn     `json:"standing" doc:"standing: what turned."`
	Edit     *PastEdit `json:"edit" doc:"edit."`
}

// Said is a claim in short.
type Said struct {
	ID       string `json:"id"`
	Accuser  Party  `json:"accuser"`
	Accused  Party  `json:"accused"`
	Relation string `json:"relation"`
	Stance   string `json:"stance"`
	Level    string `json:"level"`
	Quote    string `json:"quote"`
}

// A Turn is one way in which the standing of an accused changed.
type Turn struct {
	Accused Party   `json:"accused"`
	Change  string  `json:"change" enum:"first_government,stronger,weaker,new_accuser,accuser_gone,denial,denial_gone,doubt,doubt_gone,self_claimed"`
	By      *Party  `json:"by" doc:"Who accuses, denies or doubts."`
	Level   *string `json:"level" doc:"The strongest that accuses now."`
	Before  *string `json:"before" doc:"The strongest that accused before."`
}

func newChange(v store.ChangeView, level news.TLP) Change {
	c := Change{
		ID: v.Place.String(), Seq: v.Place.Seq, At: utc(v.At), Kind: string(v.Kind), Incident: some(string(v.Incident)), From: some(string(v.From)),
		Story: some(string(v.Story)), Title: some(v.Title),
	}
	if v.Version > 0 {
		c.Version = &v.Version
	}
	if v.Claim != nil {
		c.Claim = newSaid(*v.Claim)
	}
	if t := v.Turn; t != nil {
		c.Standing = &Turn{Accused: newParty(t.Accused), Change: string(t.What), Level: some(string(t.Level)), Before: some(string(t.Before))}
		if t.By != nil {
			c.Standing.By = new(newParty(*t.By))
		}
	}
	if v.Edit != nil {
		c.Edit = new(newPastEdit(*v.Edit, level))
	}
	return c
}

func newSaid(c news.Claim) *Said {
	return &Said{string(c.ID), newParty(c.Accuser), newParty(c.Accused), string(c.Relation), string(c.Stance), string(c.Level), c.Quote}
}

func saidAll(all []news.Claim) []Said {
	return each(all, func(c news.Claim) Said { return *newSaid(c) })
}

const (
	eventType = "text/event-stream"
	// heartbeat is how often a stream that has nothing to tell says that it lives: more
	// often than proxies lose patience.
	heartbeat = 15 * time.Second
	// lookAgain is how often a stream looks whether the log went on: one atomic load.
	lookAgain = 200 * time.Millisecond
	// patience is how long one piece of a stream may take to be written.
	patience = 30 * time.Second
)

func (s *API) changeRoutes() {
	kinds := make([]any, len(store.ChangeKinds))
	for i, k := range store.ChangeKinds {
		kinds[i] = string(k)
	}
	s.stream(route{
		id: "changes", path: "/v1/changes", tag: "Changes", summary: "Follow what changes, in the order of the log",
		doc: "One JSON object a line, a `Change`, to the end of the log. With `Accept: text/event-stream` the stream goes on as the log does; " +
			"it resumes behind `Last-Event-ID`. The filters are those of incidents: a change is told when its incident is selected.",
		params: append([]*huma.Param{
			queryParam("after", "string", "Tell what came after this: the `id` of a change, the `as_of` of a list, or a `seq`. From the beginning when absent.", false),
			queryParam("kind", "string", "Only changes of these kinds.", true, kinds...),
			queryParam("limit", "integer", "How many changes at most; as many as there are when absent.", false),
			tlpParam,
		}, s.filters("since", "until", "updated_since", "sort", "limit", "cursor")...),
		types: []string{ndjsonType, eventType}, line: reflect.TypeFor[Change](), errors: []int{http.StatusGone},
	}, s.changes)
}

// A follower writes changes to one client.
type follower struct {
	api    *API
	w      http.ResponseWriter
	r      *http.Request
	query  store.Query
	kinds  []store.ChangeKind
	after  store.Place
	limit  int // 0: none
	level  news.TLP
	events bool
	told   int
}

func (s *API) changes(w http.ResponseWriter, r *http.Request) error {
	f := &follower{api: s, w: w, r: r, events: strings.Contains(r.Header.Get("Accept"), eventType)}
	if err := f.read(); err != nil {
		return err
	}
	first, next, err := s.Store.Changes(r.Context(), f.after, f.query, f.kinds...)
	if err != nil {
		return err // nothing is written yet: it can be said properly
	}
	h := w.Header()
	h["Cache-Control"], h["Vary"] = noCache, vary
	h.Set("Content-Type", ndjsonType)
	if f.events {
		h.Set("Content-Type", eventType)
		h.Set("X-Accel-Buffering", "no")
	}
	if err := f.follow(first, next); err != nil && r.Context().Err() == nil {
		s.Logger.ErrorContext(r.Context(), "a stream of changes broke off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// read understands the parameters.
func (f *follower) read() error {
	p := parametersOf(f.r)
	f.limit, f.level = p.number("limit", 0, 1_000_000), p.tlp()
	after := p.one("after")
	if last := f.r.Header.Get("Last-Event-ID"); last != "" {
		after = last // a client that reconnects knows better than its address
	}
	if after != "" {
		place, err := store.ParsePlace(after)
		if err != nil {
			p.wrong("after", after, err.Error())
		}
		f.after = place
	}
	p.known = append(p.known, "kind")
	for _, k := range p.values["kind"] {
		if !slices.Contains(store.ChangeKinds, store.ChangeKind(k)) {
			p.wrong("kind", k, fmt.Sprintf("want one of %v", store.ChangeKinds))
		}
		f.kinds = append(f.kinds, store.ChangeKind(k))
	}
	for _, name := range []string{"since", "until", "updated_since", "sort", "cursor"} {
		if v := p.one(name); v != "" {
			p.wrong(name, v, "changes come in the order of the log: use after")
		}
	}
	q, err := p.query(f.api.env())
	f.query = q
	return err
}

// follow tells changes until the end of the log, or, as events, until the client leaves.
func (f *follower) follow(changes []store.ChangeView, next store.Place) error {
	look, beat := time.NewTicker(lookAgain), time.NewTicker(f.api.heartbeat)
	defer look.Stop()
	defer beat.Stop()
	for {
		if err := f.write(changes); err != nil {
			return err
		}
		if f.limit > 0 && f.told == f.limit {
			return nil
		}
		if end := next.Seq >= f.api.Store.Applied(); end && !f.events {
			return nil
		} else if end && !f.wait(next.Seq, look.C, beat.C) {
			return nil
		}
		var err error
		f.after = next
		if changes, next, err = f.api.Store.Changes(f.r.Context(), f.after, f.query, f.kinds...); err != nil {
			return err
		}
	}
}

// wait returns when the log has gone on, or false when there is nobody to tell.
func (f *follower) wait(seq uint64, look, beat <-chan time.Time) bool {
	for f.api.Store.Applied() <= seq {
		select {
		case <-f.r.Context().Done():
			return false
		case <-f.api.leaving:
			return false
		case <-beat:
			if err := f.send(": all is well\n\n"); err != nil {
				return false
			}
		case <-look:
		}
	}
	return true
}

func (f *follower) write(changes []store.ChangeView) error {
	var out strings.Builder
	for _, v := range changes {
		if f.limit > 0 && f.told == f.limit {
			break
		}
		b, err := encode(newChange(v, f.level))
		if err != nil {
			return err
		}
		if f.told++; f.events {
			fmt.Fprintf(&out, "id: %s\nevent: %s\ndata: %s\n\n", v.Place, v.Kind, b)
		} else {
			out.Write(b)
			out.WriteByte('\n')
		}
	}
	if out.Len() == 0 && (!f.events || f.told > 0) {
		return nil
	}
	return f.send(cmp.Or(out.String(), ": nothing yet\n\n"))
}

// send writes a piece and sees that it leaves.
func (f *follower) send(piece string) error {
	if err := lasting(f.w); err != nil {
		return err
	}
	if _, err := io.WriteString(f.w, piece); err != nil {
		return err
	}
	if err := http.NewResponseController(f.w).Flush(); !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}

// lasting gives the next piece of an answer a time of its own: a stream may last for days
// and an export for minutes, but no single piece of them. A server's time-out for reading
// would end the request's context.
func lasting(w http.ResponseWriter) error {
	c := http.NewResponseController(w)
	err := errors.Join(c.SetReadDeadline(time.Time{}), c.SetWriteDeadline(time.Now().Add(patience)))
	if errors.Is(err, http.ErrNotSupported) { // no network in between
		return nil
	}
	return err
}
