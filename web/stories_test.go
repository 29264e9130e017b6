package web

import (
	"net/http"
	"strings"
	"testing"
)

// A search shows where each story says what was looked for; a list shows titles alone.
func TestSearchShowsWhatItFound(t *testing.T) {
	w := newWorld(t, harbour, grid, turned())
	page, _ := w.get("/stories?q=cranes", http.StatusOK)
	if !strings.Contains(page, "<mark>Cranes</mark> at Northmere harbour stood still") {
		t.Errorf("the search does not show what it found:\n%s", page)
	}
	page, _ = w.get("/stories?q=%22tidewater+logistics%22+OR+substations", http.StatusOK)
	if strings.Count(page, `class="found"`) != 2 || !strings.Contains(page, "<mark>Tidewater Logistics</mark>") {
		t.Errorf("two stories, and not what was found in each:\n%s", page)
	}
	for _, path := range []string{"/stories", "/stories?q=title:britain"} {
		if page, _ := w.get(path, http.StatusOK); strings.Contains(page, `class="found"`) {
			t.Errorf("%s shows pieces of texts", path)
		}
	}
}
