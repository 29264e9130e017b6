package news

import "time"

// A FeedState is what one machine knows of a feed: when to ask again, with which
// validators, and how the feed is. It is kept apart from the log.
type FeedState struct {
	Feed         FeedID    `json:"feed"`
	Health       Health    `json:"health"`
	Reason       string    `json:"reason,omitempty"` // in words, for a person
	Next         time.Time `json:"next"`             // when it is due
	LastTry      time.Time `json:"last_try,omitzero"`
	LastGood     time.Time `json:"last_good,omitzero"`   // 200 or 304 with a feed that could be read
	NewestItem   time.Time `json:"newest_item,omitzero"` // publication of the newest item ever seen
	Failures     int       `json:"failures,omitempty"`   // in a row
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Items        int       `json:"items"`  // of the last document
	Stored       int       `json:"stored"` // stories ever stored from it

	// URL is the configured address that all this is of: another one begins anew. Moved is
	// where permanent redirects lead from it, MovedOn the days (2006-01-02, UTC) on which they
	// did; after three, Address is asked instead.
	URL     string   `json:"url,omitempty"`
	Moved   string   `json:"moved,omitempty"`
	MovedOn []string `json:"moved_on,omitempty"`
	Address string   `json:"address,omitempty"`

	// What the last document asked for and how often the feed had news: a 304 does not tell.
	TTL       time.Duration  `json:"ttl,omitempty"`
	SkipHours []int          `json:"skip_hours,omitempty"` // 0 to 23, UTC
	SkipDays  []time.Weekday `json:"skip_days,omitempty"`
	Gap       time.Duration  `json:"gap,omitempty"` // between two items, on average

	Whole time.Time `json:"whole,omitzero"` // when it last gave a document, not a 304
	// Probe is the address and the key of one item of the last document. ByLink is set when that
	// address comes with another key: the feed makes new ones at each visit.
	Probe  string `json:"probe,omitempty"`
	ByLink bool   `json:"by_link,omitempty"`

	Pauses []Pause `json:"pauses,omitempty"` // of hosts that the last visit met: the next process keeps them
}

// A Pause is until when a host is left alone, and why.
type Pause struct {
	Host  string    `json:"host"`
	Until time.Time `json:"until"`
	Why   string    `json:"why"`
}

// Stopped reports whether a feed is asked no more: its host said that it is gone for good
// (410), and its address is still the one that was asked.
func (s FeedState) Stopped(url string) bool {
	return s.Health == Gone && (s.URL == "" || s.URL == url)
}

// Health says how a feed is.
type Health string

// The healths of a feed.
const (
	Fresh       Health = "new" // never asked
	OK          Health = "ok"
	NotModified Health = "not_modified"
	Empty       Health = "empty"
	Stale       Health = "stale" // answers, but its newest item is old
	NotAFeed    Health = "not_a_feed"
	Blocked     Health = "blocked"
	Gone        Health = "gone"
	Partial     Health = "partial" // some items could be read
	TooLarge    Health = "too_large"
	TimedOut    Health = "time_out"
	BadTLS      Health = "tls"
	Unreachable Health = "unreachable"
	ServerError Health = "server_error"
	Limited     Health = "rate_limited"
	Refused     Health = "refused" // an address or port that we do not connect to
	// Unkept is our own fault: what the last visit brought could not be written. No state is
	// kept with it.
	Unkept Health = "not_kept"
)

// Failing reports whether the feed's last answer was none that could be read.
func (h Health) Failing() bool {
	switch h {
	case Fresh, OK, NotModified, Empty, Stale, Partial:
		return false
	}
	return true
}

// A Seen remembers an item of a feed, so that no poll does its work twice. Items out of
// scope are kept for 90 days.
type Seen struct {
	Feed    FeedID    `json:"feed"`
	Item    string    `json:"item"`             // the item's key within the feed
	Digest  string    `json:"digest,omitempty"` // of the item's content: a change is looked at again
	URL     string    `json:"url,omitempty"`
	Title   string    `json:"title"`
	Verdict Verdict   `json:"verdict"`
	Engine  string    `json:"engine"`
	Story   StoryID   `json:"story,omitempty"`
	At      time.Time `json:"at"`
	Vain    int       `json:"vain,omitempty"`  // how many changes of the item in a row left its story as it was
	Looks   int       `json:"looks,omitempty"` // how often its page was looked at again since
}

// A Verdict is what became of an item.
type Verdict string

// The verdicts.
const (
	Stored     Verdict = "stored"
	OutOfScope Verdict = "out_of_scope"
	Duplicate  Verdict = "duplicate" // an item whose story is stored already
	Unreadable Verdict = "unreadable"
)
