package store

import (
	"bytes"
	"context"
	"errors"

	"go.etcd.io/bbolt"
)

// copyNode copies what this machine knows for itself. What can't be read of it is left out: a feed is asked for
// once more, an item is met again.
func (s *Store) copyNode(ctx context.Context, source *Store) error {
	for _, bucket := range nodeBuckets {
		there, sequence := false, uint64(0)
		err := source.view(func(tx *bbolt.Tx) error {
			if b := tx.Bucket([]byte(bucket)); b != nil {
				there, sequence = true, b.Sequence()
			}
			return nil
		})
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		if err := s.copyBucket(ctx, source, bucket, sequence); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) copyBucket(ctx context.Context, source *Store, bucket string, sequence uint64) error {
	const slice = 5000
	var keys, values [][]byte
	recorded := bucket == feedTable.name || bucket == seenTable.name
	flush := func() error {
		err := s.submit(ctx, &request{do: func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte(bucket))
			for i, k := range keys {
				if bucket == seenByTime && seenTable.bucket(tx).Get(k[8:]) == nil { // its record was left out
					continue
				}
				if err := b.Put(k, values[i]); err != nil {
					return err
				}
			}
			return b.SetSequence(sequence)
		}})
		keys, values = keys[:0], values[:0]
		return err
	}
	var failed error
	err := source.walkBucket(ctx, bucket, 0, func(_ *bbolt.Tx, k, v []byte) {
		if _, err := payload(k, v); recorded && err != nil {
			s.damaged(Damage{Bucket: bucket, Key: readable(k), Reason: err.Error()})
			sequence = max(sequence, 1) - 1 // counts what the bucket holds
			return
		}
		keys, values = append(keys, bytes.Clone(k)), append(values, bytes.Clone(v))
		if len(keys) == slice && failed == nil {
			failed = flush()
		}
	})
	if source.damaged(err) {
		err = nil
	}
	if err := errors.Join(err, failed); err != nil {
		return err
	}
	return flush()
}
