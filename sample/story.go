package sample

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
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

// incidentFile is what one newsroom/*.txtar holds.
type incidentFile struct {
	name    string // incident; "" for other news
	stories []Story
	truth   string
}

func incidents() ([]incidentFile, error) {
	entries, err := newsroom.ReadDir("newsroom")
	if err != nil {
		return nil, err
	}
	var files []incidentFile
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".txtar")
		if !ok {
			continue
		}
		data, err := newsroom.ReadFile("newsroom/" + e.Name())
		if err != nil {
			return nil, err
		}
		if name == "offtopic" {
			name = ""
		}
		f, err := parseIncident(name, data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		files = append(files, f)
	}
	return files, nil
}

func parseIncident(name string, data []byte) (incidentFile, error) {
	f := incidentFile{name: name}
	for _, section := range txtar.Parse(data).Files {
		if section.Name == "truth" {
			f.truth = string(section.Data)
			continue
		}
		key, again := strings.CutSuffix(section.Name, " revised")
		s := Story{Key: key, Incident: name, Version: 1}
		if again {
			i := slices.IndexFunc(f.stories, func(s Story) bool { return s.Key == key })
			if i < 0 {
				return f, fmt.Errorf("%s: no first version stands above it", section.Name)
			}
			s = f.stories[i]
			s.Version = 2
		}
		if err := s.parse(string(section.Data)); err != nil {
			return f, fmt.Errorf("%s: %w", section.Name, err)
		}
		f.stories = append(f.stories, s)
	}
	return f, nil
}

func (s *Story) parse(section string) error {
	head, body, err := parseHead(section)
	if err != nil {
		return err
	}
	if err := s.setAll(head); err != nil {
		return err
	}
	s.Blocks = nil
	for para := range strings.SplitSeq(strings.TrimSpace(body), "\n\n") {
		s.Blocks = append(s.Blocks, parseBlock(para))
	}
	if s.Title == "" || s.Summary == "" || s.Published.IsZero() {
		return errors.New("a story needs Title, Summary and Published")
	}
	if s.Open > len(s.Blocks) {
		return fmt.Errorf("field Open says %d of %d blocks", s.Open, len(s.Blocks))
	}
	return nil
}

func parseBlock(para string) Block {
	if strings.HasPrefix(para, "- ") {
		b := Block{Kind: "ul"}
		for line := range strings.Lines(para) {
			b.Items = append(b.Items, strings.TrimSpace(strings.TrimPrefix(line, "- ")))
		}
		b.Text = strings.Join(b.Items, "\n")
		return b
	}
	text := strings.Join(strings.Fields(para), " ")
	if heading, ok := strings.CutPrefix(text, "## "); ok {
		return Block{Kind: "h2", Text: heading}
	}
	return Block{Kind: "p", Text: text}
}

func (s *Story) setAll(head textproto.MIMEHeader) error {
	var err error
	for name, values := range head {
		v := values[0]
		switch name {
		case "Title":
			s.Title = v
		case "Byline":
			s.Byline = v
		case "Section":
			s.Section = v
		case "Summary":
			s.Summary = v
		case "Caption":
			s.Caption = v
		case "Correction":
			s.Correction = v
		case "Comment":
			s.Comments = values
		case "Published":
			s.Published, err = time.Parse(time.RFC3339, v)
		case "Updated":
			s.Updated, err = time.Parse(time.RFC3339, v)
		case "Open":
			s.Open, err = strconv.Atoi(v)
		case "Page":
			s.Page = v
			if !slices.Contains([]string{"paywall", "forbidden", "robotcheck"}, v) {
				err = fmt.Errorf("unknown value %q", v)
			}
		default:
			err = errors.New("unknown field")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// parseHead reads "Name: value" lines up to a blank line; a line that begins
// with a space goes on with the value above.
func parseHead(text string) (textproto.MIMEHeader, string, error) {
	r := bufio.NewReader(strings.NewReader(text))
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil && err != io.EOF { // a head without a body ends in EOF
		return nil, "", err
	}
	rest, err := io.ReadAll(r)
	return head, string(rest), err
}
