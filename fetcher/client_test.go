package fetcher

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"ascribe/news"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const small = `<rss><channel><title>Small</title><item><title>One</title><link>/1</link></item></channel></rss>`

// client makes a client for tests.
func client(t *testing.T, s Settings) *Client {
	t.Helper()
	c, err := NewClient(s, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// near is a client that may connect to the server, with times short enough for a test.
func near(t *testing.T, server *httptest.Server, s Settings) *Client {
	t.Helper()
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	s.Allow = append(s.Allow, "127.0.0.1/32:"+u.Port())
	return client(t, s)
}

// serve answers every request with f, until the test ends.
func serve(t *testing.T, f http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return s
}

func TestLoopbackIsRefused(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { t.Error("asked"); io.WriteString(w, small) })
	_, err := client(t, Settings{}).Feed(t.Context(), Ask{URL: s.URL})
	if e, ok := errors.AsType[*Error](err); !ok || e.Health != news.Refused {
		t.Errorf("%v", err)
	}
}

func TestConditionalGet(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" || !strings.HasPrefix(r.UserAgent(), "ascribe/") {
			t.Errorf("header %v", r.Header)
		}
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "yesterday" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "yesterday")
		w.Header().Set("Set-Cookie", "a=b")
		w.Header().Set("Cache-Control", "public, max-age=600")
		io.WriteString(w, small)
	})
	c := near(t, s, Settings{})
	a, err := c.Feed(t.Context(), Ask{URL: s.URL + "/feed"})
	if err != nil || a.ETag != `"v1"` || a.LastModified != "yesterday" || a.MaxAge != 10*time.Minute || len(a.Document.Items) != 1 || a.Document.Items[0].URL != s.URL+"/1" {
		t.Fatalf("%+v, %v", a, err)
	}
	b, err := c.Feed(t.Context(), Ask{URL: s.URL + "/feed", ETag: a.ETag, LastModified: a.LastModified})
	if err != nil || !b.NotModified || b.ETag != a.ETag || b.LastModified != a.LastModified {
		t.Errorf("%+v, %v", b, err)
	}
}

