package claim

// wordClass is a coarse part of speech, by table.
func wordClass(t *token) string {
	switch {
	case t.kind == markToken && t.word != "":
		return t.word
	case t.kind == quoteToken:
		return "quote"
	case t.kind == possToken:
		return "poss"
	case t.kind == numberToken:
		return "num"
	case t.word == "":
		return "edge"
	case t.is(relWord):
		return "rel"
	case t.is(beWord):
		return "be"
	case t.is(haveWord):
		return "have"
	case t.is(modalWord):
		return "modal"
	case t.is(negWord):
		return "neg"
	case t.is(detWord):
		return "det"
	case t.is(prepWord), t.is(conjWord), t.low == "to":
		return t.low
	case t.is(sayWord):
		return "say"
	case t.is(advWord):
		return "adv"
	case t.is(attackNoun):
		return "attack"
	case t.is(toolNoun):
		return "tool"
	case t.is(cyberVerb):
		return "cyberverb"
	case t.capital():
		return "cap"
	}
	return "other"
}

func yes(b bool) string {
	if b {
		return "y"
	}
	return "n"
}
