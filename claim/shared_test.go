package claim

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// lines decodes the development data that the environment variable ASCRIBE_SHARED points
// to, one JSON object a line.
func lines[T any](t testing.TB, path ...string) []T {
	t.Helper()
	dir := os.Getenv("ASCRIBE_SHARED")
	if dir == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	f, err := os.Open(filepath.Join(append([]string{dir}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	var out []T
	for sc.Scan() {
		var x T
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

type goldPassage struct {
	ID, Text, Outlet string
	Tags             []string
	Claims           []goldClaim
}

type goldClaim struct {
	Relation, Stance string
	AccusedCountry   string `json:"accused_country"`
	Optional         bool
}

// TestSeed reads the passages of the seed document: every required claim is found with
// its relation, stance and countries, and nothing else.
func TestSeed(t *testing.T) {
	cat := actor.Load()
	seen := 0
	for _, p := range lines[goldPassage](t, "bench", "claims", "gold-dev.jsonl") {
		if !slices.Contains(p.Tags, "seed") {
			continue
		}
		seen++
		got := Read(story("", p.Text), news.Outlet{Name: p.Outlet}, cat).Claims
		slices.SortStableFunc(p.Claims, func(a, b goldClaim) int { // the required ones first
			if a.Optional == b.Optional {
				return 0
			} else if b.Optional {
				return -1
			}
			return 1
		})
		for _, g := range p.Claims {
			k := slices.IndexFunc(got, func(c news.Claim) bool {
				return string(c.Relation) == g.Relation && string(c.Stance) == g.Stance && c.Accused.Country == g.AccusedCountry
			})
			if k >= 0 {
				got = slices.Delete(got, k, k+1)
			} else if !g.Optional {
				t.Errorf("%s: missing %+v", p.ID, g)
			}
		}
		for _, c := range got {
			t.Errorf("%s: unwanted %s -> %s %s/%s", p.ID, c.Accuser.Name, c.Accused.Name, c.Relation, c.Stance)
		}
	}
	if seen == 0 {
		t.Error("no passage is tagged seed")
	}
}

// TestScope keeps passages on cyber operations in and general news out.
func TestScope(t *testing.T) {
	in, n := 0, 0
	for _, p := range lines[goldPassage](t, "bench", "claims", "gold-dev.jsonl") {
		if slices.ContainsFunc(p.Tags, func(tag string) bool { return tag == "negative" }) {
			continue
		}
		n++
		if Scope("", p.Text, actor.Load()).In {
			in++
		} else {
			t.Logf("out: %s", p.ID)
		}
	}
	if in*100 < n*99 {
		t.Errorf("%d of %d cyber passages in scope, want 99 %%", in, n)
	}
	in, n = 0, 0
	for _, p := range lines[struct{ Title, Text, Desc string }](t, "bench", "incidents", "neus-dev.jsonl") {
		n++
		if Scope(p.Title, p.Text+p.Desc, actor.Load()).In {
			in++
		}
	}
	if in*100 > n*3 {
		t.Errorf("%d of %d general stories in scope, want at most 3 %%", in, n)
	}
}
