package claim

import (
	"slices"
	"strconv"
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	breakWords = words("breakWords")
	apartWords = words("apartWords")
	tooWords   = words("tooWords")
	likeWords  = words("likeWords")
)

// A storyHead is what a story begins with, which is mostly what it is about.
type storyHead struct {
	names   map[string]bool // words with a capital of the headline and the first sentence, in lower case
	often   map[string]int  // in how many sentences a word with a capital stands
	parties map[string]int  // in how many a party is meant
	deed    int             // the first sentence that speaks of an attack, -1 for none
}

// storyHead looks through the title and the first taughtBytes of the text.
func (r *reading) storyHead() storyHead {
	o := storyHead{map[string]bool{}, map[string]int{}, map[string]int{}, -1}
	for _, p := range r.parts {
		for lead, k := true, 0; k < len(p.sentences) && p.sentences[k].start <= taughtBytes; k++ {
			s := p.sentences[k]
			o.add(s, lead)
			lead = lead && s.headline
		}
	}
	return o
}

func (o *storyHead) add(s *sentence, lead bool) {
	seen := map[string]bool{}
	for i := s.from; i < s.to; i++ {
		t := s.tok(i)
		if o.deed < 0 && t.is(attackNoun|cyberNoun) {
			o.deed = s.index
		}
		if t.capital() && !seen[t.low] {
			seen[t.low] = true
			o.often[t.low]++
			o.names[t.low] = o.names[t.low] || lead && len(t.word) > 1
		}
	}
	clear(seen)
	for _, m := range s.mentions {
		if k := m.party.Key(); !seen[k] {
			seen[k] = true
			o.parties[k]++
		}
	}
}

