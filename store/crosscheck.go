package store

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A ledger compares log, rows and indexes, object by object and each in one transaction with
// what should agree with it: so it needs no moment at which all stands still.
type ledger struct {
	report   *Report
	until    uint64          // the log's end when it began
	versions map[uint64]bool // sequences up to there that rows name
	entries  []bool          // by sequence, up to there: which the log has
}

// crossCheck compares log, rows and indexes. Damaged records were named already and are
// passed over.
func (s *Store) crossCheck(ctx context.Context, r *Report) error {
	l := &ledger{report: r, versions: map[uint64]bool{}}
	if err := s.view(l.begin); err != nil {
		return err
	}
	type step struct {
		bucket string
		check  func(tx *bbolt.Tx, key, value []byte)
	}
	steps := []step{
		{storyTable.name, l.story},
		{claimTable.name, l.claim},
		{incidentTable.name, l.incident},
		{logTable.name, l.entry},
		{changedBucket, l.changed},
		{cardTable.name, l.dissolved},
		{idRunBucket, l.ids},
	}
	for _, f := range []family{stories, claims, incidents} {
		for i, order := range ordersOf(f) {
			steps = append(steps, step{order, func(tx *bbolt.Tx, key, value []byte) { l.order(tx, f, i, key, value) }})
		}
	}
	for _, one := range steps {
		err := s.walkBucket(ctx, one.bucket, 0, one.check)
		if _, named := errors.AsType[Damage](err); err != nil && !named {
			return err
		}
	}
	l.gaps()
	for seq := range l.versions {
		r.problem("the view has a story from entry %d of the log, which is not there", seq)
	}
	if err := s.checkFiled(ctx, r); err != nil {
		return err
	}
	return s.checkSets(ctx, r)
}

func (l *ledger) begin(tx *bbolt.Tx) error {
	m, err := readMeta(tx)
	if err != nil {
		return err
	}
	l.report.Applied, l.until = m.Applied, m.Log
	l.entries = make([]bool, m.Log+1)
	if m.Applied != m.Log {
		l.report.problem("the log goes to %d, the view to %d", m.Log, m.Applied)
	}
	if k, _ := logTable.bucket(tx).Cursor().Last(); toNumber(k) != m.Log {
		l.report.problem("the last entry of the log is %d, want %d", toNumber(k), m.Log)
	}
	return nil
}

func (l *ledger) story(tx *bbolt.Tx, key, _ []byte) {
	row, ok, err := storyTable.get(tx, key)
	if err != nil || !ok {
		return
	}
	l.report.Stories++
	if row.textless() {
		l.report.Dropped++
	}
	ordinal := toNumber(key)
	if n, ok := ordinalOf(tx, string(row.ID)); !ok || n != ordinal {
		l.report.problem("story %s has row %d, but its ID leads to %d", row.ID, ordinal, n)
	}
	for _, v := range row.Versions {
		for _, seq := range []uint64{v.Seq, v.Analysis} {
			if 0 < seq && seq <= l.until {
				l.versions[seq] = true
			}
		}
	}
	l.listed(tx, stories, ordinal)
	if row.Forgotten {
		return
	}
	in, ok := ordinalOf(tx, string(row.Incident.Founder()))
	if !ok || incidentTable.bucket(tx).Get(number(in)) == nil {
		l.report.problem("story %s is in incident %s, which is not there", row.ID, row.Incident)
	}
}

func (l *ledger) claim(tx *bbolt.Tx, key, _ []byte) {
	row, ok, err := claimTable.get(tx, key)
	if err != nil || !ok {
		return
	}
	ordinal := toNumber(key)
	if n, ok := ordinalOf(tx, string(row.ID)); !ok || n != ordinal {
		l.report.problem("claim %s has row %d, but its ID leads to %d", row.ID, ordinal, n)
	}
	if _, ok, err := storyTable.get(tx, number(row.Story)); err == nil && !ok {
		l.report.problem("claim %s is of story %d, which is not there", row.ID, row.Story)
	}
	l.listed(tx, claims, ordinal)
}

