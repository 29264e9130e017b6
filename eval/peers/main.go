// Command peers lets other article extractors and ours take turns on the pages of the
// development pack: what each costs beside parsing the page, and, as predictions for
// "eval extract -predictions", what each finds. It is a module of its own, so that the
// product never depends on its peers.
//
//	go run . -pages DIR -out DIR
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"ascribe/extract"
)

// A prediction is what one extractor found on one page.
type prediction struct {
	ID      string    `json:"id"`
	Text    string    `json:"text"`
	Title   string    `json:"title"`
	Authors []string  `json:"authors"`
	Date    time.Time `json:"date"` // zero when there is none
	Image   string    `json:"image"`
}

// A peer reads a page of a known address. An error counts as an empty article.
type peer struct {
	name string
	read func(page []byte, address *url.URL) (prediction, error)
}

var peers = []peer{
	{"parse", func(page []byte, _ *url.URL) (p prediction, err error) {
		_, err = html.Parse(bytes.NewReader(page))
		return p, err
	}},
	{"ascribe", func(page []byte, address *url.URL) (prediction, error) {
		a, err := extract.Extract(extract.Input{Page: page, URL: address.String()})
		return prediction{Text: a.Text(), Title: a.Title, Authors: a.Authors, Date: a.Published.Time, Image: a.Image}, err
	}},
	{"readability", func(page []byte, address *url.URL) (prediction, error) {
		a, err := readability.FromReader(bytes.NewReader(page), address)
		if err != nil {
			return prediction{}, err
		}
		var text strings.Builder
		err = a.RenderText(&text)
		date, _ := a.PublishedTime() // an error is no date
		return prediction{Text: text.String(), Title: a.Title(), Authors: named(a.Byline()), Date: date, Image: a.ImageURL()}, err
	}},
	{"trafilatura", func(page []byte, address *url.URL) (prediction, error) {
		a, err := trafilatura.Extract(bytes.NewReader(page), trafilatura.Options{OriginalURL: address, EnableFallback: true, ExcludeComments: true})
		if err != nil {
			return prediction{}, err
		}
		m := &a.Metadata
		return prediction{Text: a.ContentText, Title: m.Title, Authors: named(m.Author), Date: m.Date, Image: m.Image}, nil
	}},
}

// named is a byline as the list that the measure cuts into names.
func named(byline string) []string {
	if byline == "" {
		return nil
	}
	return []string{byline}
}

func main() {
	pack := flag.String("pages", "", "folder of the development pack: gold.jsonl and pages")
	out := flag.String("out", ".", "folder for the predictions")
	flag.Parse()
	if err := run(*pack, *out); err != nil {
		log.Fatal(err)
	}
}

func run(pack, out string) error {
	gold, err := os.ReadFile(filepath.Join(pack, "gold.jsonl"))
	if err != nil {
		return err
	}
	found := make([]bytes.Buffer, len(peers))
	ratios, allocs := make([][]float64, len(peers)), make([]uint64, len(peers))
	pages := 0
	for line := range strings.Lines(string(gold)) {
		var g struct{ ID, URL string }
		if err := json.Unmarshal([]byte(line), &g); err != nil {
			return err
		}
		page, err := gunzip(filepath.Join(pack, "pages", g.ID+".html.gz"))
		if err != nil {
			return err
		}
		address, err := url.Parse(g.URL)
		if err != nil || address.Host == "" {
			address = &url.URL{Scheme: "https", Host: "page.example", Path: "/a"}
		}
		spent := make([]time.Duration, len(peers))
		for k := range peers {
			p := peers[(k+pages)%len(peers)] // take turns at being first
			at := slices.IndexFunc(peers, func(q peer) bool { return q.name == p.name })
			before, begun := mallocs(), time.Now()
			one := guarded(p, page, address)
			spent[at] = time.Since(begun)
			allocs[at] += mallocs() - before
			one.ID = g.ID
			b, err := json.Marshal(one)
			if err != nil {
				return err
			}
			found[at].Write(append(b, '\n'))
		}
		for k := range peers {
			ratios[k] = append(ratios[k], float64(spent[k])/float64(spent[0]))
		}
		pages++
	}
	for k, p := range peers {
		slices.Sort(ratios[k])
		fmt.Printf("%-12s %6.2f × parsing, median of %d pages; %d allocations a page beyond it\n",
			p.name, ratios[k][len(ratios[k])/2], pages, (int64(allocs[k])-int64(allocs[0]))/int64(pages))
		if k == 0 {
			continue
		}
		if err := os.WriteFile(filepath.Join(out, p.name+".jsonl"), found[k].Bytes(), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// guarded takes a panic for an empty article.
func guarded(p peer, page []byte, address *url.URL) (one prediction) {
	defer func() {
		if r := recover(); r != nil {
			one = prediction{}
		}
	}()
	one, err := p.read(page, address)
	if err != nil {
		return prediction{}
	}
	return one
}

// mallocs counts the allocations so far. Nothing else runs.
func mallocs() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs
}

func gunzip(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return io.ReadAll(z)
}
