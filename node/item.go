package node

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"ascribe/claim"
	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/store"
)

// made is what became of one item: a story to store, or a verdict alone.
type made struct {
	story   *news.Story
	revises bool
	seen    news.Seen
}

// errElsewhere is an item whose story another feed's visit is working on.
var errElsewhere = errors.New("another feed brings the story just now")

// againFor is how long an item whose page gave no answer is looked at again. After that
// what the feed says has to do.
const againFor = 24 * time.Hour

// make turns an item into a story. before is what was made of it the last time, if ever.
func (v *visit) make(ctx context.Context, doc fetcher.Document, it fetcher.Item, before news.Seen) (made, error) {
	now := time.Now().UTC()
	m := made{seen: news.Seen{
		Feed: v.feed.ID, Item: it.Key, Digest: it.Digest, URL: it.URL, Title: it.Title,
		Verdict: news.Stored, Engine: v.engine(), At: now,
	}}
	p, err := v.place(it, before)
	if err != nil {
		return m, err
	}
	choosy := v.feed.Scope == news.ScopeCyber && !p.found // what is kept is kept up to date, whatever it has become
	if choosy && !p.former && !v.hopeful(it) {
		m.seen.Verdict = news.OutOfScope
		return m, nil
	}
	v.taken[news.NewStoryID(p.address)] = it.Key
	if p.found && !v.owns(p.story.Story) {
		m.seen.Verdict, m.seen.Story = news.Duplicate, p.story.ID
		return m, nil
	}
	if !v.reserve(news.NewStoryID(p.address), v.feed.ID) || p.former && !v.reserve(before.Story, v.feed.ID) {
		return m, errElsewhere
	}
	s := v.fromFeed(doc, it, p.address, now)
	s.Outlet = v.publisher(p.address).ID
	switch {
	case v.feed.TextOnly:
		s.Reason = "the feed is configured without pages"
	case p.pageless != "":
		s.Reason = p.pageless
	default:
		got, err := v.page(ctx, it.URL, &s)
		if err != nil {
			return m, err
		}
		if p.found && got.strayed(it.URL, p.story.Story, s) {
			s = v.fromFeed(doc, it, p.address, now)
			s.Outlet, s.Reason = v.publisher(p.address).ID, "the page leads to another one by now"
		}
		if err := v.rename(&s, got, it.Key, p); err != nil {
			return m, err
		}
		if !v.reserve(news.NewStoryID(s.URL), v.feed.ID) {
			return m, errElsewhere
		}
		if first := before.At; got.again && (first.IsZero() || before.Digest != "" || now.Sub(first) < againFor) {
			m.seen.Digest, v.again = "", true // which no item has: it will be looked at again
			if before.Digest == "" && !first.IsZero() {
				m.seen.At = first
			}
		}
	}
	if p.former && sameArticle(p.story.Story, s) { // the article has another address now, and stays the story that it was
		s.URL, s.Outlet, choosy = p.story.URL, p.story.Outlet, false
	}
	if m, err = v.finish(m, s); err == nil && choosy && m.story != nil && !m.story.Analysis.InScope {
		m.story, m.revises = nil, false
		m.seen.Verdict, m.seen.Story = news.OutOfScope, ""
	}
	if m.story == nil && before.Digest != "" && before.Verdict == m.seen.Verdict {
		m.seen.Vain, m.seen.Looks = before.Vain+1, before.Looks
	}
	return m, err
}

// vainLooks is how many changes of an item in a row may leave its story as it is before the next
// ones wait: some feeds count comments in their texts.
const vainLooks = 3

// vain says whether a change of an item waits, an hour and longer each time, a day at most: those
// before it were none of its page. A new headline never waits.
func vain(it fetcher.Item, old news.Seen, now time.Time) bool {
	if old.Vain < vainLooks || old.Digest == "" || it.Title != old.Title {
		return false
	}
	return now.Sub(old.At) < min(time.Hour<<min(old.Vain-vainLooks, 5), 24*time.Hour)
}

