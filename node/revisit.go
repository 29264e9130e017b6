package node

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"ascribe/news"
)

// Outlets correct their stories after they published them, most often within hours. A page
// is looked at again at some ages of its story, so that an edit becomes a version even when
// the feed says nothing of it.

// DefaultRevisits are the ages at which a story's page is looked at again.
var DefaultRevisits = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}

// revisitPass bounds how many pages one pass looks at again: the rest has its turn in the
// next one.
const revisitPass = 500

// revisitEvery is how often a running node looks for pages whose turn has come.
const revisitEvery = 10 * time.Minute

// Revisit looks again at the pages whose turn has come, and says how many it asked for and
// how many of them had changed. What fails is passed over: the story stays as it is.
func (n *Node) Revisit(ctx context.Context) (asked, revised int, err error) {
	pages, err := n.revisitsDue(time.Now())
	if err != nil || len(pages) == 0 {
		return 0, 0, err
	}
	var mu sync.Mutex
	var faults []error
	jobs := make(chan news.Seen)
	var wg sync.WaitGroup
	for range min(n.workers, len(pages)) {
		wg.Go(func() {
			for s := range jobs {
				changed, err := n.lookAgain(ctx, s)
				mu.Lock()
				asked++
				if changed {
					revised++
				}
				if err != nil && ctx.Err() == nil {
					faults = append(faults, err)
				}
				mu.Unlock()
			}
		})
	}
	for _, i := range spread(pages, func(s news.Seen) string { return host(s.URL) }) {
		select {
		case jobs <- pages[i]:
		case <-ctx.Done():
		}
	}
	close(jobs)
	wg.Wait()
	if ctx.Err() != nil {
		faults = append(faults, context.Cause(ctx))
	}
	if asked > 0 {
		n.logger.Info("looked again at pages", "pages", asked, "revised", revised)
	}
	return asked, revised, errors.Join(faults...)
}

// revisitsDue lists items whose story has come to an age at which its page was not yet
// looked at again. Ages that passed while nothing ran count once.
func (n *Node) revisitsDue(now time.Time) ([]news.Seen, error) {
	if len(n.revisits) == 0 {
		return nil, nil
	}
	first, last := n.revisits[0], n.revisits[len(n.revisits)-1]
	all, err := n.store.SeenBetween(now.Add(-last-2*24*time.Hour), now.Add(-first))
	if err != nil {
		return nil, err
	}
	var pages []news.Seen
	for _, s := range all {
		f, ok := n.feeds[s.Feed]
		if u, err := url.Parse(s.URL); !ok || f.TextOnly || s.Story == "" || err != nil || u.Host == "" {
			continue
		}
		if s.Looks >= n.turns(now.Sub(s.At)) || n.client.Pause(host(s.URL)).Host != "" { // what a host puts off takes no place
			continue
		}
		if pages = append(pages, s); len(pages) == revisitPass {
			break
		}
	}
	return pages, nil
}

// turns is how many looks a story of that age has had, or should have had.
func (n *Node) turns(age time.Duration) int {
	turns := 0
	for _, r := range n.revisits {
		if age >= r {
			turns++
		}
	}
	return turns
}

// lookAgain asks for the page of one item and keeps what changed as a version.
func (n *Node) lookAgain(ctx context.Context, s news.Seen) (changed bool, err error) {
	v := visit{Node: n, feed: n.feeds[s.Feed], taken: map[news.StoryID]string{}, lost: map[string]int{}}
	v.outlet = n.outlets[v.feed.Outlet]
	s.Looks = n.turns(time.Since(s.At))
	old, found, err := v.storyOf(s.Story)
	if err != nil {
		return false, err
	}
	if !found || old.Access == news.Pasted || !v.owns(old.Story) {
		return false, n.store.PutSeen(s)
	}
	if !n.reserve(s.Story, s.Feed) {
		return false, nil // a visit works on it just now
	}
	defer n.free(s.Story, s.Feed)
	story := old.Story
	story.Arrived, story.Analysis = time.Now().UTC(), news.Analysis{}
	got, err := v.page(ctx, s.URL, &story)
	if err != nil {
		return false, err
	}
	if got.told {
		if err := v.keepPauses(); err != nil {
			return false, err
		}
	}
	if got.unasked {
		return false, nil // its turn is still to come
	}
	if got.failed || got.strayed(s.URL, old.Story, story) {
		return false, n.store.PutSeen(s)
	}
	m, err := v.finish(made{seen: s}, story)
	if err != nil {
		return false, err
	}
	m.seen.Verdict, m.seen.Story = s.Verdict, s.Story
	return m.story != nil, v.flush(ctx, []made{m})
}
