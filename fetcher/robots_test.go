package fetcher

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"ascribe/news"
)

func TestRobotRules(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ file, yes, no string }{
		"nothing":             {"", "/ /a", ""},
		"everybody":           {"User-agent: *\nDisallow: /a", "/ /b /robots.txt", "/a /ab /a/b /a?q"},
		"ours only":           {"User-agent: *\nDisallow: /\n\nUser-agent: Ascribe/2.0\nDisallow: /a", "/ /b", "/a"},
		"of no concern":       {"User-agent: other\nDisallow: /", "/a", ""},
		"two agents a group":  {"User-agent: other\nUser-agent: ascribe\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/b", "/a"},
		"two groups":          {"User-agent: ascribe\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: ascribe\nDisallow: /b", "/c", "/a /b"},
		"longest":             {"User-agent: *\nDisallow: /a\nAllow: /a/public\nDisallow: /a/public/not", "/a/public /a/public/x", "/a /a/x /a/public/not"},
		"allow of two alike":  {"User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		"allow first":         {"User-agent: *\nAllow: /a\nDisallow: /a", "/a", ""},
		"stars and ends":      {"User-agent: *\nDisallow: /*.pdf$\nDisallow: /x*/print\nDisallow: /*?amp=", "/a.pdf?x /xa /print", "/a.pdf /b/c.pdf /xa/b/print /a?amp=1"},
		"coding":              {"User-agent: *\nDisallow: /caf%C3%A9\nDisallow: /a%2fb", "/a/b", "/café /caf%c3%a9 /a%2Fb"},
		"empty":               {"User-agent: *\nDisallow:", "/a", ""},
		"sitemap in a group":  {"User-agent: *\nSitemap: https://a.example/s.xml\nDisallow: /a", "/b", "/a"},
		"comments, CR, a BOM": {"\ufeffuser-AGENT : * # all\r\rDISALLOW:/a # no\r", "/b", "/a"},
		"junk":                {"<html>\n\x00:::\nDisallow: /a", "/a", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := parseRobots(tc.file, robotsName)
			for p := range strings.FieldsSeq(tc.yes) {
				if !r.allow(p) {
					t.Errorf("%s is forbidden", p)
				}
			}
			for p := range strings.FieldsSeq(tc.no) {
				if r.allow(p) {
					t.Errorf("%s is allowed", p)
				}
			}
		})
	}
	if d := parseRobots("User-agent: *\nCrawl-delay: 2.5", robotsName).delay; d != 2500*time.Millisecond {
		t.Errorf("crawl-delay %s", d)
	}
	if d := parseRobots("User-agent: *\nCrawl-delay: 1e300", robotsName).delay; d != maxDelay {
		t.Errorf("crawl-delay %s", d)
	}
}

func TestPagesKeepRobots(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status int
		body   string
		health news.Health // of /private; "" is none
	}{
		"forbidden": {200, "User-agent: *\nDisallow: /private", news.Blocked},
		"none":      {404, "no such file", ""},
		"login":     {401, "", ""},
		"broken":    {503, "", news.Limited},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			asked := map[string]int{}
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				asked[r.URL.Path]++
				mu.Unlock()
				switch r.URL.Path {
				case "/robots.txt":
					w.WriteHeader(tc.status)
					fmt.Fprint(w, tc.body)
				case "/door":
					http.Redirect(w, r, "/private", http.StatusFound)
				default:
					w.Header().Set("Content-Type", "text/html")
					fmt.Fprint(w, "<p>A page.</p>")
				}
			})
			c := near(t, s, Settings{})
			for _, path := range []string{"/private", "/door", "/private"} {
				_, err := c.Page(t.Context(), s.URL+path, "")
				e, failed := errors.AsType[*Error](err)
				if failed != (tc.health != "") || failed && e.Health != tc.health {
					t.Errorf("%s: %v, want %q", path, err, tc.health)
				}
			}
			if asked["/robots.txt"] != 1 || tc.health != "" && asked["/private"] > 0 {
				t.Errorf("asked for %v", asked)
			}
		})
	}
}

func TestCrawlDelay(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var at []time.Time
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: ascribe\nCrawl-delay: 0.2")
			return
		}
		mu.Lock()
		at = append(at, time.Now())
		mu.Unlock()
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<p>A page.</p>")
	})
	c := near(t, s, Settings{})
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			if _, err := c.Page(t.Context(), fmt.Sprintf("%s/%d", s.URL, i), ""); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if gap := at[2].Sub(at[0]); gap < 350*time.Millisecond {
		t.Errorf("three pages within %s, want 400ms", gap)
	}
}
