package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// A reply is an answer whose bytes are known. It may be shared by many requests.
type reply struct {
	body        []byte
	etag        string // quoted
	contentType string
	link        string // of the next page
	location    string // of what was made
	status      int    // 0 is 200
	policy      string // Content-Security-Policy, "" is the API's own
	filename    string // to save it as; "" shows it

	mu    sync.Mutex
	coded map[string][]byte // the body in a content coding, made when first asked for
}

const jsonType = "application/json"

// jsonReply encodes v.
func jsonReply(v any) (*reply, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return &reply{body: out.Bytes(), etag: tagOf(out.Bytes()), contentType: jsonType}, nil
}

func tagOf(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
		h.Write([]byte{0})
	}
	return `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15]) + `"`
}

// smallest is the size in bytes from which coding pays: less fits into one packet anyway.
const smallest = 1400

// send answers a request: 304 if the client has the state already, else the body in the
// best coding that the client takes.
func (s *API) send(w http.ResponseWriter, r *http.Request, p *reply) {
	h := w.Header()
	h["Cache-Control"] = noCache
	h["Vary"] = vary
	if p.link != "" {
		h["Link"] = []string{p.link}
	}
	if p.location != "" {
		h["Location"] = []string{p.location}
	}
	if p.policy != "" {
		h["Content-Security-Policy"] = []string{p.policy}
	}
	coding := ""
	if len(p.body) >= smallest {
		coding = bestCoding(r.Header.Get("Accept-Encoding"))
	}
	if p.etag != "" {
		h["Etag"] = []string{codedTag(p.etag, coding)}
		if matches(r.Header.Get("If-None-Match"), p.etag) && r.Method != http.MethodPost {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body := p.body
	if coding != "" {
		body = s.code(p, coding)
		h["Content-Encoding"] = []string{coding}
	}
	if p.filename != "" {
		h["Content-Disposition"] = []string{`attachment; filename="` + p.filename + `"`}
	}
	h["Content-Type"] = []string{p.contentType}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(max(p.status, http.StatusOK))
	_, _ = w.Write(body) // the client has gone: there is nobody to tell
}

var (
	noCache = []string{"private, no-cache"} // keep it, but ask whether it still holds
	vary    = []string{"Accept-Encoding, Authorization, Origin"}
)

// codedTag tells the codings of one state apart, as RFC 9110 §8.8.3.3 wants it.
func codedTag(etag, coding string) string {
	if coding == "" {
		return etag
	}
	return strings.TrimSuffix(etag, `"`) + "-" + coding + `"`
}

// matches compares weakly, as If-None-Match does (RFC 9110 §13.1.2): a state that the
// client has in another coding is the same state.
func matches(header, etag string) bool {
	if header == "" {
		return false
	}
	bare := strings.TrimSuffix(etag, `"`)
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == "*" || candidate == etag || candidate == bare+`-gzip"` || candidate == bare+`-zstd"` {
			return true
		}
	}
	return false
}

// bestCoding reads Accept-Encoding (RFC 9110 §12.5.3) and knows zstd and gzip.
func bestCoding(accept string) string {
	if accept == "" {
		return ""
	}
	weights := map[string]float64{}
	for part := range strings.SplitSeq(accept, ",") {
		coding, rest, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if v, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(rest), " ", ""), "q="); ok {
			q, _ = strconv.ParseFloat(v, 64)
		}
		weights[strings.ToLower(strings.TrimSpace(coding))] = q
	}
	best, weight := "", 0.0
	for _, coding := range []string{"zstd", "gzip"} {
		if q := weights[coding]; q > weight {
			best, weight = coding, q
		}
	}
	return best
}

func (s *API) code(p *reply, coding string) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b, ok := p.coded[coding]; ok {
		return b
	}
	var b []byte
	if coding == "zstd" {
		b = s.zstd.EncodeAll(p.body, nil)
	} else {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		_, _ = z.Write(p.body) // a bytes.Buffer takes everything
		_ = z.Close()
		b = out.Bytes()
	}
	if p.coded == nil {
		p.coded = map[string][]byte{}
	}
	p.coded[coding] = b
	return b
}
