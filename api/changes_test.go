package api

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

// changes reads NDJSON.
func (w *world) changes(path string) (all []Change) {
	w.Helper()
	resp := w.do("GET", path, "")
	for line := range strings.Lines(w.text(resp)) {
		var c Change
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			w.Fatal(err)
		}
		all = append(all, c)
	}
	if ct := resp.Header.Get("Content-Type"); ct != ndjsonType {
		w.Errorf("%s is %s", path, ct)
	}
	return all
}

func TestChangesAsLines(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	all := w.changes("/v1/changes")
	if len(all) < 10 || all[0].Kind != "story" || !strings.HasPrefix(all[0].ID, "1.1-") {
		t.Fatalf("%d changes, the first %+v", len(all), all[0])
	}
	for i := range all {
		rest := w.changes("/v1/changes?after=" + all[i].ID)
		if len(rest) != len(all)-i-1 {
			t.Errorf("after %s come %d, want %d", all[i].ID, len(rest), len(all)-i-1)
		}
	}
	for _, c := range w.changes("/v1/changes?accused=RU&kind=standing") {
		if c.Kind != "standing" || *c.Standing.Accused.Country != "RU" {
			t.Errorf("asked for turns against Russia, got %+v", c)
		}
	}
	if n := len(w.changes("/v1/changes?limit=3")); n != 3 {
		t.Errorf("limit=3 gives %d", n)
	}
	for _, wrong := range []string{"after=x", "after=1.0", "kind=news", "since=7d", "colour=red", "cursor=abc"} {
		w.problem(w.do("GET", "/v1/changes?"+wrong, ""), http.StatusUnprocessableEntity)
	}
}

// A stream goes on as the log does, and a client that comes back misses nothing.
func TestChangesAsEvents(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	want := len(w.changes("/v1/changes"))
	events, stop := w.events("")
	ids := take(t, events, want)
	w.fill(tell("https://wire.example/late", "wire", "2024-07-01", "Pipeline of Southwold shut by strangers", "Somebody shut the pipeline of Southwold."))
	ids = append(ids, take(t, events, 1)...)
	stop()
	again, stop := w.events(ids[2])
	defer stop()
	if rest := take(t, again, len(ids)-3); !slices.Equal(rest, ids[3:]) {
		t.Errorf("after %s come %v, want %v", ids[2], rest, ids[3:])
	}
	w.api.Leave()
	for range again { // ends
	}
}

// events opens a stream and yields the ids of its events.
func (w *world) events(last string) (ids <-chan string, stop func()) {
	w.Helper()
	header := []string{"Accept", eventType}
	if last != "" {
		header = append(header, "Last-Event-ID", last)
	}
	resp := w.do("GET", "/v1/changes", "", header...)
	if ct := resp.Header.Get("Content-Type"); ct != eventType {
		w.Fatalf("the stream is %s", ct)
	}
	out := make(chan string, 1000)
	go func() {
		defer close(out)
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
				out <- id
			}
		}
	}()
	return out, func() { _ = resp.Body.Close() }
}

func take(t *testing.T, ids <-chan string, n int) (all []string) {
	t.Helper()
	for len(all) < n {
		select {
		case id, ok := <-ids:
			if !ok {
				t.Fatalf("the stream ended after %v", all)
			}
			all = append(all, id)
		case <-time.After(20 * time.Second):
			t.Fatalf("the stream says nothing after %v", all)
		}
	}
	return all
}

// An edit is a change, with who made it.
func TestChangesTellEdits(t *testing.T) {
	w := newWorld(t, guarded).fill(stories()...)
	claim := stories()[0].Analysis.Claims[0].ID
	if resp := w.do("POST", "/v1/edits", `{"action":"reject","reason":"misread","target":"`+string(claim)+`"}`, "Authorization", "Bearer edit-secret"); resp.StatusCode != http.StatusCreated {
		t.Fatal(resp.Status, w.text(resp))
	}
	resp := w.do("GET", "/v1/changes?kind=edit&kind=standing&after=4", "", "Authorization", "Bearer read-secret")
	body := w.text(resp)
	if !strings.Contains(body, `"by":"ann"`) || !strings.Contains(body, string(news.Reject)) {
		t.Errorf("the edit is not told: %s", body)
	}
}

// Who is hundreds of entries behind is told all of them, in both forms.
func TestChangesFarBehind(t *testing.T) {
	const entries = 250
	w := newWorld(t, nil)
	for i := range entries {
		w.fill(tell(fmt.Sprintf("https://wire.example/%d", i), "wire", "2024-07-01", fmt.Sprint("Report ", i), fmt.Sprint("Somebody shut pipeline ", i)))
	}
	all := w.changes("/v1/changes?kind=story")
	if len(all) != entries {
		t.Fatalf("%d stories are told as lines, want %d", len(all), entries)
	}
	if limited := w.changes("/v1/changes?kind=story&limit=150"); len(limited) != 150 || limited[149].Seq != 150 {
		t.Errorf("limit=150 gives %d", len(limited))
	}
	events, stop := w.events(all[0].ID)
	defer stop()
	for i, id := range take(t, events, entries-1) {
		if id != all[i+1].ID {
			t.Fatalf("event %d is %s, want %s", i, id, all[i+1].ID)
		}
	}
}

// A stream that has nothing to tell says that it lives, and goes on saying so.
func TestChangesBeat(t *testing.T) {
	w := newWorld(t, nil)
	w.api.heartbeat = time.Millisecond
	resp := w.do("GET", "/v1/changes", "", "Accept", eventType)
	lines := bufio.NewScanner(resp.Body)
	for _, want := range []string{": nothing yet", "", ": all is well", "", ": all is well", ""} {
		if !lines.Scan() || lines.Text() != want {
			t.Fatalf("the stream says %q, want %q: %v", lines.Text(), want, lines.Err())
		}
	}
	w.api.Leave()
	for lines.Scan() { // ends
	}
	_ = resp.Body.Close()
}
