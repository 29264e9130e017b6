package incident

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ascribe/news"
)

// reasonsKept is how many reasons a placement keeps.
const reasonsKept = 6

// reasons says in words what spoke for a candidate, and what against, heaviest first.
func (c *Candidate) reasons(st *State, r *reading) []news.Reason {
	m := st.model
	var all []news.Reason
	add := func(feature, detail string, weight int) {
		all = append(all, news.Reason{Feature: feature, Detail: detail, Weight: weight})
	}
	part := func(of ...int) (sum int) {
		for _, i := range of {
			sum += int(int64(m.Weights[i]) * int64(c.Features[i]) / One)
		}
		return sum
	}
	near := c.pairs[0].doc
	for _, p := range c.pairs {
		if p.doc.story == c.Nearest {
			near = p.doc
		}
	}
	if c.copyOf != nil {
		add("copy", string(c.copyOf.story), One)
	}
	for _, p := range c.pairs {
		if h := shared(r.head, p.doc.head); h != 0 {
			add("cve", r.word(h), part(CVE))
			break
		}
	}
	if c.Features[Linked] > 0 {
		for _, p := range c.pairs {
			if h := shared(r.links, p.doc.links); h != 0 {
				add("link", r.word(h), part(Linked))
				break
			}
		}
	}
	add("party", r.common(r.vectors.parties, near.parties()), part(Parties))
	add("title", r.common(r.vectors.title, near.title()), part(Title, Within, Mutual))
	add("names", r.common(r.vectors.names, near.names()), part(Names))
	add("text", r.common(r.vectors.body, near.body()), part(Nearest, Mean, Lead, Rarest, Rare))
	add("days apart", strconv.Itoa(c.days), part(Days, Fortnight))
	if c.Features[Outlet] > 0 {
		add("outlet", "the same within two days", part(Outlet))
	}
	if c.Features[OtherCVE] > 0 {
		add("other cve", "none in common", part(OtherCVE))
	}
	all = slices.DeleteFunc(all, func(r news.Reason) bool { return r.Detail == "" })
	slices.SortStableFunc(all, func(a, b news.Reason) int { return cmp.Compare(magnitude(b), magnitude(a)) })
	return all[:min(len(all), reasonsKept)]
}

func magnitude(r news.Reason) int { return max(r.Weight, -r.Weight) }

// common names the heaviest terms that both have, at most three.
func (r *reading) common(a vector, b packed) string {
	var both []term
	for _, t := range a {
		if b.has(t.hash) {
			both = append(both, t)
		}
	}
	slices.SortFunc(both, heavier)
	var words []string
	for _, t := range both {
		if w := r.word(t.hash); w != "" && len(words) < 3 {
			words = append(words, strconv.Quote(w))
		}
	}
	return strings.Join(words, ", ")
}
