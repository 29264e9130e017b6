package fetcher

import (
	"bufio"
	"bytes"
	"compress/gzip"
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
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) ||
		errors.Is(err, zstd.ErrMagicMismatch) || errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) ||
		strings.HasPrefix(err.Error(), "brotli:") || strings.HasPrefix(err.Error(), "flate:")
}

// decoded undoes the one content coding that an answer may have. Files that are gzip'ed and
// say nothing of it (feed.xml.gz) are recognised by their first bytes.
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
	body := bufio.NewReader(resp.Body)
	if len(codings) == 0 {
		if magic, _ := body.Peek(3); !bytes.Equal(magic, []byte{0x1f, 0x8b, 8}) {
			return body, func() {}, nil
		}
		codings = []string{"gzip"}
	}
	switch codings[0] {
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
	}
	return nil, nil, fmt.Errorf("%w: %q, which nobody asked for", errCoding, codings[0])
}

// gzips holds decoders between uses: one is 40 KB.
var gzips sync.Pool

func ungzip(body io.Reader) (io.Reader, func(), error) {
	z, _ := gzips.Get().(*gzip.Reader)
	if z == nil {
		z = new(gzip.Reader)
	}
	if err := z.Reset(body); err != nil {
		return nil, nil, fmt.Errorf("%w: said to be gzip: %w", errCoding, err)
	}
	return z, func() { gzips.Put(z) }, nil
}