func TestCodings(t *testing.T) {
	write := map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"br":   func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
		"zstd": func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z },
		"zlib": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
		"raw":  func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 5); return z },
		"members": func(w io.Writer) io.WriteCloser {
			z := gzip.NewWriter(w)
			io.WriteString(z, "<!-- the first member -->")
			z.Close()
			return gzip.NewWriter(w)
		},
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		path := strings.Split(r.URL.Path, "/") // /coding of the body/said/what
		if path[2] != "nothing" {
			w.Header().Set("Content-Encoding", path[2])
		}
		body := io.WriteCloser(nopCloser{w})
		if f := write[path[1]]; f != nil {
			body = f(w)
		}
		defer body.Close()
		if path[3] == "bomb" {
			io.Copy(body, io.LimitReader(zeros{}, 4<<20))
		}
		io.WriteString(body, small)
		if path[3] == "padded" {
			body.Close()
			io.WriteString(w, strings.Repeat("\x00", 512))
		}
	})
	c := near(t, s, Settings{MaxBody: 1 << 20})
	for path, want := range map[string]news.Health{
		"/plain/nothing/feed": news.OK, "/plain/identity/feed": news.OK, "/gzip/nothing/feed": news.OK,
		"/gzip/gzip/feed": news.OK, "/gzip/x-gzip/feed": news.OK, "/br/br/feed": news.OK, "/zstd/zstd/feed": news.OK,
		"/plain/gzip/feed": news.OK, "/plain/br/feed": news.OK, "/plain/zstd/feed": news.OK, "/plain/deflate/feed": news.OK,
		"/plain/none/feed": news.OK, "/plain/utf-8/feed": news.OK, "/gzip/binary/feed": news.OK, "/gzip/gzip/padded": news.OK,
		"/zlib/deflate/feed": news.OK, "/raw/deflate/feed": news.OK, "/members/gzip/feed": news.OK,
		"/gzip/br/feed": news.NotAFeed, "/zstd/gzip/feed": news.NotAFeed, "/gzip/gzip, gzip/feed": news.NotAFeed,
		"/zlib/deflate/bomb": news.TooLarge, "/raw/deflate/bomb": news.TooLarge, "/members/gzip/bomb": news.TooLarge,
		"/plain/nothing/bomb": news.TooLarge, "/gzip/gzip/bomb": news.TooLarge, "/br/br/bomb": news.TooLarge, "/zstd/zstd/bomb": news.TooLarge,
	} {
		a, err := c.Feed(t.Context(), Ask{URL: s.URL + path})
		got := news.OK
		if e, ok := errors.AsType[*Error](err); ok {
			got = e.Health
		}
		if got != want || want == news.OK && len(a.Document.Items) != 1 {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestRedirects(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		code, to := http.StatusFound, ""
		switch r.URL.Path {
		case "/moved":
			code, to = http.StatusMovedPermanently, "/moved/2"
		case "/moved/2":
			code, to = http.StatusPermanentRedirect, "/feed"
		case "/half":
			to = "/moved"
		case "/loop":
			to = "/loop"
		case "/chain":
			to = fmt.Sprintf("/chain?%d", len(r.URL.RawQuery)+1) + r.URL.RawQuery
		case "/file":
			to = "file:///etc/passwd"
		case "/private":
			to = "http://10.0.0.1/"
		case "/metadata":
			to = "http://169.254.169.254/"
		case "/port":
			to = "http://127.0.0.1:1/"
		case "/user":
			to = "http://a:b@" + r.Host + "/feed"
		case "/long":
			to = "/" + strings.Repeat("x", maxURL)
		case "/bad":
			to = "http://[::1"
		case "/none":
		default:
			io.WriteString(w, small)
			return
		}
		if to != "" {
			w.Header().Set("Location", to)
		}
		w.WriteHeader(code)
	})
	c := near(t, s, Settings{})
	for path, want := range map[string]struct {
		health news.Health
		moved  string
	}{
		"/feed": {news.OK, ""}, "/moved": {news.OK, s.URL + "/feed"}, "/half": {news.OK, ""},
		"/loop": {news.Unreachable, ""}, "/chain": {news.Unreachable, ""}, "/none": {news.Unreachable, ""}, "/bad": {news.Unreachable, ""},
		"/file": {news.Refused, ""}, "/private": {news.Refused, ""}, "/metadata": {news.Refused, ""}, "/port": {news.Refused, ""},
		"/user": {news.Refused, ""}, "/long": {news.Refused, ""},
	} {
		a, err := c.Feed(t.Context(), Ask{URL: s.URL + path})
		got := news.OK
		if e, ok := errors.AsType[*Error](err); ok {
			got = e.Health
		}
		if got != want.health || a.MovedTo != want.moved {
			t.Errorf("%s: %s, moved to %q, %v", path, got, a.MovedTo, err)
		}
	}
}

func TestFaultyAnswers(t *testing.T) {
	release := make(chan bool)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		whole := strings.TrimSuffix(small, "</channel></rss>") + "<item><title>Two"
		switch r.URL.Path {
		case "/headers": // more than MaxHeaders
			for i := range 1000 {
				w.Header().Add("X-Long", fmt.Sprint(i)+strings.Repeat("x", 1000))
			}
		case "/silent":
			<-release
		case "/slow": // one whole item, then silence
			io.WriteString(w, whole)
			w.(http.Flusher).Flush()
			<-release
		case "/slow-before": // not one whole item
			io.WriteString(w, "<rss><channel>")
			w.(http.Flusher).Flush()
			<-release
		case "/short":
			w.Header().Set("ETag", `"x"`)
			w.Header().Set("Content-Length", "10000")
			io.WriteString(w, small)
		case "/broken":
			panic(http.ErrAbortHandler)
		case "/huge":
			w.Header().Set("Content-Length", "9000000000000000000")
		case "/etag":
			w.Header().Set("ETag", `"`+strings.Repeat("x", maxValidator)+`"`)
			io.WriteString(w, small)
		case "/304":
			w.WriteHeader(http.StatusNotModified)
		case "/204":
			w.WriteHeader(http.StatusNoContent)
		case "/206":
			w.WriteHeader(http.StatusPartialContent)
			io.WriteString(w, small)
		}
	})
	defer close(release)
	c := near(t, s, Settings{Timeout: Duration(400 * time.Millisecond), FirstByte: Duration(200 * time.Millisecond)})
	for path, want := range map[string]struct {
		health  news.Health
		partial bool
	}{
		"/headers": {news.Unreachable, false}, "/silent": {news.TimedOut, false}, "/slow": {news.OK, true}, "/slow-before": {news.TimedOut, false},
		"/short": {news.OK, true}, "/broken": {news.Unreachable, false}, "/huge": {news.TooLarge, false}, "/etag": {news.OK, false},
		"/304": {news.ServerError, false}, "/204": {news.OK, false}, "/206": {news.ServerError, false}, "/empty": {news.Empty, false},
	} {
		a, err := c.Feed(t.Context(), Ask{URL: s.URL + path})
		got := news.OK
		if e, ok := errors.AsType[*Error](err); ok {
			got = e.Health
			if e.Reason == "" || strings.ContainsAny(e.Error(), "\r\n") {
				t.Errorf("%s: reason %q", path, e.Error())
			}
		}
		if got != want.health || a.Partial != want.partial || a.ETag != "" || a.Partial && (a.Why == "" || len(a.Document.Items) != 1) {
			t.Errorf("%s: %s, %+v, %v", path, got, a, err)
		}
	}
}

