package claim

import (
	"slices"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestJoint reads every statement of testdata/joint.txt and compares who speaks together.
func TestJoint(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/joint.txt", func(t *testing.T, text, want string) {
		s := story("", text)
		s.Analysis = Read(s, news.Outlet{}, cat)
		if err := s.Verify(); err != nil {
			t.Error(err)
		}
		by := map[news.JointID][]string{}
		on := map[news.JointID]string{}
		for _, c := range s.Analysis.Claims {
			if c.Joint != "" {
				by[c.Joint], on[c.Joint] = append(by[c.Joint], c.Accuser.Name), c.Accused.Name
			}
		}
		var got []string
		for id, names := range by {
			slices.Sort(names)
			got = append(got, strings.Join(names, ", ")+" on "+on[id])
		}
		slices.Sort(got)
		if got == nil {
			got = []string{"none"}
		}
		if wanted := strings.Split(strings.TrimSpace(want), "\n"); !slices.Equal(got, wanted) {
			t.Errorf("%s\n got %q\nwant %q", text, got, wanted)
		}
	})
}
