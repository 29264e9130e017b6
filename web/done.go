package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"ascribe/news"
	"ascribe/store"
)

// A form leads back to the page that it stood on, to the next claim there, and that page says
// what was done and how to undo it. Which edit it was stands in the address: done=SEQ.
const doneParam = "done"

// withDone adds to the address of a page which edit led there.
func withDone(to string, seq uint64) string {
	u, err := url.Parse(to)
	if err != nil {
		return to
	}
	q := u.Query()
	q.Set(doneParam, strconv.FormatUint(seq, 10))
	u.RawQuery = q.Encode()
	return u.String()
}

// backTo is where a form says that it stood, and the claim to go on with there; otherwise
// what it is about. It leads to our own pages only.
func backTo(r *http.Request, otherwise string) string {
	u, err := url.Parse(r.PostForm.Get("back"))
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || !ours(u.Path) {
		return otherwise
	}
	u.Fragment = ""
	if next := news.ClaimID(r.PostForm.Get("next")); next.Valid() {
		u.Fragment = string(next)
	}
	return u.String()
}

// ours are the pages with forms that lead back.
func ours(path string) bool {
	return path == "/claims" || path == "/edits" || strings.HasPrefix(path, "/incidents/") || strings.HasPrefix(path, "/stories/") || strings.HasPrefix(path, "/claims/")
}

// A note at the foot of a page says what was just done.
type doneNote struct {
	store.EditView
	Back string // the address of the page, without what was done
}

// lately takes out of a request which edit led to it, so that pages know nothing of it.
func (s *site) lately(r *http.Request) (*http.Request, *doneNote) {
	q := r.URL.Query()
	seq, err := strconv.ParseUint(q.Get(doneParam), 10, 64)
	if err != nil || r.Method != http.MethodGet || len(q[doneParam]) != 1 {
		return r, nil
	}
	q.Del(doneParam)
	r = r.Clone(r.Context())
	r.URL.RawQuery = q.Encode()
	edits, err := s.Store.Edits(seq+1, 1)
	if err != nil || len(edits) == 0 || edits[0].Seq != seq || !editor(r) {
		return r, nil
	}
	return r, &doneNote{edits[0], r.URL.RequestURI()}
}

// Did says it in words.
func (n doneNote) Did() string {
	words := map[news.Action]string{
		news.Confirm: "The claim is confirmed.", news.Reject: "The claim is rejected.", news.Correct: "The claim is corrected.", news.Add: "The claim is added.",
		news.Hide: "The story is hidden.", news.Split: "The story is taken out.", news.Pin: "The story is brought there.", news.Merge: "The incidents are merged.",
		news.Rename: "The incident is renamed.", news.AddNote: "The note is added.", news.Undo: "It is undone.",
	}
	return words[n.Action]
}
