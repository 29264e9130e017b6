package main

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"golang.org/x/net/html"

	"ascribe/extract"
)

// printExtractCost times extraction, parsing included, beside html.Parse of the same pages, the
// two taking turns. Of each page the fastest of three turns counts: the machine may be shared.
func printExtractCost(dir string, out io.Writer) error {
	pages, err := goldPages(dir)
	if err != nil {
		return err
	}
	var parsing, extracting time.Duration
	for _, g := range pages {
		parse, whole := time.Duration(1<<62), time.Duration(1<<62)
		for range 3 {
			start := time.Now()
			if _, err := html.Parse(bytes.NewReader(g.page)); err != nil {
				break // too deep for it: no measure
			}
			parsed := time.Now()
			if _, err := extract.Extract(g.input()); err != nil {
				break // no page: no article either
			}
			parse, whole = min(parse, parsed.Sub(start)), min(whole, time.Since(parsed))
		}
		if parse < 1<<62 {
			parsing, extracting = parsing+parse, extracting+whole
		}
	}
	n := time.Duration(len(pages))
	_, err = fmt.Fprintf(out, "%d pages: html.Parse %v, extraction %v a page: %.2f times\n", n,
		(parsing / n).Round(time.Microsecond), (extracting / n).Round(time.Microsecond), float64(extracting)/float64(parsing))
	return err
}
