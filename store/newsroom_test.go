package store

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// day is the first day of the stories that tests make.
var day = time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)

// open opens a store in a folder of its own, and checks the file when the test ends.
func open(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "ascribe.db"))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	s.db.NoSync = true // for speed; the tests of crashes open for themselves
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		checkFile(t, path)
	})
	return s
}

// checkFile has bbolt check its own pages.
func checkFile(t testing.TB, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, ReadOnly: true})
	if err != nil {
		t.Error(err)
		return
	}
	defer db.Close()
	err = db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Errorf("bbolt check: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// Parties that tests speak of.
var (
	britain = news.Party{ID: "state:gb", Name: "United Kingdom", Kind: news.GovernmentParty, Country: "GB"}
	america = news.Party{ID: "state:us", Name: "United States", Kind: news.GovernmentParty, Country: "US"}
	china   = news.Party{ID: "state:cn", Name: "China", Kind: news.State, Country: "CN"}
	russia  = news.Party{ID: "state:ru", Name: "Russia", Kind: news.State, Country: "RU"}
	apt40   = news.Party{ID: "actor:apt40", Name: "APT40", Kind: news.Group, Country: "CN"}
	vendor  = news.Party{ID: "org:northwind", Name: "Northwind Labs", Kind: news.Company, Country: "US"}
)

// A told claim in short: who says what of whom.
type say struct {
	who, whom news.Party
	stance    news.Stance
	level     news.Level
}

// write makes a story of an outlet: a text about a subject with the claims at its end.
func write(url string, outlet news.OutletID, at time.Time, title, text string, says ...say) news.Story {
	s := news.Story{
		ID: news.NewStoryID(url), URL: url, Outlet: outlet, Title: title, Text: text, Language: "en",
		Access: news.Full, Published: news.At(at), Arrived: at.Add(5 * time.Minute),
		Analysis: news.Analysis{Engine: "claim/1", InScope: true, Document: news.Report},
	}
	for _, c := range says {
		sentence := fmt.Sprintf("%s %s %s over it.", c.who.Name, c.stance, c.whom.Name)
		s.Text += "\n\n" + sentence
		start := strings.LastIndex(s.Text, sentence)
		level := c.level
		if level == "" {
			level = news.GovernmentLevel
		}
		s.Analysis.Claims = append(s.Analysis.Claims, news.Claim{
			ID:      news.NewClaimID(s.ID, sentence, c.who, c.whom, news.CarriedOut, c.stance),
			Accuser: c.who, Accused: c.whom, Relation: news.CarriedOut, Stance: c.stance,
			About: news.Main, Level: level, Basis: news.ThirdParty, Type: news.PoliticalStatement,
			Date: news.At(at), Evidence: news.Span{Part: news.InText, Start: start, End: len(s.Text)}, Quote: sentence, Score: 60,
		})
	}
	s.Hash = s.Fingerprint()
	return s
}

// mention adds names that stand in the text of a story.
func mention(s news.Story, kind news.MentionKind, id, surface string) news.Story {
	start := strings.Index(s.Text, surface)
	s.Analysis.Mentions = append(s.Analysis.Mentions, news.Mention{
		Kind: kind, ID: id, Name: surface, Surface: surface, Count: 1,
		Span: news.Span{Part: news.InText, Start: start, End: start + len(surface)},
	})
	return s
}

// entry is the log entry of a story.
func entry(s news.Story) news.Entry {
	return news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: &s}
}

func appendAll(t testing.TB, s *Store, entries ...news.Entry) uint64 {
	t.Helper()
	seq, err := s.Append(t.Context(), entries...)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}
