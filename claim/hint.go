package claim

import "ascribe/actor"

// Hint says whether a headline and a summary leave it open that the story is about a cyber
// operation: one word of them is enough. It decides whether a page is worth fetching; what
// is kept, Scope decides by the whole text. A summary that says too little loses nothing.
func Hint(title, summary string, cat *actor.Catalogue) Verdict {
	n := newTally(cat)
	n.tell(title, 2)
	n.tell(summary[:min(len(summary), scopeBytes)], 1)
	switch {
	case n.points > 0:
		return Verdict{true, n.why}
	case n.sorts["deed"] && (n.sorts["who"] || n.sorts["blame"]):
		return Verdict{true, "a deed and who may have done it"}
	}
	return Verdict{false, "no word of a cyber operation"}
}
