package claim

import (
	"slices"
	"strconv"

	"ascribe/news"
)

// A chief is an organisation of the story, with how often it is named or referred to.
type chief struct {
	party party
	name  string
	label string
	times int
	tool  bool // it is also called malware, a flaw or a tool
	title bool // it stands in the title
	first int  // the sentence that names it first
	says  int  // how often it speaks
}

// chiefs lists, once for a story, the organisations that are no security firms by how often
// they are named.
func (r *reading) chiefs() []chief {
	if r.chiefsFound {
		return r.chief
	}
	r.chiefsFound = true
	at := map[string]int{}
	for _, p := range r.parts {
		for _, s := range p.sentences {
			start := s.dateline()
			for _, m := range s.mentions {
				if m.from < start {
					continue
				}
				switch m.kind {
				case mOrg, mName, mIntl, mAgency:
				default:
					continue
				}
				if m.party.Name == "" || s.coinedName(m) || m.class == "vendor" || s.opensOnly(r, m) {
					continue
				}
				speaks := s.saysAfter(m) != "" || s.saidBefore(m) != "" || s.says(m.to)
				if m.official() && (speaks || s.saysNo(m.to) || s.announces(m)) && !s.ownLoss(m) {
					continue
				}
				k, ok := at[m.party.Key()]
				if !ok {
					k = len(r.chief)
					at[m.party.Key()] = k
					r.chief = append(r.chief, chief{party: m.party, name: m.party.Name, label: m.kind.String(), first: s.order()})
				}
				o := &r.chief[k]
				o.tool, o.title = o.tool || s.calledTool(m), o.title || p.name == news.InTitle
				if speaks {
					o.says++
				}
				if name := r.victimName(s, m); name != m.party.Name {
					o.name = name
				}
				o.times++
			}
		}
	}
	r.chief = slices.DeleteFunc(r.chief, func(o chief) bool { return o.tool || hardlyAnybody(o.name) })
	slices.SortStableFunc(r.chief, func(a, b chief) int { return b.times - a.times })
	r.chief = r.chief[:min(len(r.chief), 4)]
	return r.chief
}

// chiefs adds the organisations that the story names most often.
func (l *victimList) chiefs() {
	for i, o := range l.r.chiefs() {
		if o.party.Key() == l.c.accused.Key() || l.c.sameSide(o.party) || l.c.s.spared(l.c, o.party) {
			continue
		}
		rank := strconv.Itoa(min(i, 2))
		role := "other"
		if m := l.c.pick.m; m != nil && m.party.Key() == o.party.Key() {
			if role = "accuser"; m.official() && !l.c.s.ownLoss(m) {
				continue
			}
		}
		k := l.pick(o.name)
		l.tell(k, "chief", rank, role)
		l.tell(k, "chief", o.label, role)
		l.tell(k, "chief", "times", bucket(o.times))
		l.tell(k, "chief", rank, l.near)
		if o.title {
			l.tell(k, "chief", "title", role)
		}
		l.tell(k, "chief", "says", bucket(4*o.says/o.times))
		l.tell(k, "chief", "first", bucket(max(o.first, 0)))
	}
}
