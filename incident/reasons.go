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
			add("cve", r.name(h), part(CVE))
			break
		}
	}
	if c.Features[Linked] > 0 {
		for _, p := range c.pairs {
			if h := shared(r.links, p.doc.links); h != 0 {
				add("link", r.name(h), part(Linked))
				break
			}
		}
	}
	add("party", r.common(r.vectors.parties, near.parties()), part(Parties))
	add("title", r.common(r.vectors.title, near.title()), part(Title, Within, Mutual))
	add("names", r.common(r.vectors.names, near.names()), part(Names))
	add("text", r.common(r.vectors.body, near.body()), part(Nearest, Mean, Lead, Rarest, Rare))
	add("days apart", strconv.Itoa(c.days), part(Days, Fortnight, House))
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
	var room [bodyTerms]uint64
	ranks := room[:0]
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch h := b[j].hash(); {
		case a[i].hash < h:
			i++
		case a[i].hash > h:
			j++
		default:
			ranks = append(ranks, a[i].rank())
			i++
			j++
		}
	}
	var words []string
	for at := 0; at < len(ranks) && len(words) < 3; at++ {
		for i := at + 1; i < len(ranks); i++ {
			if ranks[i] < ranks[at] {
				ranks[i], ranks[at] = ranks[at], ranks[i]
			}
		}
		if w := r.name(uint32(ranks[at])); w != "" {
			words = append(words, strconv.Quote(w))
		}
	}
	return strings.Join(words, ", ")
}
