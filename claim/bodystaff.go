package claim

import "strings"

// bodyStaff reads who speaks for a body that was told of before, without its name: "a ministry spokesman", "a company spokeswoman".
// It is the ministry or the company that was meant last; "he" is the same person then.
func (r *reading) bodyStaff(s *sentence, i int) *mention {
	if w := s.tok(i).low; w != "a" && w != "an" && w != "another" {
		return nil
	}
	noun, role := s.tok(i+1), s.tok(i+2)
	if !noun.is(anaFirm|anaAgency|anaGov) || noun.capital() || !role.in(spokesHeads) || !s.speaksAt(i+3) {
		return nil
	}
	var m *mention
	if noun.is(anaFirm) {
		m = r.nounAnaphor(s, i, i+1)
	} else {
		m = r.bodyTakenUp(s, i, i+1)
	}
	if m == nil || m.party.Name == "" || m.kind == mGeneric || m.kind == mGroup {
		return nil
	}
	m.to, m.speaker = i+3, r.words(s, i+1, i+3)
	if o := r.memory.lastPerson; !strings.HasSuffix(role.low, "s") && (o == nil || i >= o.from) {
		r.memory.lastPerson = m
	}
	return m
}
