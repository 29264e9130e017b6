package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asAscribe makes the test binary behave as the program, so that tests can start it as a
// process of its own, and kill it.
const asAscribe = "ASCRIBE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asAscribe) != "" || len(os.Args) > 1 && os.Args[1] == probeName {
		main()
	}
	os.Exit(m.Run())
}

// A world is a folder with a configuration and a database.
type world struct {
	t      *testing.T
	dir    string
	config string
}

// newWorld writes the configuration; %s in it stands for nothing.
func newWorld(t *testing.T, config string) world {
	t.Helper()
	dir := t.TempDir()
	w := world{t, filepath.Join(dir, "data"), filepath.Join(dir, "config.yaml")}
	if err := os.WriteFile(w.config, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

// ascribe runs a command in this process and returns its exit code and output.
func (w world) ascribe(args ...string) (code int, out, errs string) {
	w.t.Helper()
	return w.with("", args...)
}

func (w world) with(input string, args ...string) (code int, out, errs string) {
	w.t.Helper()
	var o, e bytes.Buffer
	args = append([]string{"--config", w.config, "--data", w.dir, "--quiet"}, args...)
	code = run(w.t.Context(), args, strings.NewReader(input), &o, &e)
	return code, o.String(), e.String()
}

// must runs a command that has to succeed.
func (w world) must(args ...string) string {
	w.t.Helper()
	code, out, errs := w.ascribe(args...)
	if code != 0 {
		w.t.Fatalf("ascribe %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// oneFeed is a configuration with one feed at a local address.
func oneFeed(url string) string {
	return fmt.Sprintf(`
schedule: off
network: {allow: ["127.0.0.1/32:*"]}
outlets:
  - {id: paper, name: The Paper, kind: newspaper, country: GB}
feeds:
  - {id: paper, outlet: paper, url: %q, every: 15m, scope: all}
`, url)
}

// newsstand serves documents by path; what it has not is 404.
func newsstand(t *testing.T, documents map[string]string) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		doc, ok := documents[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".rss") {
			w.Header().Set("Content-Type", "application/rss+xml")
		} else {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		fmt.Fprint(w, strings.ReplaceAll(doc, "{base}", "http://"+r.Host))
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

const smallFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>{base}/</link><description>d</description>
<item><title>Ruritania blames Bordurian hackers for breach of its ministry</title><link>{base}/one</link><guid>1</guid>
<pubDate>Sat, 02 Mar 2024 10:00:00 GMT</pubDate><description>The government said on Saturday that hackers working for Borduria broke into the foreign ministry’s mail servers.</description></item>
<item><title>Second story about a ransomware attack</title><link>{base}/two</link><guid>2</guid>
<pubDate>Sat, 02 Mar 2024 11:00:00 GMT</pubDate><description>A hospital in Klow shut down its computers after a ransomware attack, officials said.</description></item>
</channel></rss>`

// TestHelp: help is a command for who looks for one.
func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"help", "feeds"}, {"feeds", "--help"}} {
		var out, errs bytes.Buffer
		code := run(t.Context(), args, strings.NewReader(""), &out, &errs)
		want := "Usage: ascribe"
		if len(args) > 1 {
			want += " feeds"
		}
		if code != exitOK || !strings.Contains(out.String(), want) {
			t.Errorf("%v: exit %d: %s%s", args, code, out.String(), errs.String())
		}
	}
}

func TestUsage(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		code int
		want string
	}{
		"no command":        {nil, 0, "Usage: ascribe"},
		"unknown command":   {[]string{"frobnicate"}, 2, "frobnicate"},
		"unknown flag":      {[]string{"incidents", "--colour"}, 2, "--colour"},
		"no configuration":  {[]string{"--config", "/nowhere/config.yaml", "incidents"}, 2, "could not be read"},
		"open to strangers": {[]string{"serve", "--addr", "0.0.0.0:0"}, 2, "tokens"},
		"demo to strangers": {[]string{"demo", "--once", "--addr", "0.0.0.0:0"}, 2, "loopback"},
		"demo to nobody":    {[]string{"demo", "--once", "--addr", "nonsense"}, 2, "nonsense"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "schedule: off\n")
			args := tc.args
			if len(args) > 0 && args[0] != "--config" {
				args = append([]string{"--config", w.config, "--data", w.dir}, args...)
			}
			var out, errs bytes.Buffer
			code := run(t.Context(), args, strings.NewReader(""), &out, &errs)
			if all := out.String() + errs.String(); code != tc.code || !strings.Contains(all, tc.want) {
				t.Errorf("exit %d, want %d with %q; got:\n%s", code, tc.code, tc.want, all)
			}
		})
	}
}

func TestCheckNamesEveryFault(t *testing.T) {
	w := newWorld(t, `schedule: sometimes
listen: 0.0.0.0:80
colour: blue
network:
  allow: ["everything"]
outlets:
  - {id: Paper One, name: "", kind: gazette}
  - id: two
    name: Two
    kind: trade
    rules: {body: "div[[["}
feeds:
  - {id: a, outlet: nobody, url: "ftp://x", every: soon}
  - {id: b, outlet: two, url: "https://example.org/rss"}
  - {id: b, outlet: two, url: "https://example.org/rss", cron: "61 * * * *"}
`)
	code, out, errs := w.ascribe("check")
	if code != exitUsage {
		t.Errorf("exit %d, want %d", code, exitUsage)
	}
	// The form of the file comes first: nothing more can be said of it while that is wrong.
	for _, want := range []string{":3:1: unknown key \"colour\"", ":13:"} {
		if !strings.Contains(errs, want) {
			t.Errorf("no word of %q in:\n%s%s", want, out, errs)
		}
	}
	mended := strings.NewReplacer("colour: blue\n", "", ", every: soon", "").Replace(readFile(t, w.config))
	if err := os.WriteFile(w.config, []byte(mended), 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, errs = w.ascribe("check")
	for _, want := range []string{
		":1:", "on or off", ":2:", "tokens", "everything", ":6:", "Paper One", "gazette", "needs a name",
		"div[[[", "nobody", "ftp://x", "two feeds", "61 * * * *",
	} {
		if !strings.Contains(errs, want) {
			t.Errorf("no word of %q in:\n%s%s", want, out, errs)
		}
	}
}

func TestShippedConfiguration(t *testing.T) {
	cfg, err := readConfig("../../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(cfg.Feeds) < 60 {
		t.Errorf("%d feeds, want at least 60", len(cfg.Feeds))
	}
	has := map[string]bool{}
	for _, f := range cfg.Feeds {
		has[f.Outlet] = true
	}
	for _, outlet := range []string{"guardian", "wsj"} {
		if !has[outlet] {
			t.Errorf("no feed of %s", outlet)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
