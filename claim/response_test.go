package claim

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestResponses reads every statement of testdata/responses.txt and compares the measures.
func TestResponses(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/responses.txt", func(t *testing.T, text, want string) {
		s := story("", text)
		s.Analysis = Read(s, news.Outlet{}, cat)
		if err := s.Verify(); err != nil {
			t.Error(err)
		}
		var got []string
		for _, r := range s.Analysis.Responses {
			got = append(got, string(r.Kind)+" "+label(r.Actor)+" "+label(r.Against)+" "+cmp.Or(r.Date.String(), "-"))
		}
		if got == nil {
			got = []string{"none"}
		}
		if wanted := strings.Split(strings.TrimSpace(want), "\n"); !slices.Equal(got, wanted) {
			t.Errorf("%s\n got %q\nwant %q", text, got, wanted)
		}
	})
}

// TestMeasures holds the table to its vocabulary.
func TestMeasures(t *testing.T) {
	kinds := []news.ResponseKind{
		news.ResponseSanctions, news.ResponseIndictment, news.ResponseArrest, news.ResponseSeizure, news.ResponseReward,
		news.ResponseExpulsion, news.ResponseSummons, news.ResponseProtest, news.ResponseRecall, news.ResponseSeverance,
	}
	seen := map[string]bool{}
	for _, ps := range measures().byWord {
		for _, p := range ps {
			seen[p.of.name] = true
			if !slices.Contains(kinds, news.ResponseKind(p.of.name)) {
				t.Errorf("%q is no measure", p.of.name)
			}
		}
	}
	if len(seen) != len(kinds) || len(measures().byClass) > 0 {
		t.Errorf("ways to say %d measures of %d, %d begin with a class", len(seen), len(kinds), len(measures().byClass))
	}
}
