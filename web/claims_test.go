package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ascribe/news"
)

// field gives back the value of the first hidden field of a name behind a place on a page.
func hiddenField(page, from, name string) string {
	_, page, _ = strings.Cut(page, from)
	_, page, _ = strings.Cut(page, `<input type="hidden" name="`+name+`" value="`)
	value, _, _ := strings.Cut(page, `"`)
	return value
}

// The list of claims that nobody reviewed is worked through: two clicks a claim, one to open the
// form and one to decide. Each leads to the next claim of the list, with a way to undo it.
func TestClaimsAreWorkedThrough(t *testing.T) {
	w := newWorld(t, harbour, northmere, grid)
	w.editor = "ann"
	const list = "/claims?review=machine"
	page := w.shows(list, "Claims", "United Kingdom accuses China of carrying it out", "China denies responsibility", "in its place", "its incident")
	forms := strings.Count(page, `<form class="edit" method="post" action="/claims/c-`)
	if forms != 5 {
		t.Fatalf("%d claims have a form, want 5:\n%s", forms, read(page))
	}
	for left := forms; left > 0; left-- {
		_, id, _ := strings.Cut(page, `<form class="edit" method="post" action="/claims/`)
		id = id[:strings.IndexByte(id, '"')]
		next := hiddenField(page, id, "next")
		if left == 1 {
			next = ""
		}
		do := []string{"confirm", "reject"}[left%2]
		form := url.Values{"do": {do}, "back": {hiddenField(page, id, "back")}, "next": {next}}
		page = w.post("/claims/"+id, form, http.StatusSeeOther)
		if got := strings.Count(page, `action="/claims/c-`); got != left-1 || left > 1 && !strings.Contains(page, `id="`+next+`"`) {
			t.Errorf("after %s, %d claims are left, want %d with %s", id, got, left-1, next)
		}
		if !strings.Contains(page, "The claim is "+do+"ed.") || !strings.Contains(page, "<button>Undo</button>") {
			t.Errorf("the list does not say what was done, or how to undo it:\n%s", read(page))
		}
	}
	_, undo, _ := strings.Cut(page, `action="/edits/`)
	undo = undo[:strings.IndexByte(undo, '"')]
	page = w.post("/edits/"+undo, url.Values{"back": {hiddenField(page, undo, "back")}}, http.StatusSeeOther)
	if got := strings.Count(page, `action="/claims/c-`); got != 1 || !strings.Contains(page, "It is undone.") || strings.Contains(page, "<button>Undo</button>") {
		t.Errorf("after the undo %d claims are left, want 1:\n%s", got, read(page))
	}
}

// What a form says of where it stood leads to a page of ours, or is not followed.
func TestFormsLeadBackToOurPages(t *testing.T) {
	w := newWorld(t, harbour)
	w.editor = "ann"
	claim := harbour.Analysis.Claims[0]
	for _, back := range []string{"https://evil.example/claims", "//evil.example/claims", `/\evil.example/claims/`, "javascript:/claims", "/v1/backup", "", "%zz"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.url+"/claims/"+string(claim.ID), strings.NewReader(url.Values{"do": {"confirm"}, "back": {back}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/stories/"+string(harbour.ID)+"?done=") {
			t.Errorf("back to %q leads to %d %q", back, resp.StatusCode, to)
		}
	}
	// Who may not edit is told nothing, and what was never done is not either.
	last, err := w.store.Edits(0, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, done := range []string{"0", "1", "9999", "-1", "x", ""} {
		if page, _ := w.get("/claims?done="+done, doneStatus(done)); strings.Contains(page, `class="done"`) {
			t.Errorf("done=%s is told", done)
		}
	}
	w.editor = ""
	if page := w.shows(withDone("/claims", last[0].Seq), "Claims"); strings.Contains(page, `class="done"`) || strings.Contains(page, "<form class=\"edit\"") {
		t.Error("a reader is told what was done, or may edit")
	}
}

// doneStatus is the answer to a page that is asked for with done=.
func doneStatus(done string) int {
	if slices.Contains([]string{"-1", "x"}, done) {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

func TestClaimsAreFiltered(t *testing.T) {
	w := newWorld(t, harbour, northmere, grid)
	w.shows("/claims?accused=RU", "United States accuses Russia", "accused: RU")
	w.hides("/claims?accused=RU", "accuses China")
	w.shows("/claims?accused=FR", "No claim is like that.")
	page := w.shows("/claims?accuser=GB&stance=accuses", "subscribe (Atom)")
	for _, want := range []string{`rel="alternate" type="application/atom+xml"`, `href="/v1/claims.atom?accuser=GB&amp;stance=accuses"`, `href="/v1/claims.csv?accuser=GB&amp;stance=accuses"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	w.get("/claims?colour=red", http.StatusUnprocessableEntity)
	w.edit(news.Edit{Action: news.Reject, Target: grid.Analysis.Claims[0].ID, Reason: "r"})
	w.shows("/claims?review=rejected", "United States accuses Russia")
}

// Lists are subscribed to, and printed, from their pages.
func TestListsLeadToFeedsAndDigests(t *testing.T) {
	w := newWorld(t, harbour)
	for path, want := range map[string][]string{
		"/":                       {`href="/v1/incidents.atom"`, `href="/v1/digest?format=html"`, "of the last seven days"},
		"/?accused=CN&since=2024": {`href="/v1/incidents.atom?accused=CN&amp;since=2024"`, `href="/v1/digest?accused=CN&amp;format=html&amp;since=2024"`},
		"/stories?q=harbour":      {`href="/v1/stories.atom?q=harbour"`},
		"/incidents/" + string(w.incidentOf(harbour)): {"/digest?format=html"},
	} {
		page, _ := w.get(path, http.StatusOK)
		for _, s := range want {
			if !strings.Contains(page, s) {
				t.Errorf("%s has no %s", path, s)
			}
		}
	}
}

// A large page is sent in a tenth of its size to who takes it so.
func TestPagesAreCoded(t *testing.T) {
	w := newWorld(t, harbour)
	for accepted, want := range map[string]string{"gzip": "gzip", "br, GZIP;q=0.5": "gzip", "gzip;q=0": "", "gzip; q=0.0, br": "", "": "", "identity": ""} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.url+"/incidents/"+string(w.incidentOf(harbour)), nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", accepted)
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Header.Get("Content-Encoding"); got != want || !strings.Contains(resp.Header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("accepting %q: coded as %q, want %q", accepted, got, want)
		}
	}
}

// Where the page that a form leads back to goes by another address now, that one says what was done.
func TestWhatWasDoneMovesAlong(t *testing.T) {
	w := newWorld(t, harbour, grid)
	w.editor = "ann"
	moved := w.incidentOf(grid)
	w.edit(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{w.incidentOf(harbour), moved}, Reason: "one affair"})
	last, err := w.store.Edits(0, 1)
	if err != nil {
		t.Fatal(err)
	}
	_, head := w.get(withDone("/incidents/"+string(moved), last[0].Seq), http.StatusTemporaryRedirect)
	w.shows(head.Get("Location"), "The incidents are merged.", "Undo")
}
