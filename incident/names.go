package incident

// isName reports whether a word is a name as far as its capital says so: a sentence's beginning
// explains one.
func (t token) isName() bool { return t.capital && !t.starts && t.stem != 0 }

// titleCase reports whether most long words begin with a capital: such a headline tells nothing
// of names.
func titleCase(words []token) bool {
	long, capital := 0, 0
	for _, t := range words {
		if t.size > 3 {
			long++
			if t.capital {
				capital++
			}
		}
	}
	return capital*10 >= long*7
}

func isYear(w []byte) bool {
	return len(w) == 4 && (string(w[:2]) == "19" || string(w[:2]) == "20")
}
