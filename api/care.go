package api

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/store"
)

// A VerifyReport says whether everything stored is what was written.
type VerifyReport struct {
	OK       bool     `json:"ok"`
	Entries  uint64   `json:"entries" doc:"Of the log."`
	Records  int      `json:"records" doc:"Whose checksum was computed."`
	Stories  int      `json:"stories"`
	Textless int      `json:"textless" doc:"Stories whose text was dropped; their claims and quotes are kept."`
	Faults   []string `json:"faults" doc:"Records that are not what was written. They are never served."`
	Problems []string `json:"problems" doc:"Where log, view and indexes disagree."`
}

func (s *API) careRoutes() {
	s.get(route{
		id: "verify", path: "/v1/verify", tag: "Care", summary: "Check every record of the database", role: Admin, long: true, answer: reflect.TypeFor[VerifyReport](),
		doc: "Reads everything, so it takes its time; reading and writing go on.",
	}, func(r *http.Request) (*reply, error) {
		if err := parametersOf(r).done(); err != nil {
			return nil, err
		}
		report, err := s.Store.Verify(r.Context())
		if err != nil {
			return nil, err
		}
		return jsonReply(VerifyReport{
			OK: report.Clean(), Entries: report.Applied, Records: report.Records, Stories: report.Stories, Textless: report.Dropped, Problems: words(report.Problems),
			Faults: each(report.Damaged, func(d store.Damage) string { return fmt.Sprintf("%s %s: %s", d.Bucket, d.Key, d.Reason) }),
		})
	})
	s.stream(route{
		method: http.MethodPost, id: "backup", path: "/v1/backup", tag: "Care", summary: "Copy the database", role: Admin, long: true, types: []string{binaryType},
		doc: "A copy as of one moment, while it is in use. Only over the unix socket: a slow reader holds pages of the file that could be used again.",
	}, s.backup)
}

const binaryType = "application/vnd.ascribe.backup"

// backup streams the database. A copy that breaks off ends the connection: whoever reads
// it sees that it is not whole.
func (s *API) backup(w http.ResponseWriter, r *http.Request) error {
	if err := parametersOf(r).done(); err != nil {
		return err
	}
	if !callerOf(r.Context()).local {
		return huma.NewError(http.StatusForbidden, "a backup is made by `ascribe backup` on the machine itself")
	}
	w.Header().Set("Content-Type", binaryType)
	w.Header().Set("Content-Disposition", `attachment; filename="ascribe-backup.db"`)
	out := &counted{w: w}
	if _, err := s.Store.Backup(out); err != nil {
		if out.n == 0 {
			w.Header().Del("Content-Disposition")
			return err
		}
		s.Logger.ErrorContext(r.Context(), "a backup broke off", "error", err, "bytes", out.n)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// counted knows whether anything was written.
type counted struct {
	w http.ResponseWriter
	n int64
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// healthRoutes registers what a supervisor asks. They need no token
// and say nothing else; the metrics need one that may read.
func (s *API) healthRoutes() {
	s.mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintln(w, "ok")
	})
	s.mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.ready(r.Context()); err != nil {
			s.Logger.ErrorContext(r.Context(), "not ready", "error", err)
			s.refuse(w, r, http.StatusServiceUnavailable, "the store does not answer")
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintln(w, "ok")
	})
	s.mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if s.permitted(w, r, Reader) {
			s.metrics.handler.ServeHTTP(w, r)
		}
	})
}

// ready reads one incident, as a client would.
func (s *API) ready(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, 2*time.Second)
	defer stop()
	_, err := s.Store.Incidents(ctx, store.Query{Limit: 1})
	return err
}
