package store

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// A cursor is a place in a list: the last object that was given, in which list and order,
// under which grouping, the sequence at which the walk began and that of the last page. Clients get it as
// base64url and are not to look into it.
type cursor struct {
	family  family
	order   byte // index in ordersOf
	epoch   uint32
	rank    uint64
	ordinal uint64
	seq     uint64
	read    uint64 // where the log ended at the last page
	sum     uint32 // of that entry
	done    byte   // what is told to its end
	gone    uint64 // the ordinal from which on what left the list is told
}

const (
	cursorVersion = 2
	cursorSize    = firstCursorSize + 1 + 8 + 8 + 4

	firstCursorSize = 1 + 1 + 1 + 4 + 8 + 8 + 8 // of version 1, which knew nothing of what left
)

const (
	itemsGiven = 1 << iota
	goneTold
)

func (c cursor) String() string {
	b := []byte{cursorVersion, byte(c.family), c.order}
	b = binary.BigEndian.AppendUint32(b, c.epoch)
	for _, n := range []uint64{c.rank, c.ordinal, c.seq} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	b = binary.BigEndian.AppendUint64(append(b, c.done), c.gone)
	b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(b, c.read), c.sum)
	return base64.RawURLEncoding.EncodeToString(b)
}

func parseCursor(s string) (c cursor, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	switch {
	case err == nil && len(b) == cursorSize && b[0] == cursorVersion:
		more := b[firstCursorSize:]
		c.done, c.gone, c.read, c.sum = more[0], toNumber(more[1:]), toNumber(more[9:]), binary.BigEndian.Uint32(more[17:])
	case err != nil || len(b) != firstCursorSize || b[0] != 1:
		return c, errors.New("this is no cursor")
	}
	c.family, c.order, c.epoch = family(b[1]), b[2], binary.BigEndian.Uint32(b[3:])
	c.rank, c.ordinal, c.seq = toNumber(b[7:]), toNumber(b[15:]), toNumber(b[23:])
	return c, nil
}

// asOf is what a client that was given the cursor has read.
func (c cursor) asOf() AsOf { return AsOf{Seq: c.seq, Read: max(c.seq, c.read), Sum: c.sum} }
