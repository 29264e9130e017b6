package store

import (
	"errors"
	"slices"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A teller tells what entries of the log changed, in order.
type teller struct {
	store   *Store
	tx      *bbolt.Tx
	plan    *plan // which incidents are asked for
	kinds   []ChangeKind
	past    past
	changes []ChangeView

	sum uint32 // of the entry
	seq uint64 // of the entry at hand
	at  time.Time
	n   int
}

func newTeller(s *Store, tx *bbolt.Tx, p *plan, kinds []ChangeKind) *teller {
	return &teller{store: s, tx: tx, plan: p, kinds: kinds, past: past{tx: tx, briefs: map[[2]uint64]news.Story{}, known: map[uint64]standingAt{}}}
}

// add counts every change, asked for or not, so that its place stays the same.
func (t *teller) add(c ChangeView) error {
	t.n++
	if !t.wants(c.Kind) {
		return nil
	}
	if c.Incident != "" {
		ordinal, id, err := t.now(c.Incident)
		if err != nil {
			return err
		}
		if selected, err := t.plan.selects(ordinal); err != nil || !selected {
			return err
		}
		c.Incident = id
	} else if len(t.plan.expr.kids) > 1 { // filters, and nothing that they could be asked of
		return nil
	}
	c.Place, c.At = Place{Seq: t.seq, N: t.n, Sum: t.sum}, t.at
	t.changes = append(t.changes, c)
	return nil
}

// now is the incident that an ID stands for now.
func (t *teller) now(id news.IncidentID) (uint64, news.IncidentID, error) {
	ordinal, err := resolveIncident(t.tx, id)
	if err != nil {
		return 0, "", err
	}
	row, err := storyTable.must(t.tx, number(ordinal)) // the founder gives the name
	return ordinal, row.ID.Founded(), err
}

func (t *teller) wants(k ChangeKind) bool { return len(t.kinds) == 0 || slices.Contains(t.kinds, k) }

// tell tells one entry.
func (t *teller) tell(seq uint64, e news.Entry) error {
	t.seq, t.at, t.n, t.sum = seq, e.At, 0, sumOf(e)
	switch e.Kind {
	case news.StoryEntry:
		return t.story(e.Story.ID)
	case news.AnalysisEntry:
		return t.analysis(*e.Analysis)
	case news.ForgetEntry:
		return t.forget(*e.Forget)
	case news.EditEntry:
		return t.edit(*e.Edit)
	}
	return nil
}

func (t *teller) forget(f news.Forget) error {
	if !f.Text {
		return t.add(ChangeView{Kind: StoryForgotten, Story: f.Story})
	}
	_, row, ok, err := t.find(f.Story)
	if err != nil || !ok {
		return err
	}
	return t.add(ChangeView{Kind: TextDropped, Story: f.Story, Incident: row.Incident})
}

// find returns a story that may be told of; ok is false of one that may not.
func (t *teller) find(id news.StoryID) (ordinal uint64, row storyRow, ok bool, err error) {
	ordinal, row, err = findStory(t.tx, id)
	if errors.Is(err, ErrNotFound) {
		return 0, row, false, nil
	}
	return ordinal, row, err == nil && row.shown(), err
}

// story tells a version of a story.
func (t *teller) story(id news.StoryID) error {
	ordinal, row, ok, err := t.find(id)
	if err != nil || !ok {
		return err
	}
	n := slices.IndexFunc(row.Versions, func(v versionRow) bool { return v.Seq == t.seq })
	if n < 0 {
		return nil
	}
	now, err := t.past.story(ordinal, row, t.seq)
	if err != nil {
		return err
	}
	c := ChangeView{Kind: StoryAdded, Incident: row.Incident, Story: id, Version: n + 1, Title: now.Title}
	var was []news.Claim
	if n > 0 {
		before, err := t.past.story(ordinal, row, t.seq-1)
		if err != nil {
			return err
		}
		c.Kind, was = StoryRevised, before.Analysis.Claims
	}
	if err := t.add(c); err != nil {
		return err
	}
	if n == 0 {
		if err := t.placed(row.Incident); err != nil {
			return err
		}
	}
	return t.claims(c, was, now.Analysis.Claims, nil)
}

// placed tells which incidents a new story made one, and which stories it moved.
func (t *teller) placed(in news.IncidentID) error {
	row, ok, err := placedTable.get(t.tx, number(t.seq))
	if err != nil || !ok {
		return err
	}
	for _, from := range row.Change.Absorbed {
		if err := t.add(ChangeView{Kind: IncidentsMerged, Incident: in, From: from, Story: row.Change.Story}); err != nil {
			return err
		}
	}
	for _, m := range row.Change.Moved {
		if _, _, ok, err := t.find(m.Story); err != nil || !ok {
			if err != nil {
				return err
			}
			continue
		}
		if err := t.add(ChangeView{Kind: IncidentSplit, Incident: in, From: m.From, Story: m.Story}); err != nil {
			return err
		}
	}
	return nil
}

// analysis tells that a version was read again.
func (t *teller) analysis(a news.Reanalysis) error {
	ordinal, row, ok, err := t.find(a.Story)
	if err != nil || !ok {
		return err
	}
	before, err := t.past.story(ordinal, row, t.seq-1)
	if err != nil {
		return err
	}
	now, err := t.past.story(ordinal, row, t.seq)
	if err != nil {
		return err
	}
	c := ChangeView{Kind: StoryReread, Incident: row.Incident, Story: a.Story, Version: a.Version, Title: now.Title}
	if err := t.add(c); err != nil {
		return err
	}
	return t.claims(c, before.Analysis.Claims, now.Analysis.Claims, nil)
}

// claims tells which claims came and went, and what became of the standing. undone is an
// edit that holds before the entry at hand and no longer after it.
func (t *teller) claims(of ChangeView, was, is []news.Claim, undone *editRow) error {
	had := func(all []news.Claim, id news.ClaimID) bool {
		return slices.ContainsFunc(all, func(c news.Claim) bool { return c.ID == id })
	}
	of.Version, of.Title = 0, ""
	for _, c := range is {
		if !had(was, c.ID) {
			of.Kind, of.Claim = ClaimAdded, &c
			if err := t.add(of); err != nil {
				return err
			}
		}
	}
	for _, c := range was {
		if !had(is, c.ID) {
			of.Kind, of.Claim = ClaimWithdrawn, &c
			if err := t.add(of); err != nil {
				return err
			}
		}
	}
	if len(was)+len(is) == 0 || !t.wants(StandingChanged) {
		return nil // places of a standing come last, so that leaving them out moves no other
	}
	of.Claim = nil
	return t.standing(of, undone)
}

func (t *teller) standing(of ChangeView, undone *editRow) error {
	ordinal, ok := ordinalOf(t.tx, string(of.Incident.Founder()))
	if !ok {
		return nil
	}
	was, is, err := t.past.standings(ordinal, t.seq, undone)
	if err != nil {
		return err
	}
	of.Kind = StandingChanged
	for _, turn := range turns(was, is) {
		of.Turn = &turn
		if err := t.add(of); err != nil {
			return err
		}
	}
	return nil
}

// edit tells what a person decided and what came of it.
func (t *teller) edit(e news.Edit) error {
	row, ok, err := editTable.get(t.tx, number(t.seq))
	if err != nil || !ok {
		return err
	}
	v := &EditView{row.Edit, row.At, row.Undone, row.Seq}
	about := row // whose objects are concerned: an undo's are those of what it undid
	var undone *editRow
	if e.Action == news.Undo {
		old, ok := ordinalOf(t.tx, string(e.Undoes))
		if !ok {
			return nil
		}
		if about, err = editTable.must(t.tx, number(old)); err != nil {
			return err
		}
		undone = &about
	}
	c := ChangeView{Kind: EditMade, Edit: v}
	if c.Incident, c.Story, err = t.concerns(about.Edit); err != nil {
		return err
	}
	if err := t.add(c); err != nil {
		return err
	}
	switch about.Edit.Action {
	case news.Merge, news.Split, news.Pin:
		if undone == nil || len(row.Moves) > 0 {
			about.Moves = row.Moves
		} else { // one of those that did not write down what they moved
			for i, m := range about.Moves {
				about.Moves[i].From, about.Moves[i].To = m.To, m.From
			}
		}
		return t.moves(about, undone != nil)
	case news.Confirm, news.Reject, news.Correct, news.Add:
		return t.review(c, about.Edit, undone)
	case news.Hide:
		return t.standing(c, undone)
	}
	return nil
}

// concerns finds the incident and the story that an edit is about.
func (t *teller) concerns(e news.Edit) (in news.IncidentID, story news.StoryID, err error) {
	var row storyRow
	switch {
	case len(e.Incidents) > 0:
		_, in, err = t.now(e.Incidents[0])
	case e.Target != "":
		var c claimRow
		if _, c, err = findClaim(t.tx, e.Target); err == nil {
			row, err = storyTable.must(t.tx, number(c.Story))
			in, story = row.Incident, row.ID
		}
	case len(e.Stories) > 0:
		_, row, err = findStory(t.tx, e.Stories[0])
		in, story = row.Incident, row.ID
	}
	if errors.Is(err, ErrNotFound) { // taken down since
		return "", "", nil
	}
	return in, story, err
}

// moves tells which stories an edit, or what took it back, brought from one incident to another.
func (t *teller) moves(e editRow, back bool) error {
	for _, m := range e.Moves {
		if m.From == m.To {
			continue
		}
		row, err := storyTable.must(t.tx, number(m.Story))
		if err != nil {
			return err
		}
		kind := IncidentsMerged
		if (e.Edit.Action == news.Merge) == back {
			kind = IncidentSplit
		}
		if err := t.add(ChangeView{Kind: kind, Incident: m.To, From: m.From, Story: row.ID}); err != nil {
			return err
		}
	}
	return nil
}

// review tells the claims that a review brought and took away.
func (t *teller) review(of ChangeView, e news.Edit, undone *editRow) error {
	var was, is []news.Claim
	if e.Claim != nil && (e.Action == news.Add || e.Action == news.Correct && e.Claim.ID != e.Target) {
		is = append(is, *e.Claim)
		if e.Action == news.Correct {
			was = append(was, news.Claim{ID: e.Target})
		}
	}
	if undone != nil {
		was, is = is, was
	}
	of.Edit = nil
	if err := t.claims(of, was, is, undone); err != nil {
		return err
	}
	if len(was)+len(is) > 0 || !t.wants(StandingChanged) {
		return nil
	}
	return t.standing(of, undone)
}
