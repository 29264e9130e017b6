package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"ascribe/api"
)

// A door is a listener with the server that answers on it.
type door struct {
	srv    *http.Server
	cancel context.CancelFunc // of the requests that are being answered
	ended  chan struct{}
	err    error // why it ended, when not by close
}

// openDoor answers until close is called or the listener fails.
func openDoor(ln net.Listener, srv *http.Server) *door {
	requests, cancel := context.WithCancel(context.Background())
	srv.BaseContext = func(net.Listener) context.Context { return requests }
	d := &door{srv: srv, cancel: cancel, ended: make(chan struct{})}
	go func() {
		defer close(d.ended)
		if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			d.err = err
		}
	}()
	return d
}

// close takes no more requests and waits for those under way until ctx ends. Then it tells
// them to break off, and hangs up on those that don't.
func (d *door) close(ctx context.Context) error {
	defer d.cancel()
	err := d.srv.Shutdown(ctx)
	if err != nil && ctx.Err() != nil {
		d.cancel()
		last, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer stop()
		if err = d.srv.Shutdown(last); err != nil {
			err = d.srv.Close()
		}
	}
	<-d.ended
	return errors.Join(d.err, err)
}

// server has the limits of a server that strangers may reach.
func server(h http.Handler, log *slog.Logger) *http.Server {
	guests := newCrowd(mostConnections())
	return &http.Server{
		Handler: guests.handler(h), ConnState: guests.state, ConnContext: guests.context, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 60 * time.Second, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// answerLocally serves the other commands through the unix socket beside the database.
// Who may open the socket (mode 0600) may do everything.
func (h *house) answerLocally(dir string, log *slog.Logger) (*door, error) {
	ln, err := listenLocally(socketPath(dir))
	if err != nil {
		return nil, fmt.Errorf("no socket for the other commands: %w", err)
	}
	srv := server(h.handler, log)
	srv.ReadTimeout, srv.WriteTimeout = 0, 0 // a pass over all feeds takes its time
	srv.RegisterOnShutdown(h.leave)
	guests := srv.ConnContext
	srv.ConnContext = func(ctx context.Context, conn net.Conn) context.Context { return api.Local(guests(ctx, conn)) }
	return openDoor(ln, srv), nil
}

// listenLocally makes the socket. The caller has the database, so a socket that is there
// already was left by a crash.
func listenLocally(path string) (net.Listener, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := ours(path); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	ln, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return ln, nil
}

// ours refuses a socket's folder in the temporary folder that somebody else made or may
// write: who owns it could answer in our name. The database's own folder is the user's
// affair.
func ours(path string) error {
	dir := filepath.Dir(path)
	if filepath.Dir(dir) != filepath.Clean(os.TempDir()) || filepath.Base(path) == socketName {
		return nil
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() || !private(info) {
		return fmt.Errorf("%s is not a folder of this user alone: remove it, or use a data folder with a shorter path", dir)
	}
	return nil
}
