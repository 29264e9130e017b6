package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"

	"ascribe/api"
	"ascribe/fetcher"
	"ascribe/node"
	"ascribe/store"
	"ascribe/web"
)

const database = "ascribe.db"

// A house is a database with everything that is built on it.
type house struct {
	store   *store.Store
	node    *node.Node
	handler http.Handler
	leave   func() // ends the answers that would never end
	unmark  func() error
}

// openHouse opens the database of a folder, which it makes when write is set and there is none.
func openHouse(cfg *config, dir string, log *slog.Logger, write bool) (*house, error) {
	path := filepath.Join(dir, database)
	if write {
		if err := errors.Join(makeFolder(dir), lookFirst(context.Background(), dir)); err != nil {
			return nil, err
		}
	} else if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no database in %s yet; run ascribe ingest or ascribe serve first, or name a folder with --data", dir)
	}
	st, err := store.Open(path, store.Options{ReadOnly: !write, Lazy: true, Log: log})
	if err != nil {
		return nil, err
	}
	h := &house{store: st, unmark: func() error { return nil }}
	if write {
		if h.unmark, err = marked(dir); err != nil {
			return nil, errors.Join(err, st.Close())
		}
	}
	if err := h.furnish(cfg, dir, log); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the folder of the database could not be made: %w", err)
	}
	return nil
}

func (h *house) furnish(cfg *config, dir string, log *slog.Logger) error {
	client, err := fetcher.NewClient(cfg.Network, log)
	if err != nil {
		return err
	}
	catalogue, err := catalogueIn(dir)
	if err != nil {
		return err
	}
	h.node, err = node.New(node.Config{
		Revisits: cfg.revisits(),
		Store:    h.store, Log: h.store, Client: client, Catalogue: catalogue,
		Outlets: cfg.nodeOutlets(), Feeds: cfg.nodeFeeds(), Workers: cfg.Network.Workers, Logger: log,
	})
	if err != nil {
		return err
	}
	machines, err := api.New(api.Config{
		Node: h.node, Store: h.store, Catalogue: catalogue, Tokens: cfg.Access.Tokens, Hosts: cfg.Access.Hosts,
		Origins: cfg.Access.Origins, Rate: cfg.Access.Rate, Version: version(), Logger: log,
	})
	if err != nil {
		return err
	}
	people, err := web.New(web.Config{Node: h.node, Store: h.store, Catalogue: catalogue, Version: version(), Logger: log})
	if err != nil {
		return err
	}
	h.handler, h.leave = api.Guard(machines, people), machines.Leave
	return nil
}

func (h *house) Close() error { return errors.Join(h.store.Close(), h.unmark()) }

// dataDir is the folder of the database: flag or environment, configuration, the service
// manager's, the user's.
func (c *console) dataDir(cfg *config) (string, error) {
	for _, dir := range []string{c.flags.Data, cfg.Data, os.Getenv("STATE_DIRECTORY")} {
		if dir != "" {
			return filepath.Abs(dir)
		}
	}
	if dir := os.Getenv("XDG_STATE_HOME"); dir != "" {
		return filepath.Join(dir, "ascribe"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", usage("no folder for the database: %v; name one with --data", err)
	}
	return filepath.Join(home, ".local", "state", "ascribe"), nil
}

// settings reads the configuration and finds the folder of the database.
func (c *console) settings() (*config, string, error) {
	path, err := findConfig(c.flags.Config)
	if err != nil {
		return nil, "", err
	}
	cfg, err := readConfig(path)
	if err != nil {
		return nil, "", err
	}
	dir, err := c.dataDir(cfg)
	return cfg, dir, err
}

// logger writes to standard error: as text, since a person or a journal reads it.
func (c *console) logger() *slog.Logger {
	switch {
	case c.flags.Quiet:
		return c.loggerAt(slog.LevelError)
	case c.flags.Debug:
		return c.loggerAt(slog.LevelDebug)
	}
	return c.loggerAt(slog.LevelInfo)
}

// quietly is the logger of commands that say themselves what they did.
func (c *console) quietly() *slog.Logger {
	if c.flags.Quiet || c.flags.Debug {
		return c.logger()
	}
	return c.loggerAt(slog.LevelWarn)
}

func (c *console) loggerAt(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: level}))
}

// maxSocketPath is what the kernel takes for the path of a unix socket (sun_path, less the
// closing zero).
const maxSocketPath = 103

const socketName = "ascribe.sock"

// socketPath is where the process that has the database answers the others: beside the
// database, or in the system's temporary folder when that path is too long.
func socketPath(dir string) string {
	beside := filepath.Join(dir, socketName)
	if len(beside) <= maxSocketPath {
		return beside
	}
	sum := sha256.Sum256([]byte(dir))
	short := fmt.Sprintf("ascribe-%d", os.Getuid())
	return filepath.Join(os.TempDir(), short, hex.EncodeToString(sum[:8])+".sock")
}
