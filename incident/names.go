package incident

import "slices"

// nameWeights are the capitalised words, and pairs of them, that a sentence's beginning
// does not explain. A headline in title case tells nothing of names.
func nameWeights(title, body []token) []term {
	var hashes []uint32
	for i, part := range [][]token{title, body} {
		if i == 0 && titleCase(part) {
			continue
		}
		for _, t := range part {
			if t.capital && !t.starts && t.stem != 0 {
				hashes = append(hashes, t.stem)
			}
			if t.pair != 0 {
				hashes = append(hashes, t.pair)
			}
		}
	}
	return counted(hashes)
}

// titleCase reports whether most long words begin with a capital.
func titleCase(words []token) bool {
	long, capital := 0, 0
	for _, t := range words {
		if len(t.word) > 3 {
			long++
			if t.capital {
				capital++
			}
		}
	}
	return capital*10 >= long*7
}

// figuresOf are the numbers that are quoted ("5.1", "17000"): not the years, nor what is
// too short to mean anything.
func figuresOf(all []token) vector {
	var hashes []uint32
	for _, t := range all {
		if c := t.word[0]; c < '0' || c > '9' || len(t.word) < 2 || isYear(t.word) {
			continue
		}
		hashes = append(hashes, t.stem)
	}
	slices.Sort(hashes)
	return newVector(counted(slices.Compact(hashes)), nameTerms)
}

func isYear(w string) bool {
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20")
}
