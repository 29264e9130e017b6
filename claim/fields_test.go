package claim

import (
	"os"
	"slices"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestFields reads sentences of every class of words by which the news tells who accuses, who is accused, how
// sure it is and whom it struck. What the weights decide moves when they are learned anew, so a share is asked for.
func TestFields(t *testing.T) {
	cat := actor.Load()
	for _, tc := range []struct {
		file  string
		share int // per cent that must be read without a fault
	}{{"accusers", 80}, {"accused", 70}, {"hedges", 75}, {"victims", 70}} {
		t.Run(tc.file, func(t *testing.T) {
			data, err := os.ReadFile("testdata/" + tc.file + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			n, right := 0, 0
			for line := range strings.Lines(string(data)) {
				text, wants, ok := strings.Cut(strings.TrimSpace(line), " || ")
				if !ok || strings.HasPrefix(line, "#") {
					continue
				}
				n++
				if fault := faults(cat, text, wants); fault != "" {
					t.Logf("%s\n%s", text, fault)
				} else {
					right++
				}
			}
			t.Logf("%d of %d right", right, n)
			if right*100 < tc.share*n {
				t.Errorf("%d of %d right, want %d %%", right, n, tc.share)
			}
		})
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
		k := 0
		for k < len(got) && !meets(cat, got[k], want) {
			k++
		}
		if k == len(got) {
			b.WriteString("  missing " + want + "\n")
			continue
		}
		got = append(got[:k], got[k+1:]...)
	}
	for _, c := range got {
		b.WriteString("  unwanted " + label(c.Accuser) + " -> " + label(c.Accused) + " " + string(c.Relation) + "/" + string(c.Stance) + " hedge=" + c.Hedge + " victim=" + c.Victim + "\n")
	}
	return b.String()
}

// meets reports whether a claim is the one that is wanted: "accuser -> accused relation/stance hedge=… victim=…",
// where no hedge means that there is none, and any victim will do if none is told.
func meets(cat *actor.Catalogue, c news.Claim, want string) bool {
	want, victim, told := strings.Cut(want, " victim=")
	want, hedge, _ := strings.Cut(want, " hedge=")
	accuser, rest, _ := strings.Cut(want, " -> ")
	space := strings.LastIndexByte(rest, ' ')
	return rest[space+1:] == string(c.Relation)+"/"+string(c.Stance) && alike(hedge, c.Hedge) &&
		(!told || strings.EqualFold(bare(victim), bare(c.Victim))) && fieldIs(cat, c.Accuser, accuser) && fieldIs(cat, c.Accused, rest[:space])
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

// fieldIs reports whether a party is the one that is named: by its name in the catalogue or in the text, by its
// kind and country where it has no name, "~" for those who speak unnamed.
func fieldIs(cat *actor.Catalogue, p news.Party, name string) bool {
	kind, country, described := strings.Cut(name, ":")
	switch {
	case name == "-":
		return p.Name == ""
	case name == "~":
		return p.Kind == news.Anonymous || p.Kind == news.Researchers || p.Name != "" && p.Name == strings.ToLower(p.Name)
	case name == "unknown":
		return p.Kind == news.UnknownParty
	case described:
		return kind == string(p.Kind) && country == p.Country && (p.ID == "" || p.Kind != news.Agency)
	}
	if slices.Contains(cat.Find(name), p.ID) {
		return true
	}
	return strings.EqualFold(bare(name), bare(p.Name))
}
