package claim

// bodyLength lets the name of a body in [i, i+n) take in what it is for, or where: "University of Utrecht",
// "Agency for National Security".
func (r *reading) bodyLength(s *sentence, i, n int) int {
	w := s.tok(i + n).low
	if w != "of" && w != "for" || s.headline && s.titleCase() || !seated(s.tok(i+n-1).low) {
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
	switch s.tok(j).low {
	case "new", "north", "south", "west", "east", "saint":
		if s.tok(j + 1).capital() {
			length = max(length, 2)
		}
	}
	return j + length - i
}

// bodyFor reports the name of a body that is one word and what it is for: "Department of Health".
func (s *sentence) bodyFor(i int) bool {
	if next := s.tok(i + 1).low; next != "of" && next != "for" || !seated(s.tok(i).low) {
		return false
	}
	j := i + 2
	if s.tok(j).low == "the" {
		j++
	}
	return s.tok(j).capital()
}

// seated reports nouns that a body is called by together with what it is for, or where.
func seated(low string) bool {
	switch low {
	case "university", "bank", "institute", "college", "academy", "museum", "hospital", "agency", "authority", "bureau", "office", "service", "directorate", "department", "commission", "council", "committee", "chamber",
		"association", "federation", "confederation", "board", "society", "center", "centre", "court", "inspectorate", "secretariat", "union", "league", "registry", "port", "city", "county", "school", "company", "church", "police", "ministry", "district":
		return true
	}
	return false
}
