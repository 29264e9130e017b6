package store

import (
	"context"
	"errors"
	"io"
)

// A Report is what Verify found.
type Report struct {
	Applied  uint64   // sequence of the last entry applied
	Records  int      // records whose checksum was computed
	Stories  int      // in the view
	Damaged  []Damage // records that are not what was written
	Problems []string // where log, view and indexes disagree, in words
}

// Clean reports whether nothing was found.
func (r Report) Clean() bool { return len(r.Damaged)+len(r.Problems) == 0 }

// A Damage is one record that fails its checksum. It is never served.
type Damage struct {
	Bucket string
	Key    string // in a readable form
	Reason string
}

// Stats are counts for metrics.
type Stats struct {
	Stories   int
	Incidents int
	Claims    int
	Seen      int
	Bytes     int64 // of the file
	Free      int64 // bytes of the file that are free to be used again
	Applied   uint64
}

// Stats counts. It reads no more than a few pages.
func (s *Store) Stats() Stats { return Stats{} }

// Backup writes a copy of the whole file, as of one moment, while the store is in use.
func (s *Store) Backup(w io.Writer) (int64, error) { return 0, errors.ErrUnsupported }

// Verify reads everything: every record's checksum, whether log, view and indexes agree,
// and bbolt's own pages. It may run while the store is in use.
func (s *Store) Verify(ctx context.Context) (Report, error) {
	return Report{}, errors.ErrUnsupported
}

// Rebuild makes the view again from the log: into a new file beside path, which is
// checked, synced and renamed over it. It needs about the space of the file once more,
// and the store must not be open. Progress, if not nil, is told how far it is.
func Rebuild(ctx context.Context, path string, progress func(done, total uint64)) error {
	return errors.ErrUnsupported
}
