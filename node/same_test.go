package node

import (
	"net/http"
	"strings"
	"testing"

	"ascribe/news"
)

const (
	otherHeading = "Syldavian bank says that hackers took the savings of its customers"
	otherLead    = "The largest bank of Syldavia said on Monday that hackers had moved the savings of eleven thousand customers to accounts abroad within one night."
	otherMiddle  = "Its chairwoman told reporters that the money had gone through nine countries and that the bank would make good for all of it by the end of the year."
)

// TestAddressMoves: an outlet rewrites a headline, and the address with it. The item is the same
// story, whichever scope its feed has; a guid that comes with another article is another story.
func TestAddressMoves(t *testing.T) {
	t.Parallel()
	for _, scope := range []news.Scope{news.ScopeAll, news.ScopeCyber} {
		d := newDesk(t, func(d *desk, c *Config) { d.feed(c, "paper", "paper", "/feed", scope) })
		d.rss("/feed", item("g1", "{base}/news/ministry-hacked", heading, summary, 2))
		d.page("/news/ministry-hacked", article(heading, "", lead, middle, ending))
		d.brought(d.visit(), 1, 0, 0)
		moved := "/news/embassy-rejects-blame"
		d.rss("/feed", item("g1", "{base}"+moved, "Embassy rejects blame", "It calls it baseless.", 2))
		d.page(moved, article("Embassy rejects blame", `<link rel="canonical" href="{base}`+moved+`">`, lead, middle, mended))
		d.handle("/news/ministry-hacked", http.RedirectHandler(moved, http.StatusMovedPermanently).ServeHTTP)
		d.brought(d.visit(), 0, 1, 0)
		d.brought(d.visit(), 0, 0, 0)
		if s := d.story("/news/ministry-hacked"); s.Version != 2 || s.Title != "Embassy rejects blame" || len(d.all()) != 1 {
			t.Errorf("scope %s: version %d, %q, %d stories", scope, s.Version, s.Title, len(d.all()))
		}
		d.rss("/feed", item("g1", "{base}/news/bank", otherHeading, otherLead, 3))
		d.page("/news/bank", article(otherHeading, "", otherLead, otherMiddle))
		d.brought(d.visit(), 1, 0, 0)
		d.story("/news/bank")
	}
}

// TestCanonicalAddressOfSections: a template names the section as the address of its articles.
// Articles that come in different visits, or by different feeds, stay different stories.
func TestCanonicalAddressOfSections(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
		d.feed(c, "tech", "paper", "/tech", news.ScopeAll)
	})
	section := `<link rel="canonical" href="{base}/world">`
	d.page("/1", article(heading, section, lead, middle, ending))
	d.page("/2", article(otherHeading, section, otherLead, otherMiddle))
	d.page("/3", article("Bordurian ministers resign", section, "Three ministers of Borduria resigned on Tuesday after it became known that their telephones had been listened to for two years.",
		"The spyware came from a firm abroad, the public prosecutor said, and had been paid for out of the budget for roads and bridges."))
	d.rss("/feed", item("1", "{base}/1", heading, summary, 2))
	d.brought(d.visit(), 1, 0, 0)
	d.rss("/feed", item("2", "{base}/2", otherHeading, otherLead, 3))
	d.brought(d.visit(), 1, 0, 0)
	d.rss("/tech", item("3", "{base}/3", "Bordurian ministers resign", "Three ministers resigned.", 4))
	if r, err := d.Refresh(t.Context(), "tech"); err != nil || r.New != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	for _, s := range d.all() {
		if s.Version != 1 {
			t.Errorf("%s became %q, version %d", s.URL, s.Title, s.Version)
		}
	}
	if len(d.all()) != 3 {
		t.Errorf("%d stories, want 3", len(d.all()))
	}
}

// TestWallNamesItself: the address that a page without an article calls its own names no story.
func TestWallNamesItself(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2))
	d.page("/one", `<html><head><title>Before you continue</title><link rel="canonical" href="{base}/privacy/consent"></head><body><form>
		<p>We value your privacy</p><button>Accept all cookies</button></form></body></html>`)
	d.brought(d.visit(), 1, 0, 0)
	if s := d.story("/one"); s.Access != news.FromFeed || !strings.Contains(s.Reason, "consent") {
		t.Errorf("%s: %s", s.Access, s.Reason)
	}
}

// TestTakenDown: where an address leads when its article is gone is no article, and no version of
// one; the item that still stands in the feed changes nothing of that.
func TestTakenDown(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	for _, path := range []string{"/", "/world"} {
		d.page(path, article(otherHeading, `<link rel="canonical" href="{base}`+path+`">`, otherLead, otherMiddle))
	}
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2), item("2", "{base}/two", heading+", new", summary, 3))
	d.page("/one", article(heading, "", lead, middle, ending))
	d.handle("/two", http.RedirectHandler("/", http.StatusFound).ServeHTTP)
	d.brought(d.visit(), 2, 0, 0)
	if s := d.story("/two"); s.Access != news.FromFeed || !strings.Contains(s.Reason, "front page") {
		t.Errorf("%s (%s): %q", s.Access, s.Reason, s.Text)
	}
	d.handle("/one", http.RedirectHandler("/world", http.StatusFound).ServeHTTP)
	d.rss("/feed", item("1", "{base}/one", heading, summary+" More soon.", 2))
	d.brought(d.visit(), 0, 0, 0)
	if s := d.story("/one"); s.Version != 1 || s.Title != heading {
		t.Errorf("version %d: %q", s.Version, s.Title)
	}
}

func TestSameArticle(t *testing.T) {
	t.Parallel()
	story := func(title string, paragraphs ...string) news.Story {
		return news.Story{Title: title, Text: strings.Join(paragraphs, "\n\n")}
	}
	whole := story(heading, lead, middle, ending)
	for name, tc := range map[string]struct {
		other news.Story
		want  bool
	}{
		"the same":                          {whole, true},
		"another headline":                  {story(otherHeading, lead, middle, mended), true},
		"grown":                             {story(otherHeading, lead, otherLead, middle, otherMiddle, ending), true},
		"another article":                   {story(otherHeading, otherLead, otherMiddle), false},
		"another article, same headline":    {story(heading, otherLead, otherMiddle), false},
		"rewritten under the same headline": {story(heading, lead, otherLead, otherMiddle), true},
		"a teaser":                          {story(heading+"!", "Read all about it."), true},
		"another's teaser":                  {story(otherHeading, "Read all about it."), false},
		"nothing":                           {story(otherHeading), false},
	} {
		if got := sameArticle(whole, tc.other); got != tc.want || sameArticle(tc.other, whole) != got {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}
