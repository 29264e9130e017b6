package store

import (
	"encoding/binary"
	"fmt"
	"iter"
	"strconv"
	"unicode/utf8"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A table is a bucket of records of one type.
type table[V any] struct {
	name string
	fill float64 // how full bbolt leaves a page: 1 where keys only grow and records do not, .9 where they may, else 0 for its own
}

// The tables. The package comment says what they hold.
var (
	logTable      = table[news.Entry]{"log", 1}
	storyTable    = table[storyRow]{"stories", 0.9}
	incidentTable = table[incidentRow]{"incidents", 0.9}
	claimTable    = table[claimRow]{"claims", 0.9}
	cardTable     = table[card]{"cards", 0.9}
	reviewTable   = table[[]review]{"reviews", 0}
	editTable     = table[editRow]{"edits", 0}
	markTable     = table[[]mark]{"marks", 0}
	placedTable   = table[placedRow]{"placed", 1}
	feedTable     = table[news.FeedState]{"feeds", 0}
	seenTable     = table[news.Seen]{"seen", 0}
)

func (t table[V]) bucket(tx *bbolt.Tx) *bbolt.Bucket {
	b := tx.Bucket([]byte(t.name))
	if t.fill > 0 {
		b.FillPercent = t.fill
	}
	return b
}

// get returns the record of a key, and whether there is one. A damaged one is an error
// that names it.
func (t table[V]) get(tx *bbolt.Tx, key []byte) (v V, ok bool, err error) {
	rec := t.bucket(tx).Get(key)
	if rec == nil {
		return v, false, nil
	}
	if err := unseal(key, rec, &v); err != nil {
		return v, false, t.damage(key, err)
	}
	return v, true, nil
}

// must is get for a record that another one says is there.
func (t table[V]) must(tx *bbolt.Tx, key []byte) (V, error) {
	v, ok, err := t.get(tx, key)
	if err == nil && !ok {
		err = t.damage(key, fmt.Errorf("record is missing"))
	}
	return v, err
}

func (t table[V]) put(tx *bbolt.Tx, key []byte, v V) error {
	if p, ok := any(v).(packed); ok {
		return t.bucket(tx).Put(key, sealRow(key, p))
	}
	rec, err := seal(key, v)
	if err != nil {
		return err
	}
	return t.bucket(tx).Put(key, rec)
}

func (t table[V]) delete(tx *bbolt.Tx, key []byte) error { return t.bucket(tx).Delete(key) }

// from yields the records whose key is not below from, in order.
func (t table[V]) from(tx *bbolt.Tx, from []byte) iter.Seq2[[]byte, func() (V, error)] {
	return func(yield func([]byte, func() (V, error)) bool) {
		c := t.bucket(tx).Cursor()
		for k, rec := c.Seek(from); k != nil; k, rec = c.Next() {
			read := func() (v V, err error) {
				if err := unseal(k, rec, &v); err != nil {
					return v, t.damage(k, err)
				}
				return v, nil
			}
			if !yield(k, read) {
				return
			}
		}
	}
}

func (t table[V]) damage(key []byte, err error) error {
	return Damage{Bucket: t.name, Key: readable(key), Reason: err.Error()}
}

// Error makes a damage the error that a reader of the record gets.
func (d Damage) Error() string {
	return fmt.Sprintf("damaged record %s in %s: %s (run ascribe verify)", d.Key, d.Bucket, d.Reason)
}

// readable writes a key for a person: a sequence as a number, an ID as it stands.
func readable(key []byte) string {
	if len(key) == 8 {
		return strconv.FormatUint(binary.BigEndian.Uint64(key), 10)
	}
	if utf8.Valid(key) {
		return strconv.Quote(string(key))
	}
	return fmt.Sprintf("%x", key)
}

// number is a sequence or an ordinal as a key: big-endian, so that keys sort as numbers.
func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func toNumber(key []byte) uint64 {
	if len(key) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key)
}
