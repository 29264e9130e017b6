package web

import (
	"strings"
	"testing"

	"ascribe/news"
)

func TestIncident(t *testing.T) {
	paywalled := tell("https://wire.example/cranes", "wire", "2024-03-02T14:00:00Z", "Northmere harbour break-in: Tidewater Logistics cranes stood still",
		"The cranes of Northmere harbour stood still after the break-in at Tidewater Logistics.\n\nRussia was behind an earlier break-in at the Calder valley grid.",
		said{britain, russia, news.Accuses, "Russia was behind an earlier break-in at the Calder valley grid.", func(c *news.Claim) { c.About = news.Other }})
	paywalled.Access, paywalled.Reason = news.Paywalled, "subscribe to read on"
	w := newWorld(t, harbour, northmere, paywalled)
	in := w.incidentOf(harbour)
	if w.incidentOf(northmere) != in || w.incidentOf(paywalled) != in {
		t.Fatal("the stories fell into several incidents")
	}
	path := "/incidents/" + string(in)
	page := w.shows(path,
		"2024-03-02 to 2024-03-03", "3 stories of 2 outlets", "machine-read, 0 of 5 claims reviewed",
		"China accused by United Kingdom government “highly likely” (PHIA 80–90 %)", "denied by China",
		"2 reports of one statement", "the minister for ports, in The Gazette , 2024-03-02 · “highly likely” (PHIA 80–90 %) · machine-read, 70 %",
		"Also mentioned: other operations", "Russia was behind an earlier break-in",
		"What could not be seen Ostland <Wire> : behind a paywall: beginning only (subscribe to read on)",
		"The Gazette newspaper, GB", "1 owner")
	for _, link := range []string{
		`href="/stories/` + string(harbour.ID) + `#` + string(harbour.Analysis.Claims[0].ID) + `"`,
		`href="https://wire.example/northmere" rel="noopener noreferrer nofollow"`,
		`href="/actors/actor:apt40"`, `href="/v1/incidents/` + string(in) + `/digest?format=html"`,
	} {
		if !strings.Contains(page, link) {
			t.Errorf("the page lacks %s", link)
		}
	}
	w.ids(path, page)
	if accusation, denial := strings.Index(page, "stance-accuses"), strings.Index(page, "stance-denies"); accusation < 0 || denial < accusation {
		t.Errorf("accusation at %d, denial at %d", accusation, denial)
	}

	w.edit(news.Edit{Action: news.Confirm, Target: harbour.Analysis.Claims[0].ID, Reason: "read it"})
	w.edit(news.Edit{Action: news.AddNote, Incidents: []news.IncidentID{in}, Text: "Ask the harbour <office>.", Reason: "to do"})
	w.edit(news.Edit{Action: news.Rename, Incidents: []news.IncidentID{in}, Text: "Northmere", Reason: "short"})
	w.edit(news.Edit{Action: news.Hide, Stories: []news.StoryID{paywalled.ID}, Reason: "adds nothing"})
	w.shows(path, "Northmere 2024", "1 of 4 claims reviewed", "confirmed by a person", "TLP:AMBER Ask the harbour <office>. ada")
	w.hides(path, "subscribe to read on")
	w.shows("/stories/"+string(paywalled.ID), "A person has taken this story out of the lists.")
}

// What was hardly read says so, until a person vouches for it.
func TestIncidentMisread(t *testing.T) {
	w := newWorld(t, tell("https://gazette.example/quay", "gazette", "2024-03-02T10:00:00Z", "Quay of Lorne stands still",
		"Somebody broke into the quay of Lorne.\n\nRussia was named over the break-in at the quay, perhaps.",
		said{britain, russia, news.Accuses, "Russia was named over the break-in at the quay, perhaps.", func(c *news.Claim) { c.Score = 31 }}))
	story := news.NewStoryID("https://gazette.example/quay")
	view, err := w.store.Story(story)
	if err != nil {
		t.Fatal(err)
	}
	path := "/incidents/" + string(view.Incident)
	page := w.shows(path, "Russia perhaps misread, 31\u00a0%", "United Kingdom accuses Russia perhaps misread, 31\u00a0%")
	if !strings.Contains(page, "</a> <span") {
		t.Error("words of the timeline run together")
	}
	w.shows("/", "perhaps misread, 31\u00a0%")
	w.edit(news.Edit{Action: news.Confirm, Target: view.Analysis.Claims[0].ID, Reason: "read it"})
	w.hides(path, "perhaps misread")
	w.hides("/", "perhaps misread")
}

func TestIncidentWithoutClaims(t *testing.T) {
	w := newWorld(t, museum)
	path := "/incidents/" + string(w.incidentOf(museum))
	w.shows(path, museum.Title, "No attribution read yet.", "0 of 0 claims reviewed")
	w.hides(path, "In these words", "Also mentioned")
}

func TestDays(t *testing.T) {
	date := func(s string) news.Date {
		d, err := news.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	var got []string
	for _, d := range days([]news.Milestone{
		{Date: date("2021-07"), Text: "a"},
		{Date: date("2021-07-19"), Text: "b"},
		{Date: date("2021-07-19T10:00:00Z"), Text: "c"},
		{Date: date("2021-07-20"), Text: "d"},
		{Text: "e"},
	}) {
		var line strings.Builder
		line.WriteString(onDay(d.Date))
		for _, m := range d.Events {
			line.WriteString(" " + m.Text)
		}
		got = append(got, line.String())
	}
	want := "2021-07 a; 2021-07-19 b c; 2021-07-20 d; " + onDay(news.Date{}) + " e"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}