// holds reports whether the headline or the first sentence has a word of a name.
func (o *storyHead) holds(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if w = strings.Trim(w, wordMarks); w != "" && upper(w) && o.names[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

// features describe a claim beside those that were taken.
func (o *ownStory) features(c *news.Claim, by *candidate, v *vector) {
	place, s := "first", by.s
	if o.prev != nil {
		place = placeBeside(c, o.first)
	}
	v.add("place", place)
	v.add("stance", string(c.Stance), yes(o.prev == nil))
	v.add("relation", place, string(c.Relation))
	for _, cue := range s.aboutCues(o.told) {
		v.add("cue", cue, yes(place == "first" || place == "same"))
		if o.prev != nil && !slices.Contains(o.cues, cue) {
			v.add("new", cue)
		}
	}
	o.ownWords(c, by, v)
	o.ofStory(c, by, v)
	if o.prev == nil {
		return
	}
	country, accused, victim := o.beside(c)
	v.add("country", country, place)
	v.add("accused", accused, country)
	v.add("victim", victim)
	v.add("victim,accused", victim, accused)
	if c.Subject != "" {
		v.add("subject", yes(shareWords(c.Subject, o.first.Accused.Name)), string(c.Relation))
	}
	if prev := o.prev; prev.Evidence == c.Evidence {
		v.add("prev", string(prev.About), "same")
	} else if prev.Evidence.Part == c.Evidence.Part && c.Evidence.Start-prev.Evidence.End < 100 {
		v.add("prev", string(prev.About), yes(prev.Accused.Key() == c.Accused.Key()))
	}
}

// rank tells the first claim of a story from the rest.
func (o *ownStory) rank() string {
	if o.prev == nil {
		return "first"
	}
	return "rest"
}

// ownWords describe the clause of a claim: when it was, whether it adds to another one, and whom it names that the story
// has not named yet.
func (o *ownStory) ownWords(c *news.Claim, by *candidate, v *vector) {
	s, rank := by.s, o.rank()
	from, to := s.clauseAround(by.t.from, by.t.to)
	names := o.namesIn(from, to, by, c)
	hit := o.novelty(c, names)
	when, more := s.when(from, to, o.told), s.beyond(from, to)
	v.add("names", names)
	v.add("names", names, rank)
	v.add("allnames", o.namesIn(s.from, s.to, by, c), rank)
	v.add("when", when, hit)
	v.add("when", when, hit, rank)
	v.add("more", more, hit, rank)
	v.add("when,more", when, more)
	v.add("like", yes(s.comparing(from)), rank)
	v.add("like", yes(s.comparing(from)), hit)
	v.add("hit", hit, rank)
	v.add("hit", hit, s.tense(by.t.from))
	kind, _, _ := strings.Cut(s.clause(by), " ")
	v.add("clause", kind, rank)
	v.add("frame", by.t.of.frame, by.voice, rank)
	v.add("predicate", by.t.of.like)
	v.add("accuser", yes(c.Accuser.Name != ""), rank)
	if o.prev == nil {
		told := yes(o.head.deed >= 0 && o.head.deed < s.index)
		v.add("told", told, s.where())
		v.add("told,names", told, names)
	}
}

// where says in which sentence of its story a claim stands.
func (s *sentence) where() string {
	if s.part.name == news.InTitle {
		return "title"
	}
	return strconv.Itoa(min(3, s.index))
}

// ofStory describes a claim beside the whole of its story: how often that speaks of the accused, and whether other
// claims accuse the same.
func (o *ownStory) ofStory(c *news.Claim, by *candidate, v *vector) {
	rank, key := o.rank(), c.Accused.Key()
	v.add("often", strconv.Itoa(min(3, o.head.parties[key])), rank)
	if o.prev == nil {
		v.add("where", by.s.where())
	}
	all := o.others.claims - o.others.at[c.Evidence]
	same := o.others.of[key] - o.others.both[accusedAt{key, c.Evidence}]
	switch {
	case all == 0:
		v.add("others", "none", rank)
	case same == 0 && all > 1:
		v.add("others", "many", rank)
	default:
		v.add("others", yes(same > 0), rank)
	}
	v.add("lead", yes(by.s.index == 0 || by.s.headline), rank)
}

// novelty says whether the story has told before of whom a claim calls hit; names is what is known of those it names.
func (o *ownStory) novelty(c *news.Claim, names string) string {
	if !shareWords(c.Victim, c.Quote) {
		return "names " + names
	}
	for _, own := range o.victims {
		if shareWords(own, c.Victim) || initials(c.Victim, own) || initials(own, c.Victim) {
			return "own"
		}
	}
	switch {
	case o.head.holds(c.Victim):
		return "led"
	case !hasName(c.Victim):
		return "plain"
	}
	return "new"
}

// namesIn says whether the names in [from, to), but for those of the parties of a claim, stand in its head.
func (o *ownStory) namesIn(from, to int, c *candidate, cl *news.Claim) string {
	s := c.s
	if s.titleCase() {
		return "title"
	}
	known, fresh, once := false, false, false
	for i := from; i < to; i++ {
		t := s.tok(i)
		if !t.capital() || i == s.from || t.is(monthWord) || len(t.word) < 2 || s.partyAt(i, c) ||
			shareWords(cl.Accused.Name, t.word) || shareWords(cl.Accuser.Name, t.word) || shareWords(cl.Speaker, t.word) {
			continue
		}
		if o.head.names[t.low] {
			known = true
		} else if fresh = true; o.head.often[t.low] < 2 {
			once = true
		}
	}
	switch {
	case once && !known:
		return "once"
	case known && fresh:
		return "both"
	case known:
		return "known"
	case fresh:
		return "fresh"
	}
	return "none"
}

// partyAt reports whether token i belongs to one who speaks or is accused, rather than to whom or what was hit.
func (s *sentence) partyAt(i int, c *candidate) bool {
	m := s.mentionAt(i)
	if m == nil {
		return false
	}
	switch m.kind {
	case mState, mCapital, mVague, mPerson, mPersons, mIntl, mMedia:
		return true
	}
	return m == c.x || m == c.pick.m
}

// clauseAround finds the clause of the words in [from, to): up to a mark or a word that begins another.
func (s *sentence) clauseAround(from, to int) (int, int) {
	for from > s.from && !s.breaks(from-1) {
		from--
	}
	for to < s.to && !s.breaks(to) {
		to++
	}
	return from, to
}

// breaks reports whether another clause begins at token i.
func (s *sentence) breaks(i int) bool {
	t := s.tok(i)
	switch t.low {
	case ";", ":", "—", "–", "--":
		return true
	case "that":
		return s.tok(i-1).low == ","
	}
	return t.in(breakWords) || t.is(relWord) && t.kind == wordToken
}

// tense is how the verb stands whose words begin at token i.
func (s *sentence) tense(i int) string {
	for k := i - 1; k >= s.from && i-k < 6; k-- {
		switch u := s.tok(k); u.low {
		case "had":
			return "had"
		case "has", "have":
			return "has"
		case "was", "were":
			return "was"
		case "is", "are":
			return "is"
		default:
			if u.is(modalWord) {
				return "modal"
			}
			if !u.is(advWord | beWord) {
				k = s.from
			}
		}
	}
	switch t := s.tok(i); {
	case strings.HasSuffix(t.low, "ing"):
		return "ing"
	case participle(t.low):
		return "past"
	case strings.HasSuffix(t.low, "s"):
		return "present"
	}
	return "else"
}
