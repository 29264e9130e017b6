package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

// A listCopy is a list as a client keeps it: items by id, or, of acts, by incident.
type listCopy map[string]string

// follow walks a list to its end, and applies what each page tells.
func (w *world) follow(path string, copied listCopy) (asOf string) {
	w.Helper()
	for cursor := ""; ; {
		var page List[json.RawMessage]
		w.get(path+cursor, &page)
		for _, id := range page.Gone {
			delete(copied, id)
		}
		acts := map[string]string{}
		for _, raw := range page.Items {
			var it struct{ ID, Incident string }
			if err := json.Unmarshal(raw, &it); err != nil {
				w.Fatal(err)
			}
			if it.ID == "" { // an act
				acts[it.Incident] += string(raw)
				continue
			}
			copied[it.ID] = string(raw)
		}
		maps.Copy(copied, acts)
		if asOf = page.AsOf; page.NextCursor == nil {
			return asOf
		}
		cursor = "&cursor=" + *page.NextCursor
	}
}

// While a writer brings stories, changes them, merges and splits incidents, hides stories and rejects
// claims, a walk by pages and one call for what changed since its first page give the list as it is at
// the end.
func TestWalkAndOneCallGiveTheList(t *testing.T) {
	w := newWorld(t, nil)
	all := make([]news.Story, 0, 200)
	put := func(i int, title string) error {
		at := time.Date(2020, 1, 1+9*i, 0, 0, 0, 0, time.UTC).Format(time.RFC3339) // so far apart that each is an incident
		name := strings.NewReplacer("0", "ba", "1", "ke", "2", "lo", "3", "mi", "4", "nu", "5", "pa", "6", "re", "7", "so", "8", "ti", "9", "vu").Replace(fmt.Sprint("Z", 1000+i*7919))
		s := tell(fmt.Sprintf("https://wire.example/%d", i), "wire", at, title+" of "+name, fmt.Sprintf("The %s works lie still.", name),
			said{[]news.Party{britain, states}[i%2], []news.Party{china, russia}[i/2%2], news.Accuses, fmt.Sprintf("It was them, said %s.", name)})
		if i == len(all) {
			all = append(all, s)
		}
		_, err := w.store.Append(t.Context(), news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: &s})
		return err
	}
	edit := func(e news.Edit) error {
		e.By, e.Reason = "ann", "because"
		_, err := w.store.Append(t.Context(), news.Entry{Kind: news.EditEntry, At: time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC), Edit: &e})
		return err
	}
	for i := range 80 {
		if err := put(i, "First title"); err != nil {
			t.Fatal(err)
		}
	}
	wrote := make(chan error, 1)
	go func() {
		for i := range 70 {
			a, b := all[i], all[(i*7+3)%50]
			merge := news.Edit{ID: news.NewEditID(fmt.Sprint("merge", i)), Action: news.Merge, Incidents: []news.IncidentID{a.ID.Founded(), b.ID.Founded()}}
			do := []func() error{
				func() error { return put(len(all), "A new one") },
				func() error { return put(i, fmt.Sprint("Changed ", i)) },
				func() error { return edit(news.Edit{Action: news.Hide, Stories: []news.StoryID{b.ID}}) },
				func() error { return edit(news.Edit{Action: news.Reject, Target: a.Analysis.Claims[0].ID}) },
				func() error { return edit(merge) },
				func() error { return edit(news.Edit{Action: news.Undo, Undoes: merge.ID}) },
			}
			for n, one := range do[:len(do)-i%2] { // every other merge stays
				if err := one(); err != nil && n < 3 {
					wrote <- fmt.Errorf("step %d: %w", n, err)
					return
				}
			}
		}
		wrote <- nil
	}()
	copies, read := map[string]listCopy{}, map[string]string{}
	for _, list := range []string{
		"/v1/stories?limit=3", "/v1/stories?limit=3&accused=CN", "/v1/stories?limit=5&min_outlets=1&contested=false", "/v1/claims?limit=3", "/v1/claims?limit=3&accuser=GB&review=machine",
		"/v1/incidents?limit=3", "/v1/incidents?limit=3&sort=size&accused=CN&accuser=GB", "/v1/claims?limit=2&group=act&accused=RU",
	} {
		copies[list] = listCopy{}
		read[list] = w.follow(list, copies[list])
	}
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	for list, got := range copies {
		w.follow(list+"&updated_since="+read[list], got)
		want := listCopy{}
		w.follow(list, want)
		if !maps.Equal(got, want) || len(want) < 3 {
			t.Errorf("%s: the copy has %d items, want %d, or other ones", list, len(got), len(want))
		}
	}
}

