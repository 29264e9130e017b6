package store

import (
	"errors"
	"fmt"
	"slices"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// Claim returns a claim. One that a person corrected resolves to what it was corrected
// to: then the ID of the result differs from id.
func (s *Store) Claim(id news.ClaimID) (v ClaimView, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		ordinal, row, err := latest(tx, id)
		if err != nil {
			return err
		}
		v, err = s.claimView(tx, ordinal, row)
		return err
	})
	return v, err
}

// latest is what a claim became by corrections, and corrections of those.
func latest(tx *bbolt.Tx, id news.ClaimID) (ordinal uint64, row claimRow, err error) {
	known := map[news.ClaimID]bool{}
	for at := id; !known[at]; at = row.Became {
		known[at] = true
		if ordinal, row, err = findClaim(tx, at); err != nil || row.Became == "" {
			return ordinal, row, err
		}
	}
	return 0, row, fmt.Errorf("claim %s was corrected in a circle: %w", id, ErrNotFound)
}

func findClaim(tx *bbolt.Tx, id news.ClaimID) (uint64, claimRow, error) {
	ordinal, ok := ordinalOf(tx, string(id))
	if !ok || !id.Valid() {
		return 0, claimRow{}, fmt.Errorf("claim %q: %w", id, ErrNotFound)
	}
	row, err := claimTable.must(tx, number(ordinal))
	return ordinal, row, err
}

// claimView reads a claim with its story; a withdrawn one from the last version that said
// so.
func (s *Store) claimView(tx *bbolt.Tx, ordinal uint64, row claimRow) (ClaimView, error) {
	t, err := s.tell(tx, row.Story)
	if err != nil {
		return ClaimView{}, err
	}
	if t.row.Forgotten {
		return ClaimView{}, fmt.Errorf("the story of claim %s was taken down: %w", row.ID, ErrNotFound)
	}
	story, i := t.story, indexOf(t.story, row.ID)
	if row.Withdrawn {
		if story, i, err = lastSaid(tx, t.row, row); err != nil {
			return ClaimView{}, err
		}
	}
	if i < 0 {
		return ClaimView{}, claimTable.damage(number(ordinal), fmt.Errorf("story %s does not hold claim %s", story.ID, row.ID))
	}
	return ClaimView{
		Claim: story.Analysis.Claims[i], Story: story.ID, Version: story.Version, Incident: t.row.Incident,
		Outlet: story.Outlet, Title: story.Title, URL: story.URL, Published: story.Published, Access: story.Access,
		Withdrawn: row.Withdrawn, Seq: row.Changed,
	}, nil
}

func indexOf(s news.Story, id news.ClaimID) int {
	return slices.IndexFunc(s.Analysis.Claims, func(c news.Claim) bool { return c.ID == id })
}

// lastSaid finds a withdrawn claim in the last version that held it: as that is read now,
// as it was read first, or as a person once put it.
func lastSaid(tx *bbolt.Tx, story storyRow, row claimRow) (news.Story, int, error) {
	first := story
	first.Versions = slices.Clone(story.Versions)
	for i := range first.Versions {
		first.Versions[i].Analysis = 0
	}
	reviews, _, err := reviewTable.get(tx, number(row.Story))
	if err != nil {
		return news.Story{}, -1, err
	}
	reviews = slices.DeleteFunc(reviews, func(r review) bool { return r.Action == news.Correct && r.Target == row.ID })
	for _, versions := range []storyRow{story, first} {
		v, err := readVersion(tx, versions, row.Version)
		if err != nil {
			return v, -1, err
		}
		v = reviewed(v, reviews)
		if i := indexOf(v, row.ID); i >= 0 {
			return v, i, nil
		}
	}
	return news.Story{}, -1, fmt.Errorf("claim %s is no longer read in any version: %w", row.ID, ErrNotFound)
}

// restateClaims brings the rows and indexes of a story's claims from before to after.
func (b *batch) restateClaims(before, after told) error {
	old := map[news.ClaimID]news.Claim{}
	for _, c := range before.story.Analysis.Claims {
		old[c.ID] = c
	}
	for _, c := range after.story.Analysis.Claims {
		was, had := old[c.ID]
		delete(old, c.ID)
		if err := b.restateClaim(before, after, c.ID, ptrIf(had, was), &c); err != nil {
			return err
		}
	}
	for _, c := range before.story.Analysis.Claims {
		if was, gone := old[c.ID]; gone {
			if err := b.restateClaim(before, after, c.ID, &was, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func ptrIf(ok bool, c news.Claim) *news.Claim {
	if ok {
		return &c
	}
	return nil
}

// restateClaim does it for one claim: was or is may be nil, not both.
func (b *batch) restateClaim(before, after told, id news.ClaimID, was, is *news.Claim) error {
	ordinal, row, err := b.claimRow(id, after.ordinal)
	if err != nil {
		return err
	}
	var wasFacts, isFacts []string
	var wasTexts, isTexts map[byte][]string
	if was != nil && before.shown() {
		wasFacts, wasTexts = claimFacts(before.story, *was), claimTexts(before.story, *was)
		err = b.unlist(ordinal, claimsByTime, rank(row.When))
	}
	if err = errors.Join(err, b.changed(claims, ordinal, row.Changed, b.seq)); err != nil {
		return err
	}
	row.Changed, row.Withdrawn = b.seq, is == nil
	if is != nil {
		row.Version, row.When = after.story.Version, claimWhen(after.story, *is)
		row.Became = ""
	}
	if is != nil && after.shown() {
		isFacts, isTexts = claimFacts(after.story, *is), claimTexts(after.story, *is)
		if err := b.list(ordinal, claimsByTime, rank(row.When)); err != nil {
			return err
		}
	}
	if err := b.retext(claims, ordinal, wasTexts, isTexts); err != nil {
		return err
	}
	b.facets.replace(claims, ordinal, wasFacts, isFacts)
	return claimTable.put(b.tx, number(ordinal), row)
}

// claimRow returns the row of a claim and makes one for a new claim.
func (b *batch) claimRow(id news.ClaimID, story uint64) (uint64, claimRow, error) {
	if ordinal, ok := b.ordinalOf(string(id)); ok {
		row, err := claimTable.must(b.tx, number(ordinal))
		return ordinal, row, err
	}
	ordinal, err := claimTable.bucket(b.tx).NextSequence()
	if err != nil {
		return 0, claimRow{}, err
	}
	if err := b.name(string(id), ordinal); err != nil {
		return 0, claimRow{}, err
	}
	return ordinal, claimRow{ID: id, Story: story}, nil
}

// claimWhen is when a claim was said, else when its story was published: Unix seconds.
func claimWhen(s news.Story, c news.Claim) int64 {
	if c.Date.Known() && !c.Date.Time.After(s.Arrived) {
		return c.Date.Time.Unix()
	}
	return s.When().Unix()
}
