package claim

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"ascribe/actor"
	"ascribe/news"
)

// Lists of words.txt.
var (
	formerWords   = words("formerWords")
	otherWords    = words("otherWords")
	habitualWords = words("habitualWords")
	wholeTimes    = words("wholeTimes")
	agoWords      = words("agoWords")
	earlierWords  = words("earlierWords")
)

// taughtBytes is how far the passages reach that the weights have learned from. Behind that, where
// victims and parties differ anyway, background must be surer by untaught.
const (
	taughtBytes = 1500
	untaught    = 40
)

// An ownStory is what the claims read so far say of the story's own operation.
type ownStory struct {
	told     news.Date
	first    news.Claim
	prev     *news.Claim
	cues     []string // of the first claim's sentence
	head     storyHead
	others   claimCounts
	accused  map[string]bool
	victims  []string
	national map[string]bool
}

// An accusedAt is a party that a sentence accuses.
type accusedAt struct {
	party string // its key
	at    news.Span
}

// claimCounts count all claims of a story, the ones to come as well: by sentence, by accused, by both.
type claimCounts struct {
	claims int
	at     map[news.Span]int
	of     map[string]int
	both   map[accusedAt]int
}

func countClaims(cs []news.Claim) claimCounts {
	n := claimCounts{len(cs), map[news.Span]int{}, map[string]int{}, map[accusedAt]int{}}
	for i := range cs {
		key, at := cs[i].Accused.Key(), cs[i].Evidence
		n.at[at]++
		n.of[key]++
		n.both[accusedAt{key, at}]++
	}
	return n
}

// victimsKept bounds what a claim's victim is compared with.
const victimsKept = 8

// take adds a claim whose place is known: the first one counts as the story's own.
func (o *ownStory) take(c *news.Claim, by *candidate) {
	if o.prev == nil {
		o.first, o.cues = *c, by.s.aboutCues(o.told)
		o.accused, o.national = map[string]bool{}, map[string]bool{}
	}
	if o.prev == nil || c.About == news.Main {
		o.accused[c.Accused.Key()], o.accused[c.Accused.Name] = true, true
		if c.Accused.Country != "" {
			o.national[c.Accused.Country] = true
		}
		if c.Victim != "" && shareWords(c.Victim, c.Quote) && len(o.victims) < victimsKept && !slices.Contains(o.victims, c.Victim) {
			o.victims = append(o.victims, c.Victim)
		}
	}
	o.prev = c
}

// placeClaims tells the claims about the story's own operation from background by weights: a claim of another party,
// victim or year than the story's, or words like "previously", speak for another operation; "this attack" and denials
// for the same. by is what each was read from. What truth knows counts for those behind it as it knows it, and is
// described; truth is nil where nobody learns.
func (r *reading) placeClaims(cs []news.Claim, by []*candidate, story news.Story, truth func(news.Claim) news.About) (out []AboutExample) {
	if len(cs) == 0 {
		return nil
	}
	v, o := &r.vector, ownStory{told: story.Published, head: r.storyHead(), others: countClaims(cs)}
	for i := range cs {
		c := &cs[i]
		v.start("about:")
		o.features(c, by[i], v)
		least := 0
		if c.Evidence.Start > taughtBytes {
			least = untaught
		}
		if c.About = news.Main; v.sum > least || o.longAgo(c) || o.yearsBack(c) {
			c.About = news.Other
		}
		if truth != nil {
			if known := truth(*c); known != "" {
				c.About = known
				out = append(out, AboutExample{known, v.names})
			}
		}
		o.take(c, by[i])
	}
	return out
}

// An AboutExample is a claim of which somebody has said what it is about.
type AboutExample struct {
	About    news.About
	Features []string
}

// AboutFeatures reads a story and describes its claims to the weights that tell background: what
// the trainer learns from. truth says what a claim is about, "" where nobody knows.
func (w Weights) AboutFeatures(s news.Story, outlet news.Outlet, cat *actor.Catalogue, truth func(news.Claim) news.About) []AboutExample {
	r := read(s, outlet, cat, vector{weights: w, sums: w.hashed(), keep: true})
	defer r.done()
	cs, by := r.unplaced(s)
	return r.placeClaims(cs, by, s, truth)
}

