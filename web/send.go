package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// send answers with a page, or says that the browser has it already: most are asked for again
// and again. The ETag is a weak one, since a page is the same in every coding.
func send(w http.ResponseWriter, r *http.Request, status int, page []byte) {
	head := w.Header()
	head.Set("Content-Type", "text/html; charset=utf-8")
	head.Set("Cache-Control", "no-cache")
	head.Set("Vary", "Accept-Encoding, Authorization")
	sum := sha256.Sum256(page)
	if len(page) >= worthCoding && takesGzip(r.Header.Get("Accept-Encoding")) {
		head.Set("Content-Encoding", "gzip")
		page = zipped(page)
	}
	if status == http.StatusOK {
		head.Set("ETag", fmt.Sprintf(`W/"%x"`, sum[:12]))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(page)) // knows If-None-Match
		return
	}
	w.WriteHeader(status)
	_, _ = w.Write(page) // the reader is gone: nobody to tell
}

// worthCoding is the size in bytes from which on a page is coded: one of a large incident is
// most of a megabyte, and a tenth of it coded.
const worthCoding = 2 << 10

func zipped(page []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // the level is one that there is
	_, _ = z.Write(page)                              // a buffer takes everything
	_ = z.Close()
	return out.Bytes()
}

func takesGzip(accepted string) bool {
	for part := range strings.SplitSeq(accepted, ",") {
		coding, weight, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), ";")
		if strings.EqualFold(coding, "gzip") {
			return strings.Trim(weight, "q=0.") != "" || weight == ""
		}
	}
	return false
}
