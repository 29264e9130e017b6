// Package web shows incidents, stories, actors and feeds to people: pages made on the
// server, that work without JavaScript and load nothing from anywhere else.
//
//	GET /                 incidents, with the filters of the API in the URL
//	GET /incidents/{id}   one incident: standing, timeline, claims with their quotes, stories
//	GET /stories          stories, with the same filters
//	GET /stories/{id}     one story with its evidence marked; older ones under /versions/{n}
//	GET /actors           the catalogue, and /actors/{id}
//	GET /claims           claims across incidents, to work through; /claims/{id} to correct one
//	GET /edits            what people decided, to undo it
//	GET /feeds            how the feeds are, and what they brought that was not kept
//
// Forms post to the same addresses. They are shown to, and taken from, callers who may edit
// (node.Editor); the door that lets them in guards against forms of other origins.
//
// Texts are strangers': everything is escaped by html/template, links are http or https
// only, and the Content-Security-Policy lets no script run. What makes a text read as
// something else (news.Misleading) is on no page.
package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"path"

	"ascribe/actor"
	"ascribe/news"
	"ascribe/node"
	"ascribe/store"
)

//go:embed templates static
var files embed.FS

// Config is what the pages show. Logger may be nil.
type Config struct {
	Node      *node.Node
	Store     *store.Store
	Catalogue *actor.Catalogue
	Version   string
	Logger    *slog.Logger
}

type site struct {
	Config
	pages  map[string]*template.Template
	styles string
}

// New returns the pages' handler.
func New(c Config) (http.Handler, error) {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	css, err := files.ReadFile("static/style.css")
	if err != nil {
		return nil, err
	}
	s := &site{Config: c, pages: map[string]*template.Template{}, styles: fmt.Sprintf("/static/style.css?%x", sha256.Sum256(css))[:34]}
	for _, name := range []string{"incidents", "incident", "stories", "story", "actors", "actor", "feeds", "claims", "claim", "edits", "fault"} {
		t, err := template.New("layout.html").Funcs(s.words()).ParseFS(files, "templates/layout.html", "templates/parts.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		s.pages[name] = t
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /static/{file}", static)
	mux.Handle("GET /favicon.ico", http.RedirectHandler("/static/favicon.svg", http.StatusMovedPermanently))
	mux.Handle("GET /{$}", s.page(s.incidents))
	mux.Handle("GET /incidents/{id}", s.page(s.incident))
	mux.Handle("GET /stories", s.page(s.stories))
	mux.Handle("GET /stories/{id}", s.page(s.story))
	mux.Handle("GET /stories/{id}/versions/{n}", s.page(s.version))
	mux.Handle("GET /actors", s.page(s.actors))
	mux.Handle("GET /actors/{id}", s.page(s.actor))
	mux.Handle("GET /feeds", s.page(s.feeds))
	mux.Handle("GET /claims", s.page(s.claims))
	mux.Handle("GET /claims/{id}", s.page(s.claim))
	mux.Handle("GET /edits", s.page(s.edits))
	mux.Handle("POST /claims/{id}", s.form(s.judge))
	mux.Handle("POST /incidents/{id}", s.form(s.order))
	mux.Handle("POST /stories/{id}", s.form(s.place))
	mux.Handle("POST /edits/{id}", s.form(s.undo))
	mux.Handle("GET /", s.page(func(*http.Request) (view, error) { return view{}, store.ErrNotFound }))
	return secured(mux), nil
}

// A view is a page to be: the template, its title, and what it shows.
type view struct {
	template string
	title    string
	section  string // of the menu
	data     any
}

// A moved is the error of a page that goes by another address now.
type moved struct{ to string }

func (m moved) Error() string { return "moved to " + m.to }

type layout struct {
	Title, Section, Version string
	Styles                  string // address of the styles
	Done                    *doneNote
	Data                    any
}

// page renders what a handler returns, and maps its errors in one place. The page is made
// whole before the first byte leaves.
func (s *site) page(h func(*http.Request) (view, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, lately := s.lately(r)
		v, err := h(r)
		status := http.StatusOK
		if err != nil {
			if m, ok := errors.AsType[moved](err); ok {
				if lately != nil {
					m.to = withDone(m.to, lately.Seq)
				}
				http.Redirect(w, r, m.to, http.StatusTemporaryRedirect)
				return
			}
			if d, ok := errors.AsType[done](err); ok {
				http.Redirect(w, r, d.to, http.StatusSeeOther)
				return
			}
			v, status = s.fault(r, err)
		}
		var page bytes.Buffer
		if err := s.pages[v.template].Execute(&page, layout{v.title, v.section, s.Version, s.styles, lately, v.data}); err != nil {
			s.Logger.Error("a page could not be made", "path", r.URL.Path, "err", err)
			http.Error(w, "The page could not be made; the log says why.", http.StatusInternalServerError)
			return
		}
		// The texts are strangers', whichever template shows them.
		send(w, r, status, []byte(news.Shown(page.String())))
	})
}

type faultPage struct {
	Message  string
	Problems []store.Problem
}

func (s *site) fault(r *http.Request, err error) (view, int) {
	v := view{template: "fault", title: "Not found", data: faultPage{Message: "There is nothing at this address."}}
	if bad, ok := errors.AsType[store.BadQuery](err); ok {
		v.title, v.data = "Not understood", faultPage{"Some of what was asked can’t be understood.", bad}
		return v, http.StatusUnprocessableEntity
	}
	if refused, ok := errors.AsType[node.Refusal](err); ok {
		v.title, v.data = "Not accepted", faultPage{Message: "This can’t be done: " + refused.Reason + "."}
		return v, http.StatusUnprocessableEntity
	}
	switch {
	case errors.Is(err, errNoEditor):
		v.title, v.data = "Not allowed", faultPage{Message: "To decide something, a token that may edit is needed."}
		return v, http.StatusForbidden
	case errors.Is(err, store.ErrFull):
		v.title, v.data = "No space", faultPage{Message: "There is no space left for the database. Nothing was lost; try again when there is."}
		return v, http.StatusInsufficientStorage
	case errors.Is(err, store.ErrNotFound):
		return v, http.StatusNotFound
	case errors.Is(err, store.ErrGone):
		v.title, v.data = "The list has changed", faultPage{Message: "The incidents were grouped anew since this page was made. Start again from the first page."}
		return v, http.StatusGone
	}
	s.Logger.Error("a page failed", "path", r.URL.Path, "err", err)
	v.title, v.data = "Something failed", faultPage{Message: "The page could not be made; the log says why."}
	return v, http.StatusInternalServerError
}

// secured lets a page load its own styles and pictures and nothing else, and run nothing.
func secured(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("X-Frame-Options", "DENY")
		h.ServeHTTP(w, r)
	})
}

// static serves the styles and the picture. Pages name the styles with their hash, so that
// a browser never mixes two versions.
func static(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "max-age=86400")
	http.ServeFileFS(w, r, files, path.Join("static", r.PathValue("file")))
}
