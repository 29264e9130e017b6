package api

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
)

// requestHeader carries the name of a request: by it a caller's trouble is found in the server's log.
const requestHeader = "X-Request-Id"

// longestRequestID bounds what a caller, or a proxy before this server, may call a request.
const longestRequestID = 64

// requestID is what the caller calls the request, if that can stand in a log, or a new name.
func requestID(r *http.Request) string {
	id := r.Header.Get(requestHeader)
	if id == "" || len(id) > longestRequestID {
		return newRequestID()
	}
	for _, c := range []byte(id) {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.') {
			return newRequestID()
		}
	}
	return id
}

func newRequestID() string { return fmt.Sprintf("%016x", rand.Uint64()) }

// requestOf is the name of the request of a context, "" outside of one.
func requestOf(ctx context.Context) string {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v.id
	}
	return ""
}

// A naming handler adds to each line of the log the request that it is about.
type naming struct{ slog.Handler }

func (n naming) Handle(ctx context.Context, r slog.Record) error {
	if id := requestOf(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	return n.Handler.Handle(ctx, r)
}

func (n naming) WithAttrs(attrs []slog.Attr) slog.Handler { return naming{n.Handler.WithAttrs(attrs)} }

func (n naming) WithGroup(name string) slog.Handler { return naming{n.Handler.WithGroup(name)} }
