package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"
)

// openProfiles answers pprof on a loopback address: who may ask is on this machine.
func openProfiles(addr string, log *slog.Logger) (*profiles, error) {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("no profiles on %s: %w", addr, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	local := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) && !loopback(net.JoinHostPort(r.Host, "0")) { // a page whose name leads here
			http.Error(w, "this address is for this machine only", http.StatusMisdirectedRequest)
			return
		}
		mux.ServeHTTP(w, r)
	})
	srv := server(local, log)
	srv.WriteTimeout = 5 * time.Minute // a profile of a minute takes a minute
	log.Info("profiles are answered", "address", "http://"+ln.Addr().String()+"/debug/pprof/")
	return &profiles{openDoor(ln, srv)}, nil
}

type profiles struct{ *door }

// close hangs up on whoever is still measuring.
func (p *profiles) close(ctx context.Context) {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	cancel(errors.New("the program ends"))
	_ = p.door.close(ctx)
}