func (l *ledger) incident(tx *bbolt.Tx, key, _ []byte) {
	row, ok, err := incidentTable.get(tx, key)
	if err != nil || !ok {
		return
	}
	ordinal := toNumber(key)
	c, ok, err := cardTable.get(tx, cardKey(incidents, ordinal))
	if err != nil || !ok {
		if err == nil {
			l.report.problem("incident %s has no card", row.Incident.ID)
		}
		return
	}
	if c.Changed != row.Changed || len(c.Members) != len(row.Incident.Members) {
		l.report.problem("incident %s and its card are not of one moment", row.Incident.ID)
	}
	for _, m := range row.Incident.Members {
		l.holds(tx, row.Incident.ID, m)
	}
	l.listed(tx, incidents, ordinal)
}

// holds checks that a member's row names the incident that holds it.
func (l *ledger) holds(tx *bbolt.Tx, id news.IncidentID, m news.Member) {
	ordinal, ok := ordinalOf(tx, string(m.Story))
	if !ok {
		l.report.problem("incident %s holds story %s, which is not there", id, m.Story)
		return
	}
	if row, ok, err := storyTable.get(tx, number(ordinal)); err == nil && (!ok || row.Incident != id) {
		l.report.problem("incident %s holds story %s, whose row says %s", id, m.Story, row.Incident)
	}
}

// entry checks that the view has what an entry of the log tells.
func (l *ledger) entry(tx *bbolt.Tx, key, _ []byte) {
	seq := toNumber(key)
	if seq <= l.until {
		l.entries[seq] = true
	}
	told := l.versions[seq]
	delete(l.versions, seq)
	if told || seq > l.until {
		return
	}
	// What no row names should be no story; it is read to see.
	if e, ok, err := logTable.get(tx, key); err == nil && ok && e.Kind == news.StoryEntry {
		l.report.problem("entry %d of the log is a story that the view does not have", seq)
	}
}

// gaps names the entries that the log does not have, or that can't be read.
func (l *ledger) gaps() {
	for seq := uint64(1); seq <= l.until; seq++ {
		if l.entries[seq] {
			continue
		}
		from := seq
		for seq < l.until && !l.entries[seq+1] {
			seq++
		}
		l.report.problem("entries %d to %d of the log are missing", from, seq)
	}
}

// ids checks that the IDs in a run lead to their rows, as those rows lead to them.
func (l *ledger) ids(tx *bbolt.Tx, key, rec []byte) {
	page, err := idRuns.read(key, rec)
	if err != nil {
		return // named already
	}
	for e := range slices.Chunk(page, idRuns.entry) {
		if !rowNamed(tx, e) {
			l.report.problem("ID %s leads to %d, whose row says otherwise", e[:idLength], toNumber(e[idLength:]))
		}
	}
}

// A listing is how an object is to stand in the orders.
type listing struct {
	there   bool // and so among what changed
	shown   bool
	changed uint64
	ranks   []int64 // in the order of ordersOf
}

// listing reads how an object is to be listed; ok is false where its record can't be read.
func (l *ledger) listing(tx *bbolt.Tx, f family, ordinal uint64) (listing, bool) {
	switch f {
	case stories:
		row, found, err := storyTable.get(tx, number(ordinal))
		return listing{found, found && row.shown(), row.Changed, []int64{row.When}}, err == nil
	case claims:
		row, found, err := claimTable.get(tx, number(ordinal))
		if err != nil || !found {
			return listing{}, err == nil
		}
		story, _, err := storyTable.get(tx, number(row.Story))
		return listing{true, !row.Withdrawn && story.ID != "" && story.shown(), row.Changed, []int64{row.When}}, err == nil
	}
	c, found, err := cardTable.get(tx, cardKey(incidents, ordinal))
	if err == nil && !found {
		c, found, err = cardTable.get(tx, cardKey(dissolved, ordinal))
	}
	return listing{found, found && c.Ranks[2] > 0, c.Changed, c.Ranks[:]}, err == nil
}

