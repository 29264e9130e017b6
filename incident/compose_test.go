package incident

import (
	"slices"
	"testing"

	"ascribe/news"
)

// Who is named in most stories comes first, then who is named most often; the counts add up.
func TestParties(t *testing.T) {
	named := func(count int, ids ...string) *news.Story {
		s := &news.Story{}
		for _, id := range ids {
			s.Analysis.Mentions = append(s.Analysis.Mentions, news.Mention{Kind: news.MentionParty, ID: id, Name: id, Count: count},
				news.Mention{Kind: news.MentionCVE, ID: id, Name: id, Count: count})
		}
		return s
	}
	var got []string
	all := parties([]*news.Story{named(9, "often", "a"), named(1, "both", "c"), named(0, "both", "b"), named(3, "c")})
	for _, m := range all {
		got = append(got, m.ID)
	}
	if want := []string{"c", "both", "a", "often", "b"}; !slices.Equal(got, want) {
		t.Errorf("parties %v, want %v", got, want)
	}
	if all[0].Count != 4 || all[1].Count != 2 || all[3].Count != 9 {
		t.Errorf("counts %d, %d, %d, want 4, 2, 9", all[0].Count, all[1].Count, all[3].Count)
	}
	if parties(nil) != nil {
		t.Error("parties of no stories")
	}
}