// A copy may be begun when there is nothing yet.
func TestGoneOfAnEmptyList(t *testing.T) {
	w := newWorld(t, nil)
	var list List[StoryItem]
	w.get("/v1/stories", &list)
	w.fill(stories()...)
	var asked struct{ Items, Gone []json.RawMessage }
	w.get("/v1/stories?updated_since="+list.AsOf, &asked)
	if len(asked.Items) != len(stories()) || asked.Gone == nil {
		t.Errorf("as of %s: %d items, gone %v; want %d, and gone there", list.AsOf, len(asked.Items), asked.Gone, len(stories()))
	}
}

// gone stands in answers to updated_since alone, and is part of what their tag stands for.
func TestGone(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	seq := w.store.Applied()
	var plain map[string]json.RawMessage
	w.get("/v1/stories", &plain)
	if _, there := plain["gone"]; there {
		t.Errorf("a list that nobody asks for changes of has gone: %s", plain["gone"])
	}
	var list List[StoryItem]
	w.get("/v1/stories", &list)
	ask := "/v1/stories?updated_since=" + list.AsOf
	before := w.do("GET", ask, "")
	if body := w.text(before); body != fmt.Sprintf("{\"items\":[],\"gone\":[],\"next_cursor\":null,\"seq\":%d,\"as_of\":%q}\n", seq, list.AsOf) {
		t.Errorf("with nothing changed: %s", body)
	}
	hide := news.Edit{By: "ann", Reason: "because", Action: news.Hide, Stories: []news.StoryID{stories()[2].ID}}
	if _, err := w.store.Append(t.Context(), news.Entry{Kind: news.EditEntry, At: time.Now(), Edit: &hide}); err != nil {
		t.Fatal(err)
	}
	after := w.do("GET", ask, "")
	if want := fmt.Sprintf(`"gone":[%q]`, stories()[2].ID); after.Header.Get("Etag") == before.Header.Get("Etag") || !strings.Contains(w.text(after), want) {
		t.Errorf("with a story hidden there is no %s, or the tag is the old one", want)
	}
	var in List[IncidentItem]
	w.get(fmt.Sprintf("/v1/incidents?updated_since=%d", seq), &in)
	if len(in.Gone) != 1 || in.Gone[0] != string(stories()[2].ID.Founded()) {
		t.Errorf("incidents that are gone: %v, want the hidden story's", in.Gone)
	}
}

// What an incident's name stands for may become another incident: who asks what changed in it is told
// to read it from the start, and not only what changed of the other one.
func TestChangesOfAMergedIncident(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	seq := w.store.Applied()
	grid, museum := stories()[2].ID.Founded(), stories()[3].ID.Founded()
	edit := func(e news.Edit) uint64 {
		e.By, e.Reason = "ann", "because"
		n, err := w.store.Append(t.Context(), news.Entry{Kind: news.EditEntry, At: time.Now(), Edit: &e})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	merge := news.NewEditID("merge")
	merged := edit(news.Edit{ID: merge, Action: news.Merge, Incidents: []news.IncidentID{grid, museum}})
	within := func(seq uint64) []string {
		return []string{
			fmt.Sprintf("/v1/stories?incident=%s&updated_since=%d", museum, seq),
			fmt.Sprintf("/v1/claims?incident=%s&updated_since=%d", museum, seq),
			fmt.Sprintf("/v1/incidents/%s/stories?updated_since=%d", museum, seq),
		}
	}
	for _, path := range within(seq) {
		if resp := w.do("GET", path, ""); resp.StatusCode != http.StatusGone {
			t.Errorf("%s after it was merged: %s, want 410", path, resp.Status)
		}
	}
	for _, path := range within(merged) {
		if resp := w.do("GET", path, ""); resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusTemporaryRedirect {
			t.Errorf("%s, which it was part of then: %s", path, resp.Status)
		}
	}
	edit(news.Edit{Action: news.Undo, Undoes: merge})
	for _, path := range within(merged) {
		if resp := w.do("GET", path, ""); resp.StatusCode != http.StatusGone {
			t.Errorf("%s after it came back: %s, want 410", path, resp.Status)
		}
	}
	for _, path := range within(w.store.Applied()) {
		if resp := w.do("GET", path, ""); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
}
