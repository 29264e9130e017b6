package claim

import (
	"cmp"
	_ "embed"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// How many of the lines of stories.txt and storiesmore.txt must be read rightly, in per mille, all claims and no other; and of how
// many claims what they are about.
const (
	storiesFloor = 970
	aboutFloor   = 980
)

// storiesEach is how many stories each accuser tells of each accused.
const storiesEach = 9

//go:embed testdata/stories.txt
var storiesText string

//go:embed testdata/storiesmore.txt
var moreStoriesText string

// TestStories reads short stories made of slots: what a sentence says by itself may be read otherwise when others stand before it
// that name who "the company" or "the group" is.
func TestStories(t *testing.T) {
	t.Run("first", func(t *testing.T) { readStories(t, storiesText) })
	t.Run("more", func(t *testing.T) { readStories(t, moreStoriesText) })
}

func readStories(t *testing.T, file string) {
	part := gridParts(file)
	var score storyScore
	score.cat, score.of, score.wrong, score.faults = actor.Load(), map[string]int{}, map[string]int{}, map[string][]string{}
	random := rand.New(rand.NewPCG(1, 2))
	each := storiesEach
	if testing.Short() {
		each = 1
	}
	for k := range each * len(part["accusers"]) * len(part["accused"]) {
		a := part["accusers"][k%len(part["accusers"])]
		b := part["accused"][k/len(part["accusers"])%len(part["accused"])]
		cast := newCast(a, b, part["victims"][random.IntN(len(part["victims"]))].text, random)
		form := part["forms"][random.IntN(len(part["forms"]))].text
		score.read(compose(part, strings.Fields(form), cast, random), random.IntN(2) == 0)
	}
	keys := slices.SortedFunc(maps.Keys(score.wrong), func(x, y string) int { return cmp.Or(score.wrong[y]-score.wrong[x], strings.Compare(x, y)) })
	for _, key := range keys {
		few := score.faults[key]
		t.Logf("%d of %d wrong: %s\n%s\n%s", score.wrong[key], score.of[key], key, few[0], few[len(few)/2])
	}
	t.Logf("%d claims right, %d missed, %d wrong; %d of %d lines right, %d of the wrong ones right when they stand alone; %d of %d right in what they are about",
		score.right, score.missed, score.unwanted, score.lines-score.bad, score.lines, score.alone, score.about, score.placed)
	if (score.lines-score.bad)*1000 < score.lines*storiesFloor {
		t.Errorf("%d of %d lines right, want %d per mille", score.lines-score.bad, score.lines, storiesFloor)
	}
	if score.about*1000 < score.placed*aboutFloor {
		t.Errorf("%d of %d claims right in what they are about, want %d per mille", score.about, score.placed, aboutFloor)
	}
}

// A storyLine is one filled slot of a story.
type storyLine struct {
	slot, frame, text string
	wants             []string // "accuser > accused stance about", of names
}

// A cast is who takes the parts of a story: what stands for them in texts, and who they are.
type cast struct {
	text  map[string]string
	means map[string]string
	many  map[string]bool // by part, with whom verbs are plural
	group bool
}

func newCast(a, b gridCell, victim string, random *rand.Rand) cast {
	c := cast{map[string]string{}, map[string]string{}, map[string]bool{}, false}
	set := func(part, text string) {
		c.text[part], c.many[part] = strings.CutSuffix(text, " +")
	}
	one := func(list string) string {
		all := strings.Split(list, ", ")
		return all[random.IntN(len(all))]
	}
	by, of := strings.Split(a.means, " || "), strings.Split(b.means, " || ")
	set("A", a.text)
	set("a", by[1])
	set("N", one(by[2]))
	set("it", by[3])
	set("P", by[4])
	set("B", b.text)
	set("b", of[1])
	set("K", of[2])
	set("S", of[3])
	set("D", one(of[4]))
	set("V", victim)
	c.many["N"] = strings.HasSuffix(c.text["N"], "s") && !strings.HasPrefix(c.text["N"], "CISA")
	c.means = map[string]string{"A": by[0], "N": strings.ReplaceAll(by[0], "; ", " & "), "B": of[0], "K": of[2], "V": victim, "U": "unknown"}
	c.group = of[5] == "group"
	return c
}

var (
	storySlot  = regexp.MustCompile(`\{(\w+)\}|(\w+)\((e?s)\)|(\w+)\|(\w+)`)
	storyStart = regexp.MustCompile(`(^|[.?!]”? )“?\p{Ll}`)
)

// compose draws a line for each slot of a form, and fills it.
func compose(part map[string][]gridCell, form []string, c cast, random *rand.Rand) []storyLine {
	var lines []storyLine
	for _, slot := range form {
		if slot == "quote" && c.text["P"] == "-" {
			continue
		}
		frame := part[slot][random.IntN(len(part[slot]))]
		for strings.HasPrefix(frame.text, "[group]") && !c.group || strings.HasPrefix(frame.text, "[state]") && c.group {
			frame = part[slot][random.IntN(len(part[slot]))]
		}
		text, ok := strings.CutPrefix(frame.text, "[group] ")
		if !ok {
			text = strings.TrimPrefix(text, "[state] ")
		}
		line := storyLine{slot: slot, frame: frame.text, text: c.fill(text)}
		for want := range strings.SplitSeq(frame.means, "; ") {
			if want != "none" {
				line.wants = append(line.wants, c.wants(want)...)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func (c cast) fill(frame string) string {
	many := false
	text := storySlot.ReplaceAllStringFunc(frame, func(m string) string {
		v := storySlot.FindStringSubmatch(m)
		switch {
		case v[1] == "It":
			return c.text["it"]
		case v[1] != "":
			many = c.many[v[1]]
			return c.text[v[1]]
		case v[2] != "" && many:
			return v[2]
		case v[2] != "":
			return v[2] + v[3]
		case many:
			return v[5]
		}
		return v[4]
	})
	for _, marks := range []string{",,", ",.", ",:"} { // the comma that ends an apposition
		text = strings.ReplaceAll(text, marks, marks[1:])
	}
	return storyStart.ReplaceAllStringFunc(text, strings.ToUpper)
}

// wants writes the parties of a claim in: one claim for each of several who accuse.
func (c cast) wants(want string) []string {
	accuser, rest, _ := strings.Cut(want, " > ")
	maybe := strings.HasPrefix(accuser, "? ")
	accuser = strings.TrimPrefix(accuser, "? ")
	words := strings.Fields(rest)
	n := len(words)
	accused := strings.Join(words[:n-2], " ")
	if m := c.means[accused]; m != "" {
		accused = m
	}
	if m := c.means[accuser]; m != "" {
		accuser = m
	}
	var out []string
	for by := range strings.SplitSeq(accuser, "; ") {
		if maybe {
			by = "? " + by
		}
		out = append(out, by+" > "+accused+" > "+words[n-2]+" > "+words[n-1])
	}
	return out
}

// A storyScore counts what is read of stories.
type storyScore struct {
	cat                     *actor.Catalogue
	right, missed, unwanted int
	lines, bad, alone       int
	about, placed           int
	of, wrong               map[string]int
	faults                  map[string][]string
}

// read reads a story, its paragraphs apart or not, and scores each line.
func (score *storyScore) read(lines []storyLine, paragraphs bool) {
	gap := " "
	if paragraphs {
		gap = "\n\n"
	}
	var text strings.Builder
	at := make([]int, len(lines))
	for k, line := range lines[1:] {
		if k > 0 {
			text.WriteString(gap)
		}
		at[k+1] = text.Len()
		text.WriteString(line.text)
	}
	all := Read(story(lines[0].text, text.String()), news.Outlet{}, score.cat).Claims
	for k, line := range lines {
		var got []news.Claim
		for _, c := range all {
			if k == 0 && c.Evidence.Part == news.InTitle || k > 0 && c.Evidence.Part == news.InText && c.Evidence.Start >= at[k] && c.Evidence.Start < at[k]+len(line.text) {
				got = append(got, c)
			}
		}
		score.line(line, got, lines[0].text+" | "+text.String())
	}
}

func (score *storyScore) line(line storyLine, got []news.Claim, whole string) {
	key := line.slot + ": " + line.frame
	score.lines++
	score.of[key]++
	right, missed, fault := score.match(line, got, true)
	score.right += right
	score.missed += missed
	score.unwanted += len(got) - right
	if fault == "" {
		return
	}
	score.bad++
	score.wrong[key]++
	s := story("", line.text)
	if line.slot == "headline" {
		s = story(line.text, "A made-up story.")
	}
	if _, _, alone := score.match(line, Read(s, news.Outlet{}, score.cat).Claims, false); alone == "" {
		score.alone++
		fault += "  ALONE RIGHT\n"
	}
	score.faults[key] = append(score.faults[key], line.text+"\n"+fault+"  in: "+whole)
}

// match counts the claims that are right and that are missing, and tells what is wrong.
func (score *storyScore) match(line storyLine, got []news.Claim, count bool) (right, missed int, fault string) {
	got = slices.Clone(got)
	for _, want := range line.wants {
		w := strings.Split(want, " > ")
		by, maybe := strings.CutPrefix(w[0], "? ")
		k := slices.IndexFunc(got, func(c news.Claim) bool {
			return (w[2] == "*" || w[2] == string(c.Stance)) && score.isParty(c.Accuser, by) && score.isParty(c.Accused, w[1])
		})
		switch {
		case k >= 0:
			right++
			if count && w[3] != "*" && !maybe {
				score.placed++
				key := "about, " + line.slot + ": " + line.frame
				score.of[key]++
				if w[3] == string(got[k].About) {
					score.about++
				} else {
					score.wrong[key]++
					score.faults[key] = append(score.faults[key], line.text)
				}
			}
			got = slices.Delete(got, k, k+1)
		case !maybe:
			missed++
			fault += "  missing " + want + "\n"
		}
	}
	for _, c := range got {
		fault += "  unwanted " + label(c.Accuser) + " -> " + label(c.Accused) + " " + string(c.Stance) + "\n"
	}
	return right, missed, fault
}

// isParty is gridParty; of several who are taken up by one word, joined by " & ", each will do.
func (score *storyScore) isParty(p news.Party, name string) bool {
	if strings.Contains(name, " & ") {
		return p.Name == strings.ReplaceAll(name, " & ", "; ")
	}
	return gridParty(score.cat, p, name)
}
