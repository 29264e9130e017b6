package claim

import "ascribe/news"

var staffNouns = words("staffNouns")

// formerStaff reads people without a name by where they worked once, and who no longer speak for it: "two former employees
// of the ministry", "a former official at Acme".
func (r *reading) formerStaff(s *sentence, i int) *mention {
	k := i
	for k < i+2 && s.tok(k).is(detWord|numWord|modWord) && !s.tok(k).in(pastOffice) {
		k++
	}
	if !s.tok(k).in(pastOffice) {
		return nil
	}
	for k++; k < i+6 && !s.tok(k).in(staffNouns); k++ {
		if t := s.tok(k); t.kind != wordToken || t.capital() || t.is(prepWord|auxWord|sayWord|conjWord) {
			return nil
		}
	}
	head, prep := s.tok(k), s.tok(k+1)
	if !head.in(staffNouns) || head.capital() || prep.low != "of" && prep.low != "at" && prep.low != "from" && prep.low != "with" {
		return nil
	}
	to := r.workplace(s, k+2)
	if to == 0 || s.tok(to).capital() || s.tok(to).kind == possToken {
		return nil
	}
	return &mention{from: i, to: to, kind: mGeneric, party: news.Party{Name: r.words(s, i, k+1), Kind: news.Anonymous}, plural: head.low[len(head.low)-1] == 's'}
}

// workplace returns the token after the body at token i, by its name or what sort of body it is, or 0.
func (r *reading) workplace(s *sentence, i int) int {
	if s.tok(i).is(detWord) {
		i++
	}
	for k := i; k < min(i+6, s.to); k++ {
		if s.tok(k).kind == possToken {
			continue
		}
		if o := r.named(s, k); o != nil {
			switch o.kind {
			case mOrg, mAgency, mIntl, mMedia:
				return o.to
			}
			k = o.to - 1
			continue
		}
		t := s.tok(k)
		switch {
		case t.kind != wordToken || t.is(prepWord|auxWord|sayWord|conjWord):
			return 0
		case t.capital():
			if _, n := r.nation(s, k); n == 0 {
				return k + r.nameLength(s, k)
			}
		case t.is(victimNoun|anaAgency|firmHead|anaFirm) && !s.tok(k+1).is(victimNoun|anaAgency|firmHead|firmPre):
			return k + 1
		}
	}
	return 0
}
