package store

import (
	"fmt"
	"maps"
	"slices"

	"ascribe/incident"
	"ascribe/news"
)

// admit completes an entry with what only the view knows, and says whether it is dropped
// because it says nothing new. It writes nothing. An error refuses the entry.
func (b *batch) admit(e *news.Entry) (drop bool, err error) {
	switch e.Kind {
	case news.StoryEntry:
		return b.admitStory(e)
	case news.AnalysisEntry:
		return b.admitAnalysis(*e.Analysis)
	case news.ForgetEntry:
		ordinal, ok := ordinalOf(b.tx, string(e.Forget.Story))
		if !ok {
			return false, fmt.Errorf("story %s: %w", e.Forget.Story, ErrNotFound)
		}
		row, err := storyTable.must(b.tx, number(ordinal))
		if err == nil && e.Forget.Text {
			return row.textless(), nil
		}
		return row.Forgotten, err
	case news.RulesEntry:
		if e.Rules > incident.Version {
			return false, fmt.Errorf("grouping rules %d are newer than this ascribe, which knows %d", e.Rules, incident.Version)
		}
		return e.Rules == b.meta.Rules, nil
	}
	return b.admitEdit(e)
}

func (b *batch) admitStory(e *news.Entry) (drop bool, err error) {
	story := *e.Story
	e.Story = &story
	story.Version, story.Previous = 1, ""
	ordinal, ok := b.ordinalOf(string(story.ID))
	if !ok {
		return false, nil
	}
	row, err := storyTable.must(b.tx, number(ordinal))
	if err != nil || row.Forgotten {
		return true, err
	}
	current, err := b.store.tellRow(b.tx, ordinal, row)
	if err != nil {
		return false, err
	}
	if story.Hash == current.story.Hash || !story.Access.Supersedes(current.story.Access) || len(row.Versions) >= news.MaxVersions {
		return true, nil
	}
	story.Version, story.Previous = len(row.Versions)+1, current.story.Hash
	return false, nil
}

func (b *batch) admitAnalysis(a news.Reanalysis) (drop bool, err error) {
	_, row, err := findStory(b.tx, a.Story)
	if err != nil {
		return false, err
	}
	story, err := readVersion(b.tx, row, a.Version)
	if err != nil {
		return false, err
	}
	if story.Excerpt { // nobody can read it again
		return true, nil
	}
	if story.Analysis.Engine == a.Analysis.Engine {
		return true, nil
	}
	story.Analysis = a.Analysis
	return false, story.Verify()
}

// apply brings the view to what the entry at b.seq says.
func (b *batch) apply(e news.Entry) error {
	switch e.Kind {
	case news.StoryEntry:
		return b.applyStory(*e.Story)
	case news.AnalysisEntry:
		return b.applyAnalysis(*e.Analysis)
	case news.EditEntry:
		return b.applyEdit(*e.Edit, e.At)
	case news.ForgetEntry:
		if e.Forget.Text {
			return b.applyDrop(e.Forget.Story)
		}
		return b.applyForget(e.Forget.Story)
	case news.RulesEntry:
		b.meta.Rules, b.meta.Since = e.Rules, b.seq
		return nil
	}
	return fmt.Errorf("entry of unknown kind %q", e.Kind)
}

func (b *batch) applyStory(story news.Story) error {
	ordinal, ok := b.ordinalOf(string(story.ID))
	if ok {
		before, err := b.store.tell(b.tx, ordinal)
		if err != nil {
			return err
		}
		return b.applyRevision(before, story)
	}
	ordinal = b.seq
	if err := b.name(string(story.ID), ordinal); err != nil {
		return err
	}
	change, err := b.decide(story)
	if err != nil {
		return err
	}
	if err := b.fold(story, change); err != nil {
		return err
	}
	return b.place(ordinal, story, change)
}

// applyRevision adds a version. The story stays where it is, and the grouping compares
// others with the new text from now on.
func (b *batch) applyRevision(before told, story news.Story) error {
	row := before.row
	row.Versions = append(slices.Clone(row.Versions), versionRow{Seq: b.seq})
	d, err := b.draft(row.Incident)
	if err != nil {
		return err
	}
	change := news.Change{Story: story.ID, Incident: row.Incident, Founded: row.Incident == story.ID.Founded()}
	if at, found := d.at(before.ordinal); found {
		change.Score, change.Copy = d.members[at].Score, d.members[at].Copy
	}
	if err := b.fold(story, change); err != nil {
		return err
	}
	return b.restate(before, row)
}

// fold makes the grouping remember where a story is, and keeps it for the day when the
// grouping is restored.
func (b *batch) fold(story news.Story, change news.Change) error {
	row := placedRow{Change: change}
	if b.placed != nil {
		row.Links = b.placed.Links // those of a text that may be gone
	} else {
		row.Links = b.store.state.Links(story)
	}
	if len(row.Links) > 0 && !story.Excerpt {
		row.Record = b.store.state.Record(story)
	}
	b.store.state.Fold(incident.Placed{Story: story, Change: change})
	return placedTable.put(b.tx, number(b.seq), row)
}

func (b *batch) applyAnalysis(a news.Reanalysis) error {
	ordinal, _, err := findStory(b.tx, a.Story)
	if err != nil {
		return err
	}
	before, err := b.store.tell(b.tx, ordinal)
	if err != nil {
		return err
	}
	row := before.row
	row.Versions = slices.Clone(row.Versions)
	v := &row.Versions[a.Version-1]
	if v.Analysis > 0 {
		v.Earlier = append(slices.Clone(v.Earlier), v.Analysis)
	}
	v.Analysis = b.seq
	return b.restate(before, row)
}

