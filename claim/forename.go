package claim

var (
	givenMonths = words("givenMonths")
	monthPreps  = words("monthPreps")
)

// forename reports whether a word that is a month's is somebody's first name at token i: "Jan Novak", "April Wright".
func (s *sentence) forename(i int) bool {
	t, prev, next := s.tok(i), s.tok(i-1), s.tok(i+1)
	return t.in(givenMonths) && t.capital() && !prev.in(monthPreps) && prev.kind != numberToken &&
		next.capital() && next.class == 0 && !next.in(weekdayNames) && !capitals(next.word)
}
