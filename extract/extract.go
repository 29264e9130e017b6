// Package extract turns the bytes of a web page into an [Article]: title, authors, dates and the paragraphs of its body.
//
// The page is parsed once and walked once, into a flat list of blocks (runs of text that no block-level element interrupts).
// Each block gets features (its text, the elements around it, its neighbours); boosted trees in integers, trained by the
// program in eval, say which blocks are the body. Metadata come from JSON-LD, meta tags and what is visible on the page,
// in the order that people follow when they write a headline or a byline down.
//
// The package is pure: no I/O, no clock, and it imports nothing of ours. Time and memory are linear in the page, which is
// cut at [MaxPage]; any bytes may come in. What is not an HTML page at all is an error; a page without an article
// (captcha, consent, "enable JavaScript") is an Article without paragraphs whose Access and Reason say so.
package extract

import (
	"strings"
	"time"
)

// MaxPage is how many bytes of a page are read; what follows is ignored.
const MaxPage = 16 << 20

// Input is one page as it was received.
type Input struct {
	Page        []byte // in any charset
	ContentType string // the HTTP Content-Type header, may be ""
	URL         string // where the page was found after redirects, absolute; "" when unknown
	Rules       Rules  // the outlet's own selectors, may be empty
}

// Access says how much of the article the page gave away.
type Access string

// The words are those of a story's access, so that they can be copied.
const (
	Full      Access = "full"
	Teaser    Access = "teaser"    // the beginning, and no word of the rest
	Paywalled Access = "paywalled" // the beginning, and the rest is for sale
	Failed    Access = "failed"    // no article on the page
)

// Date is a point in time as precise as the page told it. The zone of Time is the page's own, UTC where it named none.
type Date struct {
	Time      time.Time
	Precision string // second, minute, day, month, year; "" unknown
}

// Article is what a page says. Text is plain, never HTML.
type Article struct {
	Title               string
	Authors             []string // names, without roles, agencies and "By"
	Published, Modified Date
	Site                string
	Section             string
	Language            string // BCP 47, as the page declares it
	Canonical           string // absolute; only within the registrable domain of Input.URL, else ""
	Itself              string // where the article itself is, when the page is its AMP rendering; any host, else ""
	Agency              string // the wire agency whose copy this is
	Correction          string // the notice that the article was corrected
	Keywords            []string
	Image, ImageAlt     string
	Paragraphs          []string // the body in order; headings and list items are paragraphs of their own
	Live                bool     // a live blog
	Access              Access
	Reason              string // why Access is not Full, in words for a person
}

// Text is the body, its paragraphs parted by blank lines.
func (a Article) Text() string { return strings.Join(a.Paragraphs, "\n\n") }

// Decision tells of one block whether it is part of the body, and why.
type Decision struct {
	Path, Text, Why string
	Kept            bool
	Score           int // the model's, 0 where a rule decided; positive is body
}

// Extract reads an article. It fails only for bytes that are no HTML page.
func Extract(in Input) (Article, error) {
	return standard().Extract(in)
}

// Explain is Extract with every block of the page and why it was kept or dropped, for a person who writes Rules.
func Explain(in Input) (Article, []Decision, error) {
	return standard().Explain(in)
}
