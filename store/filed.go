package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"ascribe/incident"
	"ascribe/news"
)

// A story is filed by its links (incident.State.Links), so that a follow-up of months later
// finds an incident that the grouping no longer remembers. What it remembers needs no file:
// the links of a placement stand in its row, and are written in order, many to a record,
// when a block of sequences is over that is half as long as the memory. So a placement
// costs no scattered write, and a link is sought in one page of each block.

var errFiled = errors.New("filed links end in the middle")

const (
	filedEntry  = 4 + 8 // a link and an ordinal
	filedTarget = 100   // entries of a record
	olderOfLink = 8     // stories that are taken of one link, the newest
)

// filedBlock is the block of a sequence.
func (s *Store) filedBlock(seq uint64) uint32 { return uint32(seq / uint64(max(1, s.window/2))) }

// fileBlocks files the block of the last placement, when the entry at hand is of another.
func (b *batch) fileBlocks() error {
	last, _ := placedTable.bucket(b.tx).Cursor().Last()
	if last == nil {
		return nil
	}
	block := b.store.filedBlock(toNumber(last))
	if block == b.store.filedBlock(b.seq) {
		return nil
	}
	var entries [][filedEntry]byte
	for _, record := range placedTable.from(b.tx, number(uint64(block)*uint64(max(1, b.store.window/2)))) {
		row, err := record()
		if b.store.damaged(err) {
			continue
		} else if err != nil {
			return err
		}
		ordinal, ok := ordinalOf(b.tx, string(row.Change.Story))
		for _, link := range row.Links {
			var e [filedEntry]byte
			binary.BigEndian.PutUint32(e[:], link)
			binary.BigEndian.PutUint64(e[4:], ordinal)
			if ok {
				entries = append(entries, e)
			}
		}
	}
	slices.SortFunc(entries, func(a, b [filedEntry]byte) int { return bytes.Compare(a[:], b[:]) })
	entries = slices.Compact(entries)
	bucket := b.tx.Bucket([]byte(filedBucket))
	bucket.FillPercent = 0.9
	for page := range slices.Chunk(entries, filedTarget) {
		key := filedKey(block, page[0][:])
		plain := make([]byte, 0, filedEntry*len(page))
		for _, e := range page {
			plain = append(plain, e[:]...)
		}
		if err := bucket.Put(key, sealBytes(key, plain)); err != nil {
			return err
		}
	}
	return nil
}

// filedKey is block ∥ link ∥ ordinal of a record's first entry.
func filedKey(block uint32, entry []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, block), entry...)
}

// decide is where a new story belongs: as it was recorded when its text was still there, else as the
// grouping sees it, which also reaches incidents that it has forgotten.
func (b *batch) decide(story news.Story) (news.Change, error) {
	if b.placed != nil {
		return b.placed.Change, nil
	}
	change := b.store.state.Decide(story)
	if !change.Founded {
		return change, nil
	}
	older, err := b.older(b.store.state.Links(story))
	if err != nil {
		return news.Change{}, err
	}
	return b.store.state.Reach(story, change, older), nil
}

// older are the stories filed under the links that the grouping does not remember, the
// newest first, each with the incident that it is in now.
func (b *batch) older(links []uint32) ([]incident.Placed, error) {
	var ordinals []uint64
	for _, link := range links {
		found, err := b.filed(link)
		if err != nil {
			return nil, err
		}
		ordinals = append(ordinals, found...)
	}
	slices.SortFunc(ordinals, func(m, n uint64) int { return cmp.Compare(n, m) })
	var out []incident.Placed
	for _, ordinal := range slices.Compact(ordinals) {
		if len(out) == incident.MostOlder {
			break
		}
		row, err := storyTable.must(b.tx, number(ordinal))
		if err == nil && (row.Forgotten || b.store.state.Remembers(row.ID)) {
			continue
		}
		var t told
		if err == nil {
			t, err = b.store.tellRow(b.tx, ordinal, row)
		}
		if b.store.damaged(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		out = append(out, incident.Placed{Story: t.story, Change: news.Change{Story: row.ID, Incident: row.Incident}})
	}
	return out, nil
}

// filed are ordinals under a link: all those of the newest blocks until there are enough.
func (b *batch) filed(link uint32) (ordinals []uint64, err error) {
	c := b.tx.Bucket([]byte(filedBucket)).Cursor()
	last, _ := c.Last()
	if last == nil {
		return nil, nil
	}
	for block := int64(binary.BigEndian.Uint32(last)); block >= 0 && len(ordinals) < olderOfLink; block-- {
		want := filedKey(uint32(block), binary.BigEndian.AppendUint32(nil, link))
		from := want
		k, _ := c.Seek(want)
		before, _ := c.Prev()
		if k == nil {
			before, _ = c.Last()
		}
		if before != nil && bytes.Equal(before[:4], want[:4]) {
			from = before // it begins with a lower link, and may end with this one
		}
		k, rec := c.Seek(from)
		for ; k != nil && bytes.Compare(k[:len(want)], want) <= 0; k, rec = c.Next() {
			found, err := filedUnder(k, rec, link)
			if b.store.damaged(err) {
				continue // one flipped bit keeps no news from being stored
			} else if err != nil {
				return nil, err
			}
			ordinals = append(ordinals, found...)
		}
	}
	return ordinals, nil
}

// filedUnder are the ordinals of a record's entries with the link.
func filedUnder(key, rec []byte, link uint32) (ordinals []uint64, err error) {
	plain, err := payload(key, rec)
	if err == nil && len(plain)%filedEntry != 0 {
		err = errFiled
	}
	if err != nil {
		return nil, Damage{Bucket: filedBucket, Key: readable(key), Reason: err.Error()}
	}
	for e := range slices.Chunk(plain, filedEntry) {
		if binary.BigEndian.Uint32(e) == link {
			ordinals = append(ordinals, binary.BigEndian.Uint64(e[4:]))
		}
	}
	return ordinals, nil
}
