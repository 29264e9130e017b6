package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

// A walk by pages, and the one call that completes it, see every story as it is, while a
// writer brings new ones and changes old ones; and so do exports, which end.
func TestWalkWhileAWriterRuns(t *testing.T) {
	w := newWorld(t, nil)
	write := func(i int, title string) error {
		at := time.Date(2024, 1, 1, 0, i, 0, 0, time.UTC).Format(time.RFC3339)
		s := tell(fmt.Sprintf("https://wire.example/%d", i), "wire", at, title, fmt.Sprintf("What happened on day %d is not known.", i))
		_, err := w.store.Append(t.Context(), news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: &s})
		return err
	}
	const before, during = 120, 150
	for i := range before {
		if err := write(i, "First title"); err != nil {
			t.Fatal(err)
		}
	}
	wrote := make(chan error, 1)
	go func() {
		for i := range during {
			if err := write(before+i, "A new one"); err != nil {
				wrote <- err
				return
			}
			if err := write(i%before, fmt.Sprint("Changed ", i)); err != nil {
				wrote <- err
				return
			}
		}
		wrote <- nil
	}()
	seen := map[string]string{}
	walk := func(query string) (seq uint64) {
		for cursor := ""; ; {
			var page List[StoryItem]
			w.get("/v1/stories?limit=7&"+query+cursor, &page)
			for _, it := range page.Items {
				seen[it.ID] = it.Title
			}
			if seq = page.Seq; page.NextCursor == nil {
				return seq
			}
			cursor = "&cursor=" + *page.NextCursor
		}
	}
	seq := walk("")
	lines := strings.Count(w.text(w.do("GET", "/v1/stories.ndjson", "")), "\n")
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	walk(fmt.Sprintf("updated_since=%d&", seq))
	if lines < before {
		t.Errorf("an export while writing had %d stories, want %d or more", lines, before)
	}
	all := 0
	for line := range strings.Lines(w.text(w.do("GET", "/v1/stories.ndjson", ""))) {
		var it StoryItem
		if err := json.Unmarshal([]byte(line), &it); err != nil {
			t.Fatal(err)
		}
		if all++; seen[it.ID] != it.Title {
			t.Errorf("%s is %q, and was seen as %q", it.URL, it.Title, seen[it.ID])
		}
	}
	if all != before+during {
		t.Errorf("%d stories, want %d", all, before+during)
	}
}
