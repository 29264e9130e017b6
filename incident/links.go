package incident

import (
	"slices"
	"strings"

	"ascribe/news"
)

// A link is what two stories of one operation share, however long they are apart, and
// hardly any others do: who did it to whom, with what to whom, which flaws, the number of a
// case or of an advisory. Stories are filed by their links, so that a follow-up finds an
// incident that is no longer remembered.

const (
	linkNames  = 4             // parties, and as many actors and pieces of malware, that links are made of
	commonBits = 5*One + One/2 // a party in more than one text of 45 is too common to be the victim
	linkUses   = 4             // incidents that a link may lead to: a spyware and its maker are in the news each month
	linkText   = 64 << 10      // bytes of a text in which numbers are sought
	prominent  = 3             // times that a name stands in a text that is about it, or it is in the headline
)

// linksOf are the hashes of a story's links, sorted.
func (r *reading) linksOf(s news.Story) []uint32 {
	var all []uint32
	whose, whom := r.sides(s)
	for _, who := range whose {
		for _, name := range whom {
			h := hashOf("pair " + who.id + " " + strings.ToLower(name.name))
			all = append(all, h)
			r.labels = append(r.labels, label{h, who.name + ", " + name.name})
		}
	}
	for _, number := range numbers(numbers(nil, s.Title), s.Text[:min(len(s.Text), linkText)]) {
		h := hashOf("number " + number)
		all = append(all, h)
		r.labels = append(r.labels, label{h, strings.ToUpper(number)})
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// againWords are what a headline says of what has happened before, to the same victim or in
// the same product: it is about another time.
var againWords = []string{"again", "another", "second", "2nd", "third", "3rd", "fourth", "4th", "fifth", "5th"}

func again(title []token) bool {
	return slices.ContainsFunc(title, func(t token) bool { return slices.Contains(againWords, t.word()) })
}

// telling adds the links that lead to few incidents, among those that are remembered and
// others.
func (st *State) telling(links []uint32, others []*group, out []uint32) []uint32 {
	for _, link := range links {
		var seen []news.IncidentID
		meet := func(id news.IncidentID) {
			if len(seen) <= linkUses && !slices.Contains(seen, id) {
				seen = append(seen, id)
			}
		}
		for _, p := range st.index[link] {
			meet(st.docs[p.seq-uint32(st.first)].incident.id)
		}
		for _, g := range others {
			if slices.ContainsFunc(g.docs, func(d *doc) bool { return slices.Contains(d.links, link) }) {
				meet(g.id)
			}
		}
		if len(seen) <= linkUses {
			out = append(out, link)
		}
	}
	return out
}
