package store

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// IDs are hashes and have no order in time: in one tree, those of a batch would fall on as
// many pages. So the bucket ids holds the young ones only. With every 2,048th entry of the
// log the IDs of stories and claims go from there into a run, which is sorted and written
// at once; and eight runs become one of eight times the length, and eight of those one of
// 64 times, which is the longest. The entries decide, not the batches; and a look-up asks
// some twenty runs of a million stories, the youngest first.
const (
	idLength  = 22           // bytes of the ID of a story or a claim
	idEntry   = idLength + 8 // an ID and its ordinal
	idsOfPage = 64           // entries of a record
	runFan    = 8
	runLevels = 3
)

// runKey is the number of a run's first block ∥ level ∥ ID.
func runKey(first uint32, level int, id string) []byte {
	return append(append(binary.BigEndian.AppendUint32(nil, first), byte(level)), id...)
}

const runPrefix = 5 // bytes of a runKey before the ID

// runEnding is the run that ends before a block: the longest that its number allows.
func runEnding(end uint32) (first uint32, level int) {
	length := uint32(1)
	for level < runLevels-1 && end%(length*runFan) == 0 {
		length *= runFan
		level++
	}
	return end - length, level
}

// ordinalOf returns the ordinal that an ID has.
func ordinalOf(tx *bbolt.Tx, id string) (uint64, bool) {
	if v := tx.Bucket([]byte(idsBucket)).Get([]byte(id)); v != nil {
		return toNumber(v), true
	}
	if !inRuns(id) {
		return 0, false
	}
	c := tx.Bucket([]byte(runBucket)).Cursor()
	last, _ := c.Last()
	if last == nil {
		return 0, false
	}
	end := binary.BigEndian.Uint32(last) + runLength(int(last[4]))
	for end > 0 {
		first, level := runEnding(end)
		if ordinal, ok := inRun(tx, c, first, level, id); ok {
			return ordinal, true
		}
		end = first
	}
	return 0, false
}

// inRuns reports whether an ID is of the sort that goes into runs.
func inRuns(id string) bool { return news.StoryID(id).Valid() || news.ClaimID(id).Valid() }

func runLength(level int) uint32 {
	length := uint32(1)
	for range level {
		length *= runFan
	}
	return length
}

// inRun looks an ID up in one run.
func inRun(tx *bbolt.Tx, c *bbolt.Cursor, first uint32, level int, id string) (uint64, bool) {
	want := runKey(first, level, id)
	k, rec := c.Seek(want)
	if !bytes.Equal(k, want) {
		if k == nil {
			k, rec = c.Last()
		} else {
			k, rec = c.Prev()
		}
		if k == nil || !bytes.Equal(k[:runPrefix], want[:runPrefix]) {
			return 0, false
		}
	}
	entries, sound := readIDs(k, rec)
	n := len(entries) / idEntry
	at := sort.Search(n, func(i int) bool { return string(entries[i*idEntry:][:idLength]) >= id })
	if at == n || string(entries[at*idEntry:][:idLength]) != id {
		return 0, false
	}
	ordinal := toNumber(entries[at*idEntry+idLength:])
	return ordinal, sound == nil || believed(tx, id, ordinal)
}

// readIDs returns the entries of a record, and what is wrong with it.
func readIDs(key, rec []byte) (entries []byte, err error) {
	if entries, err = payload(key, rec); err != nil {
		entries = rec[min(len(rec), recordHeader):]
	}
	return entries[:len(entries)/idEntry*idEntry], err
}

// believed reports whether the row that an entry of a damaged record leads to says the same.
func believed(tx *bbolt.Tx, id string, ordinal uint64) bool {
	if news.StoryID(id).Valid() {
		row, _, err := storyTable.get(tx, number(ordinal))
		return err == nil && string(row.ID) == id
	}
	row, _, err := claimTable.get(tx, number(ordinal))
	return err == nil && string(row.ID) == id
}

// settleIDs makes the young IDs a run, the end-th, together with the runs that are due to
// become one with it. Of a damaged
// record what the rows bear out is kept.
func settleIDs(tx *bbolt.Tx, end uint32) error {
	young, runs := tx.Bucket([]byte(idsBucket)), tx.Bucket([]byte(runBucket))
	runs.FillPercent = 0.9
	first, level := runEnding(end)
	var entries, gone [][]byte
	c := young.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if inRuns(string(k)) {
			entries = append(entries, slices.Concat(k, v))
			gone = append(gone, bytes.Clone(k))
		}
	}
	for _, k := range gone {
		if err := young.Delete(k); err != nil {
			return err
		}
	}
	gone = gone[:0]
	c = runs.Cursor()
	for k, rec := c.Seek(runKey(first, 0, "")); k != nil; k, rec = c.Next() {
		page, err := readIDs(k, rec)
		for e := range slices.Chunk(bytes.Clone(page), idEntry) {
			if err == nil || believed(tx, string(e[:idLength]), toNumber(e[idLength:])) {
				entries = append(entries, e)
			}
		}
		gone = append(gone, bytes.Clone(k))
	}
	for _, k := range gone {
		if err := runs.Delete(k); err != nil {
			return err
		}
	}
	slices.SortFunc(entries, bytes.Compare)
	for page := range slices.Chunk(entries, idsOfPage) {
		key := runKey(first, level, string(page[0][:idLength]))
		if err := runs.Put(key, sealPlain(key, bytes.Join(page, nil))); err != nil {
			return err
		}
	}
	return nil
}
