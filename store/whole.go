package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// bbolt maps as much of a file as its meta page says there is, and faults where the file is shorter. So
// the meta pages are read as a file first (their layout: internal/common of bbolt, version 2 of its format).
const (
	metaAt      = 16 // bytes of a page's header
	metaSummed  = 56 // of the meta page, before its checksum
	metaMagic   = 0xED0CDAED
	metaPage    = 8  // where its fields stand: the size of a page,
	metaHighest = 40 // the page after the last one,
	metaTx      = 48 // the transaction that wrote it
)

// checkWhole looks whether all of a file is there. What else is wrong with it is bbolt's to say.
func checkWhole(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return openError(path, err)
	}
	defer f.Close()
	want := wanted(f)
	info, err := f.Stat() // after the meta pages: a writer lengthens the file before it writes them
	switch {
	case err != nil:
		return openError(path, err)
	case info.Size() == 0:
		return fmt.Errorf("%s is damaged: it is empty, 0 bytes; restore it from a backup, or remove it to begin anew", path)
	case info.Size() < want:
		return fmt.Errorf("%s is damaged: it is cut short, %d bytes of %d are there; restore it from a backup", path, info.Size(), want)
	}
	return nil
}

// wanted is how many bytes the newer of the sound meta pages of a file speaks of, 0 without one.
func wanted(f io.ReaderAt) int64 {
	var size, latest uint64
	for _, page := range []int64{0, pageSize} {
		var b [metaSummed + 8]byte
		if _, err := f.ReadAt(b[:], page+metaAt); err != nil {
			continue
		}
		sum := fnv.New64a()
		sum.Write(b[:metaSummed])
		if binary.NativeEndian.Uint32(b[:]) != metaMagic || binary.NativeEndian.Uint64(b[metaSummed:]) != sum.Sum64() {
			continue
		}
		if tx := binary.NativeEndian.Uint64(b[metaTx:]); size == 0 || tx > latest {
			latest = tx
			size = binary.NativeEndian.Uint64(b[metaHighest:]) * uint64(binary.NativeEndian.Uint32(b[metaPage:]))
		}
	}
	return int64(size)
}

// Resembles reports whether a file begins as a database does, sound or not.
func Resembles(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	for _, page := range []int64{0, pageSize} {
		var b [4]byte
		if _, err := f.ReadAt(b[:], page+metaAt); err == nil && binary.NativeEndian.Uint32(b[:]) == metaMagic {
			return true
		}
	}
	return false
}

// makeFile makes an empty file of bbolt at path, whole or not at all: a crash must not leave one of 0 bytes,
// which looks like one that lost all it had.
func makeFile(path string, options *bbolt.Options) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new")
	if err != nil {
		return openError(path, err)
	}
	fresh := f.Name()
	defer func() { _ = os.Remove(fresh) }()
	plain := *options
	plain.InitialMmapSize = 0
	if err = f.Close(); err == nil {
		err = emptyFile(fresh, &plain)
	}
	if err == nil {
		err = os.Link(fresh, path) // unlike a rename it leaves alone what another process made meanwhile
	}
	switch {
	case err == nil:
		return syncFolder(filepath.Dir(path))
	case errors.Is(err, fs.ErrExist):
		return nil
	case isLinkError(err): // not every file system has links
		return put(fresh, path)
	}
	return openError(path, err)
}

func emptyFile(path string, options *bbolt.Options) error {
	db, err := bbolt.Open(path, 0o600, options)
	if err != nil {
		return err
	}
	return db.Close()
}

func isLinkError(err error) bool {
	_, is := errors.AsType[*os.LinkError](err)
	return is
}
