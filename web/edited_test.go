package web

import (
	"net/http"
	"strings"
	"testing"

	"ascribe/news"
)

// Edits are told by what they are about, not by its id.
func TestEditsNameWhatTheyAreAbout(t *testing.T) {
	w := newWorld(t, harbour, grid)
	w.editor = "ann"
	claim := harbour.Analysis.Claims[0]
	in := w.incidentOf(harbour)
	w.edit(news.Edit{Action: news.Confirm, Target: claim.ID, Reason: "read it"})
	w.edit(news.Edit{Action: news.Hide, Stories: []news.StoryID{grid.ID}, Reason: "spam"})
	w.edit(news.Edit{Action: news.Rename, Incidents: []news.IncidentID{in}, Text: "The Northmere affair", Reason: "shorter"})
	page := w.shows("/edits", "confirm "+claim.Quote, "hide "+grid.Title, "rename The Northmere affair", "Undo the rename of")
	if strings.Contains(page, ">"+string(claim.ID)+"<") || strings.Contains(page, ">"+string(in)+"<") {
		t.Errorf("ids stand for what has a name:\n%s", read(page))
	}
}

// A page with notes says which level it must be handled at, on paper too.
func TestPagesWithNotesAreMarked(t *testing.T) {
	w := newWorld(t, harbour, grid)
	in := w.incidentOf(harbour)
	w.hides("/incidents/"+string(in), "holds notes")
	w.hides("/edits", "holds notes")
	for _, c := range []struct{ note, marked news.TLP }{{news.Green, news.Green}, {"", news.Amber}, {news.Clear, news.Amber}, {news.Red, news.Red}, {news.AmberStrict, news.Red}} {
		w.edit(news.Edit{Action: news.AddNote, Incidents: []news.IncidentID{in}, Text: "Note of " + string(c.note), TLP: c.note, Reason: "r"})
		for _, path := range []string{"/incidents/" + string(in), "/edits"} {
			w.shows(path, "holds notes up to TLP:"+string(c.marked))
		}
	}
	for _, path := range []string{"/incidents/" + string(w.incidentOf(grid)), "/", "/stories", "/claims"} {
		if page, _ := w.get(path, http.StatusOK); strings.Contains(page, "holds notes") || strings.Contains(page, "Note of") {
			t.Errorf("%s has notes", path)
		}
	}
}

// What people took out of an incident is told on its page, with the way to it.
func TestAnIncidentTellsWhatWasTakenOut(t *testing.T) {
	w := newWorld(t, harbour, northmere)
	in := w.incidentOf(harbour)
	path := "/incidents/" + string(in)
	page := w.shows(path, "0 of 4 claims reviewed ( 4 to review )")
	if in != w.incidentOf(northmere) || !strings.Contains(page, `href="/claims?incident=`+string(in)+`&amp;review=machine"`) {
		t.Fatalf("no way to review the claims of one incident:\n%s", page)
	}
	w.edit(news.Edit{Action: news.Reject, Target: harbour.Analysis.Claims[1].ID, Reason: "r"})
	w.shows(path, "0 of 3 claims reviewed ( 3 to review ), 1 rejected and left out")
	w.shows("/claims?review=rejected&incident="+string(in), harbour.Analysis.Claims[1].Quote)
	w.edit(news.Edit{Action: news.Hide, Stories: []news.StoryID{northmere.ID}, Reason: "r"})
	page = w.shows(path, "1 story of 1 outlet", "1 story hidden by a person: "+northmere.Title)
	if !strings.Contains(page, `href="/stories/`+string(northmere.ID)+`"`) {
		t.Error("the hidden story can't be reached")
	}
}
