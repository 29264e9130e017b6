package store

import (
	"fmt"
	"strings"
	"testing"

	"ascribe/news"
)

// standing is whom the incident of a story holds responsible, with the claims that nobody
// has reviewed.
func (o *office) standing(story news.Story) string {
	o.t.Helper()
	in, err := o.Incident(story.ID.Founded())
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for _, st := range in.Standing {
		out = append(out, fmt.Sprintf("%s %d", st.Accused.Name, st.Unreviewed))
	}
	return strings.Join(out, ", ")
}

func (o *office) claim(id news.ClaimID) ClaimView {
	o.t.Helper()
	c, err := o.Claim(id)
	if err != nil {
		o.t.Fatal(err)
	}
	return c
}

func TestReviews(t *testing.T) {
	o, s := newOffice(t)
	story := s["a"]
	old := story.Analysis.Claims[0]
	if got := o.standing(story); got != "China 1" {
		t.Fatalf("standing = %q", got)
	}
	confirm := o.edit(news.Edit{Action: news.Confirm, Target: old.ID})
	if c := o.claim(old.ID); c.Review != news.Confirmed || o.standing(story) != "China 0" {
		t.Errorf("confirmed: %s, standing %q", c.Review, o.standing(story))
	}
	o.undo(confirm)

	reject := o.edit(news.Edit{Action: news.Reject, Target: old.ID})
	if got := o.standing(story); got != "" {
		t.Errorf("standing of a rejected claim = %q", got)
	}
	if got := names(t, o.Store, Query{Filters: []Filter{{Name: "story", Values: []string{string(story.ID)}}}}, "claims"); got != "" {
		t.Errorf("claims list a rejected one")
	}
	if got := names(t, o.Store, Query{Filters: []Filter{{Name: "review", Values: []string{"rejected"}}}}, "claims"); got != "a" {
		t.Errorf("rejected claims = %q, want a", got)
	}
	o.undo(reject)

	fixed := old
	fixed.Accused = russia
	correct := o.edit(news.Edit{Action: news.Correct, Target: old.ID, Claim: &fixed})
	c := o.claim(old.ID)
	if c.ID == old.ID || c.Accused.ID != russia.ID || c.Review != news.Corrected || o.standing(story) != "Russia 0" {
		t.Errorf("corrected: %+v, standing %q", c.Claim, o.standing(story))
	}
	if got := names(t, o.Store, Query{Filters: []Filter{{Name: "accused", Values: []string{"RU"}}}}, "incidents"); got != "a" {
		t.Errorf("accused=RU = %q, want a", got)
	}
	o.undo(correct)
	if c := o.claim(old.ID); c.ID != old.ID || o.standing(story) != "China 1" {
		t.Errorf("correction undone: %+v, standing %q", c.Claim, o.standing(story))
	}
	edits, err := o.Edits(0, 100)
	if err != nil || len(edits) != 6 || edits[0].Action != news.Undo || edits[len(edits)-1].Undone == "" {
		t.Errorf("Edits = %d, %v", len(edits), err)
	}
	if older, err := o.Edits(edits[2].Seq, 3); err != nil || len(older) != 3 || older[0].ID != edits[3].ID {
		t.Errorf("Edits before %d = %+v, %v", edits[2].Seq, older, err)
	}
}

func TestReviewsOutliveEngines(t *testing.T) {
	o, s := newOffice(t)
	story := s["a"]
	old := story.Analysis.Claims[0]
	confirm := o.edit(news.Edit{Action: news.Confirm, Target: old.ID})
	// Another engine that no longer finds it does not undo what a person said.
	again := news.Reanalysis{Story: story.ID, Version: 1, Analysis: news.Analysis{Engine: "claim/2", InScope: true}}
	appendAll(t, o.Store, news.Entry{Kind: news.AnalysisEntry, At: day, Analysis: &again})
	if c := o.claim(old.ID); c.Review != news.Confirmed || c.Withdrawn {
		t.Errorf("confirmed, read again: %+v", c)
	}
	o.undo(confirm)
	if c := o.claim(old.ID); !c.Withdrawn {
		t.Errorf("read again, no longer confirmed: %+v", c)
	}
	// An older engine's reading comes back as a newer one's.
	back := again
	back.Analysis = story.Analysis
	back.Analysis.Engine = "claim/3"
	appendAll(t, o.Store, news.Entry{Kind: news.AnalysisEntry, At: day, Analysis: &back})
	if c := o.claim(old.ID); c.Withdrawn || c.Review != news.Machine {
		t.Errorf("read again as at first: %+v", c)
	}
}

func TestAddedClaims(t *testing.T) {
	o, s := newOffice(t)
	story := s["a"]
	old := story.Analysis.Claims[0]
	added := old
	added.Accuser, added.Quote = vendor, "Ferries stood still."
	add := o.edit(news.Edit{Action: news.Add, Stories: []news.StoryID{story.ID}, Claim: &added})
	if v, _ := o.Story(story.ID); len(v.Analysis.Claims) != 2 || v.Verify() != nil {
		t.Errorf("added: %+v, %v", v.Analysis.Claims, v.Verify())
	}
	// It goes when its sentence goes.
	revised := story
	revised.Text = strings.Replace(story.Text, "Ferries stood still.", "Boats stood still.", 1)
	revised.Analysis.Claims = nil
	revised.Hash = revised.Fingerprint()
	appendAll(t, o.Store, entry(revised))
	if v, _ := o.Story(story.ID); len(v.Analysis.Claims) != 0 || v.Version != 2 || v.Previous != story.Hash {
		t.Errorf("revised: version %d, %+v", v.Version, v.Analysis.Claims)
	}
	if c := o.claim(old.ID); !c.Withdrawn || c.Version != 1 {
		t.Errorf("claim of an older version: %+v", c)
	}
	o.undo(add)
	bad := old
	bad.Quote = "Nobody wrote this."
	if _, err := o.try(news.Edit{Action: news.Add, Stories: []news.StoryID{story.ID}, Claim: &bad}); err == nil || !strings.Contains(err.Error(), "does not stand") {
		t.Errorf("a claim without evidence: %v", err)
	}
}