func (b *batch) applyForget(id news.StoryID) error {
	ordinal, row, err := findStory(b.tx, id)
	if err != nil {
		return err
	}
	before, err := b.store.tellRow(b.tx, ordinal, row)
	if err != nil {
		return err
	}
	d, err := b.draft(row.Incident)
	if err != nil {
		return err
	}
	d.leave(ordinal)
	row.Forgotten = true
	if err := b.restate(before, row); err != nil || len(d.members) > 0 {
		return err
	}
	return b.inherit(d)
}

// restate makes row what the view says of a story: it indexes the difference between
// before and what row and the story's reviews say now.
func (b *batch) restate(before told, row storyRow) error {
	row.Changed = b.seq
	story, err := readVersion(b.tx, row, len(row.Versions))
	if err != nil {
		return err
	}
	reviews, _, err := reviewTable.get(b.tx, number(before.ordinal))
	if err != nil {
		return err
	}
	row.When = story.When().Unix()
	after := told{before.ordinal, row, reviewed(story, reviews)}
	return b.index(before, after)
}

// index brings the rows and indexes of a story from before to after and marks its
// incident for composing. The zero before is that of a new story.
func (b *batch) index(before, after told) error {
	n := after.ordinal
	var wasFacts, isFacts []string
	if before.shown() {
		wasFacts, _ = storyFacts(before.story)
		if err := b.unlist(n, storiesByTime, rank(before.row.When)); err != nil {
			return err
		}
	}
	var acts []act
	if after.shown() {
		isFacts, acts = storyFacts(after.story)
		if err := b.list(n, storiesByTime, rank(after.row.When)); err != nil {
			return err
		}
	}
	if err := b.changed(stories, n, before.row.Changed, b.seq); err != nil {
		return err
	}
	b.facets.replace(stories, n, wasFacts, isFacts)
	if err := b.retext(stories, n, before.texts(), after.texts()); err != nil {
		return err
	}
	if err := b.putActs(n, acts); err != nil {
		return err
	}
	if err := b.restateClaims(before, after); err != nil {
		return err
	}
	if err := storyTable.put(b.tx, number(n), after.row); err != nil {
		return err
	}
	d, err := b.draft(after.row.Incident)
	if err != nil {
		return err
	}
	d.seq = b.seq
	d.hear(after)
	return nil
}

// putActs keeps the claims of a story apart where filters could mix them up.
func (b *batch) putActs(ordinal uint64, acts []act) error {
	if len(acts) < 2 {
		return cardTable.delete(b.tx, cardKey(stories, ordinal))
	}
	return cardTable.put(b.tx, cardKey(stories, ordinal), card{Acts: acts})
}

// list enters an object into an order.
func (b *batch) list(ordinal uint64, order string, rank uint64) error {
	return b.tx.Bucket([]byte(order)).Put(orderKey(rank, ordinal), number(b.seq))
}

// unlist takes it out again.
func (b *batch) unlist(ordinal uint64, order string, rank uint64) error {
	return b.tx.Bucket([]byte(order)).Delete(orderKey(rank, ordinal))
}

// changed enters an object among what changed, under the entry that changed it last, before
// which was another one did (0: none). What is in no list any more stands there too: who asks
// what changed is to hear that it left.
func (b *batch) changed(f family, ordinal, was, seq uint64) error {
	c := b.tx.Bucket([]byte(changedBucket))
	if was > 0 {
		if err := c.Delete(changedKey(f, was, ordinal)); err != nil {
			return err
		}
	}
	return c.Put(changedKey(f, seq, ordinal), []byte{})
}

// retext files an object under the terms of its texts; most changes change none.
func (b *batch) retext(f family, ordinal uint64, was, is map[byte][]string) error {
	y, block := b.youth(f), uint32(ordinal>>blockBits)
	if block > y.tail.block {
		if err := b.finish(f, allPages); err != nil { // that of the block before: it was a short one
			return err
		}
		y.read()
		y.elder = y.tail.elder(y.docs)
		b.unfinished(f, y.elder)
		y.tail, y.docs = y.elder.next(block), nil
	}
	switch {
	case maps.EqualFunc(was, is, slices.Equal):
	case block == y.tail.block:
		y.reworded = append(y.reworded, rewording{ordinal, was, is})
	case b.dropping && b.recast[castBlock{f, block}] != nil:
		b.recastDocument(castBlock{f, block}, ordinal, was, is)
	default:
		if err := b.castAll(); err != nil { // in the order of the log, whatever the batches
			return err
		}
		wasThere, isThere := termsOf(was).list(), termsOf(is).list()
		old := y.elder
		if old == nil || block != old.block {
			b.refile(revision{family: f, ordinal: ordinal}, wasThere, isThere)
			break
		}
		y.elder = old.revise(old.document(ordinal, was, is))
		b.refile(revision{family: f, ordinal: ordinal}, old.written(wasThere), old.written(isThere))
		return b.amendAll() // before more of its pages are there
	}
	return nil
}

// refile notes the terms by which a document of a finished block is no longer, and is now,
// found.
func (b *batch) refile(r revision, was, is []string) {
	for len(was) > 0 || len(is) > 0 {
		switch {
		case len(is) == 0 || len(was) > 0 && was[0] < is[0]:
			r.remove, was = append(r.remove, was[0]), was[1:]
		case len(was) == 0 || is[0] < was[0]:
			r.add, is = append(r.add, is[0]), is[1:]
		default:
			was, is = was[1:], is[1:]
		}
	}
	if r.add != nil || r.remove != nil {
		b.revised = append(b.revised, r)
	}
}
