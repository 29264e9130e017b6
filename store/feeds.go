package store

import (
	"errors"
	"time"

	"ascribe/news"
)

// FeedStates returns what this machine knows of its feeds.
func (s *Store) FeedStates() (map[news.FeedID]news.FeedState, error) {
	return nil, errors.ErrUnsupported
}

// PutFeedState replaces the states of feeds, all in one transaction.
func (s *Store) PutFeedState(states ...news.FeedState) error { return errors.ErrUnsupported }

// Seen returns what became of an item of a feed, and whether it was seen at all.
func (s *Store) Seen(feed news.FeedID, item string) (news.Seen, bool, error) {
	return news.Seen{}, false, errors.ErrUnsupported
}

// PutSeen remembers items, all in one transaction.
func (s *Store) PutSeen(items ...news.Seen) error { return errors.ErrUnsupported }

// Rejected lists items that were not stored, newest first, of one feed or ("") of all.
func (s *Store) Rejected(feed news.FeedID, limit int) ([]news.Seen, error) {
	return nil, errors.ErrUnsupported
}

// ForgetSeen forgets items that were not stored and that were seen before a moment, and
// says how many.
func (s *Store) ForgetSeen(before time.Time) (int, error) { return 0, errors.ErrUnsupported }
