package news

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// A Story is one version of one article that one outlet published. Its text is plain
// text, never HTML: paragraphs with one blank line between them.
type Story struct {
	ID       StoryID  `json:"id"`
	Version  int      `json:"version"`            // from 1
	Hash     string   `json:"hash"`               // of this version, see Fingerprint
	Previous string   `json:"previous,omitempty"` // hash of the version that this one follows
	URL      string   `json:"url"`                // canonical
	Outlet   OutletID `json:"outlet"`
	Feed     FeedID   `json:"feed,omitempty"` // "" when added by hand

	Title      string   `json:"title"`
	Summary    string   `json:"summary,omitempty"` // the feed's own words
	Text       string   `json:"text"`
	Authors    []string `json:"authors,omitempty"`
	Agency     string   `json:"agency,omitempty"` // the wire service that the text is a copy of
	Language   string   `json:"language,omitempty"`
	Section    string   `json:"section,omitempty"`
	Keywords   []string `json:"keywords,omitempty"`
	Image      string   `json:"image,omitempty"` // URL
	ImageAlt   string   `json:"image_alt,omitempty"`
	Correction string   `json:"correction,omitempty"` // the outlet's notice of correction
	Live       bool     `json:"live,omitempty"`       // a live blog
	Excerpt    bool     `json:"excerpt,omitempty"`    // the text was dropped but for what claims quote

	Access Access `json:"access"`
	Reason string `json:"reason,omitempty"` // why Access is not Full, in words

	Published Date      `json:"published"` // what the outlet says
	Modified  Date      `json:"modified,omitzero"`
	Arrived   time.Time `json:"arrived"` // when this version reached us

	Analysis Analysis `json:"analysis"`
}

// Access says how the text of a story was got.
type Access string

// The ways to a text, from best to worst.
const (
	Full      Access = "full"      // the whole article page
	Pasted    Access = "pasted"    // a person gave an excerpt
	FromFeed  Access = "feed"      // the feed's own text: the page gave nothing better
	Teaser    Access = "teaser"    // the page shows the beginning
	Paywalled Access = "paywalled" // the page says that the rest is for subscribers
	Failed    Access = "failed"    // no page: title and summary at most
)

// rank orders Access: a version of a lower rank never supersedes one of a higher.
// A paywalled page's beginning is worth as much as a teaser.
var rank = map[Access]int{Full: 5, Pasted: 4, FromFeed: 3, Teaser: 2, Paywalled: 2, Failed: 1}

// Valid reports whether a is one of the constants.
func (a Access) Valid() bool { return rank[a] > 0 }

// Supersedes reports whether a version got by a may replace one got by old.
func (a Access) Supersedes(old Access) bool { return rank[a] >= rank[old] }

// MaxVersions is how many versions of one story are kept. The first ones stay, since the
// evidence of early claims points into them; further revisions are refused.
const MaxVersions = 50

// normals are buffers for normal forms: a story's is taken whenever one is made or checked.
var normals = sync.Pool{New: func() any { return new([]byte) }}

const maxNormal = 1 << 18 // bytes: longer ones are not kept

// Fingerprint is the hash of what makes a version a version: the title and the paragraphs,
// in NFC-agnostic normal form (white space folded, quotation marks and dashes made plain).
// A change of byline, picture or date alone makes none.
func (s Story) Fingerprint() string {
	buffer := normals.Get().(*[]byte)
	normal := appendNormal((*buffer)[:0], s.Title)
	for p := range strings.SplitSeq(s.Text, "\n\n") {
		normal = appendNormal(append(normal, 0), p)
	}
	sum := sha256.Sum256(normal)
	if cap(normal) <= maxNormal {
		*buffer = normal
	}
	normals.Put(buffer)
	return hex.EncodeToString(sum[:16])
}

// Part returns the text that a Span of the given part points into.
func (s Story) Part(p Part) string {
	if p == InTitle {
		return s.Title
	}
	return s.Text
}

// When is the moment that the story is filed under: its publication where the outlet says
// one, else its arrival. Sources date stories in the future by mistake; a publication later
// than the arrival counts as the arrival.
func (s Story) When() time.Time {
	if !s.Published.Known() || s.Published.Time.After(s.Arrived) {
		return s.Arrived
	}
	return s.Published.Time
}

// Verify reports every mention and claim of s that its own title and text do not carry,
// and every field without which a story can't be kept. It returns nil or one error that
// names all faults.
func (s Story) Verify() error {
	if !s.Excerpt && s.Hash != s.Fingerprint() {
		return errors.Join(fmt.Errorf("story %s: hash %s is not of this text", s.ID, s.Hash), s.Stands())
	}
	return s.Stands()
}

// Stands is Verify but for the hash, for who has just made it.
func (s Story) Stands() error {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if !s.ID.Valid() {
		fault("id %q is not a story's", s.ID)
	}
	if s.URL == "" || s.Outlet == "" {
		fault("no URL or no outlet")
	}
	if !s.Access.Valid() {
		fault("access %q is none", s.Access)
	}
	if s.Version < 1 || s.Version > MaxVersions {
		fault("version %d", s.Version)
	}
	for i, m := range s.Analysis.Mentions {
		if s.Excerpt && m.Surface == "" {
			continue
		}
		if !m.Span.within(s.Part(m.Span.Part)) || s.Part(m.Span.Part)[m.Span.Start:m.Span.End] != m.Surface {
			fault("mention %d (%q) does not stand at %v", i, m.Surface, m.Span)
		}
	}
	for i, c := range s.Analysis.Claims {
		if err := c.verify(s); err != nil {
			fault("claim %d: %v", i, err)
		}
	}
	for i, r := range s.Analysis.Responses {
		if err := r.verify(s); err != nil {
			fault("response %d: %v", i, err)
		}
	}
	if faults == nil {
		return nil
	}
	return fmt.Errorf("story %s: %s", s.ID, strings.Join(faults, "; "))
}
