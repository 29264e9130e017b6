package incident

// Limits of cohesion.
const (
	crowd   = 16            // members from which an incident is large
	sampled = 12            // members of a large incident that a newcomer is set beside
	alikeOf = 2             // one in so many of them must be like it
	atAll   = One * 4 / 100 // the least cosine of two texts that are of one affair …
	asMuch  = 2             // … and this part of the cosine with the nearest member
)

// holds reports whether a story is like a large incident at large, and not like a few of its
// members alone. Whatever many stories are about, a story is like some of them: without this
// one mistake in an incident makes the next likelier, until it takes in all the news.
func (g *group) holds(q *query, nearest int) bool {
	n := len(g.docs)
	if n < crowd {
		return true
	}
	bar, like := max(atAll, nearest/asMuch), 0
	for i := range sampled {
		if q.body.dot(g.docs[i*(n-1)/(sampled-1)].body()) >= bar {
			like++
		}
	}
	return like*alikeOf >= sampled
}
