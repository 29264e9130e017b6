package incident

import (
	"reflect"
	"testing"

	"ascribe/news"
)

// What is recollected of a story is what would be made of it anew, and it is recollected as
// long as it is said to be.
func TestRecollect(t *testing.T) {
	const window = 12
	st := Sized(window)
	var all []news.Story
	for _, s := range invented(60) {
		if st.Remembers(s.ID) {
			continue // a revision: the version that was placed last counts
		}
		s.Analysis.Claims = []news.Claim{says(news.Party{ID: "state:a"}, news.Accuses, news.Party{ID: "state:b"}, news.GovernmentLevel)}
		st.Fold(Placed{s, st.Decide(s)})
		all = append(all, s)
	}
	for i, s := range all {
		got, ok := st.Recollect(s.ID)
		if want := i < len(all)-window && i >= len(all)-window-window/pastPart; ok != want {
			t.Errorf("story %d of %d is recollected: %t", i, len(all), ok)
		}
		if want := st.Recall(s); ok && !reflect.DeepEqual(got, want) {
			t.Errorf("story %d is recollected as\n%+v\nwant\n%+v", i, *got.doc, *want.doc)
		}
	}
}

// Who reads a story again gets each claim once, and may read something else.
func TestRecollectNoRepeatedClaims(t *testing.T) {
	st := Sized(2)
	for _, s := range invented(3) {
		claim := says(news.Party{ID: "state:a"}, news.Accuses, news.Party{ID: "state:b"}, news.GovernmentLevel)
		s.Analysis.Claims = []news.Claim{claim, claim}
		st.Fold(Placed{s, st.Decide(s)})
	}
	if len(st.past.known) != 1 {
		t.Errorf("%d stories are past", len(st.past.known))
	}
	for id := range st.past.known {
		if _, ok := st.Recollect(id); ok {
			t.Errorf("%s is recollected", id)
		}
	}
}
