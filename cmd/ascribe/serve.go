package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"ascribe/api"
)

type serveCmd struct {
	Addr string `help:"Address to answer on; listen in the configuration." placeholder:"HOST:PORT"`
}

// Run fetches on schedule and answers until it is told to stop.
func (cmd *serveCmd) Run(c *console) error {
	cfg, dir, err := c.settings()
	if err != nil {
		return err
	}
	if cmd.Addr != "" {
		cfg.Listen = cmd.Addr
	}
	if err := api.CheckAddress(cfg.Listen, cfg.Access.Tokens); err != nil {
		return exit{exitUsage, err}
	}
	log := c.logger()
	h, err := openHouse(cfg, dir, log, true)
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("no answering on %s: %w", cfg.Listen, err), h.Close())
	}
	fmt.Fprintf(c.err, "ascribe answers on http://%s/ (API: /v1/incidents, documentation: /docs), database in %s\n", ln.Addr(), dir)
	return errors.Join(h.serve(c.ctx, ln, dir, cfg.Schedule == "on", log), h.Close())
}

// serve answers on a listener and on the socket, and fetches when scheduled, until ctx
// ends; then it lets requests finish.
func (h *house) serve(ctx context.Context, ln net.Listener, dir string, scheduled bool, log *slog.Logger) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	local, err := h.answerLocally(dir, log)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	srv := server(h.handler, log)
	ended := make(chan error, 2)
	go func() { ended <- srv.Serve(ln) }()
	fetching := make(chan error, 1)
	if scheduled {
		go func() { fetching <- h.node.Run(ctx) }()
	} else {
		fetching <- nil
	}
	select {
	case <-ctx.Done():
		log.Info("stopping", "cause", context.Cause(ctx))
	case err = <-ended:
		stop(err)
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err = errors.Join(err, srv.Shutdown(grace), local.Shutdown(grace))
	if run := <-fetching; run != nil && ctx.Err() == nil {
		err = errors.Join(err, run)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// server has the limits of a server that strangers may reach.
func server(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 60 * time.Second, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// answerLocally serves the other commands through the unix socket beside the database.
// Who may open the socket (mode 0600) may do everything.
func (h *house) answerLocally(dir string, log *slog.Logger) (*http.Server, error) {
	path := socketPath(dir)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("no socket for the other commands: %w", err)
	}
	// We hold the database, so a socket that is there already was left by a crash.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("no socket for the other commands: %w", err)
	}
	ln, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("no socket for the other commands: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	srv := server(h.handler, log)
	srv.ReadTimeout, srv.WriteTimeout = 0, 0 // a pass over all feeds takes its time
	srv.ConnContext = func(ctx context.Context, _ net.Conn) context.Context { return api.Local(ctx) }
	go func() { // ends with Shutdown
		if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the socket for the other commands is gone", "err", err)
		}
	}()
	return srv, nil
}
