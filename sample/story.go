package sample

import (
	"embed"
	"path"
	"slices"
	"strings"
	"time"
)

//go:embed newsroom
var newsroom embed.FS

// A Story is one article of one outlet, as its file tells it:
//
//	-- outlet/slug --
//	Title: ...
//	Byline: ...
//	Published: 2026-10-12T06:40:00Z
//	Section: ...
//	Summary: what the feed says of it
//
//	The paragraphs, with blank lines between them. "## " begins a heading; a
//	paragraph whose lines begin with "- " is a list, one entry a line.
//
// Further fields: Updated, Correction (what the outlet says it mended), Caption
// (of the picture), Page, Open, and any number of Comment. A section named
// "outlet/slug revised" is the second version of a story; it holds only the
// fields that changed, and always the whole text.
type Story struct {
	Key        string // outlet/slug
	Incident   string // name of its file; "" is news about something else
	Version    int    // 1, or 2 once revised
	Title      string
	Byline     string
	Section    string
	Summary    string
	Caption    string
	Correction string
	Published  time.Time
	Updated    time.Time // zero: never
	Comments   []string  // of readers, as "Name: text"
	Blocks     []Block

	// Page says how the outlet answers for the page: "" serves it, "paywall" the
	// first Open blocks of it, "forbidden" answers 403, "robotcheck" wants JavaScript.
	Page string
	Open int
}

// A Block is a paragraph, a heading or a list of a story.
type Block struct {
	Kind  string // p, h2 or ul
	Text  string // of a list: its entries, a line each
	Items []string
}

// Outlet returns the ID of the story's outlet.
func (s Story) Outlet() string { return path.Dir(s.Key) }

// Slug returns the name of the story within its outlet.
func (s Story) Slug() string { return path.Base(s.Key) }

// Text returns the whole text, blocks separated by blank lines, with what stands
// behind the paywall.
func (s Story) Text() string { return text(s.Blocks) }

// Shown returns the part of Text that the page serves: "" if the outlet turns
// its readers away.
func (s Story) Shown() string { return text(s.shown()) }

func (s Story) shown() []Block {
	switch s.Page {
	case "":
		return s.Blocks
	case "paywall":
		return s.Blocks[:s.Open]
	default:
		return nil
	}
}

func text(blocks []Block) string {
	var texts []string
	for _, b := range blocks {
		texts = append(texts, b.Text)
	}
	return strings.Join(texts, "\n\n")
}

// changed is when the page last changed.
func (s Story) changed() time.Time {
	if s.Updated.IsZero() {
		return s.Published
	}
	return s.Updated
}

// Stories returns the first version of every story and the second of those that
// have one (directly after the first), newest first.
func Stories() ([]Story, error) {
	files, err := incidents()
	if err != nil {
		return nil, err
	}
	var all []Story
	for _, f := range files {
		all = append(all, f.stories...)
	}
	slices.SortStableFunc(all, func(a, b Story) int {
		if c := b.Published.Compare(a.Published); c != 0 {
			return c
		}
		if c := strings.Compare(a.Key, b.Key); c != 0 {
			return c
		}
		return a.Version - b.Version
	})
	return all, nil
}
