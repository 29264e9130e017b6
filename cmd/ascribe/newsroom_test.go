package main

import (
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/sample"
	"ascribe/store"
)

// read ingests the newsroom into a new database.
func readNewsroom(t *testing.T) (*house, *sample.Newsroom) {
	t.Helper()
	room, err := sample.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = room.Close() })
	cfg := demoConfig(room)
	h, err := openHouse(cfg, t.TempDir(), slog.New(slog.DiscardHandler), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	report, err := h.node.Ingest(t.Context(), true, nil)
	if err != nil || report.Failing > 0 {
		t.Fatalf("ingest: %+v, %v", report, err)
	}
	return h, room
}

func storyAt(t *testing.T, h *house, url string) (store.StoryView, bool) {
	t.Helper()
	address, err := fetcher.Canonical(url)
	if err != nil {
		t.Fatal(err)
	}
	st, err := h.store.Story(news.NewStoryID(address))
	return st, err == nil
}

// TestNewsroom goes the whole way, from feeds over HTTP to incidents, and compares what
// came of it with what a careful reader finds in the same stories.
func TestNewsroom(t *testing.T) {
	h, room := readNewsroom(t)
	truth, err := sample.Truth()
	if err != nil {
		t.Fatal(err)
	}
	var wantClaims, foundClaims, offTopic, kept, lost int
	keyOf := map[news.IncidentID]string{}
	members := map[string]map[news.IncidentID]int{}
	for _, want := range truth {
		if want.Version > 1 {
			continue
		}
		st, ok := storyAt(t, h, room.URL(want.Story))
		switch {
		case want.Incident == "":
			offTopic++
			if ok {
				kept++
				t.Logf("%s is about something else and was kept, with %d claims", want.Story, len(st.Analysis.Claims))
			}
			continue
		case !ok:
			lost++
			t.Logf("%s is not stored", want.Story)
			continue
		}
		if string(st.Access) != want.Access {
			t.Errorf("%s: access %s (%s), want %s", want.Story, st.Access, st.Reason, want.Access)
		}
		if other, ok := keyOf[st.Incident]; ok && other != want.Incident {
			t.Errorf("%s (%s) is in one incident with stories about %s", want.Story, want.Incident, other)
		}
		keyOf[st.Incident] = want.Incident
		if members[want.Incident] == nil {
			members[want.Incident] = map[news.IncidentID]int{}
		}
		members[want.Incident][st.Incident]++
		for _, c := range want.Claims {
			wantClaims++
			if hasClaim(st, c) {
				foundClaims++
			} else {
				t.Logf("%s: not read: %s %s %s: …%s…", want.Story, c.Accuser, c.Stance, c.Accused, c.Words)
			}
		}
	}
	together, stored := largest(t, members)
	for _, m := range []struct {
		what      string
		got, want int // per cent
	}{
		{"of the stories about an operation are stored", 100 * stored / (stored + lost), storedFloor},
		{"of them are in the largest incident of their operation", 100 * together / stored, togetherFloor},
		{"of the claims are read", 100 * foundClaims / wantClaims, claimsFloor},
		{"of the stories about something else are turned away", 100 * (offTopic - kept) / offTopic, offTopicFloor},
	} {
		t.Logf("%d %% %s", m.got, m.what)
		if m.got < m.want {
			t.Errorf("%d %% %s, want %d", m.got, m.what, m.want)
		}
	}
}

// largest counts the stories that are in the largest incident of their operation, and all.
func largest(t *testing.T, members map[string]map[news.IncidentID]int) (together, stored int) {
	for key, incidents := range members {
		most := slices.Max(slices.Collect(maps.Values(incidents)))
		together += most
		for _, n := range incidents {
			stored += n
		}
		if len(incidents) > 1 {
			t.Logf("%s is told in %d incidents, %d of its stories in the largest", key, len(incidents), most)
		}
	}
	return together, stored
}

// What the newsroom must give at least, in per cent: raised whenever it is passed. Stories
// about different operations are never in one incident.
const (
	storedFloor   = 88
	togetherFloor = 95
	claimsFloor   = 66
	offTopicFloor = 80
)

// hasClaim looks for a claim of that stance in a sentence with those words, with the
// accused named alike. What a vague party is called is the reader's choice.
func hasClaim(st store.StoryView, want sample.ExpectedClaim) bool {
	for _, c := range st.Analysis.Claims {
		if string(c.Stance) == want.Stance && strings.Contains(news.Normalize(c.Quote), news.Normalize(want.Words)) &&
			(c.Accused.Kind == news.Vague || c.Accused.Kind == news.UnknownParty || alike(c.Accused.Name, want.Accused)) {
			return true
		}
	}
	return false
}

func alike(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

func TestNewsroomRevises(t *testing.T) {
	h, room := readNewsroom(t)
	room.Revise()
	report, err := h.node.Ingest(t.Context(), true, nil)
	if err != nil || report.New != 0 || report.Revised != 1 {
		t.Fatalf("after the revision: %+v, %v; want one revised story", report, err)
	}
	truth, err := sample.Truth()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range truth {
		if want.Version != 2 {
			continue
		}
		st, ok := storyAt(t, h, room.URL(want.Story))
		if !ok || st.Version != 2 {
			t.Fatalf("%s: version %d, want 2", want.Story, st.Version)
		}
		if old, err := h.store.Version(st.ID, 1); err != nil || old.Hash != st.Previous || old.Verify() != nil {
			t.Errorf("version 1 can't be read any more: %v", err)
		}
	}
}
