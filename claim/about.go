package claim

import (
	"slices"
	"strings"
	"unicode"

	"ascribe/news"
)

// taughtBytes is how far the passages reach that the weights have learned from. Behind that, where
// victims and parties differ anyway, background must be surer by untaught.
const (
	taughtBytes = 1500
	untaught    = 80
)

// judgeAbout tells the claims about the story's own operation from background by weights: a
// claim of another party, victim or year than the first one's, or words like "previously",
// speak for another operation; "this attack" and denials for the same.
func (r *reading) judgeAbout(cs []news.Claim, told news.Date) {
	v := &r.vector
	for i := range cs {
		v.start("about:")
		aboutFeatures(cs, i, told, v)
		least := 0
		if cs[i].Evidence.Start > taughtBytes {
			least = untaught
		}
		if cs[i].About = news.Main; v.sum > least {
			cs[i].About = news.Other
		}
	}
}

// AboutFeatures describes claims, in the order of their story, to the weights that tell
// background: what the trainer learns from. What each is about counts for those after it.
func AboutFeatures(cs []news.Claim, told news.Date) [][]string {
	var out [][]string
	v := &vector{keep: true}
	for i := range cs {
		v.start("about:")
		aboutFeatures(cs, i, told, v)
		out = append(out, v.names)
	}
	return out
}

// aboutFeatures describe claim i beside the first one and the one before it.
func aboutFeatures(cs []news.Claim, i int, told news.Date, v *vector) {
	c, first := cs[i], cs[0]
	place := placeBeside(c, first, i)
	v.add("place", place)
	v.add("stance", string(c.Stance), yes(i == 0))
	v.add("relation", place, string(c.Relation))
	own := aboutCues(first.Quote, told)
	for _, cue := range aboutCues(c.Quote, told) {
		v.add("cue", cue, yes(place == "first" || place == "same"))
		if !slices.Contains(own, cue) {
			v.add("new", cue)
		}
	}
	if i == 0 {
		return
	}
	country, accused, victim := besideOwn(cs[:i], c)
	v.add("country", country, place)
	v.add("accused", accused, country)
	v.add("victim", victim)
	v.add("victim,accused", victim, accused)
	if c.Subject != "" {
		v.add("subject", yes(shareWords(c.Subject, first.Accused.Name)), string(c.Relation))
	}
	if prev := cs[i-1]; prev.Evidence == c.Evidence {
		v.add("prev", string(prev.About), "same")
	} else if prev.Evidence.Part == c.Evidence.Part && c.Evidence.Start-prev.Evidence.End < 100 {
		v.add("prev", string(prev.About), yes(prev.Accused.Key() == c.Accused.Key()))
	}
}

// placeBeside says where a claim stands: in the sentence of the first, or how far behind.
func placeBeside(c, first news.Claim, i int) string {
	switch far := c.Evidence.Start - first.Evidence.End; {
	case i == 0:
		return "first"
	case c.Evidence == first.Evidence:
		return "same"
	case c.Evidence.Part != first.Evidence.Part || far < 100:
		return "next"
	}
	return "later"
}

// besideOwn compares a claim with those before it that are of the story's own operation, or
// with the first where none is: country and party accused, and victim.
func besideOwn(before []news.Claim, c news.Claim) (country, accused, victim string) {
	country, accused, victim = "none", "n", "none"
	for i, o := range before {
		if o.About == news.Other && (i > 0 || slices.ContainsFunc(before, func(x news.Claim) bool { return x.About == news.Main })) {
			continue
		}
		if o.Accused.Country != "" && c.Accused.Country != "" && country != "same" {
			country = "else"
			if o.Accused.Country == c.Accused.Country {
				country = "same"
			}
		}
		if o.Accused.Key() == c.Accused.Key() || o.Accused.Name == c.Accused.Name {
			accused = "y"
		}
		if o.Victim != "" && victim != "y" && shareWords(c.Victim, c.Quote) { // one from elsewhere in the text may be a guess
			if victim = "plain"; shareWords(o.Victim, c.Victim) {
				victim = "y"
			} else if hasName(o.Victim) && hasName(c.Victim) {
				victim = "n"
			}
		}
	}
	return country, accused, victim
}

// hasName reports whether a capital stands in a phrase: it names somebody.
func hasName(phrase string) bool {
	return strings.ContainsFunc(phrase, unicode.IsUpper)
}

// shareWords reports whether two phrases have a word in common that is more than an article.
func shareWords(a, b string) bool {
	in := map[string]bool{}
	for w := range strings.FieldsSeq(strings.ToLower(a)) {
		in[strings.Trim(w, ".,’'\"()")] = true
	}
	for w := range strings.FieldsSeq(strings.ToLower(b)) {
		if w = strings.Trim(w, ".,’'\"()"); len(w) > 2 && w != "the" && w != "and" && in[w] {
			return true
		}
	}
	return false
}

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
	switch t.low {
	case "earlier":
		if next.low == "this" {
			return "" // "earlier this year" is when the story's own operation was
		}
		return "before"
	case "previously", "past", "historically", "infamous", "former", "formerly", "prior", "notorious", "notoriously":
		return "before"
	case "ago", "similarly", "also", "another", "separate", "separately", "second", "similar", "other", "different", "additional", "than", "unlike", "after", "had", "since":
		return t.low
	case "last":
		if next.low == "week" {
			return "last-week"
		}
		switch next.low {
		case "year", "month", "summer", "winter", "spring", "autumn", "fall", "december", "november":
			return "last"
		}
	case "this", "these":
		if next.is(attackNoun) || more.is(attackNoun) {
			return "these"
		}
	case "the", "that", "those":
		if next.is(attackNoun) || next.low == "latest" || next.low == "current" || next.low == "new" {
			return "the"
		}
	case "recent", "years", "known", "active", "including", "numerous", "various", "best", "first":
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
