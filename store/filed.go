package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"ascribe/incident"
	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A story is filed by its links (incident.State.Links), so that a follow-up of months later
// finds an incident that the grouping no longer remembers. What it remembers needs no file:
// the links of a placement stand in its row, and become a run when a block of sequences is
// over: so short a one that nobody waits for it.

// filedRuns hold a link and an ordinal. The longest is of 64 blocks, 80,000 sequences.
var filedRuns = stack{bucket: filedBucket, key: 4, entry: 4 + 8, page: 128, longest: 2, believed: placedUnder}

const (
	olderOfLink = 8 // stories that are taken of one link, the newest
	// mostOlder is how many stories are read for one that may reach back: they lie all over the file.
	// In 3,200 full texts of half a year the incident that was reached was always among the first four.
	mostOlder = 5
)

// placedUnder reports whether a story was placed under the link of an entry.
func placedUnder(tx *bbolt.Tx, entry []byte) bool {
	row, ok, err := storyTable.get(tx, entry[4:])
	if err != nil || !ok {
		return false
	}
	link := binary.BigEndian.Uint32(entry)
	return slices.ContainsFunc(row.Versions, func(v versionRow) bool {
		placed, _, err := placedTable.get(tx, number(v.Seq))
		return err == nil && slices.Contains(placed.Links, link)
	})
}

// filedEntries is how many sequences a block has: 1,250.
func (s *Store) filedEntries() uint64 { return uint64(max(1, s.window/16)) }

// filedBlock is the block of a sequence.
func (s *Store) filedBlock(seq uint64) uint32 { return uint32(seq / s.filedEntries()) }

// fileBlock files the block before that of the entry at hand, which is the first of its block.
func (b *batch) fileBlock() error {
	end := b.store.filedBlock(b.seq)
	if b.seq%b.store.filedEntries() != 0 {
		return nil
	}
	entries, err := b.linksFrom(uint64(end-1) * b.store.filedEntries())
	if err != nil {
		return err
	}
	if err := filedRuns.add(b.tx, end, entries); err != nil {
		return err
	}
	b.store.idle.links = false
	b.store.links.learn(b.tx, run{end - 1, 0})
	if longer := filedRuns.ending(end - 1); end > 1 && longer.level > 0 {
		b.store.links.learn(b.tx, longer)
	}
	return nil
}

// A knownLinks says of nearly every link that a run doesn't hold that it doesn't: one that is
// looked for is in few of them. It is the writer's.
type knownLinks struct {
	*knownIDs       // of run and link
	runs      []run // the youngest first
}

// restoreLinks reads the links that are filed, if they are not known or have outgrown the room
// for them.
func (s *Store) restoreLinks() error {
	if s.links != nil && s.links.left > 0 {
		return nil
	}
	return s.view(func(tx *bbolt.Tx) error {
		filed := 0
		filedRuns.everything(tx, func(run, []byte) { filed++ })
		k := &knownLinks{knownIDs: newKnown(roomFor(filed))}
		for one := range filedRuns.each(tx) {
			k.learn(tx, one)
		}
		s.links = k
		return nil
	})
}

// learn adds what stands in a run. It is called with all that are looked in, as they become so.
func (k *knownLinks) learn(tx *bbolt.Tx, in run) {
	prefix := in.prefix()
	c := tx.Bucket([]byte(filedBucket)).Cursor()
	for key, rec := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, rec = c.Next() {
		page, _ := filedRuns.read(key, rec)
		for e := range slices.Chunk(page, filedRuns.entry) {
			k.add(append(in.prefix(), e[:filedRuns.key]...))
		}
	}
	k.runs = slices.Collect(filedRuns.each(tx))
}

