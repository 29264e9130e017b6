package sample

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

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
