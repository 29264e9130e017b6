package fetcher

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Captures say where article pages are kept as they came, for evidence: WARC 1.1
// (ISO 28500:2017), each record compressed for itself, a request and a response for each
// page. Bodies stand decoded of their content coding.
type Captures struct {
	Dir string `yaml:"dir"` // "" keeps none
	Max Bytes  `yaml:"max"` // of all files together; the oldest go first. 1 GB when 0
}

const minCaptures = Bytes(1 << 20)

// Check reports what is wrong with the settings.
func (c Captures) Check() error {
	if c.Max != 0 && c.Max < minCaptures {
		return fmt.Errorf("max: %s is less than %s", c.Max, minCaptures)
	}
	return nil
}

// Bytes is a size that a configuration file writes as 500MB or 2GB (powers of 1000).
type Bytes int64

// UnmarshalText reads a whole number with kB, MB, GB or nothing behind it.
func (b *Bytes) UnmarshalText(text []byte) error {
	digits, unit := strings.TrimSpace(string(text)), Bytes(1)
	for _, u := range []struct {
		name string
		size Bytes
	}{{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}} {
		if rest, ok := strings.CutSuffix(strings.ToLower(digits), strings.ToLower(u.name)); ok {
			digits, unit = strings.TrimSpace(rest), u.size
			break
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 || n > int64(1e15/unit) {
		return fmt.Errorf("%q is not a size: want 500MB or 2GB", text)
	}
	*b = Bytes(n) * unit
	return nil
}

// UnmarshalYAML reads the scalar as UnmarshalText does.
func (b *Bytes) UnmarshalYAML(scalar func(any) error) error { return fromScalar(scalar, b) }

// String writes the size in the largest unit that divides it.
func (b Bytes) String() string {
	for _, u := range []struct {
		name string
		size Bytes
	}{{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}} {
		if b >= u.size && b%u.size == 0 {
			return strconv.FormatInt(int64(b/u.size), 10) + u.name
		}
	}
	return strconv.FormatInt(int64(b), 10)
}

// A warcWriter appends captures to files of a folder. What can't be written is logged and
// lost: evidence is worth less than the news.
type warcWriter struct {
	dir     string
	max     int64
	version string
	log     *slog.Logger

	mu     sync.Mutex
	file   *os.File
	size   int64 // of file
	others int64 // of the folder's other captures
	failed bool  // and said so
}

func newWARC(c Captures, version string, log *slog.Logger) (*warcWriter, error) {
	if c.Dir == "" {
		return nil, nil
	}
	if err := os.MkdirAll(c.Dir, 0o750); err != nil {
		return nil, fmt.Errorf("captures: %w", err)
	}
	return &warcWriter{dir: c.Dir, max: int64(cmp.Or(c.Max, 1e9)), version: version, log: log}, nil
}

// keep writes a page with the request that it answers.
func (w *warcWriter) keep(r *reply) {
	if w == nil {
		return
	}
	now := time.Now()
	response := w.response(r, now)
	request := record("request", now, append(response.shared(), "Content-Type: application/http;msgtype=request"),
		asked(r))
	data := append(response.bytes, request.bytes...)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.write(data, now); err != nil && !w.failed {
		w.failed = true
		w.log.Error("pages are not captured", "dir", w.dir, "err", err)
	} else if err == nil {
		w.failed = false
	}
}

// asked is the request as it was made.
func asked(r *reply) []byte {
	var block bytes.Buffer
	fmt.Fprintf(&block, "GET %s HTTP/1.1\r\nHost: %s\r\n", r.url.RequestURI(), r.url.Host)
	_ = r.asked.Write(&block) // a buffer takes all
	block.WriteString("\r\n")
	return block.Bytes()
}

// response is the record of an answer. Its headers stand as they came but for those of the
// coding, which was taken off.
func (w *warcWriter) response(r *reply, now time.Time) warcRecord {
	var block bytes.Buffer
	fmt.Fprintf(&block, "HTTP/1.1 %d %s\r\n", r.status, http.StatusText(r.status))
	header := r.header.Clone()
	for _, name := range []string{"Content-Encoding", "Transfer-Encoding"} {
		header.Del(name)
	}
	header.Set("Content-Length", strconv.Itoa(len(r.body)))
	_ = header.Write(&block) // a buffer takes all
	block.WriteString("\r\n")
	block.Write(r.body)
	fields := []string{
		"WARC-Target-URI: " + r.url.String(),
		"WARC-Payload-Digest: " + digest(r.body),
		"Content-Type: application/http;msgtype=response",
	}
	if r.address != "" {
		fields = append(fields, "WARC-IP-Address: "+r.address)
	}
	if r.cut != nil {
		fields = append(fields, "WARC-Truncated: disconnect")
	}
	return record("response", now, fields, block.Bytes())
}

// A warcRecord is a record as its file has it, with what its companion repeats.
type warcRecord struct {
	id, target string
	bytes      []byte
}

func (r warcRecord) shared() []string {
	return []string{r.target, "WARC-Concurrent-To: " + r.id}
}

// record writes one record, compressed.
func record(kind string, now time.Time, fields []string, block []byte) warcRecord {
	r := warcRecord{id: "<urn:uuid:" + uuid() + ">"}
	for _, f := range fields {
		if strings.HasPrefix(f, "WARC-Target-URI") {
			r.target = f
		}
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	fmt.Fprintf(z, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: %s\r\nWARC-Date: %s\r\nWARC-Block-Digest: %s\r\n", kind, r.id, now.UTC().Format("2006-01-02T15:04:05.000Z"), digest(block))
	for _, f := range fields {
		fmt.Fprintf(z, "%s\r\n", f)
	}
	fmt.Fprintf(z, "Content-Length: %d\r\n\r\n", len(block))
	z.Write(block)
	z.Write([]byte("\r\n\r\n"))
	z.Close() // a buffer takes all
	r.bytes = out.Bytes()
	return r
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// uuid is a random one (RFC 9562, version 4).
func uuid() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// write appends to the open file. A file ends at a tenth of the folder's bound, so that what
// is dropped at a time is little.
func (w *warcWriter) write(data []byte, now time.Time) error {
	if w.file != nil && w.size+int64(len(data)) > w.max/10 {
		w.close()
	}
	if w.file == nil {
		if err := w.open(now); err != nil {
			return err
		}
	}
	if w.others+w.size+int64(len(data)) > w.max {
		if err := w.drop(int64(len(data))); err != nil {
			return err
		}
	}
	n, err := w.file.Write(data)
	w.size += int64(n)
	if err != nil { // the next record begins a file of its own, behind no torn one
		w.close()
	}
	return err
}

func (w *warcWriter) open(now time.Time) error {
	name := fmt.Sprintf("ascribe-%s-%s.warc.gz", now.UTC().Format("20060102T150405.000000Z"), uuid()[:8])
	f, err := os.OpenFile(filepath.Join(w.dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640)
	if err != nil {
		return err
	}
	info := record("warcinfo", now, []string{"WARC-Filename: " + name, "Content-Type: application/warc-fields"},
		fmt.Appendf(nil, "software: ascribe/%s\r\nformat: WARC File Format 1.1\r\n", w.version))
	if _, err = f.Write(info.bytes); err != nil {
		return errors.Join(err, f.Close())
	}
	w.file, w.size = f, int64(len(info.bytes))
	w.others, err = 0, nil
	for _, c := range w.captured() {
		if c.name != name {
			w.others += c.size
		}
	}
	return nil
}

type captured struct {
	name string
	size int64
}

// captured lists the files of the folder, oldest first.
func (w *warcWriter) captured() []captured {
	names, err := filepath.Glob(filepath.Join(w.dir, "ascribe-*.warc.gz"))
	if err != nil {
		return nil
	}
	slices.Sort(names)
	var all []captured
	for _, n := range names {
		if info, err := os.Stat(n); err == nil {
			all = append(all, captured{filepath.Base(n), info.Size()})
		}
	}
	return all
}

// drop removes the oldest files until so many bytes more have room.
func (w *warcWriter) drop(room int64) error {
	own := filepath.Base(w.file.Name())
	for _, c := range w.captured() {
		if w.others+w.size+room <= w.max {
			return nil
		}
		if c.name == own {
			continue
		}
		if err := os.Remove(filepath.Join(w.dir, c.name)); err != nil {
			return err
		}
		w.others -= c.size
	}
	if w.size+room > w.max {
		return fmt.Errorf("a page of %d bytes does not fit into %s", room, Bytes(w.max))
	}
	return nil
}

func (w *warcWriter) close() {
	if w == nil || w.file == nil {
		return
	}
	if err := w.file.Close(); err != nil {
		w.log.Error("a file of captures could not be closed", "file", w.file.Name(), "err", err)
	}
	w.file = nil
}
