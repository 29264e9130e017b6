package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"
)

const (
	// scrubbedName is a file whose age says when every record was looked at last.
	scrubbedName = "ascribe.scrubbed"
	scrubEvery   = 7 * 24 * time.Hour
	// scrubRest is the rest after 2,000 records: a million stories take hours, and nobody
	// notices.
	scrubRest = 500 * time.Millisecond
	// scrubAgain is the pause after a look that broke off.
	scrubAgain = time.Hour
)

// scrub looks at every record once a week: damage that is found while there is a backup can
// be mended.
func (h *house) scrub(ctx context.Context, dir string, log *slog.Logger) {
	path := filepath.Join(dir, scrubbedName)
	for wait := untilScrub(path, time.Now()); ; {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		err := h.scrubOnce(ctx, log)
		if err == nil {
			err = os.WriteFile(path, nil, 0o600)
		}
		if wait = untilScrub(path, time.Now()); err != nil && ctx.Err() == nil {
			log.Error("the weekly look at every record broke off", "err", err, "again", scrubAgain)
			wait = scrubAgain
		}
	}
}

// scrubOnce looks at every record and logs those that are damaged.
func (h *house) scrubOnce(ctx context.Context, log *slog.Logger) error {
	report, err := h.store.Scrub(ctx, scrubRest)
	for _, d := range report.Damaged {
		log.Error("a damaged record: ascribe rebuild mends the view, and the log with a --backup", "bucket", d.Bucket, "key", d.Key, "reason", d.Reason)
	}
	if err == nil {
		log.Info("every record was looked at", "records", report.Records, "damaged", len(report.Damaged))
	}
	return err
}

// untilScrub is how long it is until a database is to be looked at. A new one has a week; a
// clock that jumps makes it no more than that.
func untilScrub(path string, now time.Time) time.Duration {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(path, nil, 0o600); err == nil {
			return scrubEvery
		}
	}
	if err != nil {
		return scrubEvery
	}
	return min(scrubEvery, max(time.Minute, info.ModTime().Add(scrubEvery).Sub(now)))
}
