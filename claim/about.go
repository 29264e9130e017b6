package claim

import (
	"slices"
	"strings"
	"time"
	"unicode"

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
	untaught    = 80
)

// An ownStory is what the claims read so far say of the story's own operation.
type ownStory struct {
	told     news.Date
	first    news.Claim
	prev     *news.Claim
	cues     []string // of the first claim's sentence
	accused  map[string]bool
	victims  []string
	national map[string]bool
}

// victimsKept bounds what a claim's victim is compared with.
const victimsKept = 8

// take adds a claim whose place is known: the first one counts as the story's own.
func (o *ownStory) take(c *news.Claim) {
	if o.prev == nil {
		o.first, o.cues = *c, aboutCues(c.Quote, o.told)
		o.accused, o.national = map[string]bool{}, map[string]bool{}
	}
	if o.prev == nil || c.About == news.Main {
		o.accused[c.Accused.Key()], o.accused[c.Accused.Name] = true, true
		if c.Accused.Country != "" {
			o.national[c.Accused.Country] = true
		}
		if c.Victim != "" && len(o.victims) < victimsKept && !slices.Contains(o.victims, c.Victim) {
			o.victims = append(o.victims, c.Victim)
		}
	}
	o.prev = c
}

// judgeAbout tells the claims about the story's own operation from background by weights: a
// claim of another party, victim or year than those before it, or words like "previously",
// speak for another operation; "this attack" and denials for the same.
func (r *reading) judgeAbout(cs []news.Claim, told news.Date) {
	v, o := &r.vector, ownStory{told: told}
	for i := range cs {
		v.start("about:")
		o.features(&cs[i], v)
		least := 0
		if cs[i].Evidence.Start > taughtBytes {
			least = untaught
		}
		if cs[i].About = news.Main; v.sum > least || o.longAgo(&cs[i]) || o.yearsBack(&cs[i]) {
			cs[i].About = news.Other
		}
		o.take(&cs[i])
	}
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
	if o.prev == nil || c.Stance != news.Accuses || c.Victim == "" || c.Evidence == o.first.Evidence {
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

// AboutFeatures describes claims, in the order of their story, to the weights that tell
// background: what the trainer learns from. What each is about counts for those after it.
func AboutFeatures(cs []news.Claim, told news.Date) [][]string {
	var out [][]string
	v, o := &vector{keep: true}, ownStory{told: told}
	for i := range cs {
		v.start("about:")
		o.features(&cs[i], v)
		out = append(out, v.names)
		o.take(&cs[i])
	}
	return out
}

// features describe a claim beside those that were taken.
func (o *ownStory) features(c *news.Claim, v *vector) {
	place := "first"
	if o.prev != nil {
		place = placeBeside(c, o.first)
	}
	v.add("place", place)
	v.add("stance", string(c.Stance), yes(o.prev == nil))
	v.add("relation", place, string(c.Relation))
	for _, cue := range aboutCues(c.Quote, o.told) {
		v.add("cue", cue, yes(place == "first" || place == "same"))
		if o.prev != nil && !slices.Contains(o.cues, cue) {
			v.add("new", cue)
		}
	}
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

// aboutCues names the words of a sentence that set it apart from the story's own operation, or
// point at that.
func aboutCues(quote string, told news.Date) []string {
	seen := map[string]bool{}
	var out []string
	say := func(cue string) {
		if !seen[cue] {
			seen[cue] = true
			out = append(out, cue)
		}
	}
	tokens := tokenize(nil, quote)
	n := len(tokens)
	tokens = append(tokens, token{}, token{})
	for i := range n {
		if cue := aboutCue(&tokens[i], &tokens[i+1], &tokens[i+2], told); cue != "" {
			say(cue)
		}
	}
	return out
}

func aboutCue(t, next, more *token, told news.Date) string {
	switch {
	case t.low == "earlier":
		if next.low == "this" {
			return "" // "earlier this year" is when the story's own operation was
		}
		return "before"
	case t.in(formerWords):
		return "before"
	case t.in(otherWords):
		return t.low
	case t.low == "last":
		if next.low == "week" {
			return "last-week"
		}
		if next.in(wholeTimes) {
			return "last"
		}
	case t.low == "this", t.low == "these":
		if next.is(attackNoun) || more.is(attackNoun) {
			return "these"
		}
	case t.low == "the", t.low == "that", t.low == "those":
		if next.is(attackNoun) || next.low == "latest" || next.low == "current" || next.low == "new" {
			return "the"
		}
	case t.in(habitualWords):
		return t.low
	}
	if t.is(monthWord) && t.capital() {
		return "month"
	}
	if y, ok := yearOf(t); ok {
		if told.Known() && y >= told.Time.Year() {
			return "this-year"
		}
		return "year"
	}
	return ""
}
