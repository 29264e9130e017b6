package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"ascribe/extract"
	"ascribe/fetcher"
)

type extractCmd struct {
	Source  string `arg:"" optional:"" help:"A URL or an HTML file, - for standard input."`
	URL     string `help:"The address of the page, when the source is a file." name:"url"`
	Explain bool   `help:"Show which blocks were kept or dropped, and why."`
	JSONL   bool   `help:"Read {id, url, html or file} a line, write an article a line." name:"jsonl"`

	Body   string   `help:"Rule: selector of the body." group:"rules"`
	Title  string   `help:"Rule: selector of the title." group:"rules"`
	Byline string   `help:"Rule: selector of the byline." group:"rules"`
	Date   string   `help:"Rule: selector of the date." group:"rules"`
	Remove []string `help:"Rule: selectors of what is taken out." group:"rules"`
}

// A pageLine is a page on the way in; File may be gzip'ed.
type pageLine struct {
	ID   string `json:"id"`
	URL  string `json:"url"`
	HTML string `json:"html"`
	File string `json:"file"`
}

// An articleLine is an article on the way out. The names are fixed.
type articleLine struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Authors    []string `json:"authors"`
	Date       string   `json:"date"` // YYYY-MM-DD, "" unknown
	Modified   string   `json:"modified"`
	Language   string   `json:"language"`
	Site       string   `json:"site"`
	Canonical  string   `json:"canonical"`
	Image      string   `json:"image"`
	Access     string   `json:"access"`
	Reason     string   `json:"reason,omitempty"`
	Correction string   `json:"correction,omitempty"`
	Agency     string   `json:"agency,omitempty"`
	Section    string   `json:"section,omitempty"`
	Keywords   []string `json:"keywords,omitempty"`
	Live       bool     `json:"live,omitempty"`
	Body       string   `json:"body"`
}

// Run extracts one page, or each of a stream of pages.
func (cmd *extractCmd) Run(c *console) error {
	if cmd.JSONL {
		return pipe(c, func(in pageLine) (any, error) { return cmd.line(in) })
	}
	if cmd.Source == "" {
		return usage("name a URL or a file, or - for standard input")
	}
	in, err := cmd.input(c)
	if err != nil {
		return err
	}
	in.Rules = extract.Rules{Body: cmd.Body, Title: cmd.Title, Byline: cmd.Byline, Date: cmd.Date, Remove: cmd.Remove}
	if err := in.Rules.Check(); err != nil {
		return exit{exitUsage, err}
	}
	if cmd.Explain {
		return cmd.explain(c, in)
	}
	a, err := extract.Extract(in)
	if err != nil {
		return err
	}
	line := newArticleLine("", a)
	if !c.pretty {
		return c.printJSON(line)
	}
	fmt.Fprintf(c.out, "%s\n%s\n", plain(a.Title), plain(strings.Join(a.Authors, ", ")))
	fmt.Fprintf(c.out, "%s  access: %s %s\n\n", line.Date, a.Access, a.Reason)
	for _, p := range a.Paragraphs {
		fmt.Fprintf(c.out, "%s\n\n", plain(p))
	}
	return nil
}

func (cmd *extractCmd) input(c *console) (extract.Input, error) {
	in := extract.Input{URL: cmd.URL}
	if strings.HasPrefix(cmd.Source, "http://") || strings.HasPrefix(cmd.Source, "https://") {
		client, err := fetcher.NewClient(c.network(), c.quietly())
		if err != nil {
			return in, err
		}
		defer client.Close()
		p, err := client.Page(c.ctx, cmd.Source, "")
		if err != nil {
			return in, err
		}
		return extract.Input{Page: p.Body, ContentType: p.ContentType, URL: p.URL}, nil
	}
	var err error
	if cmd.Source == "-" {
		in.Page, err = io.ReadAll(io.LimitReader(c.in, extract.MaxPage+1))
	} else {
		in.Page, err = readPage(cmd.Source)
	}
	return in, err
}

