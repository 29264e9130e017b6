package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"

	"ascribe/incident"

	"go.etcd.io/bbolt"
)

// Compare makes the view again from the log, in a file beside path that it takes away again, and says
// where that is not what the file has: so it finds what is wrong in the index and was written whole, which
// no checksum shows. It takes the time and the room of a Rebuild, and the store must not be open, or path
// be a backup. Progress, if not nil, is told how far it is.
func Compare(ctx context.Context, path string, progress func(done, total uint64)) (Report, error) {
	return compare(ctx, path, incident.Window, progress)
}

func compare(ctx context.Context, path string, window int, progress func(done, total uint64)) (r Report, err error) {
	defer guard(path, &err)()
	db, err := openFile(path, Options{ReadOnly: true})
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	source := &Store{db: db, path: path, log: slog.New(slog.DiscardHandler)}
	if err := source.view(source.checkMeta); err != nil { // another layout has other things to say
		return r, err
	}
	r.Applied = source.Applied()
	fresh := path + ".compare"
	if err := removeIfThere(fresh); err != nil {
		return r, fmt.Errorf("remove what an earlier comparison left: %w", err)
	}
	err = rebuildInto(ctx, source, fresh, window, progress)
	if err == nil {
		err = r.compare(ctx, source, fresh)
	}
	if err != nil {
		err = full(fmt.Errorf("make the view of %s again: %w", path, err))
	}
	return r, errors.Join(err, removeIfThere(fresh))
}

// compare compares the view of a file with one that was made from its log.
func (r *Report) compare(ctx context.Context, source *Store, fresh string) (err error) {
	db, err := openFile(fresh, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(want *bbolt.Tx) error {
		return source.view(func(is *bbolt.Tx) error {
			for _, name := range viewBuckets {
				if err := r.compareBucket(ctx, name, is.Bucket([]byte(name)), want.Bucket([]byte(name))); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// compareBucket goes through two buckets side by side.
func (r *Report) compareBucket(ctx context.Context, name string, is, want *bbolt.Bucket) error {
	if is == nil {
		r.problem("there is no %s", name)
		return nil
	}
	if is.Sequence() != want.Sequence() {
		r.problem("%s is at %d, by the log at %d", name, is.Sequence(), want.Sequence())
	}
	a, b := is.Cursor(), want.Cursor()
	k, v := a.First()
	key, value := b.First()
	for k != nil || key != nil {
		if r.Records++; r.Records%4096 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		order := bytes.Compare(k, key)
		switch {
		case key == nil || k != nil && order < 0:
			r.problem("%s has %s, which the log does not give", name, readable(k))
			k, v = a.Next()
		case k == nil || order > 0:
			r.problem("%s lacks %s, which the log gives", name, readable(key))
			key, value = b.Next()
		default:
			if !sameRecord(k, v, value) {
				r.problem("%s has something else under %s than the log gives", name, readable(k))
			}
			k, v = a.Next()
			key, value = b.Next()
		}
	}
	return nil
}

// sameRecord reports whether two values say the same: how a record is compressed is no matter.
func sameRecord(key, a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	plain, err := payload(key, a)
	if err != nil {
		return false
	}
	other, err := payload(key, b)
	return err == nil && bytes.Equal(plain, other)
}
