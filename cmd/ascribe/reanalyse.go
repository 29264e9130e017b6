package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"ascribe/api"
)

type reanalyseCmd struct {
	DryRun bool `help:"Tell what would change, and write nothing."`
}

// Run has every story read again that an older reader has read, and tells what changes.
func (cmd *reanalyseCmd) Run(c *console) error {
	cl, err := c.connect(true)
	if err != nil {
		return err
	}
	defer cl.close()
	query := url.Values{}
	if cmd.DryRun {
		query.Set("dry_run", "true")
	}
	body, err := cl.lines(c.ctx, http.MethodPost, "/v1/reanalyse", query)
	if err != nil {
		return err
	}
	defer body.Close()
	report, err := c.rereadings(body)
	if err != nil || !c.pretty {
		return err
	}
	verb := "written"
	if cmd.DryRun {
		verb = "would be written"
	}
	_, err = fmt.Fprintf(c.out, "%s: %d stories read again, %d of them otherwise: %d claims more, %d withdrawn (%d of these reviewed, and kept), %d failed, %d without text; %s\n",
		report.Engine, report.Looked, report.Changed, report.Added, report.Withdrawn, report.Kept, report.Failed, report.Textless, verb)
	return err
}

// rereadings prints a line for each story that is read otherwise; the last line is the report.
func (c *console) rereadings(body io.Reader) (report api.RereadReport, err error) {
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, 16<<20)
	var last []byte
	for lines.Scan() {
		if last != nil {
			if err := c.rereading(last); err != nil {
				return report, err
			}
		}
		last = append([]byte{}, lines.Bytes()...)
	}
	if err := lines.Err(); err != nil {
		return report, err
	}
	if err := json.Unmarshal(last, &report); err != nil || report.Engine == "" {
		return report, errors.New("the work broke off; the log of the process that has the database says why")
	}
	if !c.pretty {
		_, err = fmt.Fprintf(c.out, "%s\n", last)
	}
	return report, err
}

func (c *console) rereading(line []byte) error {
	if !c.pretty {
		_, err := fmt.Fprintf(c.out, "%s\n", line)
		return err
	}
	var r api.Rereading
	if err := json.Unmarshal(line, &r); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s  %s  (%s)\n", r.Story, plain(r.Title), r.Engine)
	for _, list := range []struct {
		mark   string
		claims []api.Said
	}{{"+", r.Added}, {"-", r.Withdrawn}} {
		for _, s := range list.claims {
			fmt.Fprintf(c.out, "  %s %s %s %s: %s\n", list.mark, nameOf(s.Accuser), s.Stance, nameOf(s.Accused), plain(clip(s.Quote, 100)))
		}
	}
	return nil
}

func nameOf(p api.Party) string {
	if p.Name == nil {
		return "somebody"
	}
	return plain(*p.Name)
}
