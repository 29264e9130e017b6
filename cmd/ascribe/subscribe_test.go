package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/fetcher"
)

const someFeed = `<rss version="2.0"><channel><title>%s</title><link>/</link><item><title>A thing happened</title><link>/a</link><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item></channel></rss>`

// TestFeedsAdd: the address of a feed, of a page that declares one, of a site that only has
// one in a usual place, of one with several, of one with none.
func TestFeedsAdd(t *testing.T) {
	t.Parallel()
	feed := strings.Replace(someFeed, "%s", "Harbour News", 1)
	page := func(head, body string) string {
		return "<!doctype html><html><head><title>Harbour</title>" + head + "</head><body>" + body + "</body></html>"
	}
	for name, tc := range map[string]struct {
		site map[string]string
		ask  string
		args []string
		code int
		want []string // paths of the feeds that are configured then
		says string
	}{
		"a feed itself": {site: map[string]string{"/f.xml": feed}, ask: "/f.xml", want: []string{"/f.xml"}},
		"declared": {
			site: map[string]string{"/": page(`<link rel="alternate" type="application/rss+xml" href="news/f.xml">`, ""), "/news/f.xml": feed},
			ask:  "/", want: []string{"/news/f.xml"},
		},
		"linked": {site: map[string]string{"/": page("", `<a href="/blog/rss">RSS</a>`), "/blog/rss": feed}, ask: "/", want: []string{"/blog/rss"}},
		"usual":  {site: map[string]string{"/about": page("", ""), "/feed.xml": feed}, ask: "/about", want: []string{"/feed.xml"}},
		"several": {
			site: map[string]string{"/": page(`<link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/atom+xml" href="/b">`, ""), "/a": feed, "/b": feed},
			ask:  "/", code: exitUsage, says: "--all",
		},
		"all of several": {
			site: map[string]string{"/": page(`<link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/atom+xml" href="/b">`, ""), "/a": feed, "/b": feed},
			ask:  "/", args: []string{"--all"}, want: []string{"/a", "/b"},
		},
		"none":           {site: map[string]string{"/": page("", "")}, ask: "/", code: exitFailure, says: "no feed was found"},
		"shown only":     {site: map[string]string{"/f.xml": feed}, ask: "/f.xml", args: []string{"--dry-run"}},
		"unknown outlet": {site: map[string]string{"/f.xml": feed}, ask: "/f.xml", args: []string{"--outlet", "nobody"}, code: exitUsage, says: "no outlet"},
		"a taken id":     {site: map[string]string{"/f.xml": feed}, ask: "/f.xml", args: []string{"--id", "paper"}, code: exitUsage, says: "already"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "# kept\n"+oneFeed("http://127.0.0.1:1/x"))
			base := newsstand(t, tc.site)
			code, out, errs := w.ascribe(append([]string{"feeds", "add", base + tc.ask}, tc.args...)...)
			if code != tc.code || !strings.Contains(errs, tc.says) {
				t.Fatalf("exit %d, want %d\n%s%s", code, tc.code, out, errs)
			}
			cfg, err := readConfig(w.config)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range cfg.Feeds[1:] {
				got = append(got, strings.TrimPrefix(f.URL, base))
				if f.Every != fetcher.Adaptive || f.Title != "Harbour News" || f.Outlet == "paper" {
					t.Errorf("%+v", f)
				}
			}
			if strings.Join(got, " ") != strings.Join(tc.want, " ") {
				t.Errorf("configured %v, want %v", got, tc.want)
			}
			if src, err := os.ReadFile(w.config); err != nil || !strings.HasPrefix(string(src), "# kept\n") {
				t.Errorf("the comment is gone: %v", err)
			}
		})
	}
}

// TestSubscriptionLists: what is exported comes back, once; what other readers write is read.
func TestSubscriptionLists(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneFeed("https://paper.example/feed?a=1&b=2"))
	list := filepath.Join(t.TempDir(), "list.opml")
	if err := os.WriteFile(list, []byte(w.must("feeds", "export")), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, errs := w.ascribe("feeds", "import", list); !strings.Contains(errs, "1 of the feeds are configured already") {
		t.Errorf("its own list: %s", errs)
	}
	if code, _, errs := w.with(`<OPML version="1.1"><body>
	<outline text="Security"><outline text="Deep"><outline text="One &amp; Two" XMLURL="https://one.example/rss"/></outline></outline>
	<outline title="Paper again" xmlUrl="https://paper.example/other" htmlUrl="https://paper.example/"/>
	<outline text="No feed" xmlUrl="mailto:a@b.example"/><outline text="Twice" xmlUrl="https://one.example/rss"/>
	<outline type="link" url="https://two.example/atom"/><outline text="cut`, "feeds", "import", "-"); code != exitPartial || !strings.Contains(errs, "damaged") || !strings.Contains(errs, "left out: mailto:a@b.example") {
		t.Errorf("a list that is cut off: exit %d, %s", code, errs)
	}
	cfg, err := readConfig(w.config)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range cfg.Feeds {
		got = append(got, f.ID+" "+f.Outlet+" "+f.URL)
	}
	want := "paper paper https://paper.example/feed?a=1&b=2|one one https://one.example/rss|paper-2 paper https://paper.example/other|two two https://two.example/atom"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	for name, doc := range map[string]string{"nothing": "", "a page": "<html><body>x</body></html>", "noise": "\x00\x01"} {
		if code, _, errs := w.with(doc, "feeds", "import", "-"); code != exitUsage || !strings.Contains(errs, "no OPML") {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
	}
}

func TestAppendTo(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ src, want string }{
		"at the end":        {"feeds:\n  - {id: a}\n", "feeds:\n  - {id: a}\n  - NEW\n"},
		"before a key":      {"feeds:\n  - {id: a}\n\n# Of outlets\noutlets: []\n", "feeds:\n  - {id: a}\n  - NEW\n\n# Of outlets\noutlets: []\n"},
		"of several lines":  {"feeds:\n    - id: a\n      url: b\n    # the last\nx: 1\n", "feeds:\n    - id: a\n      url: b\n    # the last\n    - NEW\nx: 1\n"},
		"without an indent": {"feeds:\n- id: a\nx: 1\n", "feeds:\n- id: a\n- NEW\nx: 1\n"},
		"empty":             {"feeds: [] # none yet\nx: 1\n", "feeds:\n  - NEW\nx: 1\n"},
		"missing":           {"x: 1\n", "x: 1\nfeeds:\n  - NEW\n"},
		"nothing":           {"", "\nfeeds:\n  - NEW\n"},
	} {
		if got := appendTo(tc.src, "feeds", []string{"NEW"}); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}