func TestStatuses(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		code := 404
		if r.URL.Path != "/robots.txt" {
			code = number(r.URL.Path[1:])
		}
		w.WriteHeader(code)
		io.WriteString(w, small)
	})
	c := near(t, s, Settings{})
	for code, want := range map[int]news.Health{
		401: news.Blocked, 402: news.Blocked, 403: news.Blocked, 404: news.Unreachable, 410: news.Gone, 418: news.Blocked, 451: news.Blocked,
		429: news.Limited, 500: news.ServerError, 503: news.ServerError, 599: news.ServerError, 999: news.ServerError,
	} {
		_, err := c.Page(t.Context(), fmt.Sprintf("%s/%d", s.URL, code), "")
		if e, ok := errors.AsType[*Error](err); !ok || e.Health != want || e.Status != code || e.RetryAfter != 0 {
			t.Errorf("%d: %v", code, err)
		}
	}
}

func TestPages(t *testing.T) {
	bodies := map[string][2]string{
		"/page":    {"text/html; charset=utf-8", "<p>Text</p>"},
		"/xhtml":   {"application/xhtml+xml", "<p>Text</p>"},
		"/untold":  {"", "<!doctype html><p>Text"},
		"/pdf":     {"text/html", "%PDF-1.7 ..."},
		"/picture": {"image/png", "\x89PNG\r\n\x1a\n"},
		"/json":    {"application/json", "{}"},
		"/blank":   {"text/html", " \n"},
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "Plain Reader" {
			t.Errorf("User-Agent %q", r.UserAgent())
		}
		w.Header()["Content-Type"] = nil
		if b := bodies[r.URL.Path]; b[0] != "" {
			w.Header().Set("Content-Type", b[0])
		}
		io.WriteString(w, bodies[r.URL.Path][1])
	})
	c := near(t, s, Settings{})
	for path, body := range bodies {
		p, err := c.Page(t.Context(), s.URL+path+"#part", "Plain Reader")
		good := path == "/page" || path == "/xhtml" || path == "/untold"
		if (err == nil) != good || good && (string(p.Body) != body[1] || p.URL != s.URL+path || p.ContentType != body[0]) {
			t.Errorf("%s: %+v, %v", path, p, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	c := near(t, s, Settings{})
	cause := errors.New("shutting down")
	ctx, stop := context.WithCancelCause(t.Context())
	time.AfterFunc(20*time.Millisecond, func() { stop(cause) })
	if _, err := c.Feed(ctx, Ask{URL: s.URL}); !errors.Is(err, cause) {
		t.Errorf("%v", err)
	}
}

// TestTLSIsVerified: a certificate that nobody vouches for is no connection.
func TestTLSIsVerified(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, small) }))
	defer s.Close()
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	_, err := near(t, s, Settings{}).Feed(t.Context(), Ask{URL: s.URL})
	if e, ok := errors.AsType[*Error](err); !ok || e.Health != news.BadTLS {
		t.Errorf("%v", err)
	}
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	_, err = near(t, plain, Settings{}).Feed(t.Context(), Ask{URL: strings.Replace(plain.URL, "http:", "https:", 1)})
	if e, ok := errors.AsType[*Error](err); !ok || e.Health != news.BadTLS {
		t.Errorf("%v", err)
	}
}

// TestLedToAWall: who looks after a feed is told where redirects led that gave no feed.
func TestLedToAWall(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			http.Redirect(w, r, "/login?next=feed", http.StatusFound)
			return
		}
		io.WriteString(w, "<html><body><form>Log in</form></body></html>")
	})
	_, err := near(t, s, Settings{}).Feed(t.Context(), Ask{URL: s.URL + "/feed"})
	if e, ok := errors.AsType[*Error](err); !ok || e.Health != news.NotAFeed || !strings.Contains(e.Reason, "/login?next=feed") {
		t.Errorf("%v", err)
	}
}
