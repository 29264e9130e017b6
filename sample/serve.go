package sample

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"
)

// handler serves the outlet: its front page, its feed, its stories and their pictures.
func (s *site) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		body, changed, err := s.frontPage()
		reply(w, r, htmlType, changed, body, err)
	})
	mux.HandleFunc("GET "+exactly(s.feedPath), func(w http.ResponseWriter, r *http.Request) {
		body, mediaType, changed, err := s.feed()
		reply(w, r, mediaType, changed, body, err)
	})
	for _, p := range s.stories {
		mux.HandleFunc("GET "+exactly(s.pathOf(p.first)), func(w http.ResponseWriter, r *http.Request) {
			s.serveStory(w, r, s.version(p))
		})
		mux.HandleFunc("GET "+picturePath(p.first), func(w http.ResponseWriter, r *http.Request) {
			reply(w, r, "image/svg+xml", p.first.Published, picture(p.first), nil)
		})
	}
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "User-agent: *\nAllow: /\n")
	})
	return mux
}

const htmlType = "text/html; charset=utf-8"

// exactly makes a pattern that matches path alone, not what lies below it.
func exactly(path string) string {
	if strings.HasSuffix(path, "/") {
		return path + "{$}"
	}
	return path
}

func (s *site) serveStory(w http.ResponseWriter, r *http.Request, st *Story) {
	body, err := s.page(st)
	if err == nil && st.Page == "forbidden" {
		w.Header().Set("Content-Type", htmlType)
		w.WriteHeader(http.StatusForbidden)
		w.Write(body)
		return
	}
	reply(w, r, htmlType, st.changed(), body, err)
}

// reply writes body with validators, packed if the client takes gzip, or 304 to
// a client that has it. A packed body is another representation, so its ETag
// differs (RFC 9110, 8.8.3.3).
func reply(w http.ResponseWriter, r *http.Request, mediaType string, changed time.Time, body []byte, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Cache-Control", "max-age=60")
	h.Set("Vary", "Accept-Encoding")
	tag := fmt.Sprintf("%x", sha256.Sum256(body))[:16]
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		z.Write(body) // a bytes.Buffer takes everything
		z.Close()
		body, tag = packed.Bytes(), tag+"-gzip"
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", changed, bytes.NewReader(body))
}

func picturePath(st *Story) string { return "/pictures/" + st.Slug() + ".svg" }

// picture draws a plain card with the story's section: a page has a picture,
// and the newsroom needs no photographer.
func picture(st *Story) []byte {
	hue := 0
	for _, c := range st.Key {
		hue = (hue*31 + int(c)) % 360
	}
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 420"><rect width="1200" height="420" fill="hsl(%d 30%% 40%%)"/><text x="60" y="360" font-family="sans-serif" font-size="48" fill="#fff">%s</text></svg>`,
		hue, template.HTMLEscapeString(st.Section))
}
