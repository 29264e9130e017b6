package extract

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// verdict says why a block was kept or dropped. Odd ones are kept.
type verdict uint8

const (
	dropped     verdict = iota
	kept                // by the model
	outside             // an outlet's rule names other elements
	inside              // an outlet's rule names an element around it
	titleAgain          // the headline, which is no part of the body
	adLabel             // says that what follows is an advertisement
	bylineAgain         // names the authors above the text
	comments            // what readers wrote
	notice              // a correction, which is a field of its own
	nextArticle         // of another article on the same page
	onlyLinks           // links to other stories between the paragraphs
	offer               // an advertisement or a sign-up between the paragraphs
	secondHead          // a headline below the headline, above the text
	olderEntry          // an entry of a live blog before the newest ones
)

func (v verdict) in() bool { return v == kept || v == inside }

// choose decides on every block. Scores are those of the model. Where it keeps nothing, all trees are asked: some
// pages are so odd that the first trees are wrong about all of it.
func (r *reading) choose(m *Model) ([]verdict, []int32) {
	v, scores := r.decide(m, hurried)
	if !slices.ContainsFunc(v, verdict.in) {
		r.leastBad(v, scores)
	}
	if !slices.ContainsFunc(v, verdict.in) && len(r.blocks) <= patience {
		v, scores = r.decide(m, thorough)
	}
	return v, scores
}

// patience is how many blocks are scored again by all trees at most.
const patience = 1000

func (r *reading) decide(m *Model, care effort) ([]verdict, []int32) {
	scores := r.score(m, care)
	v := make([]verdict, len(r.blocks))
	ruled := r.byRule(v)
	for i := range v {
		switch {
		case ruled:
		case i == r.title.block:
			v[i] = titleAgain
		case scores[i] > m.Cut && r.labelsAd(i):
			v[i] = adLabel
		case scores[i] > m.Cut && r.commented(i):
			v[i] = comments
		case scores[i] > m.Cut:
			v[i] = kept
		}
	}
	if !ruled {
		r.tables(v, scores)
	}
	r.trim(v, scores)
	r.sectionRules(v)
	return v, scores
}

// sectionRules keeps the lines between sections of the body, whatever the model thinks of them, and no others.
func (r *reading) sectionRules(v []verdict) {
	near := func(from, to int) bool {
		return slices.ContainsFunc(v[max(0, from):min(len(v), to)], func(x verdict) bool { return x == kept })
	}
	for i := range v {
		if r.blocks[i].words > 0 || v[i] == inside {
			continue
		}
		if v[i] = dropped; near(i-2, i) && near(i+1, i+4) {
			v[i] = kept
		}
	}
}

// leastBad is for pages where the model keeps nothing: the running text of the main element, if it is not quite hopeless
// and enough for an article.
func (r *reading) leastBad(v []verdict, scores []int32) {
	words := int32(0)
	var near []int
	for i := range r.blocks {
		if b := &r.blocks[i]; b.running && r.up[b.elem] == 0 && scores[i] > -250 && v[i] == dropped {
			words += b.words
			near = append(near, i)
		}
	}
	if words < thinBody {
		return
	}
	for _, i := range near {
		v[i] = kept
	}
}

// labelsAd reports a block that is nothing but "Advertisement" or its like, which stands within the text on many sites.
func (r *reading) labelsAd(i int) bool {
	b := &r.blocks[i]
	return b.words <= 5 && r.starts[i]&(1<<pAd) != 0 && !b.endsSentence || b.words <= 6 && b.stops == 0 && r.kinds[i][pAd] >= 2
}

// commented reports a block in the readers' comments, where those are a part of the page and not what it is about.
func (r *reading) commented(i int) bool {
	b := &r.blocks[i]
	if b.dist[gComment] > 4 || r.up[b.elem] == 0 {
		return false
	}
	for e := b.elem; e >= 0; e = r.elems[e].parent {
		if r.elems[e].groups&(1<<gComment) != 0 {
			return true
		}
		if r.up[e] <= 1 && e != b.elem {
			return false
		}
	}
	return false
}

