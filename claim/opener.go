package claim

// An opener says which mentions may begin with a word in lower case.
type opener uint8

const (
	opensAny  opener = iota
	opensName        // of the catalogue only: two words of five
	opensNone        // one of seven
)

// opener knows a word by its class. What official, stateBody, described, generic ("law enforcement"), anaphor, capitalised and plain
// (inquestNouns) begin with is of a class, a capital, a number or has a hyphen; and nothing begins with "of", "and" or "was".
func (w *word) opener() opener {
	const small = auxWord | prepWord | conjWord | subordWord | negWord
	switch {
	case w.class == 0 && !w.in(inquestNouns) && !w.belonger() && w.low != "law" && w.low != "charging":
		return opensName
	case w.class&small != 0 && w.class&^(small|beWord|haveWord|modalWord|starter) == 0:
		return opensNone
	}
	return opensAny
}
