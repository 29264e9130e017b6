package incident

import (
	"fmt"
	"testing"
	"time"

	"ascribe/news"
)

// TestOrigins: what several outlets took from one wire service is one report, and so are copies; a
// later report of the service is another.
func TestOrigins(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name string
		told []string // agency @ hours later = index of the story that it copies, both optional
		want int
	}{
		{"all of their own", []string{"@0", "@1", "@2"}, 3},
		{"one service, three outlets", []string{"Reuters@0", "Reuters@5", "Reuters@30", "@31"}, 2},
		{"two services", []string{"Reuters@0", "AP@1", "AP@2"}, 2},
		{"a report of the week after", []string{"Reuters@0", "Reuters@170"}, 2},
		{"a copy of what came from a service", []string{"Reuters@0", "Reuters@2", "@3=1"}, 1},
		{"a service that sends what an outlet wrote", []string{"@0", "AFP@2=0", "AFP@4"}, 1},
	} {
		var members []news.Member
		var stories []news.Story
		for i, told := range tc.told {
			var agency string
			var hours, of int
			s := news.Story{ID: news.NewStoryID(fmt.Sprint(tc.name, i)), Outlet: news.OutletID(fmt.Sprint("o", i)), Title: told}
			m := news.Member{Story: s.ID}
			for k, c := range told {
				if c == '@' {
					agency = told[:k]
					if n, _ := fmt.Sscanf(told[k+1:], "%d=%d", &hours, &of); n == 2 {
						m.Copy = stories[of].ID
					}
				}
			}
			s.Agency, s.Published, s.Arrived = agency, news.At(at.Add(time.Duration(hours)*time.Hour)), at.AddDate(0, 1, 0)
			members, stories = append(members, m), append(stories, s)
		}
		for range 2 { // in whatever order the stories come
			if got := Compose("i-1", members, stories).Origins; got != tc.want {
				t.Errorf("%s: %d reports, want %d", tc.name, got, tc.want)
			}
			for i, k := 0, len(stories)-1; i < k; i, k = i+1, k-1 {
				stories[i], stories[k] = stories[k], stories[i]
			}
		}
	}
}
