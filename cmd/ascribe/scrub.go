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
)

// scrub looks at every record once a week: damage that is found while there is a backup can
// be mended.
func (h *house) scrub(ctx context.Context, dir string, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(untilScrub(filepath.Join(dir, scrubbedName), time.Now())):
		}
		report, err := h.store.Scrub(ctx, scrubRest)
		if err != nil {
			if ctx.Err() == nil {
				log.Error("the weekly look at every record broke off", "err", err)
			}
			return
		}
		for _, d := range report.Damaged {
			log.Error("a damaged record: ascribe rebuild mends the view, and the log with a --backup", "bucket", d.Bucket, "key", d.Key, "reason", d.Reason)
		}
		log.Info("every record was looked at", "records", report.Records, "damaged", len(report.Damaged))
		if err := os.WriteFile(filepath.Join(dir, scrubbedName), nil, 0o600); err != nil {
			log.Error("the weekly look is not noted", "err", err)
			return
		}
	}
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
