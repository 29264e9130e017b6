package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
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
	h.store.Warm()
	if cfg.Profile != "" {
		profiles, err := openProfiles(cfg.Profile, log)
		if err != nil {
			return errors.Join(err, ln.Close(), h.Close())
		}
		defer profiles.close(c.ctx)
	}
	fmt.Fprintf(c.err, "ascribe answers on http://%s/ (API: /v1/incidents, documentation: /docs), database in %s\n", ln.Addr(), dir)
	if name := proxySet(); name != "" && cfg.Schedule == "on" {
		log.Warn("no proxy is used: the hosts of feeds and pages must be reached from this machine itself", "set", name)
	}
	keep := time.Duration(cfg.Retain.Text)
	return errors.Join(h.serve(c.ctx, ln, dir, cfg.Schedule == "on", keep, log), h.Close())
}

// shutdownGrace is how long requests may take to finish when the program ends.
const shutdownGrace = 5 * time.Second

// serve answers on a listener and on the socket, fetches when scheduled and drops texts
// when they are older than keep, until ctx ends or one of these fails; then it lets requests finish.
func (h *house) serve(ctx context.Context, ln net.Listener, dir string, scheduled bool, keep time.Duration, log *slog.Logger) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	local, err := h.answerLocally(dir, log)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	srv := server(h.handler, log)
	srv.RegisterOnShutdown(h.leave)
	public := openDoor(ln, srv)
	var caring sync.WaitGroup
	caring.Go(func() { h.scrub(ctx, dir, log) })
	caring.Go(func() { h.retain(ctx, keep, log) })
	caring.Go(func() { collect(ctx.Done()) })
	defer caring.Wait()
	defer stop() // before the wait
	fetching := make(chan error, 1)
	if scheduled {
		go func() { fetching <- h.node.Run(ctx) }()
	}
	var failed error
	select {
	case <-ctx.Done():
		log.Info("stopping", "cause", context.Cause(ctx))
	case <-public.ended:
	case <-local.ended:
	case failed = <-fetching:
		scheduled = false
	}
	stop()
	if scheduled {
		<-fetching // what it says now is that ctx ended
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
	defer cancel()
	return errors.Join(failed, public.close(grace), local.close(grace))
}