// hopeful says whether an item is worth the fetching of its page. If that can't be told, it is.
func (v *visit) hopeful(it fetcher.Item) (in bool) {
	if fault := v.guarded(it.URL, func() { in = claim.Hint(it.Title, longer(it.Summary, it.Text), v.catalogue).In }); fault != "" {
		return true
	}
	return in
}

// A place is the address that names an item's story, and the story that is there already.
type place struct {
	address  string
	pageless string // why there is no page to fetch
	story    store.StoryView
	found    bool
	former   bool // story is what the item brought before, at another address: the same article, or another by now
}

// place finds the story of an item: the one that was made of it before, wherever its page
// said that it belongs; else the one at the normal form of its address. An item without an
// address of its own is named by its feed and key. One that has moved on to an address where no
// story is yet comes with its former one.
func (v *visit) place(it fetcher.Item, before news.Seen) (p place, err error) {
	if before.Story != "" && samePath(before.URL, it.URL) {
		if p.story, p.found, err = v.storyOf(before.Story); err != nil || p.found {
			p.address = p.story.URL
			if strings.HasSuffix(p.address, "#item="+it.Key) {
				p.pageless = "the feed gives no page of its own for it"
			}
			return p, err
		}
	}
	address, err := fetcher.Canonical(it.URL)
	switch by := v.taken[news.NewStoryID(address)]; {
	case it.URL == "" || err != nil:
		p.address, p.pageless = v.feed.URL+"#item="+it.Key, "the feed gives no address of a page"
	case by != "" && by != it.Key:
		p.address, p.pageless = address+"#item="+it.Key, "the feed gives several items this address"
	default:
		p.address = address
	}
	p.story, p.found, err = v.storyOf(news.NewStoryID(p.address))
	if err != nil || p.found || before.Story == "" {
		return p, err
	}
	p.story, p.former, err = v.storyOf(before.Story)
	return p, err
}

// samePath says whether two addresses differ in no more than their query: some feeds write a
// session into it.
func samePath(a, b string) bool {
	a, _, _ = strings.Cut(a, "?")
	b, _, _ = strings.Cut(b, "?")
	return a == b
}

func (v *visit) storyOf(id news.StoryID) (store.StoryView, bool, error) {
	s, err := v.store.Story(id)
	if errors.Is(err, store.ErrNotFound) {
		return s, false, nil
	}
	return s, err == nil, err
}

// owns says whether this feed may revise a story: its own, one added by hand or by a feed
// that is no more, and one of this outlet that another outlet's feed brought. The
// revisions of all others are their feeds' to report.
func (v *visit) owns(old news.Story) bool {
	by, ok := v.feeds[old.Feed]
	if !ok || v.feed.ID == "" || old.Feed == v.feed.ID {
		return true
	}
	return by.Outlet != old.Outlet && v.outlet.ID == old.Outlet
}

// rename gives the story the address that its page calls canonical, if that is free or the
// address of a story of ours that no other item of this document has. A story keeps the
// address that it was first stored at. An address that differs in more than its query counts
// only of an article that could be read, and not if another article has it: templates name a
// section, the wall before an article its own.
func (v *visit) rename(s *news.Story, got pageResult, key string, p place) error {
	own, err := fetcher.Canonical(got.canonical)
	if got.canonical == "" || err != nil || p.found {
		return nil
	}
	id := news.NewStoryID(own)
	if by := v.taken[id]; by != "" && by != key {
		return nil
	}
	if !samePath(own, s.URL) {
		there, found, err := v.storyOf(id)
		if err != nil || got.failed || found && !sameArticle(there.Story, *s) {
			return err
		}
	}
	s.URL, s.Outlet = own, v.publisher(own).ID
	v.taken[id] = key
	return nil
}

