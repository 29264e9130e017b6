package fetcher

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// warcRead is a record as a reader finds it.
type warcRead struct {
	header textproto.MIMEHeader
	block  []byte
}

// readWARC reads a file of captures member by member, as an independent reader would.
func readWARC(t *testing.T, name string) []warcRead {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []warcRead
	in := bufio.NewReader(bytes.NewReader(data))
	for {
		if _, err := in.Peek(1); err == io.EOF {
			return all
		}
		z, err := gzip.NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		z.Multistream(false)
		whole, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		r := bufio.NewReader(bytes.NewReader(whole))
		if first, err := r.ReadString('\n'); err != nil || first != "WARC/1.1\r\n" {
			t.Fatalf("a record begins with %q", first)
		}
		h, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			t.Fatal(err)
		}
		n, err := strconv.Atoi(h.Get("Content-Length"))
		if err != nil {
			t.Fatal(err)
		}
		block := make([]byte, n)
		if _, err := io.ReadFull(r, block); err != nil {
			t.Fatal(err)
		}
		if rest, _ := io.ReadAll(r); string(rest) != "\r\n\r\n" {
			t.Fatalf("a record ends with %q", rest)
		}
		if h.Get("WARC-Block-Digest") != digest(block) {
			t.Errorf("%s: the digest is another's", h.Get("WARC-Type"))
		}
		all = append(all, warcRead{h, block})
	}
}

func captureFiles(t *testing.T, dir string) (names []string, size int64) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		info, err := os.Stat(n)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	return names, size
}

func TestCaptures(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "captures")
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/missing" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		if r.URL.Path == "/packed" {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, "<p>packed")
			z.Close()
			return
		}
		fmt.Fprint(w, "<p>plain")
	})
	c := near(t, s, Settings{Captures: Captures{Dir: dir}})
	var wg sync.WaitGroup
	for _, path := range []string{"/plain?q=1", "/packed", "/missing"} {
		wg.Go(func() { _, _ = c.Page(t.Context(), s.URL+path, "") })
	}
	wg.Wait()
	if _, err := c.Feed(t.Context(), Ask{URL: s.URL + "/plain"}); err == nil {
		t.Fatal("a page was taken for a feed")
	}
	c.Close()
	names, _ := captureFiles(t, dir)
	if len(names) != 1 {
		t.Fatalf("%d files", len(names))
	}
	records := readWARC(t, names[0])
	var kinds []string
	pages := map[string]string{}
	ids := map[string]string{}
	for _, r := range records {
		kinds = append(kinds, r.header.Get("WARC-Type"))
		target := strings.TrimPrefix(r.header.Get("WARC-Target-URI"), s.URL)
		switch r.header.Get("WARC-Type") {
		case "response":
			resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(r.block)), nil)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil || resp.Header.Get("Content-Encoding") != "" || r.header.Get("WARC-Payload-Digest") != digest(body) || r.header.Get("WARC-IP-Address") != "127.0.0.1" {
				t.Errorf("%s: %v %v", target, r.header, err)
			}
			pages[target], ids[target] = string(body), r.header.Get("WARC-Record-ID")
		case "request":
			req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(r.block)))
			if err != nil || req.RequestURI != target || req.UserAgent() == "" || req.Header.Get("Accept-Encoding") != accepted || req.Header.Get("Accept") == "" || r.header.Get("WARC-Concurrent-To") != ids[target] {
				t.Errorf("request for %s: %v, %v", target, req, err)
			}
		}
	}
	slices.Sort(kinds)
	if strings.Join(kinds, " ") != "request request response response warcinfo" || pages["/plain?q=1"] != "<p>plain" || pages["/packed"] != "<p>packed" {
		t.Errorf("%v, %v", kinds, pages)
	}
}

// TestCapturesAreBounded: the folder never holds more than it may, and what goes is the oldest.
func TestCapturesAreBounded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	other := filepath.Join(dir, "mine.txt")
	if err := os.WriteFile(other, make([]byte, 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := newWARC(Captures{Dir: dir, Max: minCaptures}, "1", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for i := range 4000 { // hardly compresses
			fmt.Fprint(w, digest([]byte(r.URL.Path + strconv.Itoa(i)))[7:])
		}
	})
	c := near(t, s, Settings{})
	c.captures = w
	for i := range 12 {
		if _, err := c.Page(t.Context(), fmt.Sprintf("%s/%d", s.URL, i), ""); err != nil {
			t.Fatal(err)
		}
		if _, size := captureFiles(t, dir); size > int64(minCaptures)+1000 {
			t.Fatalf("%d bytes after page %d", size, i)
		}
	}
	c.Close()
	names, _ := captureFiles(t, dir)
	if _, err := os.Stat(other); err != nil || len(names) < 3 {
		t.Errorf("files: %v, %v", names, err)
	}
	last := ""
	for _, n := range names {
		if n == other {
			continue
		}
		for _, r := range readWARC(t, n) {
			last = max(last, fmt.Sprintf("%6s", filepath.Base(r.header.Get("WARC-Target-URI"))))
		}
	}
	if strings.TrimSpace(last) != "11" {
		t.Errorf("the last page kept is %q", last)
	}
}

func TestBytes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Bytes{"0": 0, "1000": 1000, "500MB": 5e8, "2 GB": 2e9, "3kb": 3000, "1TB": 1e12} {
		var b Bytes
		if err := b.UnmarshalText([]byte(in)); err != nil || b != want {
			t.Errorf("%q: %d, %v", in, b, err)
		}
	}
	for _, in := range []string{"", "x", "-1", "1.5GB", "9999999TB", "GB"} {
		var b Bytes
		if b.UnmarshalText([]byte(in)) == nil {
			t.Errorf("%q is taken for %d", in, b)
		}
	}
}
