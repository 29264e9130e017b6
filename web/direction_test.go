package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ascribe/news"
)

// turned is a story whose texts turn the direction of writing round.
func turned() news.Story {
	const quote = "\u202esraeB yzoC\u202c broke into Lorne Mills, said \u2067the Board\u2069."
	s := tell("https://wire.example/turned", "wire", "2024-08-01T08:00:00Z", "Breach at \u202egnp.exe\u061c of Lorne",
		"Lorne Mills was broken into.\x00 \u200f"+quote,
		said{states, russia, news.Accuses, quote, func(c *news.Claim) { c.Speaker, c.Subject, c.Victim = "the \u202edraoB", "\u2066it", "Lorne\u202e" }},
		said{states, russia, news.Denies, "Breach at \u202egnp.exe\u061c of Lorne", nil})
	s.Authors, s.Reason, s.Correction, s.Access = []string{"\u202eadA"}, "\u202enosaer", "\u202edetcerroc", news.Teaser
	s.Analysis.Unread = "\u202eegaugnal"
	s.Hash = s.Fingerprint()
	return s
}

// No text makes a page read otherwise than it stands there: what turns the direction of
// writing, or steers, is left out wherever it is shown.
func TestNoTextTurnsAPage(t *testing.T) {
	s := turned()
	w := newWorld(t, s)
	w.editor = "ann"
	in := w.incidentOf(s)
	w.edit(news.Edit{Action: news.AddNote, Incidents: []news.IncidentID{in}, Text: "\u202eeton", Reason: "\u202ewhy"})
	if err := w.store.PutSeen(news.Seen{Feed: "wire-all", Item: "1", URL: "https://a.example/", Title: "\u202eeltit", Verdict: news.OutOfScope, At: s.Arrived}); err != nil {
		t.Fatal(err)
	}
	claim := s.Analysis.Claims[0]
	for _, path := range []string{
		"/", "/stories", "/feeds", "/edits", "/incidents/" + string(in), "/stories/" + string(s.ID), "/stories/" + string(s.ID) + "/versions/1",
		"/claims/" + string(claim.ID), "/actors?name=" + url.QueryEscape("\u202eeman"), "/?victim=" + url.QueryEscape("Lorne\u202e"),
	} {
		page, _ := w.get(path, http.StatusOK)
		if i := strings.IndexFunc(page, news.Misleading); i >= 0 {
			t.Errorf("%s: %+q is on the page", path, page[max(0, i-40):min(len(page), i+40)])
		}
	}
	// A form sends back what it showed: nothing was changed but the speaker, and the quote stands.
	page := w.post("/claims/"+string(claim.ID), url.Values{
		"do": {"correct"}, "accuser": {claim.Accuser.Name}, "accused": {claim.Accused.Name}, "speaker": {"the Board"}, "subject": {"it"}, "victim": {"Lorne"},
		"stance": {string(claim.Stance)}, "relation": {string(claim.Relation)}, "quote": {news.Shown(claim.Quote)},
	}, http.StatusSeeOther)
	if !strings.Contains(page, "corrected by a person") {
		t.Errorf("the claim was not corrected:\n%s", read(page))
	}
}

// A text in a script that is written from right to left is, whatever stands around it.
func TestTextsHaveTheirOwnDirection(t *testing.T) {
	s := tell("https://wire.example/ar", "wire", "2024-08-01T08:00:00Z", "قراصنة APT29 وراء هجوم (2024)", "وراء الهجوم على Lorne Mills.",
		said{states, russia, news.Accuses, "وراء الهجوم على Lorne Mills.", nil})
	w := newWorld(t, s)
	for _, path := range []string{"/", "/stories", "/incidents/" + string(w.incidentOf(s)), "/stories/" + string(s.ID), "/claims/" + string(s.Analysis.Claims[0].ID)} {
		page, _ := w.get(path, http.StatusOK)
		for _, text := range []string{s.Title, s.Text} {
			before := strings.Split(page[strings.Index(page, "<main"):], text)
			for _, s := range before[:len(before)-1] {
				if near := s[max(0, len(s)-250):]; !strings.Contains(near, `dir="auto"`) && !strings.HasSuffix(near, "<bdi>") {
					t.Errorf("%s: %.20s… has no direction of its own behind %s", path, text, near)
				}
			}
		}
	}
}

// A page that did not change is not sent again.
func TestPagesHaveETags(t *testing.T) {
	w := newWorld(t, harbour)
	for _, path := range []string{"/", "/stories/" + string(harbour.ID), "/incidents/" + string(w.incidentOf(harbour)), "/actors", "/feeds"} {
		_, head := w.get(path, http.StatusOK)
		tag := head.Get("ETag")
		again := func() (int, string) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("If-None-Match", tag)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			return resp.StatusCode, resp.Header.Get("ETag")
		}
		if status, same := again(); status != http.StatusNotModified || same != tag {
			t.Errorf("%s with %q: %d, %q", path, tag, status, same)
		}
		w.editor = "ann" // whoever may edit gets another page
		if status, other := again(); strings.HasPrefix(path, "/incidents/") && (status != http.StatusOK || other == tag) {
			t.Errorf("%s for an editor: %d, %q", path, status, other)
		}
		w.editor = ""
	}
}
