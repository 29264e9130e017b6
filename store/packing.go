package store

import (
	"encoding/binary"
	"errors"
)

// Rows that are written for every story are no JSON: their fields stand one behind the other
// after a byte that names the form, as numbers and strings with their length. What begins with
// a brace is JSON: files of older layouts have it, and a rebuild reads them.

// packedForm is the form of a row of fields. None is '{'.
const packedForm = 1

// A packed row is one that is written in fields.
type packed interface{ pack(packing) packing }

// An unpacker reads what pack wrote.
type unpacker interface{ unpack(*unpacking) }

// A packing is a row under construction.
type packing []byte

func (f packing) uint(n uint64) packing { return binary.AppendUvarint(f, n) }
func (f packing) int(n int64) packing   { return binary.AppendVarint(f, n) }

func (f packing) string(s string) packing { return append(f.uint(uint64(len(s))), s...) }
func (f packing) bytes(b []byte) packing  { return append(f.uint(uint64(len(b))), b...) }

// flags adds at most eight, in a byte.
func (f packing) flags(all ...bool) packing {
	var b byte
	for i, set := range all {
		if set {
			b |= 1 << i
		}
	}
	return append(f, b)
}

// An unpacking reads fields in the order in which they were written.
type unpacking struct {
	rest []byte
	bad  bool // something else stands there
}

var errPacked = errors.New("fields of a row are missing, or too many")

// sealRow makes the record of a row of fields.
func sealRow(key []byte, row packed) []byte {
	room := plains.Get().(*[]byte)
	defer plains.Put(room)
	*room = row.pack(append((*room)[:0], packedForm))
	return sealPlain(key, *room)
}

// unpackRow reads a row of fields.
func unpackRow(plain []byte, row unpacker) error {
	if len(plain) == 0 || plain[0] != packedForm {
		return errPacked
	}
	r := unpacking{rest: plain[1:]}
	if row.unpack(&r); r.bad || len(r.rest) > 0 {
		return errPacked
	}
	return nil
}

func (r *unpacking) uint() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *unpacking) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// count reads how many things follow, each of which takes a byte at least.
func (r *unpacking) count() int {
	n := r.uint()
	if n > uint64(len(r.rest)) {
		r.bad, r.rest = true, nil
		return 0
	}
	return int(n)
}

// some reads what was added as a string or as bytes: it is part of the record.
func (r *unpacking) some() []byte {
	n := r.count()
	some := r.rest[:n]
	r.rest = r.rest[n:]
	return some
}

func (r *unpacking) string() string { return string(r.some()) }

// bytes is nil where there are none.
func (r *unpacking) bytes() []byte { return append([]byte(nil), r.some()...) }

func (r *unpacking) flags(all ...*bool) {
	if len(r.rest) == 0 {
		r.bad = true
		return
	}
	for i, set := range all {
		*set = r.rest[0]>>i&1 == 1
	}
	r.rest = r.rest[1:]
}
