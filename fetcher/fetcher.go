// Package fetcher gets what outlets publish: when (Schedule, Plan, Backoff), how (Client:
// polite, bounded, safe) and what (ParseFeed: any feed document, broken ones too, to Items).
//
// The contract:
//
//   - No request leaves for a special-use address, an unusual port or another scheme than
//     http and https, at any hop, whatever a name resolves to (guard.go, special.txt).
//     Settings.Allow is the one exception.
//   - Every wait ends, every body is bounded after decoding, and every document is pruned to
//     bounded depth and size before a parser sees it (prune.go): a parser that recurses once
//     per level ends the whole process, and recover does not help against that.
//   - A document that is damaged gives its whole items and says that it is partial; then it
//     gives no validators, so that the next request gets it whole.
//   - Every failure is an *Error: its Health is for machines, its Reason for people.
//   - Hosts are asked at most every Settings.Pace, by two requests at a time, and not at all
//     before the end of a Retry-After. One that gives no answer is left alone for longer and
//     longer, an hour at most, and never for good.
//
// Nothing here knows outlets, stories or the store.
package fetcher

import (
	"strconv"
	"time"

	"ascribe/news"
)

// An Ask is a request for a feed. ETag and LastModified are those of the last complete
// answer, or "".
type Ask struct {
	URL, ETag, LastModified string
	UserAgent               string // "" for the client's own
}

// An Answer is what a feed's address gave.
type Answer struct {
	Status      int
	NotModified bool
	Document    Document // zero when NotModified
	Partial     bool     // Document lacks something; Why says what
	Why         string
	// The validators to send next time; both "" when Partial.
	ETag, LastModified string
	FinalURL           string        // of the last hop
	MovedTo            string        // where permanent redirects only (301, 308) led, else ""
	RetryAfter, MaxAge time.Duration // what the answer asks for, at most 24 h; 0 when nothing
	Bytes              int64         // of the body, decoded
}

// A Document is a feed document, its items in the order in which they stand there.
type Document struct {
	Title, Language string
	Home            string // URL of the page that the feed is of
	Items           []Item
	TTL             time.Duration // how long the feed asks to be left alone; 0 when it doesn't say
	// SkipHours (0 to 23, UTC) and SkipDays are when it asks not to be read (RSS 2.0).
	SkipHours []int
	SkipDays  []time.Weekday
}

// An Item is one entry of a feed. Its texts are plain text, in NFC, never HTML.
type Item struct {
	Key    string // identity within the feed, see identify
	Link   string // identity by the address alone; "" when it has none, or another item has it too
	Digest string // of all that a reader would see changed
	URL    string // absolute, http or https, without tracking parameters; "" if there is none
	Title  string
	// Summary is what the feed tells of the article; Text is the article, paragraphs
	// separated by blank lines, when the feed carries it, else "".
	Summary, Text string
	Authors       []string
	// Published and Updated are unknown when the feed says nothing, or nothing believable.
	Published, Updated news.Date
	Language           string
	Keywords           []string
}

// A Page is an article page as it came. Its charset is for the extractor to find.
type Page struct {
	URL         string // of the last hop
	ContentType string // as the server says
	Body        []byte // decoded from its content coding
	Status      int
}

// Release gives the memory of the body to other pages. Nobody may hold a part of it.
func (p Page) Release() { reuse(p.Body) }

// An Error says why there is no feed or page.
type Error struct {
	Health     news.Health
	Reason     string // a sentence for a person, without the URL
	Status     int    // of the answer, 0 if there was none
	RetryAfter time.Duration
	Err        error // what lies beneath, or nil
}

// Error is the reason, with the status when there is one.
func (e *Error) Error() string {
	if e.Status >= 300 {
		return e.Reason + " (" + strconv.Itoa(e.Status) + ")"
	}
	return e.Reason
}

// Unwrap gives what lies beneath.
func (e *Error) Unwrap() error { return e.Err }
