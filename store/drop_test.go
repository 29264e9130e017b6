package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

func dropText(id news.StoryID) news.Entry {
	return news.Entry{Kind: news.ForgetEntry, At: day, Forget: &news.Forget{Story: id, Reason: "retention", Text: true}}
}

// asRebuilt holds a file against what a rebuild makes of it.
func asRebuilt(t *testing.T, path string) {
	t.Helper()
	read := func() []string {
		s, err := Open(path, Options{ReadOnly: true, Lazy: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		return dump(t, s)
	}
	live := read()
	if err := Rebuild(t.Context(), path, "", nil); err != nil {
		t.Fatal(err)
	}
	same(t, "rebuilt", read(), live)
}

func found(t *testing.T, s *Store, of string) int {
	t.Helper()
	page, err := s.Stories(t.Context(), Query{Text: of})
	if err != nil {
		t.Fatal(err)
	}
	return len(page.Items)
}

func TestDroppedText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openAt(t, path)
	story := write("https://a.example/1", "guardian", day, "Harbour hacked", "The quartermaster of Eastmouth spoke at length. Nobody slept.",
		say{britain, china, news.Accuses, ""}, say{america, russia, news.Doubts, ""})
	story.Summary = "A boatswain listened."
	story = mention(story, news.MentionVictim, "org:eastmouth", "Eastmouth")
	second := story
	second.Title += " again"
	second.Text += "\n\nThe coxswain came later."
	second.Hash = second.Fingerprint()
	appendAll(t, s, entry(story), entry(write("https://b.example/1", "bbc", day.Add(time.Hour), "Harbour hacked", "The quartermaster of Eastmouth was heard.")), entry(second))
	added := second.Analysis.Claims[0]
	added.Accused, added.Quote, added.Evidence = russia, "Nobody slept.", news.Span{}
	appendAll(t, s, news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{Action: news.Add, By: "anna", Stories: []news.StoryID{story.ID}, Claim: &added}})
	record := logRecord(t, s, 3)
	before, err := s.Story(story.ID)
	if err != nil {
		t.Fatal(err)
	}
	if found(t, s, "quartermaster") != 2 || found(t, s, "coxswain") != 1 || found(t, s, "boatswain") != 1 {
		t.Error("the words are not found to begin with")
	}
	seq := appendAll(t, s, dropText(story.ID))

	v, err := s.Story(story.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !v.Excerpt || v.Summary != "" || v.Seq != seq || v.Title != second.Title || v.Hash != second.Hash || v.Incident != before.Incident {
		t.Errorf("without its text it is %+v", v)
	}
	if want := "Nobody slept.\n\nUnited Kingdom accuses China over it.\n\nUnited States doubts Russia over it."; v.Text != want {
		t.Errorf("what is left of the text is %q, want %q", v.Text, want)
	}
	if err := v.Verify(); err != nil || len(v.Analysis.Claims) != 3 || len(v.Analysis.Mentions) != 1 {
		t.Errorf("its claims: %v, %+v", err, v.Analysis)
	}
	if n := found(t, s, "quartermaster"); n != 1 {
		t.Errorf("%d stories are found by a word of the text, want the other one", n)
	}
	for word, want := range map[string]int{"coxswain": 0, "boatswain": 0, "quote:accuses": 1, "title:again": 1, "slept": 1} {
		if n := found(t, s, word); n != want {
			t.Errorf("%d stories are found by %s, want %d", n, word, want)
		}
	}
	if first, err := s.Version(story.ID, 1); err != nil || !first.Excerpt || strings.Contains(first.Text, "quartermaster") || first.Verify() != nil {
		t.Errorf("the first version is %+v, %v", first, err)
	}
	if appendAll(t, s, dropText(story.ID), entry(second)) != seq {
		t.Error("dropping it twice, or the same text once more, is no news")
	}
	again := news.Entry{Kind: news.AnalysisEntry, At: day, Analysis: &news.Reanalysis{Story: story.ID, Version: 2, Analysis: news.Analysis{Engine: "claim/9"}}}
	if appendAll(t, s, again) != seq {
		t.Error("a story without its text was read again")
	}
	if r, err := s.Verify(t.Context()); err != nil || !r.Clean() || r.Dropped != 1 {
		t.Errorf("Verify = %+v, %v", r, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if file, err := os.ReadFile(path); err != nil || bytes.Contains(file, record[recordHeader:]) {
		t.Errorf("the text is in the file yet: %v", err)
	}
	asRebuilt(t, path)
}

// logRecord is the record of an entry as it stands in the file.
func logRecord(t *testing.T, s *Store, seq uint64) (rec []byte) {
	t.Helper()
	err := s.view(func(tx *bbolt.Tx) error {
		rec = bytes.Clone(logTable.bucket(tx).Get(number(seq)))
		return nil
	})
	if err != nil || rec == nil {
		t.Fatal("there is no such entry:", err)
	}
	return rec
}

// Texts of finished blocks are dropped among revisions of such, in whatever batches.
func TestDroppedFromFinishedBlocks(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("thousands of stories, one after the other: they tell a detector of races nothing")
	}
	var entries []news.Entry
	var all []news.Story
	for n := range blockSize + 50 {
		s := write(fmt.Sprintf("https://a%d.example/%d", n%7, n), news.OutletID(fmt.Sprint("a", n%7)), day.Add(time.Duration(n)*time.Minute),
			fmt.Sprintf("Case %d of %s", n, topics[n%len(topics)]), fmt.Sprintf("Lone%d and word%d stand here. Nothing else does.", n, n/3), say{britain, china, news.Accuses, ""})
		all, entries = append(all, s), append(entries, entry(s))
	}
	for n := range 60 {
		at := n * 31 % blockSize
		if n%3 == 2 {
			s := all[at]
			s.Text += fmt.Sprintf("\n\nRevised%d.", n)
			s.Hash = s.Fingerprint()
			entries = append(entries, entry(s))
			continue
		}
		entries = append(entries, dropText(all[at].ID))
	}
	path := filepath.Join(t.TempDir(), "ascribe.db")
	live, small := openAt(t, path), open(t)
	tell(t, live, entries, 200)
	tell(t, small, entries[:len(all)], 200)
	tell(t, small, entries[len(all):], 1)
	want := dump(t, live)
	same(t, "one by one", dump(t, small), want)
	if n := found(t, live, "lone31"); n != 0 {
		t.Errorf("%d stories are found by a word that was dropped", n)
	}
	if n := found(t, live, "revised2"); n != 1 {
		t.Errorf("%d stories are found by a word of a revision, want 1", n)
	}
	if err := live.Close(); err != nil {
		t.Fatal(err)
	}
	asRebuilt(t, path)
}

// An analysis that another one took the place of, and then a third one, is in the log yet: when
// the text goes, so does what it alone quoted; whether the postings of its claims are finished
// or not, and the same way in a rebuild.
func TestDroppedFromReplacedAnalyses(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: that tells a detector of races nothing")
	}
	t.Parallel()
	for name, between := range map[string]int{"young": 3, "finished": blockSize/2 + 10} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ascribe.db")
			s := openAt(t, path)
			const quote = "The quartermaster of Eastmouth blames China, perhaps."
			story := write("https://a.example/1", "guardian", day, "Harbour hacked", quote+" Nobody slept.")
			span := news.Span{Part: news.InText, End: len(quote)}
			claim := news.Claim{
				Accuser: vendor, Accused: china, Relation: news.CarriedOut, Stance: news.Accuses, About: news.Main, Level: news.CompanyLevel,
				Hedge: "perhaps", Speaker: "quartermaster", Evidence: span, Quote: quote,
			}
			claim.ID = news.NewClaimID(story.ID, quote, claim.Accuser, claim.Accused, claim.Relation, claim.Stance)
			first := mention(story, news.MentionVictim, "org:eastmouth", "Eastmouth").Analysis
			first.Engine, first.Claims = "claim/2", []news.Claim{claim}
			first.Responses = []news.Response{{Kind: news.ResponseSanctions, Actor: britain, Evidence: span, Quote: quote}}
			reread := func(a news.Analysis) news.Entry {
				return news.Entry{Kind: news.AnalysisEntry, At: day, Analysis: &news.Reanalysis{Story: story.ID, Version: 1, Analysis: a}}
			}
			appendAll(t, s, entry(story), reread(first))
			var more []news.Entry
			for n := range between {
				more = append(more, entry(write(fmt.Sprintf("https://b.example/%d", n), "bbc", day, fmt.Sprint("Case ", n), "Something happened.",
					say{britain, china, news.Accuses, ""}, say{america, russia, news.Doubts, ""})))
			}
			appendAll(t, s, more...)
			appendAll(t, s, reread(news.Analysis{Engine: "claim/3"}), reread(news.Analysis{Engine: "claim/4"}))
			appendAll(t, s, dropText(story.ID))
			for l, err := range s.Log(1) {
				if err != nil {
					t.Fatal(err)
				}
				if told, err := json.Marshal(l.Entry); err != nil || bytes.Contains(told, []byte("quartermaster")) || bytes.Contains(told, []byte("perhaps")) {
					t.Errorf("entry %d still has words of the text: %s, %v", l.Seq, told, err)
				}
			}
			if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
				t.Errorf("Verify = %+v, %v", r, err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			asRebuilt(t, path)
		})
	}
}