// listed checks that an object that is shown stands in the orders, and among what changed.
func (l *ledger) listed(tx *bbolt.Tx, f family, ordinal uint64) {
	want, ok := l.listing(tx, f, ordinal)
	if !ok || !want.there {
		return
	}
	if tx.Bucket([]byte(changedBucket)).Get(changedKey(f, want.changed, ordinal)) == nil {
		l.report.problem("%c%d is not among what changed at %d", f, ordinal, want.changed)
	}
	if !want.shown {
		return
	}
	for i, order := range ordersOf(f) {
		if v := tx.Bucket([]byte(order)).Get(orderKey(rank(want.ranks[i]), ordinal)); toNumber(v) != want.changed {
			l.report.problem("%c%d is not in %s as its row says", f, ordinal, order)
		}
	}
}

// dissolved checks that an incident that went is not there, and stands among what changed.
func (l *ledger) dissolved(tx *bbolt.Tx, key, _ []byte) {
	if family(key[0]) != dissolved {
		return
	}
	if ordinal := toNumber(key[1:]); incidentTable.bucket(tx).Get(number(ordinal)) != nil {
		l.report.problem("i%d is said to be gone, and is there", ordinal)
	} else {
		l.listed(tx, incidents, ordinal)
	}
}

// order checks that what stands in an order is shown, and there.
func (l *ledger) order(tx *bbolt.Tx, f family, i int, key, value []byte) {
	at, ordinal := fromOrderKey(key)
	want, ok := l.listing(tx, f, ordinal)
	if ok && (!want.shown || rank(want.ranks[i]) != at || toNumber(value) != want.changed) {
		l.report.problem("%s holds %c%d, whose row says otherwise", ordersOf(f)[i], f, ordinal)
	}
}

// changed checks that what stands among the changes changed then.
func (l *ledger) changed(tx *bbolt.Tx, key, _ []byte) {
	if len(key) != 17 || !bytes.ContainsRune([]byte{byte(stories), byte(claims), byte(incidents)}, rune(key[0])) {
		l.report.problem("%s holds a key of another form: %x", changedBucket, key)
		return
	}
	f, seq, ordinal := family(key[0]), toNumber(key[1:]), toNumber(key[9:])
	if want, ok := l.listing(tx, f, ordinal); ok && (!want.there || want.changed != seq) {
		l.report.problem("%s holds %c%d at %d, whose row says otherwise", changedBucket, f, ordinal, seq)
	}
}

// checkSets checks that the index selects what is shown, a chunk at a time.
func (s *Store) checkSets(ctx context.Context, r *Report) error {
	l := &ledger{report: r}
	for _, f := range []family{stories, claims, incidents} {
		last := uint64(0)
		for chunk := uint32(0); uint64(chunk)<<chunkBits <= last; chunk++ {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			err := s.view(func(tx *bbolt.Tx) error {
				k, _ := rowsOf(tx, f).Cursor().Last()
				last = toNumber(k)
				return l.set(s, tx, f, chunk)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// rowsOf is where the rows of a family are, by ordinal.
func rowsOf(tx *bbolt.Tx, f family) *bbolt.Bucket {
	switch f {
	case stories:
		return storyTable.bucket(tx)
	case claims:
		return claimTable.bucket(tx)
	}
	return incidentTable.bucket(tx)
}

// set compares the set of what is shown in a chunk with the rows there.
func (l *ledger) set(s *Store, tx *bbolt.Tx, f family, chunk uint32) error {
	margin, err := s.readMargin(tx, 0) // what stands in the file, not what is remembered of it
	if err != nil {
		return err
	}
	x := facets{tx, margin.before.Load(), margin, 0}
	var all, shown set
	if x.read(f, chunk, fv(allFacet, "1"), &all) != nil {
		return nil // named already
	}
	c := rowsOf(tx, f).Cursor()
	for k, _ := c.Seek(number(join(chunk, 0))); k != nil; k, _ = c.Next() {
		in, place := split(toNumber(k))
		if in != chunk {
			break
		}
		want, ok := l.listing(tx, f, toNumber(k))
		if want.shown || !ok && all.has(place) {
			shown.add(place)
		}
	}
	if all != shown {
		l.report.problem("the index knows %d %s from %d on, want %d others", all.len(), f.kind(), join(chunk, 0), shown.len())
	}
	return nil
}
