package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
)

// dump is what the log and the view of a store hold: bucket, key and value of everything,
// in order.
func dump(t *testing.T, s *Store) []string {
	t.Helper()
	var all []string
	err := s.view(func(tx *bbolt.Tx) error {
		for _, bucket := range slices.Concat(logBuckets, viewBuckets) {
			b := tx.Bucket([]byte(bucket))
			all = append(all, fmt.Sprintf("%s: %d", bucket, b.Sequence()))
			err := b.ForEach(func(k, v []byte) error {
				plain := v
				if json, err := payload(k, v); err == nil {
					plain = json
				}
				all = append(all, fmt.Sprintf("%s %q %q", bucket, k, plain))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// history makes n entries of everything that can happen, the same ones for one seed.
func history(seed uint64, n int) []news.Entry {
	h := historian{r: rand.New(rand.NewPCG(seed, 1))}
	for len(h.entries) < n {
		h.step()
	}
	return h.entries
}

type historian struct {
	r       *rand.Rand
	entries []news.Entry
	stories []news.Story
	edits   []news.EditID
}

func (h *historian) step() {
	at := day.Add(time.Duration(len(h.entries)) * 20 * time.Minute)
	switch k := h.r.IntN(20); {
	case k < 12 || len(h.stories) < 5:
		h.story(at)
	case k < 15:
		h.revise(at)
	case k < 16:
		h.reanalyse(at)
	case k < 17:
		drop := news.Forget{Story: h.stories[h.any()].ID, Reason: "retention", Text: true}
		h.entries = append(h.entries, news.Entry{Kind: news.ForgetEntry, At: at, Forget: &drop})
	default:
		h.edit(at)
	}
}

var topics = strings.Fields("harbour railway ministry hospital parliament refinery satellite university election pipeline")

func (h *historian) story(at time.Time) {
	topic := topics[h.r.IntN(len(topics))]
	outlet := news.OutletID(fmt.Sprint("outlet", h.r.IntN(6)))
	parties := []news.Party{britain, america, vendor}
	accused := []news.Party{china, russia, apt40}
	var says []say
	for range h.r.IntN(3) {
		says = append(says, say{parties[h.r.IntN(3)], accused[h.r.IntN(3)], news.Stances[h.r.IntN(3)], news.Levels[h.r.IntN(5)]})
	}
	text := fmt.Sprintf("The %s of Eastmouth was hacked by way of CVE-2024-%d.\n\nInvestigators at the %s found the implant %s.exe.",
		topic, 1000+h.r.IntN(4), topic, topic)
	s := write(fmt.Sprintf("https://%s.example/%d", outlet, len(h.entries)), outlet, at, "Hackers enter the "+topic+" of Eastmouth", text, says...)
	cve := text[strings.Index(text, "CVE"):][:13]
	s = mention(s, news.MentionCVE, "cve:"+cve, cve)
	h.stories = append(h.stories, s)
	h.entries = append(h.entries, entry(s))
}

func (h *historian) any() int { return h.r.IntN(len(h.stories)) }

func (h *historian) revise(at time.Time) {
	i := h.any()
	s := h.stories[i]
	s.Title += " again"
	s.Arrived = at
	s.Hash = s.Fingerprint()
	if len(s.Analysis.Claims) > 1 {
		s.Analysis.Claims = s.Analysis.Claims[1:]
	}
	h.stories[i] = s
	h.entries = append(h.entries, entry(s))
}

func (h *historian) reanalyse(at time.Time) {
	s := h.stories[h.any()]
	s.Analysis.Engine = fmt.Sprint("claim/", 2+len(h.entries))
	h.entries = append(h.entries, news.Entry{Kind: news.AnalysisEntry, At: at, Analysis: &news.Reanalysis{Story: s.ID, Version: 1, Analysis: news.Analysis{Engine: s.Analysis.Engine}}})
}

func (h *historian) edit(at time.Time) {
	e := news.Edit{ID: news.NewEditID(fmt.Sprint(len(h.entries))), By: "anna", Reason: "because"}
	a, b := h.stories[h.any()], h.stories[h.any()]
	switch e.Action = news.Actions[h.r.IntN(len(news.Actions))]; e.Action {
	case news.Merge:
		e.Incidents = []news.IncidentID{a.ID.Founded(), b.ID.Founded()}
	case news.Split:
		e.Stories = []news.StoryID{a.ID}
	case news.Hide:
		e.Stories = []news.StoryID{a.ID, b.ID}
	case news.Pin:
		e.Stories, e.Incidents = []news.StoryID{a.ID}, []news.IncidentID{b.ID.Founded()}
	case news.Rename, news.AddNote:
		e.Incidents, e.Text = []news.IncidentID{a.ID.Founded()}, "The Eastmouth affair"
	case news.Undo:
		if len(h.edits) == 0 {
			return
		}
		e.Undoes = h.edits[h.r.IntN(len(h.edits))]
	default:
		if len(a.Analysis.Claims) == 0 {
			return
		}
		c := a.Analysis.Claims[0]
		e.Target = c.ID
		c.Accused = russia
		e.Claim, e.Stories = &c, []news.StoryID{a.ID}
	}
	h.edits = append(h.edits, e.ID)
	h.entries = append(h.entries, news.Entry{Kind: news.EditEntry, At: at, Edit: &e})
}

// tell appends a history, in calls of up to size entries; what is refused is left out.
func tell(t *testing.T, s *Store, entries []news.Entry, size int) (refused int) {
	t.Helper()
	for chunk := range slices.Chunk(entries, size) {
		if _, err := s.Append(t.Context(), chunk...); err == nil {
			continue
		}
		for _, e := range chunk {
			if _, err := s.Append(t.Context(), e); err != nil {
				refused++
			}
		}
	}
	return refused
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d[:min(len(d), 4000)])
	}
}

func TestViewIsAFunctionOfTheLog(t *testing.T) {
	entries := history(7, 300)
	live := open(t)
	refused := tell(t, live, entries, 1)
	want := dump(t, live)
	if n := live.Applied(); n < 200 || refused > 80 {
		t.Fatalf("only %d entries were applied, %d refused: the history is too poor to show anything", n, refused)
	}
	report, err := live.Verify(t.Context())
	if err != nil || !report.Clean() {
		t.Errorf("Verify = %+v, %v", report, err)
	}

	t.Run("whatever the batches", func(t *testing.T) {
		s := open(t)
		tell(t, s, entries, 50)
		same(t, "batches of 50", dump(t, s), want)
	})
	t.Run("whenever it is reopened", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "ascribe.db")
		for part := range slices.Chunk(entries, 60) {
			s, err := Open(path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			s.db.NoSync = true
			tell(t, s, part, 20)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
		same(t, "reopened", dump(t, openAt(t, path)), want)
	})
	t.Run("and rebuilt", func(t *testing.T) { rebuilt(t, entries, want) })
}

// rebuilt holds the view of a rebuilt file against the one wanted.
func rebuilt(t *testing.T, entries []news.Entry, want []string) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openAt(t, path)
	tell(t, s, entries, 100)
	seen := news.Seen{Feed: "guardian-world", Item: "1", Title: "Football", Verdict: news.OutOfScope, Engine: "claim/1", At: day}
	if err := s.PutSeen(seen); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var done, total uint64
	if err := Rebuild(t.Context(), path, "", func(d, n uint64) { done, total = d, n }); err != nil {
		t.Fatal(err)
	}
	if done != s.Applied() || total != done {
		t.Errorf("progress ended at %d of %d, want %d", done, total, s.Applied())
	}
	again, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "rebuilt", dump(t, again), want)
	if got, ok, err := again.Seen(seen.Feed, seen.Item); !ok || err != nil || got != seen {
		t.Errorf("Seen after a rebuild = %+v, %v, %v", got, ok, err)
	}
	if n := again.Stats().Seen; n != 1 {
		t.Errorf("Stats count %d seen items, want 1", n)
	}
	var buf bytes.Buffer
	if n, err := again.Backup(&buf); err != nil || n != int64(buf.Len()) || n == 0 {
		t.Errorf("Backup = %d, %v", n, err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestTheLogReadsBack(t *testing.T) {
	s := open(t)
	entries := history(3, 200)
	tell(t, s, entries, 40)
	next := uint64(5)
	for l, err := range s.Log(5) {
		if err != nil {
			t.Fatal(err)
		}
		if l.Seq != next || l.Entry.Verify() != nil {
			t.Fatalf("entry %d is %+v, want %d", l.Seq, l.Entry, next)
		}
		next++
	}
	if next != s.Applied()+1 {
		t.Errorf("the log ended at %d, want %d", next-1, s.Applied())
	}
}
