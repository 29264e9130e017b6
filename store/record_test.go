package store

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe/news"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
)

// goldenEntry is an entry with something in every part of a story that a log keeps.
func goldenEntry() news.Entry {
	s := write("https://a.example/1", "guardian", day, "Harbour hacked", "The harbour of Eastmouth was shut by <hackers>.",
		say{britain, china, news.Accuses, ""})
	s = mention(s, news.MentionVictim, "", "Eastmouth")
	s.Version, s.Authors, s.Summary, s.Section = 1, []string{"A. Reporter"}, "A summary", "World"
	return entry(s)
}

// TestLogRecordBytes guards the durable format: testdata/entry.json is what an entry has
// been written as since the first release, testdata/entry.hex the record around it up to layout 7,
// entry-phrases.hex that of layout 8. None may change. A newer version of a library or of Go that
// writes other JSON for the same entry shows itself here; whether the old bytes can still be read
// is what counts.
func TestLogRecordBytes(t *testing.T) {
	key, e := number(7), goldenEntry()
	rec, err := seal(key, e)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := payload(key, rec)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("testdata", "entry.json"))
	if err != nil {
		t.Fatal(err)
	}
	if string(plain)+"\n" != string(want) {
		t.Errorf("an entry is written as\n%s\nwant\n%s", plain, want)
	}
	for _, name := range []string{"entry.hex", "entry-phrases.hex"} {
		old, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if old, err = hex.DecodeString(strings.TrimSpace(string(old))); err != nil {
			t.Fatal(err)
		}
		var back news.Entry
		if err := unseal(key, old, &back); err != nil {
			t.Fatalf("%s: an older record can't be read: %v", name, err)
		}
		if diff := cmp.Diff(e, back); diff != "" {
			t.Errorf("%s: an older record reads otherwise: %s", name, diff)
		}
	}
}

