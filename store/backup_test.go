package store

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"
	"testing/synctest"

	"go.etcd.io/bbolt"
)

// A copy makes a pause while the store commits, and none that waits for who reads it.
func TestBackupYields(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := make(latch, 1)
		var copied bytes.Buffer
		busy.begin()
		go func() { _, _ = yielding{&copied, busy}.Write([]byte("page")) }()
		synctest.Wait()
		if copied.Len() > 0 {
			t.Error("a copy goes on while the store commits")
		}
		busy.end()
		synctest.Wait()
		if copied.String() != "page" {
			t.Error("a copy does not go on after the commit")
		}

		reader, slow := io.Pipe()
		go func() { _, _ = yielding{slow, busy}.Write([]byte("page")) }()
		synctest.Wait() // for who reads
		busy.begin()
		busy.end()
		reader.Close()
	})
}

// The store holds the latch when it commits, and lets go of it whatever comes of that.
func TestCommitsHoldTheLatch(t *testing.T) {
	st, err := Open(filepath.Join(t.TempDir(), "x.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	held := 0
	look := func(tx *bbolt.Tx) error {
		held -= len(st.committing)
		tx.OnCommit(func() { held += 10 * len(st.committing) })
		return nil
	}
	for range 2 {
		if err := st.submit(context.Background(), &request{do: look}); err != nil {
			t.Fatal(err)
		}
	}
	if held != 20 || len(st.committing) != 0 {
		t.Errorf("of two commits %d held the latch; %d holds it after them", held/10, len(st.committing))
	}
}
