package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A Report is what Verify found.
type Report struct {
	Applied  uint64   // sequence of the last entry applied
	Records  int      // records and sets whose checksum was computed
	Stories  int      // in the view
	Dropped  int      // of these, stories without their text
	Damaged  []Damage // records that are not what was written
	Problems []string // where log, view and indexes disagree, in words
}

// Clean reports whether nothing was found.
func (r Report) Clean() bool { return len(r.Damaged)+len(r.Problems) == 0 }

// A Damage is one record that fails its checksum. It is never served.
type Damage struct {
	Bucket string
	Key    string // in a readable form
	Reason string
}

// mostProblems bounds a report: what is wrong in a thousand places is wrong in one.
const mostProblems = 1000

func (r *Report) problem(format string, args ...any) {
	if len(r.Problems) < mostProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// Verify reads everything: every record's checksum, whether log, view and indexes agree,
// and bbolt's own pages. It may run while the store is in use.
func (s *Store) Verify(ctx context.Context) (r Report, err error) {
	for _, bucket := range slices.Concat(logBuckets, viewBuckets, nodeBuckets) {
		check := checkerOf(bucket)
		if check == nil {
			continue
		}
		if err := s.verifyBucket(ctx, bucket, check, 0, &r); err != nil {
			return r, err
		}
	}
	err = s.view(func(tx *bbolt.Tx) error { return crossCheck(ctx, tx, &r) })
	if err != nil {
		return r, err
	}
	return r, s.view(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			r.problem("bbolt: %v", err)
		}
		return nil
	})
}

// Scrub computes the checksum of every record, in slices with rests between them: for
// looking at all there is now and then, beside everything else.
func (s *Store) Scrub(ctx context.Context, rest time.Duration) (r Report, err error) {
	for _, bucket := range slices.Concat(logBuckets, viewBuckets, nodeBuckets) {
		check := checkerOf(bucket)
		if check == nil {
			continue
		}
		if err := s.verifyBucket(ctx, bucket, check, rest, &r); err != nil {
			return r, err
		}
	}
	r.Applied = s.Applied()
	return r, nil
}

// checkerOf returns how a value of a bucket is checked; nil where keys say all.
func checkerOf(bucket string) func(key, value []byte) error {
	switch bucket {
	case idsBucket, changedBucket, linkBucket, seenByTime, cursorBucket,
		storiesByTime, claimsByTime, incidentsByActivity, incidentsByFirst, incidentsBySize:
		return nil
	case facetBucket:
		return func(key, value []byte) error { return new(set).decodeInto(key, value) }
	case termBucket:
		return func(key, value []byte) error {
			return eachTerm(key, value, func([]byte, docList) bool { return true })
		}
	}
	return func(key, value []byte) error {
		_, err := payload(key, value)
		return err
	}
}

