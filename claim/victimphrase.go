package claim

import "strings"

// Lists of words.txt.
var (
	gainVerbs  = words("gainVerbs")
	sendVerbs  = words("sendVerbs")
	lureNouns  = words("lureNouns")
	harmThings = words("harmThings")
)

// reaches finds, at token i, where whom begins that a way in leads to, or a lure: "gained access to", "sent
// phishing emails to". It returns 0 where none does.
func (s *sentence) reaches(i int) int {
	t := s.tok(i)
	verbs := sendVerbs
	switch {
	case s.tok(i+1).low != "to" || s.tok(i+2).is(sayWord|accuseVerb|cyberVerb): // "sent mails to warn customers"
		return 0
	case t.low == "access" || t.low == "entry":
		verbs = gainVerbs
	case !t.in(lureNouns):
		return 0
	}
	for k := i - 1; k >= max(s.from, i-4); k-- {
		if s.tok(k).in(verbs) {
			return i + 2
		}
	}
	return 0
}

// phraseBefore finds where the phrase begins that a place or a name at its end, from token k on, belongs to: "the finance
// ministry of Costa Rica", "a water utility in Texas".
func (s *sentence) phraseBefore(k int) int {
	if prev := s.tok(k - 1); !(prev.low == "of" && s.tok(k-2).is(victimNoun) || prev.low == "in" && s.thing(k-2)) {
		return k
	}
	return s.nounsBefore(k - 2)
}

// trade finds where the phrase begins that says what a name from token k on is: "the energy company Enercorp".
func (s *sentence) trade(k int) int {
	prev := s.tok(k - 1)
	if s.headline || !prev.is(firmHead|victimNoun) || prev.capital() || s.tok(k-2).kind != wordToken {
		return k
	}
	return s.nounsBefore(k - 1)
}

// nounsBefore finds where the words begin that stand before the noun at token k.
func (s *sentence) nounsBefore(k int) int {
	for k > s.from && s.tok(k-1).kind == wordToken && !s.tok(k-1).is(detWord|prepWord|auxWord|sayWord|relWord|conjWord|subordWord) {
		k--
	}
	return k
}

// thing reports whether token i ends a phrase that an article or a number begins: "a water utility", "three plants".
func (s *sentence) thing(i int) bool {
	if t := s.tok(i); t.capital() || t.is(attackNoun|malwareHead|sayWord|cyberVerb|auxWord) {
		return false
	}
	for k := i; k > max(s.from-1, i-5); k-- {
		t := s.tok(k)
		if t.is(detWord|numWord) || t.kind == numberToken {
			return k < i
		}
		if t.kind != wordToken || t.is(prepWord|auxWord|relWord|subordWord|sayWord|accuseVerb) {
			break
		}
	}
	return s.tok(i).is(victimNoun)
}

// listGoesOn finds where a list of victims goes on after the comma at token i: behind it, behind the "and" before the last
// of them, or, if they are names, behind the last. It returns 0 where none does.
func (s *sentence) listGoesOn(i int) int {
	switch {
	case s.tok(i).low != ",":
		return 0
	case s.goesOn(i) && s.tok(i+1).low == "and":
		return i + 2
	case s.goesOn(i):
		return i + 1
	}
	return s.namesEnd(i)
}

// namesEnd finds where the names end that follow the comma at token i, if the last of them stands behind an "and" and does
// nothing: "Airbus, Shell and the Bundesbank", but not "…, Microsoft and Mandiant said". It returns 0 where they don't.
func (s *sentence) namesEnd(i int) int {
	if !s.tok(i - 1).capital() {
		return 0
	}
	last := false
	for k := i + 1; k < min(i+14, s.to); k++ {
		if s.tok(k).low == "and" {
			last = true
			k++
		}
		if s.tok(k).low == "the" {
			k++
		}
		from := k
		for s.tok(k).kind == wordToken && s.tok(k).capital() || s.tok(k).low == "&" || k > from && s.tok(k).kind == numberToken {
			k++
		}
		t := s.tok(k)
		switch {
		case k == from:
			return 0
		case last && (t.kind == markToken || t.is(prepWord|relWord|beWord) || t.low == "offline"):
			return k
		case last || t.low != "," && t.low != "and":
			return 0
		case t.low == "and":
			k--
		}
	}
	return 0
}

// goesOn reports whether a list of victims goes on after the comma at token i: "companies,
// agencies, and universities".
func (s *sentence) goesOn(i int) bool {
	last := s.tok(i+1).low == "and"
	if last {
		i++
	}
	for k := i + 1; k < min(i+6, s.to); k++ {
		u := s.tok(k)
		if u.kind != wordToken || u.is(prepWord|auxWord|relWord|subordWord|sayWord|detWord|conjWord) {
			return false
		}
		if next := s.tok(k + 1); u.is(victimNoun) && !next.is(victimNoun) {
			return last || next.low == "," || next.low == "and"
		}
	}
	return false
}

// besideTools are sufferings without flaws and what is used on somebody, "a critical Zimbra bug", "web shells": an attack may be on them,
// but nobody was struck by that. Of "bugs in Zimbra servers" the servers stay.
func besideTools(all []suffering) []suffering {
	out := all[:0]
	for _, x := range all {
		if x.words = besideTool(x.words); x.words != "" && !hardlyAnybody(x.words) {
			out = append(out, x)
		}
	}
	return out
}

func besideTool(victim string) string {
	all := strings.Fields(victim)
	for i, w := range all {
		if !wordOf(strings.ToLower(w)).in(gapWords) || i+1 < len(all) && classOf(strings.ToLower(all[i+1])).any(victimNoun) {
			continue
		}
		if i+2 < len(all) && (all[i+1] == "in" || all[i+1] == "of") {
			return strings.TrimPrefix(strings.Join(all[i+2:], " "), "the ")
		}
		return ""
	}
	if wordOf(strings.ToLower(all[len(all)-1])).in(harmThings) {
		return ""
	}
	return victim
}
