package web

import (
	"context"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// chromium finds a browser, or skips the test.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no chromium here: install one to see the pages in a real browser")
	return ""
}

// browse gives back the document that a real browser makes of a page.
func (w *world) browse(browser, path string) string {
	w.Helper()
	ctx, stop := context.WithTimeout(w.Context(), 2*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+w.TempDir(), "--dump-dom", w.url+path)
	cmd.WaitDelay = 5 * time.Second // its children may hold the pipe
	out, err := cmd.Output()
	if err != nil {
		w.Fatalf("%s: %v", path, err)
	}
	return string(out)
}

// A browser reads the same in a page as the tests do: it finds every mark where the
// evidence is, and takes no text for a tag.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	browser := chromium(t)
	hostile := tell("https://wire.example/lorne", "wire", "2024-08-01T08:00:00Z", `Breach at <img src=x onerror="document.title='run'"> Lorne`,
		`Lorne Mills <script>document.title="run"</script> was broken into. </p><h1>Again</h1>`)
	w := newWorld(t, harbour, hostile)
	page := w.browse(browser, "/stories/"+string(harbour.ID))
	for _, c := range harbour.Analysis.Claims {
		if !strings.Contains(page, `<span id="`+string(c.ID)+`" class="anchor"></span><mark>`+c.Quote+`</mark>`) {
			t.Errorf("%q is not marked:\n%s", c.Quote, page)
		}
	}
	page = w.browse(browser, "/stories/"+string(hostile.ID))
	if strings.Count(page, "<h1") != 1 || strings.Contains(page, "<title>run") || strings.Contains(page, "<img") || strings.Contains(page, "<script") {
		t.Errorf("a stranger's text got through:\n%s", page)
	}
	served, _ := w.get("/", http.StatusOK)
	if shown := w.browse(browser, "/"); read(shown) != read(served) {
		t.Errorf("served:\n%s\nshown:\n%s", read(served), read(shown))
	}
}