// dropByline takes out bylines that stand above the first running text of the body.
func (r *reading) dropByline(v []verdict, authors []string) {
	seen := 0
	for i, x := range v {
		if x != kept {
			continue
		}
		b := &r.blocks[i]
		if seen++; seen > 4 || b.running {
			return
		}
		if b.words > 14 || b.endsSentence {
			continue
		}
		text := strings.ToLower(string(r.blockText(b)))
		named := agencies()[text] != ""
		for _, a := range authors {
			named = named || len(a) > 3 && strings.Contains(text, strings.ToLower(a))
		}
		if named {
			v[i] = bylineAgain
		}
	}
}

// An effort says when a block needs no more trees.
type effort struct {
	first, second []doubt
	hopeless      int32 // the first score below which the second forest is not asked
}

var (
	// The first trees are sure of most of a page: it is menus and teasers, or running text. The scores of the first forest are
	// themselves what the second goes by, and have to be good.
	hurried = effort{
		first: []doubt{
			{8, -160, -700, math.MaxInt32, 0},
			{12, -180, -560, math.MaxInt32, 0},
			{20, -215, -540, math.MaxInt32, 0},
			{30, -240, -520, math.MaxInt32, 0},
		},
		second: []doubt{
			{24, -165, -350, 150, 350},
			{45, -180, -330, 130, 300},
			{75, -170, -250, 100, 250},
			{150, -150, -200, 80, 150},
		},
		hopeless: -260,
	}
	thorough = effort{hopeless: math.MinInt32}
)

func (r *reading) score(m *Model, care effort) []int32 {
	n := len(r.blocks)
	first := make([]int32, n)
	rows := newMatrix(numFeatures+numContext, min(n, scoredAtOnce), r.rows)
	r.rows, rows.width = rows.cells, numFeatures
	for from := 0; from < n; from += scoredAtOnce {
		to := min(from+scoredAtOnce, n)
		rows.cells = rows.cells[:0]
		for i := from; i < to; i++ {
			rows.cells = r.features(rows.cells, i)
		}
		m.First.scores(&rows, first[from:to], care.first)
	}
	// Few blocks get past the first forest: to make their rows again is cheaper than to keep all.
	c := r.context(first)
	defer vocabularies.Put(c.vocab)
	scores := slices.Clone(first)
	var asked []int
	for i := range n {
		if first[i] >= care.hopeless {
			asked = append(asked, i)
		}
	}
	rows.width = numFeatures + numContext
	var sums [scoredAtOnce]int32
	for some := range slices.Chunk(asked, scoredAtOnce) {
		rows.cells = rows.cells[:0]
		for _, i := range some {
			rows.cells = r.contextFeatures(r.features(rows.cells, i), c, i)
		}
		m.Second.scores(&rows, sums[:len(some)], care.second)
		for k, i := range some {
			scores[i] = sums[k]
		}
	}
	return scores
}

// scoredAtOnce is how many blocks are scored at a time: so many rows stay in the caches.
const scoredAtOnce = 128

// byRule applies the outlet's body selector; it reports false where there is none or it finds nothing.
func (r *reading) byRule(v []verdict) bool {
	if r.in.Rules.Body == "" {
		return false
	}
	nodes := find(r.doc, r.in.Rules.Body).Nodes
	ruled := false
	for _, n := range nodes {
		for i := range r.elems {
			if e := &r.elems[i]; e.node == n && e.to > e.from {
				for j := e.from; j < e.to; j++ {
					v[j] = inside
				}
				ruled = true
			}
		}
	}
	if !ruled {
		return false
	}
	for i := range v {
		if v[i] == dropped {
			v[i] = outside
		}
	}
	return true
}

