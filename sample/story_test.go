package sample

import (
	"slices"
	"strings"
	"testing"
)

// first returns the first version of every story.
func first(t *testing.T) []Story {
	t.Helper()
	all, err := Stories()
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(s Story) bool { return s.Version != 1 })
}

func TestNewsroomIsBigEnough(t *testing.T) {
	outlets, incidents := map[string]int{}, map[string]int{}
	for _, s := range first(t) {
		outlets[s.Outlet()]++
		incidents[s.Incident]++
	}
	offTopic := incidents[""]
	delete(incidents, "")
	if total := len(first(t)); total < 58 || len(outlets) != 9 || len(incidents) != 8 || offTopic < 6 {
		t.Errorf("%d stories, %d outlets, %d incidents, %d stories about something else", total, len(outlets), len(incidents), offTopic)
	}
	for name, stories := range incidents {
		if stories < 5 {
			t.Errorf("incident %s has %d stories", name, stories)
		}
	}
}

func TestStoriesReadLikeStories(t *testing.T) {
	all, err := Stories()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range all {
		if words := len(strings.Fields(s.Text())); words < 120 || words > 450 {
			t.Errorf("%s version %d has %d words", s.Key, s.Version, words)
		}
		if s.Section == "" || s.Byline == "" || len(s.Blocks) < 4 {
			t.Errorf("%s lacks section, byline or paragraphs", s.Key)
		}
		for _, b := range s.Blocks {
			if b.Text == "" || strings.ContainsAny(b.Text, "<>") {
				t.Errorf("%s: bad paragraph %q", s.Key, b.Text)
			}
		}
		if !s.Updated.IsZero() && !s.Updated.After(s.Published) {
			t.Errorf("%s was updated before it was published", s.Key)
		}
		if s.Page == "paywall" && (s.Open < 2 || s.Open == len(s.Blocks)) {
			t.Errorf("%s: paywall after %d of %d blocks", s.Key, s.Open, len(s.Blocks))
		}
		if name := s.Key + string(rune('0'+s.Version)); seen[name] {
			t.Errorf("%s stands twice", s.Key)
		} else {
			seen[name] = true
		}
	}
}

func TestWireCopyStandsInThreeOutlets(t *testing.T) {
	const quote = "“The FBI will continue to expose and combat the North Korean regime's use of theft"
	outlets := map[string]bool{}
	for _, s := range first(t) {
		if strings.Contains(s.Text(), quote) && strings.Contains(s.Text(), "(Meridian) -") {
			outlets[s.Outlet()] = true
		}
	}
	if len(outlets) != 3 {
		t.Errorf("the wire copy stands in %d outlets, want 3", len(outlets))
	}
}

func TestBrokenStoryFilesAreRefused(t *testing.T) {
	const good = "-- a/b --\nTitle: T\nSummary: S\nPublished: 2026-01-02T03:04:05Z\n\nText.\n"
	if _, err := parseIncident("x", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"unknown field":      strings.Replace(good, "Title:", "Headline: H\nTitle:", 1),
		"bad date":           strings.Replace(good, "2026-01-02T03:04:05Z", "yesterday", 1),
		"no title":           strings.Replace(good, "Title: T\n", "", 1),
		"unknown page":       strings.Replace(good, "Title:", "Page: wall\nTitle:", 1),
		"opens too much":     strings.Replace(good, "Title:", "Page: paywall\nOpen: 9\nTitle:", 1),
		"revision of nobody": strings.Replace(good, "-- a/b --", "-- a/b revised --", 1),
	} {
		if _, err := parseIncident("x", []byte(data)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