// finish names the story, reads it and checks it against its own text.
func (v *visit) finish(m made, s news.Story) (made, error) {
	s.ID = news.NewStoryID(s.URL)
	s.Version = 1
	s.Hash = s.Fingerprint()
	m.seen.Story = s.ID
	old, found, err := v.storyOf(s.ID)
	switch {
	case err != nil:
		return m, err
	case !found:
	case !v.owns(old.Story):
		m.seen.Verdict = news.Duplicate
		return m, nil
	case old.Hash == s.Hash || !s.Access.Supersedes(old.Access) || old.Version >= news.MaxVersions:
		return m, nil
	default:
		m.revises = true
		s.Version, s.Previous = old.Version+1, old.Hash
	}
	s.Analysis = v.read(s)
	if err := s.Stands(); err != nil {
		// The reader's fault, not the item's: the story is kept, without what can't be checked.
		v.logger.Error("the reading of a story does not stand in its text", "err", err)
		s.Analysis = news.Analysis{Engine: v.engine(), InScope: s.Analysis.InScope, Unread: "the reading failed its check"}
		if err := s.Stands(); err != nil {
			v.logger.Error("an item can't be kept as a story", "feed", v.feed.ID, "url", s.URL, "err", err)
			m.revises, m.seen.Verdict, m.seen.Story = false, news.Unreadable, ""
			return m, nil
		}
	}
	m.story = &s
	return m, nil
}

// read has the story analysed.
func (v *visit) read(s news.Story) news.Analysis {
	outlet := v.outlet.Outlet
	if o, ok := v.outlets[s.Outlet]; ok {
		outlet = o.Outlet
	}
	return v.reading(s, outlet)
}

// reading is what the reader finds in a story. One that can't be read counts as in scope: a
// person will see.
func (n *Node) reading(s news.Story, outlet news.Outlet) (a news.Analysis) {
	if strings.HasPrefix(s.Text, strings.TrimSuffix(s.Title, " …")) {
		s.Title = "" // made from the text, or no more than its beginning: no headline that says something itself
	}
	fault := n.guarded(s.URL, func() { a = claim.Read(s, outlet, n.catalogue) })
	if fault != "" {
		a = news.Analysis{Engine: n.engine(), InScope: true, Unread: "the reading failed"}
	}
	return a
}

// engine names the reader with the catalogue that it reads by.
func (n *Node) engine() string { return claim.EngineWith(n.catalogue) }

// guarded does one step on strangers' bytes and returns what made it panic, or "". It is
// the one place where a fault of ours in such a step ends the step and not the process, and
// where no more steps run at a time than there are cores.
func (n *Node) guarded(url string, step func()) (fault string) {
	n.cores <- struct{}{}
	defer func() {
		<-n.cores
		if r := recover(); r != nil {
			fault = fmt.Sprint(r)
			n.logger.Error("a fault of ascribe's own, please report it", "url", url, "panic", fault, "stack", string(debug.Stack()))
		}
	}()
	step()
	return ""
}

// fromFeed is the story as far as the feed itself tells it.
func (v *visit) fromFeed(doc fetcher.Document, it fetcher.Item, address string, now time.Time) news.Story {
	s := news.Story{
		URL: address, Outlet: v.outlet.ID, Feed: v.feed.ID,
		Title: it.Title, Summary: it.Summary, Text: longer(it.Text, it.Summary),
		Authors: it.Authors, Keywords: it.Keywords, Language: first(it.Language, doc.Language),
		Published: it.Published, Modified: it.Updated, Arrived: now, Access: news.FromFeed,
	}
	if s.Text == "" {
		s.Access = news.Failed
	}
	if s.Title == "" {
		s.Title = headline(s.Text, address)
	}
	return s
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

func first(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}

// headline makes a title for an item that has none: the beginning of its text.
func headline(text, address string) string {
	const most = 80
	line, _, _ := strings.Cut(text, "\n")
	if line == "" {
		return fmt.Sprintf("Untitled item at %s", address)
	}
	title := ""
	for w := range strings.FieldsSeq(line) {
		if len(title)+len(w) > most {
			if title == "" { // one long word, or a script that parts none
				return strings.ToValidUTF8(w[:most], "") + " …"
			}
			return title + " …"
		}
		title = strings.TrimSpace(title + " " + w)
	}
	return title
}
