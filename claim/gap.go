package claim

// gap names what stands between two tokens, from (inclusive) to to (exclusive): it says
// how a party hangs on a predicate where no parser does.
//
//	adj   nothing
//	aux   auxiliaries and adverbs: "has formally"
//	hedge "are believed to have", "tried to"
//	rel   a relative clause begins: "which"
//	app   an apposition between commas, dashes or brackets
//	and   a conjunction at the end: a second verb of one subject
//	prep  a short phrase with a preposition
//	near  up to four other words; mid: up to nine; far: more
//	comma, quote: the words mix with marks
//	stop  a semicolon or colon stands between
func (s *sentence) gap(from, to int) string {
	if from >= to {
		return "adj"
	}
	var g gapCount
	for i := from; i < to; i++ {
		g.add(s.tok(i))
	}
	first, last := s.tok(from), s.tok(to-1)
	n := to - from
	switch {
	case g.stops > 0:
		return "stop"
	case g.aux == n:
		return "aux"
	case g.aux+g.hedge == n:
		return "hedge"
	case g.aux+g.hedge+g.rel+g.commas == n && g.rel > 0:
		return "rel"
	case bracket(first) && bracket(last) && n > 2:
		return "app"
	case g.rel > 0 && n < 6:
		return "relnear"
	case last.low == "and" || last.low == "but" || n > 1 && s.tok(to-2).low == "and" && last.is(auxWord|advWord):
		return "and"
	case bracket(first) && g.commas >= 2 && s.lastMark(from, to) > to-5:
		return "appaux"
	case g.commas > 0:
		return "comma"
	case g.quotes > 0:
		return "quote"
	case first.is(prepWord) && n <= 6:
		return "prep"
	case n <= 4:
		return "near"
	case n <= 9:
		return "mid"
	}
	return "far"
}

type gapCount struct{ aux, hedge, rel, commas, stops, quotes int }

func (g *gapCount) add(t *token) {
	switch {
	case t.low == "," || t.low == "–" || t.low == "—" || t.low == "--" || t.low == "(" || t.low == ")":
		g.commas++
	case t.low == ";" || t.low == ":":
		g.stops++
	case t.kind == quoteToken:
		g.quotes++
	case t.is(relWord):
		g.rel++
	case t.is(auxWord|advWord|modalWord|negWord) && t.kind == wordToken:
		g.aux++
	case t.is(thinkWord|tryWord) || t.low == "to" || t.low == "alleged" || t.low == "appear" || t.low == "appears" || t.low == "appeared" || t.low == "known" || t.low == "observed" || t.low == "caught" || t.low == "seen" || t.low == "said" || t.low == "accused" || t.low == "of" || t.low == "having":
		g.hedge++
	}
}

func bracket(t *token) bool {
	return t.low == "," || t.low == "–" || t.low == "—" || t.low == "--" || t.low == "-" || t.low == "(" || t.low == ")"
}

// lastMark is the last comma, dash or bracket in [from, to), or -1.
func (s *sentence) lastMark(from, to int) int {
	for i := to - 1; i >= from; i-- {
		if bracket(s.tok(i)) {
			return i
		}
	}
	return -1
}

// bucket makes a distance a feature.
func bucket(n int) string {
	switch {
	case n <= 0:
		return "0"
	case n == 1:
		return "1"
	case n <= 3:
		return "3"
	case n <= 6:
		return "6"
	case n <= 11:
		return "11"
	case n <= 20:
		return "20"
	}
	return "far"
}
