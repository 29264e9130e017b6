package claim

import (
	"strconv"
	"strings"

	"ascribe/news"
)

var coinedVerbs = words("coinedVerbs")

// A victimChoice is somebody whom the operation of a claim may have been against.
type victimChoice struct {
	words    string
	features []string
	score    int
}

// A passageVictim is one whom some sentence of the story names as a victim.
type passageVictim struct {
	words string
	shape string
	order int // of the sentence, the title first
	title bool
	times int
	how   string // as of the first suffering
}

// victims lists who may be the victim of c: whom its sentence shows as one, whom the story does
// elsewhere, who is named beside it, who speaks. What shows somebody adds up. The first is nobody.
func (r *reading) victims(c *candidate) []victimChoice {
	v := victimList{r: r, c: c, choices: make([]victimChoice, 1, 12)}
	v.here()
	v.nobody()
	v.elsewhere()
	v.named()
	v.nouns()
	v.chiefs()
	v.overlaps()
	return v.choices
}

type victimList struct {
	r       *reading
	c       *candidate
	near    string // what the nearest words of the sentence show: none, common, named
	choices []victimChoice
}

// nobody describes the choice of no victim.
func (l *victimList) nobody() {
	l.tell(0, "none")
	l.tell(0, "none", l.near)
	l.tell(0, "none", "frame", l.c.t.of.frame)
	l.tell(0, "none", "p", l.c.t.of.like)
	l.tell(0, "none", "relation", string(l.c.relation))
	l.tell(0, "none", "stance", string(l.c.stance))
}

// pick finds or makes the choice of these words.
func (l *victimList) pick(words string) int {
	for k := range l.choices {
		if strings.EqualFold(l.choices[k].words, words) {
			return k
		}
	}
	l.choices = append(l.choices, victimChoice{words: words})
	k := len(l.choices) - 1
	l.tell(k, "shape", victimShape(words))
	l.tell(k, "tail", victimTail(words))
	return k
}

// tell tells one thing of one choice.
func (l *victimList) tell(k int, feature ...string) {
	v := &l.r.vector
	v.start("of:")
	v.add(feature...)
	l.choices[k].score += v.sum
	if v.keep {
		l.choices[k].features = append(l.choices[k].features, v.names...)
	}
}

// here adds whom the sentence itself shows as a victim.
func (l *victimList) here() {
	c, s := l.c, l.c.s
	all := besideTools(l.r.sufferings(s, c))
	nearest := -1
	for i, x := range all {
		if nearest < 0 || distance(x.at, c.t.from) < distance(all[nearest].at, c.t.from) {
			nearest = i
		}
	}
	for i, x := range all {
		shape := victimShape(x.words)
		side := "after"
		if x.at <= c.t.from {
			side = "before"
		}
		k := l.pick(x.words)
		l.tell(k, "here", x.how)
		l.tell(k, "here", side, x.how)
		l.tell(k, "here,shape", shape)
		l.tell(k, "here,d", bucket(distance(x.at, c.t.from)))
		if i == nearest {
			l.tell(k, "rule")
			l.tell(k, "rule", x.how)
			l.tell(k, "rule", shape)
		} else {
			l.tell(k, "farther", shape)
		}
		if c.x != nil && (x.at < c.x.from) == (c.t.from < c.x.from) {
			l.tell(k, "same-side")
		}
	}
	switch {
	case nearest < 0:
		l.near = "none"
	case common(all[nearest].words):
		l.near = "common"
	default:
		l.near = "named"
	}
}

// nearby is within how many sentences somebody who is shown as a victim once is considered.
const nearby = 4

// elsewhere adds whom other sentences show as victims.
func (l *victimList) elsewhere() {
	order := l.c.s.order()
	var first, last *passageVictim
	found := l.r.struck()
	for i := range found {
		x := &found[i]
		if x.shape == "common" {
			continue
		}
		if first == nil {
			first = x
		}
		if x.order < order {
			last = x
		}
	}
	for i := range found {
		x := &found[i]
		if x != first && x != last && !x.title && x.times == 1 && distance(x.order, order) > nearby {
			continue
		}
		k := l.pick(x.words)
		l.tell(k, "else", x.shape)
		l.tell(k, "else", "times", bucket(x.times))
		l.tell(k, "else", "how", x.how)
		l.tell(k, "else", "side", strconv.FormatBool(x.order < order))
		if x.title {
			l.tell(k, "else", "title")
		}
		if x == first {
			l.tell(k, "else", "first")
			l.tell(k, "else", "first", l.near)
		}
		if x == last {
			l.tell(k, "else", "last")
			l.tell(k, "else", "last", l.near)
		}
	}
}

