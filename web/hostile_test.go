package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ascribe/news"
)

// A stranger's text is text, whatever stands in it and wherever it is shown.
func TestHostile(t *testing.T) {
	const (
		script = `<script>alert(1)</script>`
		quoted = `" onmouseover="alert(2)" x='`
		link   = `javascript:alert(3)`
		entity = `&lt;img src=x onerror=alert(4)&gt;</title></textarea>{{.}}`
	)
	party := news.Party{Name: script + quoted, Kind: `group"><script>`, Country: `CN"><script>`}
	s := tell("https://wire.example/"+url.PathEscape(quoted), "wire", "2024-08-01T08:00:00Z", "Breach at Lorne "+script+quoted,
		"Lorne Mills was broken into. "+entity+"\n\n"+script+" did it, said "+quoted+".",
		said{party, news.Party{ID: "actor:" + quoted, Name: entity + script, Kind: news.Group}, news.Accuses, script + " did it, said " + quoted + ".", func(c *news.Claim) {
			c.Speaker, c.Subject, c.Hedge, c.Victim, c.Confidence = script, quoted+script, script, script, news.Confidence(script)
		}},
		said{party, russia, news.Denies, "Breach at Lorne " + script + quoted, nil})
	s.Authors, s.Agency, s.Reason, s.Correction = []string{script, quoted}, script, script+quoted, script
	s.Language, s.Image, s.Access = `en" onload="alert(5)`, link, news.Teaser
	s.Analysis.Unread = script
	other := tell(link, "wire", "2024-08-02T08:00:00Z", link, "Lorne Mills, again. "+script)
	other.Version, other.Hash = 1, other.Fingerprint()
	w := newWorld(t, s, other)
	if err := w.store.PutFeedState(news.FeedState{Feed: "gazette-all", Health: news.Unreachable, Reason: script + quoted, Moved: link + script}); err != nil {
		t.Fatal(err)
	}
	if err := w.store.PutSeen(
		news.Seen{Feed: "wire-all", Item: "1", URL: link, Title: script + quoted, Verdict: news.OutOfScope, At: s.Arrived},
		news.Seen{Feed: "wire-all", Item: "2", URL: "https://a.example/" + quoted + script, Title: entity, Verdict: news.Unreadable, At: s.Arrived},
	); err != nil {
		t.Fatal(err)
	}
	in := w.incidentOf(s)
	w.edit(news.Edit{Action: news.AddNote, Incidents: []news.IncidentID{in}, Text: script + quoted, Reason: "r"})
	for _, path := range []string{
		"/", "/stories", "/feeds", "/incidents/" + string(in), "/stories/" + string(s.ID), "/stories/" + string(s.ID) + "/versions/1",
		"/stories/" + string(other.ID), "/incidents/" + string(w.incidentOf(other)),
		"/actors?name=" + url.QueryEscape(script+quoted), "/?victim=" + url.QueryEscape(script+quoted), "/stories?not_q=" + url.QueryEscape("x"+quoted[1:11]),
	} {
		page, _ := w.get(path, http.StatusOK)
		w.harmless(path, page)
	}
	for _, path := range []string{"/" + url.PathEscape(script+quoted), "/actors/" + url.PathEscape(quoted+script), "/incidents/" + url.PathEscape(script)} {
		page, _ := w.get(path, http.StatusNotFound)
		w.harmless(path, page)
	}
	path := "/?" + url.QueryEscape(script) + "=" + url.QueryEscape(quoted+script)
	page, _ := w.get(path, http.StatusUnprocessableEntity)
	w.harmless(path, page)
	w.shows("/stories/"+string(s.ID), script+" did it", "{{.}}")
	w.shows("/feeds", "1 failing", script)
}

// harmless looks for what would run or lead out if anything had got through: tags of
// strangers, attributes of strangers, addresses that are none of the web.
func (w *world) harmless(path, page string) {
	w.Helper()
	for _, tag := range tag.FindAllString(page, -1) {
		low := strings.ToLower(tag)
		if strings.HasPrefix(low, "<script") || strings.HasPrefix(low, "<img") || strings.HasPrefix(low, "</textarea") {
			w.Errorf("%s: a stranger's tag %s", path, tag)
		}
		for _, bad := range []string{` onmouseover="`, ` onload="`, `="javascript:`, `zgotmplz`} {
			if strings.Contains(low, bad) {
				w.Errorf("%s: %s", path, tag)
			}
		}
	}
	if strings.Count(page, "</title>") != 1 {
		w.Errorf("%s: a title ends the title", path)
	}
}

func TestHref(t *testing.T) {
	for raw, want := range map[string]string{
		"https://a.example/b?c=d#e":  "https://a.example/b?c=d#e",
		"HTTP://a.example/":          "http://a.example/",
		"javascript:alert(1)":        "",
		" javascript:alert(1)":       "",
		"java\nscript:alert(1)":      "",
		"data:text/html,<b>":         "",
		"//a.example/":               "",
		"/incidents":                 "",
		"https:alert(1)":             "",
		"https://":                   "",
		"ftp://a.example/":           "",
		"":                           "",
		"https://a.example/\"onx=\"": "https://a.example/%22onx=%22",
	} {
		if got := href(raw); got != want {
			t.Errorf("href(%q) = %q, want %q", raw, got, want)
		}
	}
}
