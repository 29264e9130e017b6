package store

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// remembered is how many stories the grouping of these tests remembers.
const remembered = 8

func openForgetful(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{Log: slog.New(slog.DiscardHandler), window: remembered})
	if err != nil {
		t.Fatal(err)
	}
	s.db.NoSync = true
	return s
}

// years are the entries of an affair, of the news of two hundred days in which it is
// forgotten, and of what happens then: a petty crime at the same victim, and a charge.
func years() []news.Entry {
	kestrel := news.Party{ID: "actor:kestrel-group", Name: "Kestrel Group", Kind: news.Group}
	court := news.Party{ID: "org:ministry-of-justice", Name: "Justice Ministry", Kind: news.GovernmentParty, Country: "GB"}
	tell := func(days int, outlet news.OutletID, title, text string, names [][2]string, says ...say) news.Entry {
		s := write(fmt.Sprintf("https://%s.example/%d", outlet, days), outlet, day.AddDate(0, 0, days), title, text, says...)
		for _, n := range names {
			kind := news.MentionParty
			if n[0] == kestrel.ID {
				kind = news.MentionActor
			}
			s = mention(s, kind, n[0], n[1])
			s.Analysis.Mentions[len(s.Analysis.Mentions)-1].Count = 3
		}
		return entry(s)
	}
	both := [][2]string{{kestrel.ID, "Kestrel Group"}, {"org::Lanternpay", "Lanternpay"}}
	all := []news.Entry{
		tell(0, "courier", "Kestrel Group drains Lanternpay bridge", "The Kestrel Group drained 61 million from the bridge of Lanternpay by forging withdrawal proofs. Lanternpay paused its bridge.", both, say{who: vendor, whom: kestrel, stance: news.Accuses, level: news.CompanyLevel}),
		tell(1, "herald", "Lanternpay bridge stays shut after Kestrel Group theft", "Lanternpay keeps its bridge shut after the Kestrel Group forged withdrawal proofs and drained it of 61 million.", both),
	}
	for i := range 40 {
		topic, town := topics[i%len(topics)], string(rune('A'+i%26))+"ollingsworth"
		all = append(all, tell(5+i*4, news.OutletID(fmt.Sprint("outlet", i%6)), fmt.Sprintf("The %s of %s was broken into", topic, town),
			fmt.Sprintf("Somebody entered the %s of %s on day %d and left a note of %d lines.", topic, town, i, 100+i), nil))
	}
	return append(all,
		tell(185, "courier", "Lanternpay warns of text messages with a false login page",
			"Lanternpay warned customers of text messages that lead to a false login page. Mobile carriers block the numbers.", both[1:]),
		tell(210, "gazette", "Two of Kestrel Group charged with draining the Lanternpay bridge",
			"Prosecutors charged two men of the Kestrel Group with forging the withdrawal proofs by which 61 million was drained from the bridge of Lanternpay.", both, say{who: court, whom: kestrel, stance: news.Accuses, level: news.LegalLevel}),
	)
}

