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

// How many of the sentences must be read rightly, in per cent: all their claims, and no other; of all and of each file. They
// were written by knowledge of the language, not of the reader, and what the weights decide moves when they are learned anew.
const (
	breadthFloor     = 75
	breadthFloorEach = 55
)

// TestBreadth reads the passages of testdata/breadth, each file about one class of words. The form is
//
//	text || accuser -> accused relation/stance hedge=… victim=… ;; …
//
// A party is a name, "kind:country", "~" for those who speak unnamed, "*" for anybody who is named or "-" for nobody; "*" is
// also any relation and any hedge. Where no hedge is told there is none, where no victim is told any will do. "none" is no
// claim.
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
			text, wants, ok := strings.Cut(strings.TrimSpace(line), " || ")
			if strings.HasPrefix(line, "#") {
				continue
			}
			if !ok {
				t.Fatalf("%s: no case: %s", file, line)
			}
			all++
			if fault := faults(cat, text, wants); fault != "" {
				t.Logf("%s\n%s", text, fault)
				wrong++
			}
		}
		t.Logf("%s: %d of %d", filepath.Base(file), all-wrong, all)
		if (all-wrong)*100 < all*breadthFloorEach {
			t.Errorf("%s: want %d %%", file, breadthFloorEach)
		}
		total, right = total+all, right+all-wrong
	}
	t.Logf("%d of %d passages read rightly", right, total)
	if right*100 < total*breadthFloor {
		t.Errorf("%d of %d passages read rightly, want %d %%", right, total, breadthFloor)
	}
}

// faults tells what is missing in the claims of a text, and what too much.
func faults(cat *actor.Catalogue, text, wants string) string {
	var b strings.Builder
	got := Read(story("", text), news.Outlet{}, cat).Claims
	for want := range strings.SplitSeq(wants, " ;; ") {
		if want == "none" {
			continue
		}
		k := slices.IndexFunc(got, func(c news.Claim) bool { return meets(cat, c, want) })
		if k < 0 {
			b.WriteString("  missing " + want + "\n")
			continue
		}
		got = slices.Delete(got, k, k+1)
	}
	for _, c := range got {
		b.WriteString("  unwanted " + label(c.Accuser) + " -> " + label(c.Accused) + " " + string(c.Relation) + "/" + string(c.Stance) + " hedge=" + c.Hedge + " victim=" + c.Victim + "\n")
	}
	return b.String()
}

// meets reports whether a claim is the one that is wanted.
func meets(cat *actor.Catalogue, c news.Claim, want string) bool {
	want, victim, told := strings.Cut(want, " victim=")
	want, hedge, _ := strings.Cut(want, " hedge=")
	accuser, rest, _ := strings.Cut(want, " -> ")
	space := strings.LastIndexByte(rest, ' ')
	relation, stance, _ := strings.Cut(rest[space+1:], "/")
	return stance == string(c.Stance) && (relation == "*" || relation == string(c.Relation)) && (hedge == "*" || alike(hedge, c.Hedge)) &&
		(!told || strings.EqualFold(bare(victim), bare(c.Victim))) && isParty(cat, c.Accuser, accuser) && isParty(cat, c.Accused, rest[:space])
}

// alike reports whether two hedges are one, the one in a word or two more than the other.
func alike(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return a == b || a != "" && b != "" && (strings.Contains(a, b) && len(a) <= 2*len(b)+2 || strings.Contains(b, a) && len(b) <= 2*len(a)+2)
}

func bare(words string) string {
	words = strings.ToLower(words)
	for _, article := range []string{"the ", "a ", "an "} {
		words = strings.TrimPrefix(words, article)
	}
	return words
}

func isParty(cat *actor.Catalogue, p news.Party, name string) bool {
	kind, country, described := strings.Cut(name, ":")
	switch {
	case name == "*":
		return p.Name != ""
	case name == "-":
		return p.Name == ""
	case name == "~":
		return p.Kind == news.Anonymous || p.Kind == news.Researchers || p.Name != "" && p.Name == strings.ToLower(p.Name)
	case name == "unknown":
		return p.Kind == news.UnknownParty
	case described:
		return kind == string(p.Kind) && country == p.Country && (p.ID == "" || p.Kind != news.Agency)
	}
	return p.ID != "" && slices.Contains(cat.Find(name), p.ID) || strings.EqualFold(bare(name), bare(p.Name))
}
