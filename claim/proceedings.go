package claim

import "strings"

// Lists of words.txt.
var (
	launchingVerbs = words("launchingVerbs")
	proceedings    = words("proceedings")
)

// proceeds reports whether what somebody launches at token i is an inquiry, a case or a service, and no attack: "launched a
// criminal probe against the bank".
func (s *sentence) proceeds(i int) bool {
	if !s.tok(i).in(launchingVerbs) {
		return false
	}
	for k := i + 1; k < min(i+7, s.to); k++ {
		t := s.tok(k)
		if t.in(proceedings) && !strings.HasPrefix(s.tok(k+1).low, "attack") {
			return true
		}
		if t.kind != wordToken || t.is(prepWord|relWord|attackNoun) {
			return false
		}
	}
	return false
}
