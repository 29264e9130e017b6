package claim

import (
	"cmp"
	_ "embed"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// gridFloor is how many of the sentences of grid.txt must be read rightly, in per mille: every accuser with every accused and
// the stance, and no other claim.
const gridFloor = 989

//go:embed testdata/grid.txt
var gridText string

// longFloor is the same for those whose parties are long.
const longFloor = 890

// TestGrid reads plain sentences made of all combinations of frames, accusers and accused. What a reader knows of each by
// itself may fail where they meet: a list of accusers behind a list of accused, a name with brackets in a relative clause.
func TestGrid(t *testing.T) {
	g := newGrid(gridText)
	n := len(g.part["frames"])
	g.read(slices.Concat(g.part["frames"], g.part["more"]), "accusers", "accused", func(frame, pair int) bool { return frame < n || pair%7 == 0 })
	g.report(t, gridFloor)
}

// TestLongGrid reads sentences whose parties are told of in many words, every fifth pair: "a senior official who asked not
// to be named", "a group tracked as Storm-1234".
func TestLongGrid(t *testing.T) {
	g := newGrid(gridText)
	g.read(g.part["long frames"], "long accusers", "long accused", func(_, pair int) bool { return pair%5 == 0 })
	g.report(t, longFloor)
}

// A grid counts how its sentences are read.
type grid struct {
	cat        *actor.Catalogue
	part       map[string][]gridCell
	all, right int
	wrong, of  map[string]int
	faults     map[string][]string // by frame, accuser and accused
}

func newGrid(text string) *grid {
	return &grid{cat: actor.Load(), part: gridParts(text), wrong: map[string]int{}, of: map[string]int{}, faults: map[string][]string{}}
}

// read reads the frames with the pairs of two parts that take gives it.
func (g *grid) read(frames []gridCell, accusers, accused string, take func(frame, pair int) bool) {
	pairs := 0
	for i, f := range frames {
		for k, a := range g.part[accusers] {
			if k > 0 && !slices.Contains(gridSlot.FindAllString(f.text, -1), "A") {
				break // the accused speak for themselves
			}
			for _, b := range g.part[accused] {
				if pairs++; take(i, pairs) && (!testing.Short() || pairs%11 == 0) {
					g.sentence(f, a, b)
				}
			}
		}
	}
}

// sentence reads one sentence.
func (g *grid) sentence(f, a, b gridCell) {
	victims := g.part["victims"]
	text, title := gridSentence(f.text, a, b, victims[g.all%len(victims)].text)
	s := story("", text)
	if title {
		s = story(text, "A made-up story.")
	}
	g.all++
	fault := gridFault(g.cat, Read(s, news.Outlet{}, g.cat).Claims, a.means, b.means, f.means)
	if fault == "" {
		g.right++
	}
	for _, key := range []string{"frame: " + f.text, "accuser: " + a.text, "accused: " + b.text} {
		g.of[key]++
		if fault != "" {
			g.wrong[key]++
			g.faults[key] = append(g.faults[key], text+"\n"+fault)
		}
	}
}

// report tells what is read wrongly, and fails below so many per mille.
func (g *grid) report(t *testing.T, floor int) {
	keys := slices.SortedFunc(maps.Keys(g.wrong), func(x, y string) int {
		return cmp.Or(g.wrong[y]*g.of[x]-g.wrong[x]*g.of[y], strings.Compare(x, y))
	})
	for _, key := range keys {
		few := g.faults[key]
		t.Logf("%d of %d wrong: %s\n%s\n%s\n%s", g.wrong[key], g.of[key], key, few[0], few[len(few)/2], few[len(few)-1])
	}
	t.Logf("%d of %d sentences read rightly", g.right, g.all)
	if g.right*1000 < g.all*floor {
		t.Errorf("%d of %d sentences read rightly, want %d per mille", g.right, g.all, floor)
	}
}

// A gridCell is a line of grid.txt.
type gridCell struct{ text, means string }

// gridParts reads a file of the form of grid.txt: its lines by the name of their part.
func gridParts(file string) map[string][]gridCell {
	parts := map[string][]gridCell{}
	name := ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "== "); ok {
			name = head
		} else if line != "" && !strings.HasPrefix(line, "#") {
			text, means, _ := strings.Cut(line, " || ")
			parts[name] = append(parts[name], gridCell{text, means})
		}
	}
	return parts
}

var (
	gridVerb = regexp.MustCompile(`(\w+)\((e?s)\)`)
	gridForm = regexp.MustCompile(`(\w+)\|(\w+)`)
	gridSlot = regexp.MustCompile(`\b[ABV]\b`)
)

// gridSentence fills a frame, and reports whether it is a headline.
func gridSentence(frame string, a, b gridCell, victim string) (string, bool) {
	frame, title := strings.CutPrefix(frame, "title ")
	accuser, many := strings.CutSuffix(a.text, " +")
	frame = gridVerb.ReplaceAllStringFunc(frame, func(m string) string {
		v := gridVerb.FindStringSubmatch(m)
		if many {
			return v[1]
		}
		return v[1] + v[2]
	})
	// "was|were" goes with whoever stands before it.
	subject := 'A'
	frame = gridForm.ReplaceAllStringFunc(frame, func(m string) string {
		v := gridForm.FindStringSubmatch(m)
		at := strings.Index(frame, m)
		if k := strings.LastIndexAny(frame[:at], "AB"); k >= 0 {
			subject = rune(frame[k])
		}
		if subject == 'A' && many || subject == 'B' && strings.Contains(b.means, ";") {
			return v[2]
		}
		return v[1]
	})
	text := gridSlot.ReplaceAllStringFunc(frame, func(slot string) string {
		switch slot {
		case "A":
			return accuser
		case "B":
			return b.text
		}
		return victim
	})
	for _, marks := range []string{",,", ",.", ",:"} { // the comma that ends an apposition
		text = strings.ReplaceAll(text, marks, marks[1:])
	}
	text = strings.TrimSuffix(text, ",")
	return strings.ToUpper(text[:1]) + text[1:], title
}

// gridFault tells which claims are missing, and which too many.
func gridFault(cat *actor.Catalogue, got []news.Claim, accusers, accused, stance string) string {
	var b strings.Builder
	own := stance == string(news.Denies) || stance == string(news.Claims)
	if own {
		accusers = accused
	}
	for by := range strings.SplitSeq(accusers, "; ") {
		for of := range strings.SplitSeq(accused, "; ") {
			if own && by != of {
				continue
			}
			k := slices.IndexFunc(got, func(c news.Claim) bool {
				return string(c.Stance) == stance && gridParty(cat, c.Accuser, by) && gridParty(cat, c.Accused, of)
			})
			if k < 0 {
				b.WriteString("  missing " + by + " -> " + of + "\n")
				continue
			}
			got = slices.Delete(got, k, k+1)
		}
	}
	for _, c := range got {
		b.WriteString("  unwanted " + label(c.Accuser) + " -> " + label(c.Accused) + " " + string(c.Stance) + "\n")
	}
	return b.String()
}

// gridParty is isParty; officials and ministries of a state, whom nothing else names, stand for it.
func gridParty(cat *actor.Catalogue, p news.Party, name string) bool {
	return isParty(cat, p, name) || p.ID == "" && p.Country != "" && p.Kind != news.Vague && slices.Contains(cat.Find(name), "state:"+strings.ToLower(p.Country))
}
