package web

import (
	"net/http"
	"slices"

	"ascribe/news"
	"ascribe/node"
)

type feedsPage struct {
	Feeds    []node.FeedView // those that fail first
	Failing  int
	Stored   int
	Rejected []news.Seen
}

// rejectedShown is how many items out of scope the page lists.
const rejectedShown = 50

func (s *site) feeds(r *http.Request) (view, error) {
	if err := only(r); err != nil {
		return view{}, err
	}
	feeds, err := s.Node.Feeds()
	if err != nil {
		return view{}, err
	}
	p := feedsPage{Feeds: slices.Clone(feeds)}
	for _, f := range feeds {
		p.Stored += f.State.Stored
		if f.State.Health.Failing() {
			p.Failing++
		}
	}
	slices.SortStableFunc(p.Feeds, func(a, b node.FeedView) int { return failing(b) - failing(a) })
	if p.Rejected, err = s.Store.Rejected("", rejectedShown); err != nil {
		return view{}, err
	}
	return view{"feeds", "Feeds", "feeds", p}, nil
}

func failing(f node.FeedView) int {
	if f.State.Health.Failing() {
		return 1
	}
	return 0
}