// The records of new stories are made before they are admitted. What the log holds is what was
// admitted all the same: the caller's version and previous hash are not, and a second version is one,
// also within one call; and a repetition takes no number.
func TestLogRecordsAreOfWhatWasAdmitted(t *testing.T) {
	s := open(t)
	first := write("https://a.example/1", "guardian", day, "Harbour hacked", "The harbour of Eastmouth was shut.")
	first.Version, first.Previous = 7, "an invention"
	second := write("https://a.example/1", "guardian", day, "Harbour hacked", "The harbour of Eastmouth was shut for a day.")
	other := write("https://b.example/2", "bbc", day, "Bank robbed", "A bank lost money.")
	note := news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{
		Action: news.AddNote, By: "ann", Incidents: []news.IncidentID{first.ID.Founded()}, Text: "Ask the port.",
	}}
	appendAll(t, s, entry(first), entry(first), entry(second), entry(other))
	appendAll(t, s, note)
	var got []string
	for l, err := range s.Log(1) {
		if err != nil {
			t.Fatal(err)
		}
		what := string(l.Entry.Kind)
		if story := l.Entry.Story; story != nil {
			what = fmt.Sprint(story.Outlet, " ", story.Version, " ", story.Previous)
		}
		got = append(got, what)
		err := s.view(func(tx *bbolt.Tx) error {
			want, err := seal(number(l.Seq), l.Entry)
			if err == nil && !bytes.Equal(logTable.bucket(tx).Get(number(l.Seq)), want) {
				t.Errorf("the record of entry %d is not that of what is read from it", l.Seq)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"guardian 1 ", "guardian 2 " + first.Hash, "bbc 1 ", "edit"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the log holds %s", diff)
	}
}

func TestRecordsNoticeEveryFlippedBit(t *testing.T) {
	key := number(7)
	for _, v := range []any{goldenEntry(), "short"} {
		rec, err := seal(key, v)
		if err != nil {
			t.Fatal(err)
		}
		for bit := range 8 * len(rec) {
			bad := bytes.Clone(rec)
			bad[bit/8] ^= 1 << (bit % 8)
			if _, err := payload(key, bad); err == nil {
				t.Fatalf("bit %d of a record of %d bytes was flipped and not noticed", bit, len(rec))
			}
		}
		if _, err := payload(number(8), rec); err == nil {
			t.Error("a record under another key was not noticed")
		}
		for n := range len(rec) {
			if _, err := payload(key, rec[:n]); err == nil {
				t.Fatalf("a record cut to %d of %d bytes was not noticed", n, len(rec))
			}
		}
	}
}

// TestVerifyFindsDamage flips one bit in each of many values and looks for every one.
func TestVerifyFindsDamage(t *testing.T) {
	s := open(t)
	tell(t, s, history(11, 300), 40)
	if err := s.PutSeen(news.Seen{Feed: "f", Item: "1", Verdict: news.OutOfScope, At: day}); err != nil {
		t.Fatal(err)
	}
	flipped := 0
	err := s.db.Update(func(tx *bbolt.Tx) error {
		for _, bucket := range []string{"log", "stories", "incidents", "claims", "cards", "placed", "edits", "seen", marginBucket, facetBucket} {
			b := tx.Bucket([]byte(bucket))
			var keys, values [][]byte
			if err := b.ForEach(func(k, v []byte) error {
				keys, values = append(keys, bytes.Clone(k)), append(values, bytes.Clone(v))
				return nil
			}); err != nil {
				return err
			}
			for i, k := range keys {
				if flipped == 1000 {
					return nil
				}
				bit := (i * 131) % (8 * len(values[i]))
				values[i][bit/8] ^= 1 << (bit % 8)
				if err := b.Put(k, values[i]); err != nil {
					return err
				}
				flipped++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	scrubbed, err := s.Scrub(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Damaged) != 1000 || len(scrubbed.Damaged) != 1000 || flipped != 1000 {
		t.Errorf("of %d damaged records, Verify found %d and Scrub %d", flipped, len(report.Damaged), len(scrubbed.Damaged))
	}
}

// TestDamageIsNamedAndNotServed damages one story: it is named, the others are served, and
// writing goes on.
func TestDamageIsNamedAndNotServed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openAt(t, path)
	a := write("https://a.example/1", "guardian", day, "One", "One text.")
	b := write("https://a.example/2", "guardian", day.Add(time.Hour), "Two", "Two texts.")
	appendAll(t, s, entry(a), entry(b))
	backup := filepath.Join(t.TempDir(), "backup.db")
	to, err := os.Create(backup)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(to); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	err = s.db.Update(func(tx *bbolt.Tx) error {
		log := tx.Bucket([]byte("log"))
		rec := bytes.Clone(log.Get(number(1)))
		rec[len(rec)/2] ^= 4
		return log.Put(number(1), rec)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.cache.forget()
	if _, err := s.Story(a.ID); err == nil || !strings.Contains(err.Error(), "damaged record 1 in log") {
		t.Errorf("Story of a damaged record: %v", err)
	}
	page, err := s.Stories(t.Context(), Query{})
	if err != nil || len(page.Items) != 1 || page.Items[0].ID != b.ID {
		t.Errorf("Stories = %+v, %v; want the one that is whole", page.Items, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := openAt(t, path)
	appendAll(t, again, entry(write("https://a.example/3", "wsj", day.Add(48*time.Hour), "Three", "Nothing to do with it.")))
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Rebuild(t.Context(), path, "", nil); err == nil || !strings.Contains(err.Error(), "damaged record 1 in log") {
		t.Errorf("Rebuild from a damaged log: %v", err)
	}
	if _, err := os.Stat(path + ".rebuild"); err == nil {
		t.Error("a rebuild that failed left its file")
	}
	if err := Rebuild(t.Context(), path, backup, nil); err != nil {
		t.Fatalf("Rebuild with a backup: %v", err)
	}
	mended := openAt(t, path)
	if v, err := mended.Story(a.ID); err != nil || v.Title != "One" {
		t.Errorf("the damaged story, from the backup: %q, %v", v.Title, err)
	}
	if r, err := mended.Verify(t.Context()); err != nil || !r.Clean() || r.Stories != 3 {
		t.Errorf("Verify = %+v, %v", r, err)
	}
}