// network is the configuration's way of fetching, or the default where there is none.
func (c *console) network() fetcher.Settings {
	if cfg, _, err := c.settings(); err == nil {
		return cfg.Network
	}
	return fetcher.Settings{}
}

func (cmd *extractCmd) explain(c *console, in extract.Input) error {
	a, blocks, err := extract.Explain(in)
	if err != nil {
		return err
	}
	if !c.pretty {
		return c.printJSON(struct {
			Article articleLine        `json:"article"`
			Blocks  []extract.Decision `json:"blocks"`
		}{newArticleLine("", a), blocks})
	}
	t := c.table("", "SCORE", "WHY", "WHERE", "TEXT")
	for _, b := range blocks {
		sign := "-"
		if b.Kept {
			sign = "+"
		}
		t.row(sign, b.Score, clip(b.Why, 40), clip(b.Path, 50), clip(b.Text, 60))
	}
	t.flush()
	fmt.Fprintf(c.out, "\ntitle: %s\nauthors: %s\ndate: %s\naccess: %s %s\n", plain(a.Title), plain(strings.Join(a.Authors, ", ")), newArticleLine("", a).Date, a.Access, a.Reason)
	return nil
}

func (cmd *extractCmd) line(in pageLine) (articleLine, error) {
	page := []byte(in.HTML)
	if in.File != "" {
		var err error
		if page, err = readPage(in.File); err != nil {
			return articleLine{}, err
		}
	}
	a, err := extract.Extract(extract.Input{Page: page, URL: in.URL})
	if err != nil { // no page at all: an article that says so, so that no line is lost
		a = extract.Article{Access: extract.Failed, Reason: err.Error()}
	}
	return newArticleLine(in.ID, a), nil
}

func newArticleLine(id string, a extract.Article) articleLine {
	day := func(d extract.Date) string {
		if d.Precision == "" || d.Time.IsZero() {
			return ""
		}
		return d.Time.Format(time.DateOnly)
	}
	authors := a.Authors
	if authors == nil {
		authors = []string{}
	}
	return articleLine{
		ID: id, Title: a.Title, Authors: authors, Date: day(a.Published), Modified: day(a.Modified), Language: a.Language,
		Site: a.Site, Canonical: a.Canonical, Image: a.Image, Access: string(a.Access), Reason: a.Reason,
		Correction: a.Correction, Agency: a.Agency, Section: a.Section, Keywords: a.Keywords, Live: a.Live, Body: a.Text(),
	}
}

// readPage reads a file, through gzip where it is compressed.
func readPage(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	if magic, err := r.Peek(2); err == nil && bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return io.ReadAll(io.LimitReader(z, extract.MaxPage+1))
	}
	return io.ReadAll(io.LimitReader(r, extract.MaxPage+1))
}

// maxLine bounds a line of a pipe: a page of the largest size, escaped.
const maxLine = 64 << 20

// pipe turns each line of standard input into a line of standard output. A line that can't
// be understood ends it, named by its number.
func pipe[In any](c *console, each func(In) (any, error)) error {
	out := bufio.NewWriterSize(c.out, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	err := lines(c, func(in In) error {
		v, err := each(in)
		if err != nil {
			return err
		}
		return enc.Encode(v)
	})
	return errors.Join(err, out.Flush())
}

func lines[In any](c *console, each func(In) error) error {
	scan := bufio.NewScanner(c.in)
	scan.Buffer(nil, maxLine)
	n := 1
	for ; scan.Scan(); n++ {
		if len(bytes.TrimSpace(scan.Bytes())) == 0 {
			continue
		}
		var in In
		if err := json.Unmarshal(scan.Bytes(), &in); err != nil {
			return usage("line %d of standard input is no JSON object of the right form: %v", n, err)
		}
		if err := each(in); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if c.ctx.Err() != nil {
			return context.Cause(c.ctx)
		}
	}
	if errors.Is(scan.Err(), bufio.ErrTooLong) {
		return usage("line %d of standard input is longer than %d MB", n, maxLine>>20)
	}
	return scan.Err()
}
