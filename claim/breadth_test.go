package claim

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// How many of the sentences must be read rightly, in per cent: all their claims, and no other. They were written by
// knowledge of the language, not of the reader, so that not all are.
const breadthFloor = 62

// TestBreadth reads the sentences of testdata/breadth, each a file about one class of words. The form is
//
//	text || accuser > accused [relation] [stance] ;; …
//
// A party is a name, "kind:country" or, as an accuser, "*" for whoever is named. Stances are "den", "dec", "dbt", "cla" and by
// default an accusation. A relation is compared where it is given. "none" is no claim.
func TestBreadth(t *testing.T) {
	files, err := filepath.Glob("testdata/breadth/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	cat := actor.Load()
	total, right := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all, wrong := 0, 0
		for line := range strings.Lines(string(data)) {
			text, want, ok := strings.Cut(strings.TrimSpace(line), " || ")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			all++
			got := Read(story("", text), news.Outlet{}, cat).Claims
			if !readAs(cat, got, want) {
				wrong++
				t.Logf("%s\n  want %s", text, want)
				for _, c := range got {
					t.Logf("  got %s > %s %s %s", label(c.Accuser), label(c.Accused), c.Relation, c.Stance)
				}
			}
		}
		t.Logf("%s: %d of %d", filepath.Base(file), all-wrong, all)
		total += all
		right += all - wrong
	}
	if right*100 < total*breadthFloor {
		t.Errorf("%d of %d sentences read rightly, want %d %%", right, total, breadthFloor)
	}
}

// readAs reports whether the claims are those that are wanted.
func readAs(cat *actor.Catalogue, got []news.Claim, want string) bool {
	if want == "none" {
		return len(got) == 0
	}
	wants := strings.Split(want, ";;")
	used := make([]bool, len(got))
	for _, w := range wants {
		i := -1
		for k := range got {
			if !used[k] && isClaimed(cat, &got[k], w) {
				i = k
			}
		}
		if i < 0 {
			return false
		}
		used[i] = true
	}
	return len(wants) == len(got)
}

func isClaimed(cat *actor.Catalogue, c *news.Claim, want string) bool {
	accuser, rest, _ := strings.Cut(strings.TrimSpace(want), " > ")
	stance, relation := news.Accuses, news.Relation("")
	f := strings.Fields(rest)
	for len(f) > 1 {
		last := f[len(f)-1]
		if s, ok := map[string]news.Stance{"den": news.Denies, "dec": news.Declines, "dbt": news.Doubts, "cla": news.Claims}[last]; ok {
			stance = s
		} else if r := news.Relation(last); r.Valid() {
			relation = r
		} else {
			break
		}
		f = f[:len(f)-1]
	}
	return c.Stance == stance && (relation == "" || relation == c.Relation) &&
		isParty(cat, c.Accuser, accuser) && isParty(cat, c.Accused, strings.Join(f, " "))
}

// isParty reports whether name is the party's: as the catalogue knows it, or as it is labelled.
func isParty(cat *actor.Catalogue, p news.Party, name string) bool {
	switch name {
	case "*":
		return p.Name != ""
	case "-":
		return p.Name == ""
	}
	return strings.EqualFold(p.Name, name) || label(p) == name || p.ID != "" && slices.Contains(cat.Find(name), p.ID)
}