// verifyBucket checks the values of a bucket, in slices, so that no transaction is long.
func (s *Store) verifyBucket(ctx context.Context, bucket string, check func(key, value []byte) error, rest time.Duration, r *Report) error {
	const slice = 2000
	for from := []byte{}; from != nil; {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(rest):
		}
		err := s.view(func(tx *bbolt.Tx) error {
			c := tx.Bucket([]byte(bucket)).Cursor()
			k, v := c.Seek(from)
			for n := 0; k != nil && n < slice; n++ {
				r.Records++
				if err := check(k, v); err != nil && len(r.Damaged) < mostProblems {
					r.Damaged = append(r.Damaged, Damage{bucket, readable(k), err.Error()})
				}
				k, v = c.Next()
			}
			from = bytes.Clone(k)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// A ledger counts what must agree.
type ledger struct {
	tx     *bbolt.Tx
	report *Report

	versions map[uint64]bool // sequences that rows name
	shown    map[family]int
}

// crossCheck compares log, rows and indexes. Damaged records were named already and are
// passed over.
func crossCheck(ctx context.Context, tx *bbolt.Tx, r *Report) error {
	m, err := readMeta(tx)
	if err != nil {
		return err
	}
	r.Applied = m.Applied
	if m.Applied != m.Log {
		r.problem("the log goes to %d, the view to %d", m.Log, m.Applied)
	}
	l := &ledger{tx, r, map[uint64]bool{}, map[family]int{}}
	for _, step := range []func(){l.stories, l.claims, l.incidents, l.log, l.orders, l.sets} {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		step()
	}
	if k, _ := logTable.bucket(tx).Cursor().Last(); toNumber(k) != m.Log {
		r.problem("the last entry of the log is %d, want %d", toNumber(k), m.Log)
	}
	return nil
}

func (l *ledger) stories() {
	for key, record := range storyTable.from(l.tx, nil) {
		row, err := record()
		if err != nil {
			continue
		}
		l.report.Stories++
		if row.textless() {
			l.report.Dropped++
		}
		ordinal := toNumber(key)
		if n, ok := ordinalOf(l.tx, string(row.ID)); !ok || n != ordinal {
			l.report.problem("story %s has row %d, but its ID leads to %d", row.ID, ordinal, n)
		}
		for _, v := range row.Versions {
			l.versions[v.Seq] = true
			if v.Analysis > 0 {
				l.versions[v.Analysis] = true
			}
		}
		if row.shown() {
			l.shown[stories]++
			l.listed(stories, storiesByTime, rank(row.When), ordinal, row.Changed)
		}
		if !row.Forgotten {
			l.member(row)
		}
	}
}

// member checks that a story's incident has it.
func (l *ledger) member(row storyRow) {
	in, ok := ordinalOf(l.tx, string(row.Incident.Founder()))
	if !ok || incidentTable.bucket(l.tx).Get(number(in)) == nil {
		l.report.problem("story %s is in incident %s, which is not there", row.ID, row.Incident)
	}
}

// listed checks that an object stands in an order, and among what changed, as its row
// says.
func (l *ledger) listed(f family, order string, rank, ordinal, changed uint64) {
	if v := l.tx.Bucket([]byte(order)).Get(orderKey(rank, ordinal)); toNumber(v) != changed {
		l.report.problem("%c%d is not in %s as its row says", f, ordinal, order)
	}
	if l.tx.Bucket([]byte(changedBucket)).Get(changedKey(f, changed, ordinal)) == nil {
		l.report.problem("%c%d is not among what changed at %d", f, ordinal, changed)
	}
}

func (l *ledger) claims() {
	for key, record := range claimTable.from(l.tx, nil) {
		row, err := record()
		if err != nil {
			continue
		}
		ordinal := toNumber(key)
		if n, ok := ordinalOf(l.tx, string(row.ID)); !ok || n != ordinal {
			l.report.problem("claim %s has row %d, but its ID leads to %d", row.ID, ordinal, n)
		}
		story, ok, err := storyTable.get(l.tx, number(row.Story))
		if err != nil || !ok {
			if err == nil {
				l.report.problem("claim %s is of story %d, which is not there", row.ID, row.Story)
			}
			continue
		}
		if !row.Withdrawn && story.shown() {
			l.shown[claims]++
			l.listed(claims, claimsByTime, rank(row.When), ordinal, row.Changed)
		}
	}
}

func (l *ledger) incidents() {
	for key, record := range incidentTable.from(l.tx, nil) {
		row, err := record()
		if err != nil {
			continue
		}
		ordinal := toNumber(key)
		c, ok, err := cardTable.get(l.tx, cardKey(incidents, ordinal))
		if err != nil || !ok {
			if err == nil {
				l.report.problem("incident %s has no card", row.Incident.ID)
			}
			continue
		}
		if c.Changed != row.Changed || len(c.Members) != len(row.Incident.Members) {
			l.report.problem("incident %s and its card are not of one moment", row.Incident.ID)
		}
		for _, m := range row.Incident.Members {
			l.holds(row.Incident.ID, m)
		}
		if c.Ranks[2] == 0 { // all its stories are hidden
			continue
		}
		l.shown[incidents]++
		for i, order := range incidentOrders {
			l.listed(incidents, order, rank(c.Ranks[i]), ordinal, row.Changed)
		}
	}
}

// holds checks that a member's row names the incident that holds it.
func (l *ledger) holds(id news.IncidentID, m news.Member) {
	ordinal, ok := ordinalOf(l.tx, string(m.Story))
	if !ok {
		l.report.problem("incident %s holds story %s, which is not there", id, m.Story)
		return
	}
	if row, ok, err := storyTable.get(l.tx, number(ordinal)); err == nil && (!ok || row.Incident != id) {
		l.report.problem("incident %s holds story %s, whose row says %s", id, m.Story, row.Incident)
	}
}

// log checks that the log has no gap and that the view has what it tells.
func (l *ledger) log() {
	want := uint64(1)
	for key, record := range logTable.from(l.tx, nil) {
		seq := toNumber(key)
		if seq != want {
			l.report.problem("entries %d to %d of the log are missing", want, seq-1)
		}
		want = seq + 1
		told := l.versions[seq]
		delete(l.versions, seq)
		if told {
			continue
		}
		// What no row names should be no story; it is read to see.
		if e, err := record(); err == nil && e.Kind == news.StoryEntry {
			l.report.problem("entry %d of the log is a story that the view does not have", seq)
		}
	}
	for seq := range l.versions {
		l.report.problem("the view has a story from entry %d of the log, which is not there", seq)
	}
}

// orders checks that the orders hold no more than the rows.
func (l *ledger) orders() {
	for _, f := range []family{stories, claims, incidents} {
		for _, order := range ordersOf(f) {
			if n := count(l.tx, order); n != l.shown[f] {
				l.report.problem("%s holds %d objects, want %d", order, n, l.shown[f])
			}
		}
	}
	total := l.shown[stories] + l.shown[claims] + l.shown[incidents]
	if n := count(l.tx, changedBucket); n != total {
		l.report.problem("%s holds %d objects, want %d", changedBucket, n, total)
	}
}

func count(tx *bbolt.Tx, bucket string) (n int) {
	c := tx.Bucket([]byte(bucket)).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		n++
	}
	return n
}

// sets checks that the index selects as many objects as are shown.
func (l *ledger) sets() {
	for _, f := range []family{stories, claims, incidents} {
		n, err := everything(l.tx, f).count()
		if err == nil && n != l.shown[f] {
			l.report.problem("the index knows %d %s, want %d", n, f.kind(), l.shown[f])
		}
	}
}

// everything selects all that is shown of a family.
func everything(tx *bbolt.Tx, f family) *plan {
	return &plan{tx: tx, family: f, sets: map[uint32]*set{}, expr: &expr{op: value, key: fv(allFacet, "1")}}
}
