package node

import (
	"errors"
	"strings"
	"testing"

	"ascribe/news"
)

func TestAdd(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.page("/one", article(heading, `<link rel="canonical" href="{base}/stories/one">`, lead, middle, ending))
	s, err := d.Add(t.Context(), Submission{URL: d.base + "/one"})
	if err != nil || s.Access != news.Full || s.Title != heading || s.Incident == "" || !strings.HasSuffix(s.URL, "/stories/one") {
		t.Fatalf("a URL: %+v, %v", s.Story, err)
	}
	again, err := d.Add(t.Context(), Submission{URL: d.base + "/one"})
	if err != nil || again.ID != s.ID || again.Version != 1 {
		t.Errorf("the same again: version %d, %v", again.Version, err)
	}

	pasted, err := d.Add(t.Context(), Submission{URL: "https://www.paper.example/closed?utm_source=x", Text: lead + "\r\n\r\n  " + middle + " ", Outlet: "", Authors: []string{"A. Writer"}})
	if err != nil || pasted.Access != news.Pasted || pasted.Outlet != "paper" || pasted.Text != lead+"\n\n"+middle || pasted.Title == "" {
		t.Errorf("an excerpt: %+v, %v", pasted.Story, err)
	}
	if pasted.URL != "https://www.paper.example/closed" {
		t.Errorf("named by %s", pasted.URL)
	}
	foreign, err := d.Add(t.Context(), Submission{URL: "https://nowhere.example/1", Text: lead, Title: heading})
	if err != nil || foreign.Outlet != "nowhere.example" || foreign.Title != heading {
		t.Errorf("an outlet that is not configured: %+v, %v", foreign.Story, err)
	}
	if o, known := d.Outlet("nowhere.example"); known || o.Name != "nowhere.example" {
		t.Errorf("%+v", o)
	}
}

// A feed that brings what a person pasted before has the better text.
func TestFeedAfterAdd(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	if _, err := d.Add(t.Context(), Submission{URL: d.base + "/one", Text: lead, Outlet: "paper"}); err != nil {
		t.Fatal(err)
	}
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2))
	d.page("/one", article(heading, "", lead, middle, ending))
	d.brought(d.visit(), 0, 1, 0)
	if s := d.story("/one"); s.Access != news.Full || s.Feed != "paper" {
		t.Errorf("%s by %q", s.Access, s.Feed)
	}
}

func TestAddOfNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.page("/blocked", captcha)
	for name, sub := range map[string]Submission{
		"no address":    {},
		"no URL":        {URL: "hello", Text: lead},
		"mail":          {URL: "mailto:a@b.example", Text: lead},
		"nothing there": {URL: d.base + "/nothing"},
		"a block page":  {URL: d.base + "/blocked"},
		"private":       {URL: "http://10.0.0.1/x"},
		"white space":   {URL: d.base + "/nothing", Text: " \n\n "},
	} {
		_, err := d.Add(t.Context(), sub)
		if r, ok := errors.AsType[Refusal](err); !ok || r.Reason == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(d.all()) != 0 {
		t.Error("something was kept")
	}
}

func TestEditRefusals(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	s, err := d.Add(t.Context(), Submission{URL: "https://paper.example/1", Text: lead + "\n\n" + middle})
	if err != nil {
		t.Fatal(err)
	}
	in := []news.IncidentID{s.Incident}
	nobody := news.NewStoryID("https://nobody.example/")
	for name, e := range map[string]news.Edit{
		"no reason":      {Action: news.Rename, Incidents: in, Text: "x", Reason: " "},
		"no action":      {Reason: "r"},
		"one to merge":   {Action: news.Merge, Incidents: in, Reason: "r"},
		"nobody's story": {Action: news.Hide, Stories: []news.StoryID{nobody}, Reason: "r"},
		"no incident":    {Action: news.Rename, Incidents: []news.IncidentID{nobody.Founded()}, Text: "x", Reason: "r"},
		"no claim":       {Action: news.Reject, Target: "c-0000000000000000", Reason: "r"},
		"not the level":  {Action: news.AddNote, Incidents: in, Text: "x", TLP: "PURPLE", Reason: "r"},
	} {
		_, _, err := d.Edit(t.Context(), e, "ann")
		if r, ok := errors.AsType[Refusal](err); !ok || r.Reason == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, seq, err := d.Edit(t.Context(), news.Edit{Action: news.Rename, Incidents: in, Text: "The mail affair", Reason: "as everybody calls it"}, "ann")
	if err != nil || seq != d.store.Applied() {
		t.Fatalf("%d, %v", seq, err)
	}
	if v, err := d.store.Incident(s.Incident); err != nil || v.Title != "The mail affair" {
		t.Errorf("%q, %v", v.Title, err)
	}
}

func TestNewRefuses(t *testing.T) {
	outlet := Outlet{Outlet: news.Outlet{ID: "paper"}}
	feed := Feed{Feed: news.Feed{ID: "paper", Outlet: "paper"}}
	for name, c := range map[string]Config{
		"two outlets": {Outlets: []Outlet{outlet, outlet}},
		"two feeds":   {Outlets: []Outlet{outlet}, Feeds: []Feed{feed, feed}},
		"no outlet":   {Feeds: []Feed{feed}},
		"no name":     {Outlets: []Outlet{{}}},
	} {
		if _, err := New(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
