package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ascribe/news"
)

// post sends a form as a browser does, follows where it leads, and returns that page.
func (w *world) post(path string, form url.Values, status int) string {
	w.Helper()
	req, err := http.NewRequestWithContext(w.Context(), http.MethodPost, w.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		w.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != status {
		w.Fatalf("POST %s %v: %s, want %d", path, form, resp.Status, status)
	}
	if status != http.StatusSeeOther {
		return ""
	}
	page, _ := w.get(resp.Header.Get("Location"), http.StatusOK)
	return page
}

// A claim is judged by two clicks on the page of its incident: one opens the form, one
// sends it.
func TestClaimsAreJudgedOnThePage(t *testing.T) {
	w := newWorld(t, harbour)
	w.editor = "ann"
	claim := harbour.Analysis.Claims[0]
	incident := "/incidents/" + string(w.incidentOf(harbour))
	action := "/claims/" + string(claim.ID)
	page, _ := w.get(incident, http.StatusOK)
	if !strings.Contains(page, `<form class="edit" method="post" action="`+action+`">`) || strings.Contains(page, "<script") {
		t.Fatalf("there is no form for the claim, or a script:\n%s", page)
	}
	page = w.post(action, url.Values{"do": {"confirm"}, "back": {incident}}, http.StatusSeeOther)
	if !strings.Contains(page, "confirmed by a person") {
		t.Errorf("the incident does not say that the claim was confirmed:\n%s", read(page))
	}
	if !strings.Contains(page, "The claim is confirmed.") {
		t.Errorf("the incident does not say what was done:\n%s", read(page))
	}
	page = w.post(action, url.Values{"do": {"reject"}, "reason": {"the sentence quotes somebody else"}}, http.StatusSeeOther)
	if !strings.Contains(page, "rejected by a person") {
		t.Errorf("the story does not say that the claim was rejected:\n%s", read(page))
	}
	edits := w.shows("/edits", "the sentence quotes somebody else", "decided on the page", "ann")
	undo := edits[strings.Index(edits, `action="/edits/e-`)+len(`action="`):]
	undo = undo[:strings.IndexByte(undo, '"')]
	w.post(undo, url.Values{}, http.StatusSeeOther)
	if c, err := w.store.Claim(claim.ID); err != nil || c.Review != news.Confirmed {
		t.Errorf("after the undo the claim is %s, %v", c.Review, err)
	}
}

func TestClaimsAreCorrectedOnThePage(t *testing.T) {
	w := newWorld(t, harbour)
	w.editor = "ann"
	claim := harbour.Analysis.Claims[0]
	action := "/claims/" + string(claim.ID)
	w.shows(action, claim.Quote, "Correct")
	form := url.Values{
		"do": {"correct"}, "accuser": {"Harbour Board of Northmere"}, "accused": {claim.Accused.Name}, "stance": {string(claim.Stance)}, "relation": {string(claim.Relation)},
		"level": {"company"}, "about": {"main"}, "quote": {claim.Quote}, "reason": {"said by the board"},
	}
	page := w.post(action, form, http.StatusSeeOther)
	if !strings.Contains(page, "Harbour Board of Northmere") || !strings.Contains(page, "corrected by a person") {
		t.Errorf("the story does not show the correction:\n%s", read(page))
	}
	c, err := w.store.Claim(claim.ID)
	if err != nil || c.Level != news.CompanyLevel || c.Accused.ID != claim.Accused.ID || c.ID == claim.ID {
		t.Errorf("the claim is %+v, %v", c.Claim, err)
	}
	form.Set("quote", "Words that stand nowhere.")
	w.post("/claims/"+string(c.ID), form, http.StatusUnprocessableEntity)
	story := "/stories/" + string(harbour.ID)
	form.Set("do", "add")
	form.Set("accused", "Russia")
	form.Set("quote", claim.Quote)
	if page := w.post(story, form, http.StatusSeeOther); !strings.Contains(page, "Russia") {
		t.Errorf("the added claim is not shown:\n%s", read(page))
	}
}

func TestIncidentsAndStoriesAreOrderedOnThePage(t *testing.T) {
	w := newWorld(t, harbour, grid)
	w.editor = "ann"
	incident := "/incidents/" + string(w.incidentOf(harbour))
	if page := w.post(incident, url.Values{"do": {"rename"}, "text": {"The Northmere affair"}}, http.StatusSeeOther); !strings.Contains(page, ">The Northmere affair</h1>") {
		t.Errorf("not renamed:\n%s", read(page))
	}
	if page := w.post(incident, url.Values{"do": {"note"}, "text": {"Ask the board."}, "tlp": {"RED"}}, http.StatusSeeOther); !strings.Contains(page, "TLP:RED") {
		t.Errorf("no note:\n%s", read(page))
	}
	other := w.incidentOf(grid)
	w.post(incident, url.Values{"do": {"merge"}, "text": {w.url + "/incidents/" + string(other) + "#claims"}}, http.StatusSeeOther)
	if now := w.incidentOf(grid); now != w.incidentOf(harbour) {
		t.Errorf("merged, and still in %s", now)
	}
	story := "/stories/" + string(grid.ID)
	w.post(story, url.Values{"do": {"split"}}, http.StatusSeeOther)
	if now := w.incidentOf(grid); now != other {
		t.Errorf("split off, and in %s, want %s", now, other)
	}
	w.post(story, url.Values{"do": {"pin"}, "text": {string(w.incidentOf(harbour))}}, http.StatusSeeOther)
	if now := w.incidentOf(grid); now != w.incidentOf(harbour) {
		t.Errorf("pinned, and in %s", now)
	}
	if page := w.post(story, url.Values{"do": {"hide"}, "reason": {"spam"}}, http.StatusSeeOther); !strings.Contains(page, "taken this story out") {
		t.Errorf("not hidden:\n%s", read(page))
	}
	for _, do := range []string{"", "merge", "add"} {
		w.post(incident, url.Values{"do": {do}, "text": {"nonsense"}}, http.StatusUnprocessableEntity)
	}
}

// Older edits stand on pages behind the first, and are undone there.
func TestOlderEditsAreUndoneOnThePage(t *testing.T) {
	w := newWorld(t, harbour)
	w.editor = "ann"
	for n := range editsShown + 1 {
		e := news.Edit{Action: news.Rename, Incidents: []news.IncidentID{w.incidentOf(harbour)}, Text: fmt.Sprintf("Name %d.", n), Reason: "because"}
		if _, _, err := w.node.Edit(t.Context(), e, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	first := w.shows("/edits", "Name 100.", "Name 1.", "Older")
	older := first[strings.Index(first, `href="/edits?`)+len(`href="`):]
	page := w.shows(older[:strings.IndexByte(older, '"')], "Name 0.")
	if strings.Contains(page, "Name 1.") || strings.Contains(page, "Older") {
		t.Errorf("the last page shows more than the first edit:\n%s", read(page))
	}
	undo := page[strings.Index(page, `action="/edits/e-`)+len(`action="`):]
	w.post(undo[:strings.IndexByte(undo, '"')], url.Values{}, http.StatusSeeOther)
	if all, err := w.store.Edits(0, 1); err != nil || all[0].Action != news.Undo {
		t.Errorf("nothing was undone: %+v, %v", all, err)
	}
	w.get("/edits?cursor=x", http.StatusUnprocessableEntity)
}

func TestReadersGetNoForms(t *testing.T) {
	w := newWorld(t, harbour)
	for _, path := range []string{"/incidents/" + string(w.incidentOf(harbour)), "/stories/" + string(harbour.ID), "/claims/" + string(harbour.Analysis.Claims[0].ID), "/edits"} {
		if page, _ := w.get(path, http.StatusOK); strings.Contains(page, `method="post"`) {
			t.Errorf("%s has a form for somebody who may not edit", path)
		}
	}
	w.post("/claims/"+string(harbour.Analysis.Claims[0].ID), url.Values{"do": {"reject"}}, http.StatusForbidden)
}