// A follow-up of more than two hundred days later joins an incident that the grouping has
// forgotten; and the view that says so is the same one live, in batches, reopened after
// each entry, and rebuilt.
func TestReachesForgottenIncident(t *testing.T) {
	entries := years()
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openForgetful(t, path)
	appendAll(t, s, entries...)
	incidentOf := func(e news.Entry) news.IncidentID {
		v, err := s.Story(e.Story.ID)
		if err != nil {
			t.Fatal(err)
		}
		return v.Incident
	}
	theft := incidentOf(entries[0])
	phish, charge := entries[len(entries)-2], entries[len(entries)-1]
	if s.state.Remembers(entries[0].Story.ID) || s.state.Remembers(entries[1].Story.ID) {
		t.Fatal("the affair is remembered: this shows nothing")
	}
	if got := incidentOf(charge); got != theft {
		t.Errorf("the charge is in %s, want that of the theft, %s", got, theft)
	}
	if got := incidentOf(phish); got == theft || got == incidentOf(charge) {
		t.Error("another crime at the same victim joined the theft, or the charge joined that")
	}
	in, err := s.Incident(theft)
	if err != nil {
		t.Fatal(err)
	}
	named := slices.ContainsFunc(in.Members[len(in.Members)-1].Reasons, func(r news.Reason) bool {
		return r.Feature == "link" && r.Detail == "Kestrel Group, Lanternpay"
	})
	if len(in.Members) != 3 || !named {
		t.Errorf("members %+v, want three, the last by a link of the group and its victim", in.Members)
	}
	want := dump(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	if err := rebuild(t.Context(), path, "", remembered, nil); err != nil {
		t.Fatal(err)
	}
	again := openForgetful(t, path)
	same(t, "rebuilt", dump(t, again), want)
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}

	path = filepath.Join(t.TempDir(), "ascribe.db")
	for _, e := range entries {
		s := openForgetful(t, path)
		appendAll(t, s, e)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	last := openForgetful(t, path)
	same(t, "reopened after each entry", dump(t, last), want)
	if r, err := last.Verify(t.Context()); err != nil || !r.Clean() {
		t.Errorf("Verify = %+v, %v", r, err)
	}
	if err := last.Close(); err != nil {
		t.Fatal(err)
	}
	checkFile(t, path)
}

// What was taken down leads nowhere, and links are found in every block, whatever comes
// before and after them in its records.
func TestFiledLinks(t *testing.T) {
	s := openForgetful(t, filepath.Join(t.TempDir(), "ascribe.db"))
	t.Cleanup(func() { _ = s.Close() })
	entries := years()
	appendAll(t, s, entries[:len(entries)-2]...)
	appendAll(t, s, news.Entry{Kind: news.ForgetEntry, At: day.Add(200 * 24 * time.Hour), Forget: &news.Forget{Story: entries[0].Story.ID, Reason: "takedown"}})
	var b batch
	b.store = s
	tx, err := s.db.Begin(false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	b.tx, b.seq = tx, s.Applied()+1
	blocks := 0
	for _, e := range entries[1 : len(entries)-2-remembered] {
		links := s.state.Links(*e.Story)
		older, err := b.older(links)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[news.StoryID]bool{}
		for _, o := range older {
			ids[o.Story()] = true
		}
		if len(links) > 0 && !ids[e.Story.ID] {
			t.Errorf("%q is not found by its links", e.Story.Title)
		}
		if ids[entries[0].Story.ID] {
			t.Errorf("%q leads to a story that was taken down", e.Story.Title)
		}
		if len(links) > 0 {
			blocks++
		}
	}
	if blocks < 20 {
		t.Errorf("only %d stories have links", blocks)
	}
}

// Verify compares what stories are filed under with what they were placed under.
func TestVerifyFindsOtherLinks(t *testing.T) {
	for name, tc := range map[string]struct {
		do   func(tx *bbolt.Tx) error
		want string
	}{
		"one is missing": {func(tx *bbolt.Tx) error {
			k := firstOf(tx, filedBucket)
			page, err := filedRuns.read(k, tx.Bucket([]byte(filedBucket)).Get(k))
			if err != nil {
				return err
			}
			return tx.Bucket([]byte(filedBucket)).Put(k, sealPlain(k, page[:len(page)-filedRuns.entry]))
		}, "is not filed under link"},
		"one is too many": {func(tx *bbolt.Tx) error {
			entry := filedEntry(0xdeadbeef, 2)
			k := append(firstOf(tx, filedBucket)[:runPrefix], entry...)
			return tx.Bucket([]byte(filedBucket)).Put(k, sealPlain(k, entry))
		}, "is filed under link deadbeef, under which it was not placed"},
	} {
		t.Run(name, func(t *testing.T) {
			s := openForgetful(t, filepath.Join(t.TempDir(), "ascribe.db"))
			defer s.Close()
			appendAll(t, s, years()...)
			if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
				t.Fatalf("to begin with: %+v, %v", r, err)
			}
			if err := s.db.Update(tc.do); err != nil {
				t.Fatal(err)
			}
			if r, err := s.Verify(t.Context()); err != nil || len(r.Problems) != 1 || !strings.Contains(r.Problems[0], tc.want) {
				t.Errorf("Verify finds %q, %v; want %q", r.Problems, err, tc.want)
			}
		})
	}
}

// What the writer knows of the filed links without looking is all that is there, as it was added
// and after a restart.
func TestKnownLinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openForgetful(t, path)
	entries := years()
	appendAll(t, s, entries[:len(entries)-1]...)
	check := func(when string) {
		t.Helper()
		filed := 0
		err := s.view(func(tx *bbolt.Tx) error {
			runs := slices.Collect(filedRuns.each(tx))
			filedRuns.everything(tx, func(in run, entry []byte) {
				if filed++; slices.Contains(runs, in) && !s.links.may(string(append(in.prefix(), entry[:filedRuns.key]...))) {
					t.Errorf("%s: link %x of run %v is not known", when, entry[:filedRuns.key], in)
				}
			})
			if !slices.Equal(runs, s.links.runs) || len(runs) < 2 {
				t.Errorf("%s: the runs %v are known, there are %v", when, s.links.runs, runs)
			}
			return nil
		})
		if err != nil || filed == 0 {
			t.Errorf("%s: %d links are filed, %v", when, filed, err)
		}
	}
	check("as added")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openForgetful(t, path)
	defer s.Close()
	appendAll(t, s, entries[len(entries)-1])
	check("after a restart")
	if s.links.may("no link") && s.links.may("none either") && s.links.may("nor this") {
		t.Error("everything is known")
	}
}
