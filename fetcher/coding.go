package fetcher

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// accepted are the content codings that we ask for.
const accepted = "br, zstd, gzip"

var (
	errTooLarge = errors.New("too large")
	errCoding   = errors.New("content coding")
)

const (
	typicalBody = 64 << 10 // is set aside for a body of unknown length, in bytes
	trusted     = 1 << 20  // is the most that is set aside at once: what is announced may never come
)

// readBody reads the body of an answer, decoded, up to limit bytes. What was read before an
// error comes with it, for what can be saved of it.
func readBody(resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, fmt.Errorf("%w: %d bytes announced, more than %d", errTooLarge, resp.ContentLength, limit)
	}
	r, done, err := decoded(resp)
	if err != nil {
		return nil, err
	}
	defer done()
	body, err := readUpTo(r, limit, resp.ContentLength)
	if err != nil && corrupt(err) {
		err = fmt.Errorf("%w: %w", errCoding, err)
	}
	return body, err
}

// bodies are what pages that are done with were read into: half of what reading a page would
// set aside otherwise.
var bodies sync.Pool

// room is for a body of so many bytes, or of a length that nobody knows.
func room(announced int64) []byte {
	want := min(max(announced+1, typicalBody), trusted)
	if b, ok := bodies.Get().(*[]byte); ok && int64(cap(*b)) >= want {
		return (*b)[:0]
	}
	return make([]byte, 0, want)
}

// reuse gives the memory of a body to another one.
func reuse(body []byte) {
	if c := cap(body); c >= typicalBody && c <= 2*trusted {
		bodies.Put(&body)
	}
}

// readUpTo reads to the end, in pieces that are put together once: a body that turns out too
// large has cost its limit and no more. The announced length saves pieces, 0 or less is none.
func readUpTo(r io.Reader, limit, announced int64) ([]byte, error) {
	var pieces [][]byte
	whole := func(last []byte) []byte {
		if pieces == nil {
			return last
		}
		return slices.Concat(append(pieces, last)...)
	}
	piece := room(announced)
	for total := int64(0); ; {
		n, err := r.Read(piece[len(piece):cap(piece)])
		piece = piece[:len(piece)+n]
		switch total += int64(n); {
		case total > limit:
			return nil, fmt.Errorf("%w: more than %d bytes", errTooLarge, limit)
		case errors.Is(err, io.EOF):
			return whole(piece), nil
		case err != nil:
			return whole(piece), err
		case len(piece) == cap(piece):
			pieces = append(pieces, piece)
			piece = make([]byte, 0, min(total, trusted))
		}
	}
}

// corrupt reports whether an error is of a decoder's making, not the connection's.
func corrupt(err error) bool {
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, zlib.ErrChecksum) ||
		errors.Is(err, zstd.ErrMagicMismatch) || errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) ||
		strings.HasPrefix(err.Error(), "brotli:") || strings.HasPrefix(err.Error(), "flate:")
}

// decoded undoes the one content coding that an answer has. The bytes are believed before the
// header: files that are gzip'ed and say nothing of it (feed.xml.gz) are recognised by their
// beginning, as is plain markup that is said to be packed; a label that names no coding ("utf-8",
// "none") says nothing.
func decoded(resp *http.Response) (r io.Reader, done func(), err error) {
	var codings []string
	for _, v := range resp.Header.Values("Content-Encoding") {
		for c := range strings.SplitSeq(v, ",") {
			if c = strings.ToLower(strings.TrimSpace(c)); c != "" && c != "identity" {
				codings = append(codings, c)
			}
		}
	}
	if len(codings) > 1 {
		return nil, nil, fmt.Errorf("%w: more than one (%s)", errCoding, strings.Join(codings, ", "))
	}
	body, coding := bufio.NewReader(resp.Body), ""
	if len(codings) == 1 {
		coding = codings[0]
	}
	beginning, err := body.Peek(64)
	if err != nil { // it is told once
		body = bufio.NewReader(io.MultiReader(bytes.NewReader(beginning), broken{err}))
	}
	switch {
	case isMarkup(beginning):
		coding = ""
	case bytes.HasPrefix(beginning, gzipMagic) && coding != "br":
		coding = "gzip"
	}
	switch coding {
	case "gzip", "x-gzip":
		return ungzip(body)
	case "br":
		return brotli.NewReader(body), func() {}, nil
	case "zstd":
		// RFC 9659: a window of more than 8 MB is not for the web.
		d, err := zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", errCoding, err)
		}
		return d, d.Close, nil
	case "deflate":
		return inflate(body)
	}
	return body, func() {}, nil
}

// broken gives an error in the place of bytes.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// isMarkup reports the beginning of a document that is not packed, whatever is said of it.
func isMarkup(beginning []byte) bool {
	if bytes.ContainsFunc(beginning, illegal) {
		return false
	}
	text := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(beginning, []byte("\xef\xbb\xbf"))))
	return slices.ContainsFunc([]string{"<?xml", "<!doctype", "<!--", "<rss", "<rdf", "<feed", "<html", "{\""}, func(s string) bool { return bytes.HasPrefix(text, []byte(s)) })
}

// inflate undoes "deflate", which nobody asks for and some send: with zlib's frame, as it is
// defined, or without it.
func inflate(body *bufio.Reader) (io.Reader, func(), error) {
	if frame, _ := body.Peek(2); len(frame) == 2 && frame[0]&15 == 8 && (int(frame[0])<<8|int(frame[1]))%31 == 0 {
		z, err := zlib.NewReader(body)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: said to be deflate: %w", errCoding, err)
		}
		return z, func() {}, nil
	}
	return flate.NewReader(body), func() {}, nil
}

var gzipMagic = []byte{0x1f, 0x8b, 8}

// gzips holds decoders between uses: one is 40 KB.
var gzips sync.Pool

// gzipped reads the members of a gzip stream, one after the other. Whatever else stands behind
// them is passed over.
type gzipped struct {
	z    *gzip.Reader
	body *bufio.Reader
}

func (g gzipped) Read(p []byte) (n int, err error) {
	for n == 0 && err == nil {
		if n, err = g.z.Read(p); !errors.Is(err, io.EOF) {
			continue
		}
		if magic, _ := g.body.Peek(len(gzipMagic)); !bytes.Equal(magic, gzipMagic) {
			return n, io.EOF
		}
		err = g.next()
	}
	return n, err
}

func (g gzipped) next() error {
	err := g.z.Reset(g.body)
	g.z.Multistream(false)
	return err
}

func ungzip(body *bufio.Reader) (io.Reader, func(), error) {
	z, _ := gzips.Get().(*gzip.Reader)
	if z == nil {
		z = new(gzip.Reader)
	}
	g := gzipped{z, body}
	if err := g.next(); err != nil {
		return nil, nil, fmt.Errorf("%w: said to be gzip: %w", errCoding, err)
	}
	return g, func() { gzips.Put(z) }, nil
}
