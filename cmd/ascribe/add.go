package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"ascribe/api"
	"ascribe/news"
)

type addCmd struct {
	URL       string   `arg:"" optional:"" help:"The address of the story."`
	Text      string   `help:"A file with an excerpt, - for standard input: what a person can read and the fetcher can't." placeholder:"FILE"`
	Title     string   `help:"Its headline." placeholder:"TITLE"`
	Outlet    string   `help:"The outlet that published it; else found by the address." placeholder:"ID"`
	Published string   `help:"When: 2021-07-19 or 2021-07-19T10:00:00Z." placeholder:"DATE"`
	Author    []string `help:"Who wrote it." placeholder:"NAME"`
	List      string   `help:"A file of URLs, one a line, - for standard input: to fill an empty database." placeholder:"FILE"`
}

// maxText bounds a pasted excerpt in bytes.
const maxText = 1 << 20

// Run keeps one story, or each of a list. A URL of a list that gives nothing is told and
// the others go on.
func (cmd *addCmd) Run(c *console) error {
	if (cmd.URL == "") == (cmd.List == "") {
		return usage("name a URL, or a file of URLs with --list")
	}
	if cmd.List != "" && (cmd.Text != "" || cmd.Title != "" || cmd.Published != "" || len(cmd.Author) > 0) {
		return usage("--text, --title, --published and --author tell of one story, not of a --list")
	}
	if _, err := news.ParseDate(cmd.Published); err != nil {
		return exit{exitUsage, err}
	}
	cl, err := c.connect(true)
	if err != nil {
		return err
	}
	defer cl.close()
	if cmd.List != "" {
		return cmd.list(c, cl)
	}
	sub := api.Submission{URL: cmd.URL, Title: cmd.Title, Outlet: cmd.Outlet, Published: cmd.Published, Authors: cmd.Author}
	if cmd.Text != "" {
		if sub.Text, err = c.readText(cmd.Text); err != nil {
			return err
		}
	}
	return cmd.one(c, cl, sub)
}

func (cmd *addCmd) one(c *console, cl *client, sub api.Submission) error {
	var st api.Story
	if err := cl.call(c.ctx, http.MethodPost, "/v1/stories", nil, sub, &st); err != nil {
		return err
	}
	if !c.pretty {
		return c.printJSON(st)
	}
	fmt.Fprintf(c.out, "%s  %s, %d claims, in incident %s\n", st.ID, plain(st.Title), len(st.Claims), named(st.Incident, "none"))
	return nil
}

func (cmd *addCmd) list(c *console, cl *client) error {
	text, err := c.readText(cmd.List)
	if err != nil {
		return err
	}
	failed := 0
	scan := bufio.NewScanner(strings.NewReader(text))
	for scan.Scan() {
		u := strings.TrimSpace(scan.Text())
		if u == "" || strings.HasPrefix(u, "#") {
			continue
		}
		if err := cmd.one(c, cl, api.Submission{URL: u, Outlet: cmd.Outlet}); err != nil {
			if _, refused := errors.AsType[problem](err); !refused {
				return err
			}
			failed++
			fmt.Fprintf(c.err, "%s: %v\n", u, err)
		}
	}
	if failed > 0 {
		return exit{exitPartial, fmt.Errorf("%d addresses gave no story", failed)}
	}
	return scan.Err()
}

func (c *console) readText(path string) (string, error) {
	if path == "-" {
		return c.readAll(maxText)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return limited(f, maxText)
}

func (c *console) readAll(most int64) (string, error) { return limited(c.in, most) }

func limited(r io.Reader, most int64) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if int64(len(b)) > most {
		return "", usage("the text is longer than %d bytes", most)
	}
	return string(b), err
}
