package store

import (
	"bytes"
	"slices"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// The bucket ids has the young IDs, and those of edits, of which there are few. With every
// 2,048th entry of the log those of stories and claims go into a run.

const idLength = 22 // bytes of the ID of a story or a claim

// idRuns hold an ID and its ordinal. The longest is of 64 blocks, 131,000 entries.
var idRuns = stack{bucket: idRunBucket, key: idLength, entry: idLength + 8, page: 64, longest: 2, believed: rowNamed}

// ordinalOf returns the ordinal that an ID has.
func ordinalOf(tx *bbolt.Tx, id string) (ordinal uint64, ok bool) {
	if v := tx.Bucket([]byte(idsBucket)).Get([]byte(id)); v != nil {
		return toNumber(v), true
	}
	runs := tx.Bucket([]byte(idRunBucket))
	if runs == nil || !inRuns(id) { // a rebuild reads files of older layouts
		return 0, false
	}
	key, c := []byte(id), runs.Cursor()
	for one := range idRuns.each(tx) {
		idRuns.look(tx, c, one, key, func(entry []byte) { ordinal, ok = toNumber(entry[idLength:]), true })
		if ok {
			break
		}
	}
	return ordinal, ok
}

// inRuns reports whether an ID is of the sort that goes into runs.
func inRuns(id string) bool { return news.StoryID(id).Valid() || news.ClaimID(id).Valid() }

// rowNamed reports whether the row that an entry leads to has its ID.
func rowNamed(tx *bbolt.Tx, entry []byte) bool {
	id, key := string(entry[:idLength]), entry[idLength:]
	if news.StoryID(id).Valid() {
		row, _, err := storyTable.get(tx, key)
		return err == nil && string(row.ID) == id
	}
	row, _, err := claimTable.get(tx, key)
	return err == nil && string(row.ID) == id
}

// settleIDs makes the young IDs the run of the block before end.
func settleIDs(tx *bbolt.Tx, end uint32) error {
	young := tx.Bucket([]byte(idsBucket))
	var entries [][]byte
	c := young.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if inRuns(string(k)) {
			entries = append(entries, slices.Concat(k, v))
		}
	}
	for _, e := range entries {
		if err := young.Delete(bytes.Clone(e[:idLength])); err != nil {
			return err
		}
	}
	return idRuns.add(tx, end, entries)
}
