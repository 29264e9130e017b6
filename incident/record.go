package incident

import (
	"slices"

	"ascribe/news"
)

// A record is what a story is compared by, without its words: of each that is in one of its
// vectors the hash and the uses, from which the weights are made again, and the hashes of all
// else. It is read in a tenth of the time that the story takes, and is as good as long as
// Version is the same.

// recordForm numbers the layout of a record. One of another layout is not read.
const recordForm = 1

// recordKinds are the kinds of texts, by their number in a record.
var recordKinds = [...]news.Document{news.Report, news.Advisory, news.Roundup, news.Opinion, news.Series}

// Record is what Recorded makes the same of as Recall makes of the story: some 700 bytes. It is
// nil where that can't be had, and holds until the next.
func (st *State) Record(s news.Story) []byte {
	r := st.reading(s)
	kind := slices.Index(recordKinds[:], r.kind)
	if kind < 0 || r.twice { // Recall is given each claim once
		return nil
	}
	w := bitWriter{out: st.record[:0]}
	w.put(recordForm, 4)
	w.put(uint64(kind), 3)
	w.flag(r.another)
	w.put(uint64(r.outlet), 32)
	w.put(uint64(r.when)&(1<<40-1), 40)
	w.put(uint64(r.when)>>40, 24)
	w.hashes(r.cves)
	w.those(r.cves, r.head)
	w.small(slices.Index(r.cves, r.flaw) + 1)
	w.hashes(r.accused)
	w.those(r.accused, r.official)
	w.hashes(r.links)
	w.hashes(r.sketch)
	w.entries(st.reader.kept(&r.vectors))
	st.record = w.bytes()
	return st.record
}

// Recorded is Recall by a record of the story. It is false of one that it can't read.
func (st *State) Recorded(id news.StoryID, record []byte) (Recalled, bool) {
	in := bitReader{in: record}
	if in.take(4) != recordForm {
		return Recalled{}, false
	}
	kind := int(in.take(3))
	if kind >= len(recordKinds) {
		return Recalled{}, false
	}
	d := &doc{story: id, kind: recordKinds[kind], another: in.flag(), outlet: uint32(in.take(32))}
	d.when = int64(in.take(40) | in.take(24)<<40)
	d.cves = in.hashes()
	d.head = in.those(d.cves)
	if at := in.small(); at > 0 && at <= len(d.cves) {
		d.flaw = d.cves[at-1]
	}
	d.accused = in.hashes()
	d.official = in.those(d.accused)
	d.links = in.hashes()
	d.sketch = in.hashes()
	rd := &st.aside
	rd.begin(0)
	rd.found = in.entries(rd.found)
	rd.familiar()
	v := rd.weighed()
	d.pack(&v)
	return Recalled{d}, !in.short
}

// kept are the words that are in one of the vectors of the last reading, in order.
func (rd *reader) kept(v *vectors) []entry {
	rd.marks = append(rd.marks[:0], make([]bool, len(rd.found))...)
	for _, one := range v.all() {
		at := 0
		for _, t := range one {
			for rd.found[at].hash != t.hash {
				at++
			}
			rd.marks[at] = true
		}
	}
	kept := rd.spare[:0]
	for i, e := range rd.found {
		if rd.marks[i] {
			kept = append(kept, e)
		}
	}
	rd.spare = kept
	return kept
}

// those writes which of all are in some, both ascending.
func (w *bitWriter) those(all, some []uint32) {
	for _, h := range all {
		_, is := slices.BinarySearch(some, h)
		w.flag(is)
	}
}

func (r *bitReader) those(all []uint32) (some []uint32) {
	for _, h := range all {
		if r.flag() {
			some = append(some, h)
		}
	}
	return some
}

// entries writes words in order of their hashes. Two of three stand once in the text and nowhere
// else, or once among its first.
func (w *bitWriter) entries(all []entry) {
	if w.small(len(all)); len(all) == 0 {
		return
	}
	scale, before := w.scale(all[len(all)-1].hash, len(all)), uint32(0)
	for i := range all {
		e := &all[i]
		w.step(e.hash-before, scale)
		before = e.hash
		n := int(e.times[inBody])
		if n < 2 {
			n = 1 - n // once is the least
		}
		w.small(n)
		if w.flag(e.times[inLead] > 0); e.times[inLead] > 0 {
			w.small(int(e.times[inLead]) - 1)
		}
		w.names(e)
	}
}

// names writes the uses of a word that few have.
func (w *bitWriter) names(e *entry) {
	any := e.titled
	for _, use := range [...]int{inTitle, asName, asFigure, asSubject, asParty} {
		any = any || e.times[use] > 0
	}
	if w.flag(any); !any {
		return
	}
	w.small(int(e.times[inTitle]))
	w.small(int(e.times[asName]))
	same := e.times[asName] == e.times[asSubject]
	if w.flag(same); !same {
		w.small(int(e.times[asSubject]))
	}
	w.flag(e.times[asFigure] > 0) // they count once
	w.flag(e.times[asParty] > 0)
	w.flag(e.titled)
}

// entries reads words, into memory that was used before.
func (r *bitReader) entries(room []entry) []entry {
	n := r.size()
	if n == 0 {
		return room[:0]
	}
	all, scale, before := slices.Grow(room[:0], n)[:n], int(r.take(5)), uint32(0)
	for i := range all {
		before += r.step(scale)
		e := entry{hash: before}
		n := r.small()
		if n < 2 {
			n = 1 - n
		}
		e.times[inBody] = uint16(n)
		if r.flag() {
			e.times[inLead] = uint16(r.small() + 1)
		}
		if r.flag() {
			r.names(&e)
		}
		all[i] = e
	}
	return all
}

func (r *bitReader) names(e *entry) {
	e.times[inTitle], e.times[asName] = uint16(r.small()), uint16(r.small())
	if e.times[asSubject] = e.times[asName]; !r.flag() {
		e.times[asSubject] = uint16(r.small())
	}
	if r.flag() {
		e.times[asFigure] = 1
	}
	if r.flag() {
		e.times[asParty] = 1
	}
	e.titled = r.flag()
}