// paragraphs are the texts of the blocks that are kept. The short cells of a table's row are one paragraph.
func (r *reading) paragraphs(v []verdict) []string {
	all := make([]string, 0, len(v)/2)
	row := int32(-1)
	for i, x := range v {
		if !x.in() {
			continue
		}
		b := &r.blocks[i]
		in := r.rowOf(b)
		text := string(r.blockText(b))
		if in >= 0 && in == row {
			all[len(all)-1] += " | " + text
		} else {
			all = append(all, text)
		}
		row = in
	}
	return all
}

// rowOf is the table row that a short block is a cell of, -1 for other blocks.
func (p *page) rowOf(b *block) int32 {
	if b.words > 12 || b.dist[gTagTable] == far {
		return -1
	}
	for e := b.elem; e >= 0; e = p.elems[e].parent {
		switch p.elems[e].node.DataAtom {
		case atom.Tr:
			return e
		case atom.Table:
			return -1
		}
	}
	return -1
}

// decisions tells a person of every block.
func (r *reading) decisions(v []verdict, scores []int32) []Decision {
	all := make([]Decision, len(v))
	for i := range v {
		b := &r.blocks[i]
		all[i] = Decision{Path: r.pathOf(b), Text: string(r.blockText(b)), Kept: v[i].in(), Score: int(scores[i]), Why: r.why(b, v[i])}
	}
	return all
}

// pathOf names the elements around a block as a selector would, the innermost last.
func (p *page) pathOf(b *block) string {
	var parts []string
	for e := b.elem; e >= 0 && len(parts) < 5; e = p.elems[e].parent {
		n := p.elems[e].node
		var s strings.Builder
		s.WriteString(n.Data)
		if id := attr(n, "id"); id != "" && len(id) < 40 {
			s.WriteString("#" + id)
		}
		for k, c := range strings.Fields(attr(n, "class")) {
			if k < 3 && len(c) < 40 {
				s.WriteString("." + c)
			}
		}
		parts = append([]string{s.String()}, parts...)
	}
	return strings.Join(parts, " > ")
}

func (r *reading) why(b *block, v verdict) string {
	switch v {
	case inside:
		return "within the rule's body"
	case outside:
		return "outside the rule's body"
	case titleAgain:
		return "the headline"
	case adLabel:
		return "the label of an advertisement"
	case bylineAgain:
		return "a byline above the text"
	case comments:
		return "within the readers' comments"
	case notice:
		return "a correction notice, kept as such"
	case nextArticle:
		return "of the next article on the page"
	case onlyLinks:
		return "links to other stories"
	case offer:
		return "an advertisement, a sign-up or an offer"
	case secondHead:
		return "a second headline above the text"
	case olderEntry:
		return "an older entry of a live blog"
	}
	var says []string
	for _, g := range furnitureGroups {
		if d := b.dist[g.group]; d < far {
			says = append(says, fmt.Sprintf("%s %d up", g.name, d))
		}
	}
	if p := b.linked; p > 30 {
		says = append(says, fmt.Sprintf("%d %% links", p))
	}
	if r.up[b.elem] > 0 {
		says = append(says, "outside the main text")
	}
	if b.running {
		says = append(says, "running text")
	}
	if len(says) == 0 {
		says = append(says, fmt.Sprintf("%d words", b.words))
	}
	return strings.Join(says, ", ")
}

var furnitureGroups = []struct {
	group group
	name  string
}{
	{gNav, "navigation"},
	{gRelated, "related"},
	{gShare, "share"},
	{gComment, "comments"},
	{gFooter, "footer"},
	{gSidebar, "sidebar"},
	{gAd, "advertisement"},
	{gNewsletter, "newsletter"},
	{gAuthor, "author"},
	{gCaption, "caption"},
	{gTags, "tags"},
	{gModal, "overlay"},
	{gConcealed, "concealed"},
	{gTagAside, "aside"},
}
