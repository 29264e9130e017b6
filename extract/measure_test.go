package extract

import "testing"

// What one pass over a block tells of its letters and words.
func TestMeasureText(t *testing.T) {
	for text, want := range map[string]textStats{
		"":                        {},
		"said on Monday.":         {words: 3, chars: 12, upper: 1, title: 1, stops: 1, endsSentence: true, lowStart: true},
		"It isn't 24 hOurs, yet:": {words: 5, chars: 16, digits: 2, upper: 2, title: 1, commas: 1, endsColon: true},
		"2 of three":              {words: 3, chars: 8, digits: 1},
		"“one two” (three!)":      {words: 3, chars: 11, stops: 1, quotes: 2, endsSentence: true, lowStart: true},
		"a-b c":                   {words: 3, chars: 3, lowStart: true},
	} {
		if got := measureText([]byte(text)); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

// Addresses of the pages of writers.
func TestPersonPath(t *testing.T) {
	for href, want := range map[string]bool{
		"": false, "/": false, "/by": false, "/by/": true, "https://news.example/by/ada": true, "//authors": true, "/news/author": true,
		"/bystander/": false, "/sport/team/": true, "/staffing": false, "author/ada": false,
	} {
		if got := personPath(href); got != want {
			t.Errorf("%q: %v", href, got)
		}
	}
}
