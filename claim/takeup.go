package claim

import "strings"

// Lists of words.txt.
var (
	definiteTails = words("definiteTails")
	traderNouns   = words("traderNouns")
)

// firstOfTwo reads the first nationality of two that share a head: "Iranian" in "Iranian
// and Russian hackers".
func (r *reading) firstOfTwo(s *sentence, i int) *phrase {
	iso, n := r.nation(s, i)
	if s.tok(i+n).word == "-" { // "China- and India-aligned threat actors"
		n++
	}
	if low := s.tok(i + n).low; n == 0 || low != "and" && low != "or" && low != "," {
		return nil
	}
	if _, m := r.nation(s, i+n+1); m == 0 && s.tok(i+n+1).hangsOn() == "" {
		return nil
	}
	p := r.phraseAt(s, i+n+1)
	if p == nil || p.name != nil || p.poss || p.to == 0 || !p.head.any(actorHead|govHead|svcHead|offHead|firmHead|peopleHead) {
		return nil
	}
	if head := wordOf(p.headLow); head.class&offHead != 0 && head.class&reportWord == 0 && p.headLow != "police" && !strings.HasSuffix(p.headLow, "s") {
		return nil // "by Belarus, Czech Foreign Minister Ana Lee said"
	}
	if _, k := r.nation(s, i+n+1); k > 0 && (p.head.any(firmHead|peopleHead) || p.headLow == "police" || p.headLow == "prosecutors" || p.headLow == "investigators") {
		p.shared = r.demonym(iso) + " " + r.words(s, i+n+1+k, p.to)
	}
	p.from, p.to, p.iso, p.nations = i, i+n, iso, []string{iso}
	return p
}

// takenUp is the group that a definite description takes up again: "the Russian group"
// after APT29 was named.
func (r *reading) takenUp(s *sentence, p *phrase) *mention {
	o := r.memory.group
	if o == nil || o.kind != mActor || p.poss || !p.head.any(anaGroup) || strings.HasSuffix(p.headLow, "s") {
		return nil
	}
	switch s.tok(p.from - 1).low {
	case "the", "this", "that", "same":
	default:
		return nil
	}
	if p.iso != "" && o.party.Country != "" && p.iso != o.party.Country {
		return nil
	}
	if s.tok(p.to).in(definiteTails) {
		return nil
	}
	if t := s.tok(p.to); t.capital() && !s.headline || t.kind == quoteToken {
		return nil
	}
	return o
}

// firmTakenUp is the firm that "the Israeli spyware company" takes up, of that country.
func (r *reading) firmTakenUp(s *sentence, p *phrase) *mention {
	switch s.tok(p.from - 1).low {
	case "the", "this", "that", "same":
	default:
		return nil
	}
	if strings.HasSuffix(p.headLow, "s") || p.poss || s.tok(p.to).capital() {
		return nil
	}
	for _, o := range []*mention{r.memory.firm, r.memory.vendor, r.memory.firms[p.iso], r.memory.first} {
		if o != nil && o.party.Name != "" && (o.party.Country == p.iso || o.party.Country == "" && o.kind == mName) {
			return o
		}
	}
	return nil
}

// firmAhead reports whether the word at token i and those after it tell what a firm deals in:
// "spyware" in "an Israeli spyware maker", "IT" in "an Iranian IT company".
func (s *sentence) firmAhead(i int) bool {
	for k := i; k < min(i+4, s.to); k++ {
		t := s.tok(k)
		if t.is(firmHead) || t.in(traderNouns) {
			return k > i
		}
		if t.kind != wordToken || !t.is(firmPre|cyberNoun|toolNoun|modWord) && !s.line(k) && t.word != "IT" && t.low != "surveillance" && t.low != "mercenary" && t.low != "telecom" && t.low != "consulting" && t.low != "trading" && t.low != "shipping" && t.low != "crypto" && t.low != "cryptocurrency" && t.low != "currency" && t.low != "virtual" && t.low != "hosting" && t.low != "bulletproof" && t.low != "private" && t.low != "state-owned" && t.low != "defense" && t.low != "defence" && t.low != "internet" {
			return false
		}
	}
	return false
}

// line reports whether token i may be the line of business of the firm that follows: "a Moscow
// marketing firm", "a Chinese battery maker".
func (s *sentence) line(i int) bool {
	t := s.tok(i)
	if t.class != 0 || t.capital() || participle(t.low) || strings.HasSuffix(t.low, "ly") || strings.HasSuffix(t.low, "s") || strings.HasSuffix(t.low, "est") {
		return false
	}
	next := s.tok(i + 1)
	return next.is(firmHead) && next.word == next.low && !strings.HasSuffix(next.low, "s")
}
