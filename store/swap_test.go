package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/news"
)

// finished is a database that a history was told to, with its contents.
func finished(t *testing.T) (path string, want []string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "ascribe.db")
	s := openAt(t, path)
	tell(t, s, history(9, 150), 25)
	want = dump(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, want
}

func TestCompact(t *testing.T) {
	path, want := finished(t)
	s := openAt(t, path)
	for _, n := range []int{0, 1} { // space that is given free: many items seen and forgotten
		var items []news.Seen
		for i := range 3000 {
			items = append(items, news.Seen{Feed: "f", Item: string(rune('a'+n)) + string(number(uint64(i))), Title: "An item of no concern", Verdict: news.OutOfScope, At: day})
		}
		if err := s.PutSeen(items...); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.ForgetSeen(day.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Compact(t.Context(), path); !errors.Is(err, ErrBusy) {
		t.Errorf("Compact of an open store = %v, want %v", err, ErrBusy)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	was, is, err := Compact(t.Context(), path)
	if err != nil || is >= was {
		t.Errorf("Compact = from %d to %d bytes, %v", was, is, err)
	}
	again := openAt(t, path)
	same(t, "compacted", dump(t, again), want)
	appendAll(t, again, entry(crashStory(1, 0)))
}

func TestRestore(t *testing.T) {
	backup, want := finished(t)
	path := filepath.Join(t.TempDir(), "ascribe.db")
	if kept, err := Restore(t.Context(), backup, path); err != nil || kept != "" {
		t.Fatalf("Restore where nothing is = %q, %v", kept, err)
	}
	s := openAt(t, path)
	same(t, "restored", dump(t, s), want)
	if _, err := Restore(t.Context(), backup, path); !errors.Is(err, ErrBusy) {
		t.Errorf("Restore over an open store = %v, want %v", err, ErrBusy)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := Restore(t.Context(), backup, path)
	if err != nil {
		t.Fatalf("Restore over a ruin: %v", err)
	}
	if b, err := os.ReadFile(kept); err != nil || string(b) != "no database" {
		t.Errorf("what was there is kept as %q, %v", b, err)
	}
	s = openAt(t, path)
	same(t, "restored again", dump(t, s), want)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	next, err := Restore(t.Context(), backup, path)
	if err != nil || next == kept {
		t.Errorf("a second one keeps what was there as %q, %v: the first kept %q", next, err, kept)
	}
	if b, err := os.ReadFile(kept); err != nil || string(b) != "no database" {
		t.Errorf("what the first one kept is %q, %v", b, err)
	}
	same(t, "kept", dump(t, openAt(t, next)), want)
	letter := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(letter, []byte("Dear Sir"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), letter, path); err == nil || strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), letter) {
		t.Errorf("a letter for a backup: %v", err)
	}

	raw, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4 * pageSize; i < min(len(raw), 100*pageSize); i += 997 {
		if i%pageSize > pageSize*3/4 { // where the records are: where they begin says the front of a page
			raw[i] ^= 1
		}
	}
	torn := filepath.Join(t.TempDir(), "torn.db")
	if err := os.WriteFile(torn, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "ascribe.db")
	if _, err := Restore(t.Context(), torn, other); err == nil {
		t.Error("a damaged backup was taken")
	}
	if entries, _ := os.ReadDir(filepath.Dir(other)); len(entries) > 0 {
		t.Errorf("a restore that failed left %v", entries)
	}
}

// A copy that is put on disk as it comes is the whole of it.
func TestSettling(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "copy"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	to, err := Settling(file, 64<<20) // the copy turns out smaller
	if err != nil {
		t.Fatal(err)
	}
	var want []byte
	for i := range 2*syncedBytes/settledBytes + 5 { // beyond the first sync
		part := bytes.Repeat([]byte{byte(i)}, settledBytes/2+i)
		want = append(want, part...)
		if n, err := to.Write(part); err != nil || n != len(part) {
			t.Fatalf("Write = %d, %v", n, err)
		}
	}
	if got, err := os.ReadFile(file.Name()); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the file has %d bytes, %v; want %d", len(got), err, len(want))
	}
}
