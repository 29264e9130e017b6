package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A ChangeView is one thing that an entry of the log changed. It is told as the view
// stands when it is read: of the incident that holds the story now, and not of stories
// that were taken down or hidden since.
type ChangeView struct {
	Place    Place
	At       time.Time
	Kind     ChangeKind
	Incident news.IncidentID // "" where none is concerned
	From     news.IncidentID // merge, split: where the stories came from
	Story    news.StoryID
	Version  int
	Title    string // of the story
	Claim    *news.Claim
	Edit     *EditView
	Turn     *Turn // standing
}

// A ChangeKind says what changed.
type ChangeKind string

// The kinds of changes.
const (
	StoryAdded      ChangeKind = "story"
	StoryRevised    ChangeKind = "revision"
	StoryReread     ChangeKind = "analysis"
	StoryForgotten  ChangeKind = "forget"
	TextDropped     ChangeKind = "text_dropped"
	ClaimAdded      ChangeKind = "claim_added"
	ClaimWithdrawn  ChangeKind = "claim_withdrawn"
	StandingChanged ChangeKind = "standing"
	IncidentsMerged ChangeKind = "merge"
	IncidentSplit   ChangeKind = "split"
	EditMade        ChangeKind = "edit"
)

// ChangeKinds are all kinds.
var ChangeKinds = []ChangeKind{
	StoryAdded, StoryRevised, StoryReread, StoryForgotten, TextDropped, ClaimAdded, ClaimWithdrawn, StandingChanged, IncidentsMerged, IncidentSplit, EditMade,
}

// A Place is one of the changes of one entry of the log.
type Place struct {
	Seq uint64
	N   int    // from 1; 0 stands for all changes of the entry
	Sum uint32 // of the entry, 0 where it is not known: see AsOf

	read uint64 // the Sum is of this entry: in an AsOf that a client goes on from
}

// String is the form in which clients keep a place.
func (p Place) String() string {
	s := strconv.FormatUint(p.Seq, 10)
	if p.N > 0 {
		s += "." + strconv.Itoa(p.N)
	}
	if p.Sum > 0 {
		s += fmt.Sprintf("-%08x", p.Sum)
	}
	return s
}

// ParsePlace reads what String writes, and what an AsOf is written as: the place behind all that it knows.
func ParsePlace(s string) (p Place, err error) {
	if a, err := ParseAsOf(s); err == nil {
		return Place{Seq: a.Seq, Sum: a.Sum, read: a.Read}, nil
	}
	place, sum, summed := strings.Cut(s, "-")
	seq, n, within := strings.Cut(place, ".")
	if p.Seq, err = strconv.ParseUint(seq, 10, 64); err == nil && within {
		if p.N, err = strconv.Atoi(n); err == nil && (p.N < 1 || p.N > 1<<30) {
			err = strconv.ErrRange
		}
	}
	if err == nil && summed {
		p.Sum, err = parseSum(sum)
	}
	if err != nil {
		return Place{}, fmt.Errorf("want a sequence of the log, or the id of a change: %q", s)
	}
	return p, nil
}

// behind reports whether a client that is at p has seen o.
func (p Place) behind(o Place) bool {
	return o.Seq > p.Seq || o.Seq == p.Seq && p.N > 0 && o.N > p.N
}

// changeSlice is how many entries one read transaction looks at.
const changeSlice = 100

// Changes tells what the log changed after a place, as far as it concerns incidents that q
// selects and is of one of the kinds (all, if there are none). It looks at some entries
// only: go on from next until that is At(Applied).
func (s *Store) Changes(ctx context.Context, after Place, q Query, kinds ...ChangeKind) (changes []ChangeView, next Place, err error) {
	next = after
	err = s.paged(ctx, incidents, q, false, func(tx *bbolt.Tx, p *plan) error {
		if err := s.holds(tx, p.meta, AsOf{after.Seq, max(after.Seq, after.read), after.Sum}); err != nil {
			return err
		}
		t := newTeller(s, tx, p, kinds)
		from := after.Seq
		if after.N == 0 {
			from++
		}
		looked := 0
		for key, record := range logTable.from(tx, number(from)) {
			if looked++; looked > changeSlice || p.spent(mostTexts) || ctx.Err() != nil {
				break // what was told so far counts, and next says where to go on
			}
			e, err := record()
			if err == nil {
				err = t.tell(toNumber(key), e)
			}
			if err != nil && !s.damaged(err) {
				return fmt.Errorf("tell entry %d: %w", toNumber(key), err)
			}
			next = Place{Seq: toNumber(key)}
		}
		changes = slices.DeleteFunc(t.changes, func(c ChangeView) bool { return !after.behind(c.Place) })
		return context.Cause(ctx)
	})
	return changes, next, err
}
