package load

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/xml"
	"flag"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"
	"golang.org/x/net/html"
)

// Floor is the least that any aggregator of this kind must do, as a measure for ours:
// fetch feeds and pages over kept connections, parse each page, take its paragraphs, hash,
// compress and store them in batches of 100.
func Floor(args []string, _ io.Writer) error {
	f := flag.NewFlagSet("floor", flag.ContinueOnError)
	origin := f.String("origin", "", "address of the synthetic web")
	path := f.String("db", "", "file to store into")
	if err := f.Parse(args); err != nil {
		return err
	}
	ctx := context.Background()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4}}
	list, err := fetch(ctx, client, *origin+"/feeds.txt")
	if err != nil {
		return err
	}
	feeds, articles := make(chan string), make(chan []byte, 100)
	var wg sync.WaitGroup
	var once sync.Once
	var failed error
	for range 10 {
		wg.Go(func() {
			enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
			for u := range feeds {
				if err == nil {
					err = floorFeed(ctx, client, enc, u, articles)
				}
			}
			if err != nil {
				once.Do(func() { failed = err })
			}
		})
	}
	go func() {
		for u := range strings.FieldsSeq(string(list)) {
			feeds <- u
		}
		close(feeds)
		wg.Wait()
		close(articles)
	}()
	if err := floorStore(*path, articles); err != nil {
		return err
	}
	return failed
}

func floorFeed(ctx context.Context, c *http.Client, enc *zstd.Encoder, feed string, out chan<- []byte) error {
	body, err := fetch(ctx, c, feed)
	if err != nil {
		return err
	}
	var doc struct {
		RSS []struct {
			Link string `xml:"link"`
		} `xml:"channel>item"`
		Atom []struct {
			Link struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(body, &doc); err != nil {
		return err
	}
	var links []string
	for _, it := range doc.RSS {
		links = append(links, it.Link)
	}
	for _, it := range doc.Atom {
		links = append(links, it.Link.Href)
	}
	for _, u := range links {
		page, err := fetch(ctx, c, u)
		if err != nil {
			return err
		}
		root, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			return err
		}
		var text strings.Builder
		paragraphsOf(root, false, &text)
		sum := sha256.Sum256([]byte(text.String()))
		out <- enc.EncodeAll([]byte(text.String()), sum[:16])
	}
	return nil
}

func paragraphsOf(n *html.Node, inside bool, out *strings.Builder) {
	if n.Type == html.TextNode && inside {
		out.WriteString(n.Data)
	}
	inside = inside || n.Data == "p"
	for c := range n.ChildNodes() {
		paragraphsOf(c, inside, out)
	}
}

func floorStore(path string, articles <-chan []byte) error {
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		return err
	}
	defer db.Close()
	var batch [][]byte
	write := func() error {
		return db.Update(func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("articles"))
			for _, a := range batch {
				if err == nil {
					err = b.Put(a[:16], a[16:])
				}
			}
			batch = batch[:0]
			return err
		})
	}
	for a := range articles {
		if batch = append(batch, a); len(batch) == 100 {
			if err := write(); err != nil {
				return err
			}
		}
	}
	return write()
}