// agesAgo is how long before its story a statement was made that is told as background.
const agesAgo = 300 * 24 * time.Hour

// longAgo reports whether a claim was made long before the story, and of another victim than the story's own.
func (o *ownStory) longAgo(c *news.Claim) bool {
	if o.prev == nil || !o.told.Known() || !c.Date.Known() || o.told.Time.Sub(c.Date.Time) < agesAgo {
		return false
	}
	_, _, victim := o.beside(c)
	return victim == "n"
}

// yearsBack reports whether a claim of another victim than the story's own is told with a time that is years back, and the
// story's own is not: "two years ago Canada accused", "in 2021, which Oslo attributed to".
func (o *ownStory) yearsBack(c *news.Claim) bool {
	if o.prev == nil || c.Stance != news.Accuses && c.Stance != news.Claims || c.Victim == "" || c.Evidence == o.first.Evidence {
		return false
	}
	_, accused, victim := o.beside(c)
	if victim != "n" && victim != "plain" && !(victim == "none" && accused == "n") {
		return false
	}
	return toldOfYears(c.Quote, o.told) && !toldOfYears(o.first.Quote, o.told)
}

// toldOfYears reports whether a sentence tells of a time that is long over: "in 2021", "two years ago", "previously". When
// something was first seen is another matter: "identified in 2013".
func toldOfYears(quote string, told news.Date) bool {
	tokens := tokenize(nil, quote)
	for i := range tokens {
		t := &tokens[i]
		if y, ok := yearOf(t); ok && i > 0 && tokens[i-1].low == "in" && (i == 1 || !participle(tokens[i-2].low)) && (!told.Known() || y < told.Time.Year()) {
			return true
		}
		if t.low == "years" && i+1 < len(tokens) && tokens[i+1].in(agoWords) || t.in(earlierWords) && (i+1 == len(tokens) || tokens[i+1].low != "this") {
			return true
		}
	}
	return false
}

// placeBeside says where a claim stands: in the sentence of the first, or how far behind.
func placeBeside(c *news.Claim, first news.Claim) string {
	switch far := c.Evidence.Start - first.Evidence.End; {
	case c.Evidence == first.Evidence:
		return "same"
	case c.Evidence.Part != first.Evidence.Part || far < 100:
		return "next"
	}
	return "later"
}

// beside compares a claim with the story's own: country and party accused, and victim.
func (o *ownStory) beside(c *news.Claim) (country, accused, victim string) {
	country, victim = "none", "none"
	if c.Accused.Country != "" && len(o.national) > 0 {
		country = "else"
		if o.national[c.Accused.Country] {
			country = "same"
		}
	}
	if !shareWords(c.Victim, c.Quote) { // one from elsewhere in the text may be a guess
		return country, yes(o.accused[c.Accused.Key()] || o.accused[c.Accused.Name]), victim
	}
	for _, own := range o.victims {
		if shareWords(own, c.Victim) || initials(c.Victim, own) || initials(own, c.Victim) { // "M&S", "Marks & Spencer"
			victim = "y"
			break
		}
		if victim = "plain"; hasName(own) && hasName(c.Victim) {
			victim = "n"
		}
	}
	return country, yes(o.accused[c.Accused.Key()] || o.accused[c.Accused.Name]), victim
}

// hasName reports whether a capital stands in a phrase: it names somebody.
func hasName(phrase string) bool {
	return strings.ContainsFunc(phrase, unicode.IsUpper)
}

// shareWords reports whether two phrases have a word in common that is more than an article.
func shareWords(a, b string) bool {
	for w := range strings.FieldsSeq(b) {
		w = strings.Trim(w, wordMarks)
		if len(w) <= 2 || strings.EqualFold(w, "the") || strings.EqualFold(w, "and") {
			continue
		}
		for v := range strings.FieldsSeq(a) {
			if strings.EqualFold(strings.Trim(v, wordMarks), w) {
				return true
			}
		}
	}
	return false
}

const wordMarks = ".,’'\"()"
