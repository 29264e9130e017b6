package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/node"
	"ascribe/store"
)

// problem is the RFC 9457 document of an error. What callers can do something about is said;
// everything else is logged, and they learn only that it happened.
func (s *API) problem(ctx context.Context, err error) huma.StatusError {
	if known, ok := errors.AsType[huma.StatusError](err); ok {
		return known
	}
	if bad, ok := errors.AsType[store.BadQuery](err); ok {
		details := make([]error, 0, len(bad))
		for _, p := range bad {
			details = append(details, &huma.ErrorDetail{Message: p.Message, Location: "query." + p.Parameter, Value: p.Value})
		}
		return huma.NewError(http.StatusUnprocessableEntity, "some parameters can't be understood", details...)
	}
	if wrong, ok := errors.AsType[node.Faults](err); ok {
		details := make([]error, 0, len(wrong))
		for _, f := range wrong {
			details = append(details, &huma.ErrorDetail{Message: f.Message, Location: "body." + f.Field, Value: f.Value})
		}
		return huma.NewError(http.StatusUnprocessableEntity, "some fields can't be as they are", details...)
	}
	if refused, ok := errors.AsType[node.Refusal](err); ok {
		return huma.NewError(http.StatusUnprocessableEntity, refused.Reason)
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return huma.NewError(http.StatusNotFound, "nothing goes by this id")
	case errors.Is(err, node.ErrUnknownFeed):
		return huma.NewError(http.StatusNotFound, "no feed goes by this id")
	case errors.Is(err, store.ErrGone):
		return huma.NewError(http.StatusGone, "the cursor or sequence is from before the stories were regrouped, an older backup was restored, or an incident that is named went into another one or came back: start again without it")
	case errors.Is(err, node.ErrVisiting):
		return huma.NewError(http.StatusConflict, "the feed is being fetched right now")
	case errors.Is(err, store.ErrBusy):
		return huma.NewError(http.StatusServiceUnavailable, "the store is in use by another process")
	case errors.Is(err, store.ErrFull):
		return huma.NewError(http.StatusInsufficientStorage, "there is no space left for the database: nothing was lost, and writing goes on when there is")
	case errors.Is(err, store.ErrClosed):
		return huma.NewError(http.StatusServiceUnavailable, "the server is shutting down")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return huma.NewError(http.StatusServiceUnavailable, "the work was broken off before it was done")
	}
	s.Logger.ErrorContext(ctx, "request failed", "error", err)
	return huma.NewError(http.StatusInternalServerError, broken(ctx))
}

// broken is what is told of a fault that callers can do nothing about.
func broken(ctx context.Context) string {
	return fmt.Sprintf("something went wrong here; the server's log says what, at request %s", requestOf(ctx))
}

// fail writes an error outside of huma.
func (s *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problem(r.Context(), err)
	if h, ok := errors.AsType[huma.HeadersError](err); ok {
		for k, values := range h.GetHeaders() {
			w.Header()[k] = append(w.Header()[k], values...)
		}
	}
	body, err := json.Marshal(p)
	if err != nil {
		s.Logger.ErrorContext(r.Context(), "problem", "error", err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.GetStatus())
	_, _ = w.Write(append(body, '\n')) // the client has gone: there is nobody to tell
}

func (s *API) refuse(w http.ResponseWriter, r *http.Request, status int, detail string) {
	s.fail(w, r, huma.NewError(status, detail))
}

// noRoute tells a path that isn't from a method that isn't: net/http would say both in
// plain text.
func (s *API) noRoute(w http.ResponseWriter, r *http.Request) {
	if s.pages != nil && !strings.HasPrefix(r.URL.Path, "/v1/") {
		s.page(w, r)
		return
	}
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		probe := r.Clone(r.Context())
		probe.Method = method
		if _, pattern := s.mux.Handler(probe); pattern != "/" && pattern != "" {
			allowed = append(allowed, method)
			if method == http.MethodGet {
				allowed = append(allowed, http.MethodHead)
			}
		}
	}
	if allowed == nil {
		s.refuse(w, r, http.StatusNotFound, "there is nothing at this path; /docs lists what there is")
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	s.refuse(w, r, http.StatusMethodNotAllowed, "this path knows "+strings.Join(allowed, ", "))
}

// page hands a request to the pages: who reads may read them, who edits may post to them.
func (s *API) page(w http.ResponseWriter, r *http.Request) {
	need := Reader
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		need = Analyst
	}
	if !s.permitted(w, r, need) {
		return
	}
	if c := callerOf(r.Context()); c.role.may(Analyst) {
		r = r.WithContext(node.WithEditor(r.Context(), c.name))
	}
	s.pages.ServeHTTP(w, r)
}

// recovered turns a panic into a 500 that says nothing, and a line in the log that says all.
func (s *API) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if fault == http.ErrAbortHandler { // on purpose: the answer broke off
				panic(fault)
			}
			s.Logger.ErrorContext(r.Context(), "panic", "path", r.URL.Path, "fault", fault, "stack", string(debug.Stack()))
			s.refuse(w, r, http.StatusInternalServerError, broken(r.Context()))
		}()
		next.ServeHTTP(w, r)
	})
}
