package sample

import (
	"compress/gzip"
	"context"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func start(t *testing.T) *Newsroom {
	t.Helper()
	n, err := Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	return n
}

// get asks for url with headers (name, value, name, value...). It does not
// unpack the body by itself.
func get(t *testing.T, url string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	for pair := range slices.Chunk(headers, 2) {
		req.Header.Set(pair[0], pair[1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestOutletsHaveAddressesOfTheirOwn(t *testing.T) {
	n := start(t)
	homes, formats, kinds := map[string]bool{}, map[string]int{}, map[string]bool{}
	for _, o := range n.Outlets() {
		homes[o.Home] = true
		formats[o.Format]++
		kinds[o.Kind] = true
		if !strings.HasPrefix(o.FeedURL, o.Home+"/") || !strings.HasPrefix(o.Home, "http://127.0.0.1:") {
			t.Errorf("%s: home %q, feed %q", o.ID, o.Home, o.FeedURL)
		}
		if resp, body := get(t, o.Home+"/"); resp.StatusCode != http.StatusOK || !strings.Contains(body, o.FeedURL) {
			t.Errorf("%s: the front page (%s) does not name the feed", o.ID, resp.Status)
		}
		if resp, _ := get(t, o.Home+"/nothing-here"); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: an unknown page answers %s", o.ID, resp.Status)
		}
	}
	if len(homes) != 9 || len(kinds) != 7 {
		t.Errorf("%d addresses and %d kinds, want 9 and 7", len(homes), len(kinds))
	}
	if want := []string{"atom", "json", "rdf", "rss"}; !slices.Equal(slices.Sorted(maps.Keys(formats)), want) {
		t.Errorf("formats %v, want %v", formats, want)
	}
}

func TestValidators(t *testing.T) {
	n := start(t)
	urls := []string{n.URL("courier/denmark-names-russia-over-grid-attack")}
	for _, o := range n.Outlets() {
		urls = append(urls, o.FeedURL)
	}
	for _, url := range urls {
		resp, body := get(t, url)
		tag, changed := resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")
		if tag == "" || changed == "" || body == "" {
			t.Fatalf("%s: ETag %q, Last-Modified %q, %d bytes", url, tag, changed, len(body))
		}
		for name, value := range map[string]string{"If-None-Match": tag, "If-Modified-Since": changed} {
			if resp, body := get(t, url, name, value); resp.StatusCode != http.StatusNotModified || body != "" {
				t.Errorf("%s with its own %s: %s", url, name, resp.Status)
			}
		}
		if resp, _ := get(t, url, "If-None-Match", `"another"`); resp.StatusCode != http.StatusOK {
			t.Errorf("%s with a foreign ETag: %s", url, resp.Status)
		}
		packed, small := get(t, url, "Accept-Encoding", "gzip")
		if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("ETag") == tag {
			t.Fatalf("%s: not packed, or with the ETag of the plain body", url)
		}
		z, err := gzip.NewReader(strings.NewReader(small))
		if err != nil {
			t.Fatal(err)
		}
		if unpacked, err := io.ReadAll(z); err != nil || string(unpacked) != body {
			t.Errorf("%s: the packed body differs from the plain one (%v)", url, err)
		}
	}
}

// everything asks for all feeds and pages: URL → body.
func everything(t *testing.T, n *Newsroom) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, o := range n.Outlets() {
		_, all[o.FeedURL] = get(t, o.FeedURL)
	}
	for _, s := range first(t) {
		_, all[n.URL(s.Key)] = get(t, n.URL(s.Key))
	}
	return all
}

func TestReviseChangesOneStory(t *testing.T) {
	n := start(t)
	before := everything(t, n)
	n.Revise()
	after := everything(t, n)

	const story = "courier/apt29-behind-assembly-leak"
	url := n.URL(story)
	if !strings.Contains(after[url], "Officials back away") || strings.Contains(before[url], "Officials back away") {
		t.Error("the revised page does not carry the second version's title, or the first one did")
	}
	want := map[string]bool{url: true, feedOf(n, "courier"): true}
	for u := range before {
		if changed := before[u] != after[u]; changed != want[u] {
			t.Errorf("%s: changed %v, want %v", u, changed, want[u])
		}
	}
}

func feedOf(n *Newsroom, outlet string) string {
	for _, o := range n.Outlets() {
		if o.ID == outlet {
			return o.FeedURL
		}
	}
	return ""
}

func TestCloseFreesThePorts(t *testing.T) {
	for name, end := range map[string]func(*Newsroom, context.CancelFunc) error{
		"by Close":   func(n *Newsroom, _ context.CancelFunc) error { return n.Close() },
		"by context": func(n *Newsroom, cancel context.CancelFunc) error { cancel(); n.wg.Wait(); return n.Close() },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		n, err := Start(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := end(n, cancel); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
		if resp, err := http.Get(n.Outlets()[0].FeedURL); err == nil {
			resp.Body.Close()
			t.Errorf("%s: the feed is still served: %s", name, resp.Status)
		}
	}
}
