package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A told is a story as the view tells it at one moment.
type told struct {
	ordinal uint64
	row     storyRow
	story   news.Story // the current version with its claims as people left them
}

// shown reports whether the story exists and is in any list.
func (t told) shown() bool { return t.row.ID != "" && t.row.shown() }

func (t told) view() StoryView {
	return StoryView{Story: t.story, Incident: t.row.Incident, Seq: t.row.Changed, Hidden: t.row.Hidden != ""}
}

// tell reads the story of an ordinal.
func (s *Store) tell(tx *bbolt.Tx, ordinal uint64) (told, error) {
	row, err := storyTable.must(tx, number(ordinal))
	if err != nil {
		return told{}, err
	}
	return s.tellRow(tx, ordinal, row)
}

func (s *Store) tellRow(tx *bbolt.Tx, ordinal uint64, row storyRow) (told, error) {
	t, known, err := s.retell(tx, ordinal, row)
	if err == nil && !known {
		s.cache.put(cacheKey{stories, ordinal, row.Changed}, t, storyCost(t.story))
	}
	return t, err
}

// retell is tellRow for who keeps what it needs itself: the cache keeps nothing new.
func (s *Store) retell(tx *bbolt.Tx, ordinal uint64, row storyRow) (t told, known bool, err error) {
	if v, ok := s.cache.get(cacheKey{stories, ordinal, row.Changed}); ok {
		return v.(told), true, nil
	}
	story, err := readVersion(tx, row, len(row.Versions))
	if err != nil {
		return told{}, false, err
	}
	reviews, _, err := reviewTable.get(tx, number(ordinal))
	return told{ordinal, row, reviewed(story, reviews)}, false, err
}

// storyCost is about what a decoded story takes, in bytes.
func storyCost(s news.Story) int {
	return 1500 + len(s.Text) + len(s.Summary) + 200*len(s.Analysis.Mentions) + 1200*len(s.Analysis.Claims)
}

// readVersion reads version n of a story from the log, with the analysis that holds.
func readVersion(tx *bbolt.Tx, row storyRow, n int) (news.Story, error) {
	if n < 1 || n > len(row.Versions) {
		return news.Story{}, fmt.Errorf("story %s has no version %d: %w", row.ID, n, ErrNotFound)
	}
	v := row.Versions[n-1]
	e, err := logTable.must(tx, number(v.Seq))
	if err != nil {
		return news.Story{}, err
	}
	if e.Story == nil {
		return news.Story{}, logTable.damage(number(v.Seq), fmt.Errorf("holds no story, but version %d of %s should be there", n, row.ID))
	}
	if v.Analysis == 0 {
		return *e.Story, nil
	}
	a, err := logTable.must(tx, number(v.Analysis))
	if err != nil {
		return news.Story{}, err
	}
	if a.Analysis == nil {
		return news.Story{}, logTable.damage(number(v.Analysis), fmt.Errorf("holds no analysis, but one of %s should be there", row.ID))
	}
	e.Story.Analysis = a.Analysis.Analysis
	return *e.Story, nil
}

// reviewed is a story with its claims as people left them: each claim once, the reviewed
// ones kept when another engine doesn't find them, as long as their sentence stands.
func reviewed(s news.Story, reviews []review) news.Story {
	read := make([]news.Claim, 0, len(s.Analysis.Claims))
	at := func(id news.ClaimID) int {
		return slices.IndexFunc(read, func(c news.Claim) bool { return c.ID == id })
	}
	for _, c := range s.Analysis.Claims {
		if c.Review == "" {
			c.Review = news.Machine
		}
		if at(c.ID) < 0 {
			read = append(read, c)
		}
	}
	for _, r := range reviews {
		i := at(r.Target)
		switch {
		case r.Action == news.Reject && i >= 0:
			read[i].Review = news.Rejected
		case r.Action == news.Confirm && i >= 0:
			read[i].Review = news.Confirmed
		case r.Claim != nil && r.Action != news.Reject:
			c, stands := anchored(s, *r.Claim)
			if !stands {
				break
			}
			c.Review = news.Corrected
			if r.Action == news.Confirm {
				c.Review = news.Confirmed
			}
			read = replaced(read, i, at(c.ID), c)
		}
	}
	s.Analysis.Claims = read
	return s
}

// replaced puts c in the place of the claim at i, of the one at same, or at the end.
func replaced(read []news.Claim, i, same int, c news.Claim) []news.Claim {
	switch {
	case i >= 0 && same >= 0 && i != same:
		read[same] = c
		return slices.Delete(read, i, i+1)
	case i >= 0:
		read[i] = c
	case same >= 0:
		read[same] = c
	default:
		read = append(read, c)
	}
	return read
}

// anchored is c with its evidence where its sentence stands in s, if it stands there.
func anchored(s news.Story, c news.Claim) (news.Claim, bool) {
	text := s.Part(c.Evidence.Part)
	e := c.Evidence
	if 0 <= e.Start && e.Start < e.End && e.End <= len(text) && text[e.Start:e.End] == c.Quote {
		return c, true
	}
	start := strings.Index(text, c.Quote)
	if start < 0 || c.Quote == "" {
		return c, false
	}
	c.Evidence.Start, c.Evidence.End = start, start+len(c.Quote)
	return c, true
}

// find returns the row of a story that was not forgotten.
func findStory(tx *bbolt.Tx, id news.StoryID) (uint64, storyRow, error) {
	ordinal, ok := ordinalOf(tx, string(id))
	if !ok || !id.Valid() {
		return 0, storyRow{}, fmt.Errorf("story %q: %w", id, ErrNotFound)
	}
	row, err := storyTable.must(tx, number(ordinal))
	if err == nil && row.Forgotten {
		err = fmt.Errorf("story %s was taken down: %w", id, ErrNotFound)
	}
	return ordinal, row, err
}

// Story returns the current version of a story.
func (s *Store) Story(id news.StoryID) (v StoryView, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		ordinal, row, err := findStory(tx, id)
		if err != nil {
			return err
		}
		t, err := s.tellRow(tx, ordinal, row)
		v = t.view()
		return err
	})
	return v, err
}

// Version returns version n of a story as it was read, without what people said since.
func (s *Store) Version(id news.StoryID, n int) (story news.Story, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		_, row, err := findStory(tx, id)
		if err != nil {
			return err
		}
		story, err = readVersion(tx, row, n)
		return err
	})
	return story, err
}

// A VersionInfo tells of one version of a story.
type VersionInfo struct {
	Version int
	Hash    string
	Title   string
	Access  news.Access
	Engine  string
	Arrived time.Time
}

// Versions lists the versions of a story, oldest first.
func (s *Store) Versions(id news.StoryID) (all []VersionInfo, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		_, row, err := findStory(tx, id)
		if err != nil {
			return err
		}
		for n := range row.Versions {
			v, err := readVersion(tx, row, n+1)
			if err != nil {
				return err
			}
			all = append(all, VersionInfo{n + 1, v.Hash, v.Title, v.Access, v.Analysis.Engine, v.Arrived})
		}
		return nil
	})
	return all, err
}
