package claim

// Lists of words.txt.
var (
	placePrefixes = words("placePrefixes")
	seatedBodies  = words("seatedBodies")
)

// bodyLength lets the name of a body in [i, i+n) take in what it is for, or where: "University of Utrecht",
// "Agency for National Security".
func (r *reading) bodyLength(s *sentence, i, n int) int {
	w := s.tok(i + n).low
	if w != "of" && w != "for" || s.headline && s.titleCase() || !s.tok(i+n-1).in(seatedBodies) {
		return n
	}
	j := i + n + 1
	if s.tok(j).low == "the" {
		j++
	}
	if t := s.tok(j); !t.capital() || t.is(monthWord) {
		return n
	}
	length := r.nameLength(s, j)
	if s.tok(j).in(placePrefixes) {
		if s.tok(j + 1).capital() {
			length = max(length, 2)
		}
	}
	return j + length - i
}

// bodyFor reports the name of a body that is one word and what it is for: "Department of Health".
func (s *sentence) bodyFor(i int) bool {
	if next := s.tok(i + 1).low; next != "of" && next != "for" || !s.tok(i).in(seatedBodies) {
		return false
	}
	j := i + 2
	if s.tok(j).low == "the" {
		j++
	}
	return s.tok(j).capital()
}
