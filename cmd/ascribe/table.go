package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"ascribe/news"
)

// A table aligns rows for a terminal.
type table struct{ w *tabwriter.Writer }

func (c *console) table(columns ...any) *table {
	t := &table{tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)}
	t.row(columns...)
	return t
}

func (t *table) row(cells ...any) {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = plain(fmt.Sprint(cell))
	}
	fmt.Fprintln(t.w, strings.TrimRight(strings.Join(texts, "\t"), "\t"))
}

// flush writes the table. The terminal's errors have nobody to be told to.
func (t *table) flush() { _ = t.w.Flush() }

// plain takes out what could steer a terminal, or have it show the rest of a line in another
// order: the texts are strangers'.
func plain(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ", "\r", "").Replace(news.Shown(s))
}

// clip shortens a text to at most n characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

func (c *console) printJSON(v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// say prints a sentence, or with --json the same as an object. What has no more than a
// sentence to say says it to a pipe as well.
func (c *console) say(object any, format string, args ...any) error {
	if c.flags.JSON {
		return c.printJSON(object)
	}
	for line := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		if _, err := fmt.Fprintln(c.out, plain(line)); err != nil {
			return err
		}
	}
	return nil
}