// linksFrom are the links of the placements from a sequence on, as they are filed.
func (b *batch) linksFrom(seq uint64) (entries [][]byte, err error) {
	for _, record := range placedTable.from(b.tx, number(seq)) {
		row, err := record()
		if b.store.damaged(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		ordinal, ok := ordinalOf(b.tx, string(row.Change.Story))
		for _, link := range row.Links {
			if ok {
				entries = append(entries, filedEntry(link, ordinal))
			}
		}
	}
	return entries, nil
}

func filedEntry(link uint32, ordinal uint64) []byte {
	return append(binary.BigEndian.AppendUint32(nil, link), number(ordinal)...)
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

// older are stories filed under the links that the grouping does not remember, each with the
// incident that it is in now: those that share the most links, and of these the newest.
func (b *batch) older(links []uint32) ([]incident.Older, error) {
	var all []uint64
	for _, link := range links {
		for _, ordinal := range b.filed(link) {
			if ordinal+uint64(b.store.window) < b.seq { // else it is remembered: each entry places one at most
				all = append(all, ordinal)
			}
		}
	}
	var out []incident.Older
	for _, ordinal := range oftenest(all) {
		if len(out) == mostOlder {
			break
		}
		row, err := storyTable.must(b.tx, number(ordinal))
		if err == nil && (row.Forgotten || b.store.state.Remembers(row.ID)) {
			continue
		}
		var r incident.Recalled
		if err == nil {
			r, err = b.recall(ordinal, row)
		}
		if b.store.damaged(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		out = append(out, incident.Older{Recalled: r, Incident: row.Incident})
	}
	return out, nil
}

// oftenest are ordinals each once: those that are there the most often first, and of these the
// newest.
func oftenest(all []uint64) []uint64 {
	type counted struct {
		ordinal uint64
		times   int
	}
	slices.Sort(all)
	var each []counted
	for i, n := range all {
		if i == 0 || n != all[i-1] {
			each = append(each, counted{ordinal: n})
		}
		each[len(each)-1].times++
	}
	slices.SortFunc(each, func(m, n counted) int {
		if m.times == n.times {
			return cmp.Compare(n.ordinal, m.ordinal)
		}
		return cmp.Compare(n.times, m.times)
	})
	all = all[:0]
	for _, c := range each {
		all = append(all, c.ordinal)
	}
	return all
}

// recalls is the family under which the cache keeps what the grouping recalls of stories.
const recalls family = 'r'

// recall is what the grouping remembered of a story. About half of what is asked for was
// asked for not long ago.
func (b *batch) recall(ordinal uint64, row storyRow) (incident.Recalled, error) {
	key := cacheKey{recalls, ordinal, row.Changed}
	if v, ok := b.store.cache.get(key); ok {
		return v.(incident.Recalled), nil
	}
	if row.Changed == ordinal { // it is told as it came
		if r, ok := b.store.state.Recollect(row.ID); ok {
			return r, nil
		}
	}
	r, ok := b.recorded(ordinal, row)
	if !ok {
		t, _, err := b.store.retell(b.tx, ordinal, row)
		if err != nil {
			return incident.Recalled{}, err
		}
		r = b.store.state.Recall(t.story)
	}
	b.store.cache.put(key, r, r.Bytes())
	return r, nil
}

// recorded is what the grouping remembered of a story by the record of it, if its last version is
// told as it came. A record that is damaged is named by Verify; the story says the same.
func (b *batch) recorded(ordinal uint64, row storyRow) (r incident.Recalled, ok bool) {
	last := row.Versions[len(row.Versions)-1]
	if last.Analysis > 0 || row.textless() || reviewTable.bucket(b.tx).Get(number(ordinal)) != nil {
		return r, false
	}
	placed, ok, err := placedTable.get(b.tx, number(last.Seq))
	if err != nil || !ok || placed.Record == nil {
		return r, false
	}
	return b.store.state.Recorded(row.ID, placed.Record)
}

// filed are ordinals under a link: all those of the newest runs until there are enough. What
// is damaged is passed over: one flipped bit keeps no news from being stored.
func (b *batch) filed(link uint32) (ordinals []uint64) {
	key := binary.BigEndian.AppendUint32(nil, link)
	c := b.tx.Bucket([]byte(filedBucket)).Cursor()
	for _, one := range b.store.links.runs {
		if !b.store.links.may(string(append(one.prefix(), key...))) {
			continue
		}
		filedRuns.look(b.tx, c, one, key, func(entry []byte) { ordinals = append(ordinals, toNumber(entry[4:])) })
		if len(ordinals) >= olderOfLink {
			break
		}
	}
	return ordinals
}
