package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ascribe/incident"

	"go.etcd.io/bbolt"
)

// sound makes a database that is in order.
func sound(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 20 {
		appendAll(t, s, entry(crashStory(n, 0)))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// alter changes what a database says of itself.
func alter(t *testing.T, path string, do func(*meta)) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		m, err := readMeta(tx)
		do(&m)
		return errors.Join(err, m.put(tx))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// strangers are files that are not opened, and what is said of each.
var strangers = map[string]struct {
	make func(t *testing.T) string
	want string
}{
	"a text file": {func(t *testing.T) string {
		path := filepath.Join(t.TempDir(), "notes.txt")
		if err := os.WriteFile(path, []byte(strings.Repeat("My notes.\n", 9000)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}, "is not a database of ascribe"},
	"another program's database": {func(t *testing.T) string {
		path := filepath.Join(t.TempDir(), "other.db")
		db, err := bbolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("things"))
			return err
		})
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		return path
	}, "is a bbolt database of another program"},
	"a folder that is not there": {func(t *testing.T) string {
		return filepath.Join(t.TempDir(), "none", "ascribe.db")
	}, "there is no "},
	"a file cut short": {func(t *testing.T) string {
		path := sound(t)
		if err := os.Truncate(path, 5*pageSize); err != nil {
			t.Fatal(err)
		}
		return path
	}, "it is cut short, 81920 bytes of "},
	"a file that lost all": {func(t *testing.T) string {
		path := sound(t)
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
		return path
	}, "it is empty, 0 bytes"},
	"zeroed meta pages": {func(t *testing.T) string {
		path := sound(t)
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.WriteAt(make([]byte, 2*pageSize), 0)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		return path
	}, "its first pages are damaged"},
	"a newer layout": {func(t *testing.T) string {
		path := sound(t)
		alter(t, path, func(m *meta) { m.Schema++ })
		return path
	}, "was written by a newer ascribe"},
	"older rules": {func(t *testing.T) string {
		path := sound(t)
		alter(t, path, func(m *meta) { m.Rules = incident.Version - 1 })
		return path
	}, "run ascribe rebuild"},
}

func TestOpenRefuses(t *testing.T) {
	for name, c := range strangers {
		t.Run(name, func(t *testing.T) {
			path := c.make(t)
			s, err := Open(path, Options{})
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), filepath.Dir(path)) {
				t.Errorf("Open = %v\nwant %q and the path", err, c.want)
			}
		})
	}
}

func TestOlderRulesAreRebuilt(t *testing.T) {
	path := sound(t)
	alter(t, path, func(m *meta) { m.Rules = incident.Version - 1 })
	if _, err := Open(path, Options{}); !errors.Is(err, ErrOutdated) {
		t.Errorf("Open = %v, want ErrOutdated", err)
	}
	if err := Rebuild(t.Context(), path, "", nil); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, path)
	if _, err := s.Stories(t.Context(), Query{UpdatedSince: AsOf{Seq: s.Applied()}}); err != nil {
		t.Errorf("the sequence of now: %v", err)
	}
	if _, err := s.Stories(t.Context(), Query{UpdatedSince: AsOf{Seq: s.Applied() + 1}}); !errors.Is(err, ErrGone) {
		t.Errorf("a sequence beyond the log: %v, want ErrGone", err)
	}
	if _, _, err := s.Changes(t.Context(), Place{Seq: s.Applied() + 1}, Query{}); !errors.Is(err, ErrGone) {
		t.Errorf("changes after a sequence beyond the log: %v, want ErrGone", err)
	}
	if _, err := s.Stories(t.Context(), Query{UpdatedSince: AsOf{Seq: 3}}); !errors.Is(err, ErrGone) {
		t.Errorf("a sequence from before the regrouping: %v, want ErrGone", err)
	}
}

func TestABusyFileNamesItsHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	openAt(t, path)
	_, err := Open(path, Options{})
	if !errors.Is(err, ErrBusy) {
		t.Fatalf("Open = %v, want ErrBusy", err)
	}
	if _, e := os.Stat("/proc/locks"); e == nil && !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
		t.Errorf("Open = %v, want it to name process %d", err, os.Getpid())
	}
	if err := Rebuild(t.Context(), path, "", nil); !errors.Is(err, ErrBusy) {
		t.Errorf("Rebuild of an open store = %v, want ErrBusy", err)
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openAt(t, path)
	appendAll(t, s, entry(crashStory(1, 0)))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if page, err := r.Stories(t.Context(), Query{Text: "intruders"}); err != nil || len(page.Items) != 1 {
		t.Errorf("Stories = %v, %v", page.Items, err)
	}
	if _, err := r.Append(t.Context(), entry(crashStory(2, 0))); err == nil || !strings.Contains(err.Error(), "for reading only") {
		t.Errorf("Append to a store opened for reading: %v", err)
	}
}

// TestManyWriters appends from many goroutines at once, and closes the store under them.
func TestManyWriters(t *testing.T) {
	s := open(t)
	var writers sync.WaitGroup
	for w := range 16 {
		writers.Go(func() {
			for n := range 10 {
				if _, err := s.Append(t.Context(), entry(crashStory(w*100+n, 0))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	if s.Applied() != 160 || s.Stats().Stories != 160 {
		t.Errorf("applied %d, %d stories, want 160", s.Applied(), s.Stats().Stories)
	}
	ended, end := context.WithTimeout(t.Context(), time.Nanosecond)
	defer end()
	<-ended.Done()
	if _, err := s.Append(ended, entry(crashStory(5000, 0))); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Append with an ended context: %v", err)
	}
	for range 4 {
		writers.Go(func() {
			for n := 0; ; n++ {
				if _, err := s.Append(context.Background(), entry(crashStory(9000+n, 1))); errors.Is(err, ErrClosed) {
					return
				} else if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	writers.Wait()
}
