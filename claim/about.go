package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

// judgeAbout tells the claims about the story's own operation from background by weights: a
// claim of another party, victim or year than the first one's, or words like "previously",
// speak for another operation; "this attack" and denials for the same.
func (r *reading) judgeAbout(cs []news.Claim, told news.Date) {
	v := &r.vector
	for i := range cs {
		v.start("about:")
		aboutFeatures(cs, i, told, v)
		if cs[i].About = news.Main; v.sum > 0 {
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
	country := beside(c.Accused.Country, first.Accused.Country)
	accused := yes(c.Accused.Key() == first.Accused.Key() || c.Accused.Name == first.Accused.Name)
	victim := "none"
	if first.Victim != "" && shareWords(c.Victim, c.Quote) { // one from elsewhere in the text may be a guess
		victim = yes(shareWords(c.Victim, first.Victim))
	}
	v.add("country", country, place)
	v.add("accused", accused, country)
	v.add("victim", victim)
	v.add("victim,accused", victim, accused)
	if c.Subject != "" {
		v.add("subject", yes(shareWords(c.Subject, first.Accused.Name)), string(c.Relation))
	}
	prev := cs[i-1]
	v.add("prev", string(prev.About), yes(prev.Evidence == c.Evidence))
	if prev.Evidence != c.Evidence {
		v.add("prev,accused", string(prev.About), yes(prev.Accused.Key() == c.Accused.Key()))
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
	case far < 400:
		return "near"
	}
	return "far"
}

func beside(a, b string) string {
	switch {
	case a == "" || b == "":
		return "none"
	case a == b:
		return "same"
	}
	return "else"
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
