package web

import (
	"cmp"
	"net/http"
	"slices"

	"ascribe/digest"
	"ascribe/news"
	"ascribe/store"
)

type incidentPage struct {
	store.IncidentView
	Main, Other []charge // about the incident itself, and about other operations
	Days        []day
	Stories     []memberRow // in order of publication
	Unseen      []memberRow // of which not everything could be read
	Hidden      []linked    // stories that a person took out
	Rejected    int         // claims, by a person
	Outlets     []news.Outlet
	Owners      int // of the outlets that name one
	Countries   int
	Claims      int
	Reviewed    int
	Editor      bool // the reader may edit
	TLPs        []news.TLP
	Marked      news.TLP // the highest level of its notes
}

// A charge is all that is said of one party.
type charge struct {
	Accused news.Party
	Acts    []actRow
}

// An actRow is an act with the sentences that carry it.
type actRow struct {
	news.Act
	Subject string
	Claims  []claimRow
}

type claimRow struct {
	news.Claim
	Story  store.StoryView
	Editor bool
	Back   string       // the page that its form leads back to, without what was done
	Next   news.ClaimID // the claim behind it on the page, to go on with; "" at the end
}

type memberRow struct {
	news.Member
	Story store.StoryView
}

// A day is what happened on one date of the timeline.
type day struct {
	Date   news.Date
	Events []news.Milestone
}

func (s *site) incident(r *http.Request) (view, error) {
	if err := only(r); err != nil {
		return view{}, err
	}
	id := news.IncidentID(r.PathValue("id"))
	in, err := s.Store.Incident(id)
	if err != nil {
		return view{}, err
	}
	if in.ID != id {
		return view{}, moved{"/incidents/" + string(in.ID)}
	}
	p := incidentPage{IncidentView: in, Days: days(in.Timeline), Editor: editor(r), TLPs: news.TLPs}
	claims, err := s.members(&p)
	if err != nil {
		return view{}, err
	}
	p.charges(claims)
	for _, n := range in.Notes {
		p.Marked = higher(p.Marked, n.TLP)
	}
	owners, countries := map[string]bool{}, map[string]bool{}
	for _, id := range in.Outlets {
		o, _ := s.Node.Outlet(id)
		p.Outlets = append(p.Outlets, o)
		if o.Owner != "" {
			owners[o.Owner] = true
		}
		if o.Country != "" {
			countries[o.Country] = true
		}
	}
	p.Owners, p.Countries = len(owners), len(countries)
	return view{"incident", in.Title, "incidents", p}, nil
}

// members fills in the stories of the incident and returns their claims.
func (s *site) members(p *incidentPage) (map[news.ClaimID]claimRow, error) {
	claims := map[news.ClaimID]claimRow{}
	for _, m := range p.Members {
		st, err := s.Store.Story(m.Story)
		if err != nil {
			return nil, err
		}
		if m.Hidden {
			p.Hidden = append(p.Hidden, linked{"/stories/" + string(st.ID), st.Title})
			continue
		}
		row := memberRow{m, st}
		p.Stories = append(p.Stories, row)
		if st.Access != news.Full || st.Analysis.Unread != "" {
			p.Unseen = append(p.Unseen, row)
		}
		for _, c := range st.Analysis.Claims {
			if c.Review == news.Rejected {
				p.Rejected++
			}
			if _, twice := claims[c.ID]; !twice {
				claims[c.ID] = claimRow{Claim: c, Story: st, Editor: p.Editor, Back: "/incidents/" + string(p.ID)}
			}
		}
	}
	slices.SortStableFunc(p.Stories, func(a, b memberRow) int { return a.Story.When().Compare(b.Story.When()) })
	return claims, nil
}

// charges sorts the acts by the accused, in the order of the standing: what is said for an
// accusation and against it stands side by side, the weightiest first.
func (p *incidentPage) charges(claims map[news.ClaimID]claimRow) {
	order := map[string]int{}
	for i, st := range p.Standing {
		order[st.Accused.Key()] = i - len(p.Standing)
	}
	for _, a := range p.Acts {
		row := actRow{Act: a}
		for _, id := range a.Claims {
			c, ok := claims[id]
			if !ok {
				continue
			}
			row.Claims = append(row.Claims, c)
			row.Subject = cmp.Or(row.Subject, c.Subject)
			p.Claims++
			if c.Review.Vouched() {
				p.Reviewed++
			}
		}
		list := &p.Other
		if a.About == news.Main {
			list = &p.Main
		}
		i := slices.IndexFunc(*list, func(c charge) bool { return c.Accused.Key() == a.Accused.Key() })
		if i < 0 {
			*list = append(*list, charge{Accused: a.Accused})
			i = len(*list) - 1
		}
		(*list)[i].Acts = append((*list)[i].Acts, row)
	}
	for _, list := range [][]charge{p.Main, p.Other} {
		slices.SortStableFunc(list, func(a, b charge) int { return order[a.Accused.Key()] - order[b.Accused.Key()] })
		for _, c := range list {
			slices.SortStableFunc(c.Acts, weightier)
		}
	}
	p.chain()
}

// chain tells each claim which one stands behind it on the page.
func (p *incidentPage) chain() {
	var last *claimRow
	for _, c := range slices.Concat(p.Main, p.Other) {
		for _, a := range c.Acts {
			for i := range a.Claims {
				if last != nil {
					last.Next = a.Claims[i].ID
				}
				last = &a.Claims[i]
			}
		}
	}
}

func weightier(a, b actRow) int {
	return cmp.Or(
		slices.Index(news.Stances, a.Stance)-slices.Index(news.Stances, b.Stance),
		b.Level.Rank()-a.Level.Rank(),
		a.First.Time.Compare(b.First.Time),
		cmp.Compare(digest.Name(a.Accuser), digest.Name(b.Accuser)))
}

// days gathers the milestones of each date, which follow one another in a timeline.
func days(timeline []news.Milestone) []day {
	var all []day
	for _, m := range timeline {
		if n := len(all); n == 0 || onDay(all[n-1].Date) != onDay(m.Date) {
			all = append(all, day{Date: m.Date})
		}
		last := &all[len(all)-1]
		last.Events = append(last.Events, m)
	}
	return all
}
