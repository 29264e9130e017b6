package api

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"time"
)

// watched remembers the status that was written.
type watched struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// A visit is what the layers around the routes tell each other about a request.
type visit struct {
	id      string
	caller  caller
	pattern string // of the route
}

type visitKey struct{}

// observed measures and logs every request, also one whose handler panics.
func (s *API) observed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		seen := &watched{ResponseWriter: w}
		v := &visit{id: requestID(r)}
		seen.Header()[requestHeader] = []string{v.id}
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		defer func() {
			took := time.Since(began)
			s.metrics.observe(v.pattern, r.Method, max(seen.status, http.StatusOK), took)
			s.logRequest(r, seen, took)
		}()
		next.ServeHTTP(seen, r)
	})
}

// routed tells the layers around it which route was taken.
func (s *API) routed(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if v, ok := r.Context().Value(visitKey{}).(*visit); ok {
			v.pattern = r.Pattern
		}
	}()
	s.mux.ServeHTTP(w, r)
}

// logRequest logs what changed or failed, and on level debug everything.
func (s *API) logRequest(r *http.Request, w *watched, took time.Duration) {
	level := slog.LevelDebug
	if r.Method == http.MethodPost || w.status >= http.StatusInternalServerError {
		level = slog.LevelInfo
	}
	if s.Logger.Enabled(r.Context(), level) {
		s.Logger.Log(r.Context(), level, "request", "method", r.Method, "path", r.URL.Path, "status", w.status, "bytes", w.bytes, "took", took, "remote", r.RemoteAddr, "by", callerOf(r.Context()).name)
	}
}

// headers that every answer carries. A handler may set its own instead.
var headers = map[string][]string{
	"X-Content-Type-Options":       {"nosniff"},
	"X-Frame-Options":              {"DENY"},
	"Referrer-Policy":              {"no-referrer"},
	"Cross-Origin-Resource-Policy": {"same-origin"},
	"Content-Security-Policy":      {"default-src 'none'; frame-ancestors 'none'"},
}

func (s *API) headed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		maps.Copy(h, headers)
		next.ServeHTTP(w, r)
	})
}