// named adds the organisations of the sentence that are neither accused nor shown as victims,
// and who accuses.
func (l *victimList) named() {
	c, s := l.c, l.c.s
	start := s.dateline()
	for _, m := range s.mentions {
		if m == c.x || m.party.Name == "" || m.party.Key() == c.accused.Key() || m.kind == mState && m.party.Country == c.accused.Country {
			continue
		}
		switch m.kind {
		case mOrg, mAgency, mName, mIntl, mState:
		case mPerson, mMedia:
			if s.tellsOfIt(c, m) {
				continue
			}
		default:
			continue
		}
		if s.coinedName(m) || m.from < start || c.x != nil && s.together(c.x, m) {
			continue
		}
		role := "other"
		switch {
		case m == c.pick.m, c.pick.m != nil && s.mentionAt(c.pick.m.from) == c.pick.m && s.together(c.pick.m, m):
			role = "accuser"
		case s.saysAfter(m) != "" || s.saidBefore(m) != "":
			role = "speaker"
		case s.tok(m.from - 1).is(prepWord):
			role = "prep"
		}
		if s.unhit(c, m, role) || s.opensOnly(l.r, m) || s.calledTool(m) {
			continue
		}
		if hardlyAnybody(l.r.victimName(s, m)) {
			continue
		}
		k, label := l.pick(l.r.victimName(s, m)), m.label()
		l.tell(k, "named", label)
		l.tell(k, "named", role)
		l.tell(k, "named", role, label)
		l.tell(k, "named", role, l.near)
		l.tell(k, "named", "prev", s.tok(m.from-1).low)
		l.tell(k, "named", "next", s.tok(m.to).low)
	}
}

// coinedName reports whether a name is given to a tool, an operation or an actor: "an implant codenamed
// Rusty", "(aka Earth Preta, Polaris)".
func (s *sentence) coinedName(m *mention) bool {
	if m.kind != mName {
		return false
	}
	i := m.from - 1
	for i > s.from && s.tok(i).kind == quoteToken {
		i--
	}
	switch t := s.tok(i); {
	case t.in(coinedVerbs):
		return true
	case t.low == "as":
		switch s.tok(i - 1).low {
		case "known", "tracked", "identified", "to":
			return true
		}
	}
	for k := i; k > s.from && m.from-k < 20; k-- {
		switch s.tok(k).low {
		case ")":
			return false
		case "(":
			return s.tok(k+1).low == "aka" || s.tok(k+1).low == "also" || s.tok(k+1).low == "a.k.a"
		}
	}
	return false
}

// victimName is what a story calls an organisation itself, not who speaks for it.
func (r *reading) victimName(s *sentence, m *mention) string {
	if last := s.tok(m.to - 1); m.back || m.person != "" || m.speaker != "" && (!last.is(offHead) || last.is(roleWord|personTitle)) {
		return m.party.Name
	}
	return r.span(s, m)
}

func victimShape(words string) string {
	switch {
	case common(words):
		return "common"
	case words == strings.ToLower(words):
		return "phrase"
	case strings.Contains(words, " "):
		return "names"
	}
	return "name"
}

// victimTail is what kind of word a victim's last one is.
func victimTail(words string) string {
	last := words[strings.LastIndexByte(words, ' ')+1:]
	switch k := classOf(strings.ToLower(last)); {
	case last != strings.ToLower(last):
		return "name"
	case k.any(toolNoun):
		return "tool"
	case k.any(victimNoun):
		return "somebody"
	case wordOf(last).in(assetNouns):
		return "asset"
	case k.any(cyberHint | cyberNoun):
		return "cyber"
	}
	return "other"
}

func distance(a, b int) int { return max(a-b, b-a) }

// order is the place of a sentence in its story, the title's before those of the text.
func (s *sentence) order() int {
	if s.part.name == news.InTitle {
		return s.index - 1000
	}
	return s.index
}

// mostVictims bounds whom a story names as victims: each claim looks at all of them.
const mostVictims = 40

// struck lists, once for a story, whom its sentences show as victims, in order.
func (r *reading) struck() []passageVictim {
	if r.victimsFound {
		return r.found
	}
	r.victimsFound = true
	at := map[string]int{}
	for _, p := range r.parts {
		for _, s := range p.sentences {
			for _, x := range besideTools(r.sufferings(s, &candidate{s: s})) {
				key := strings.ToLower(x.words)
				if k, ok := at[key]; ok {
					r.found[k].times++
					continue
				}
				if len(r.found) == mostVictims {
					continue
				}
				at[key] = len(r.found)
				r.found = append(r.found, passageVictim{words: x.words, shape: victimShape(x.words), order: s.order(), title: p.name == news.InTitle, times: 1, how: x.how})
			}
		}
	}
	return r.found
}
