package incident

import (
	"cmp"
	"slices"

	"ascribe/news"
)

// A telling is a claim with the story that carries it.
type telling struct {
	news.Claim
	story  *news.Story
	origin news.StoryID // whose report it is, see originsOf
}

// Acts merges the claims of an incident's stories: one act for each accuser, accused,
// relation and stance. Claims that a person rejected and hidden stories are left out. The
// acts about the incident itself come first, then by level, date and parties.
func Acts(id news.IncidentID, members []news.Member, stories []news.Story) []news.Act {
	return actsOf(id, tellings(members, stories, originsOf(members, stories)))
}

// actsOf merges tellings, those of one act together.
func actsOf(id news.IncidentID, all []telling) []news.Act {
	var acts []news.Act
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && compareActs(all[start].Claim, all[end].Claim) == 0 {
			end++
		}
		acts = append(acts, act(id, all[start:end]))
		start = end
	}
	slices.SortStableFunc(acts, func(a, b news.Act) int {
		return cmp.Or(cmp.Compare(a.About, b.About), cmp.Compare(b.Level.Rank(), a.Level.Rank()),
			a.First.Time.Compare(b.First.Time), cmp.Compare(a.Accuser.Key(), b.Accuser.Key()),
			cmp.Compare(a.Accused.Key(), b.Accused.Key()))
	})
	return acts
}

// tellings lists the claims that count, those of one act together, and raises the level
// of what several governments say in one story.
func tellings(members []news.Member, stories []news.Story, origins map[news.StoryID]news.StoryID) []telling {
	var all []telling
	for _, s := range shown(members, stories) {
		first := len(all)
		for _, c := range s.Analysis.Claims {
			if c.Review != news.Rejected {
				all = append(all, telling{c, s, origins[s.ID]})
			}
		}
		raiseJoint(all[first:])
	}
	uniteNamesakes(all)
	slices.SortFunc(all, func(a, b telling) int {
		return cmp.Or(compareActs(a.Claim, b.Claim), said(a).Compare(said(b)), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// compareActs orders claims by the act that they belong to.
func compareActs(a, b news.Claim) int {
	return cmp.Or(cmp.Compare(accusedOf(a).Key(), accusedOf(b).Key()), cmp.Compare(a.Accuser.Key(), b.Accuser.Key()),
		cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Stance, b.Stance))
}

// accusedOf is whom a claim is about. Who denies without being told what denies for itself.
func accusedOf(c news.Claim) news.Party {
	if c.Stance == news.Denies && c.Accused.ID == "" && c.Accused.Name == "" && c.Accused.Country == "" {
		return c.Accuser
	}
	return c.Accused
}

// act makes one act of its tellings, which are in order of date.
func act(id news.IncidentID, all []telling) news.Act {
	a := news.Act{
		Incident: id, Accuser: fullest(all, func(c news.Claim) news.Party { return c.Accuser }),
		Accused: fullest(all, accusedOf), Relation: all[0].Relation, Stance: all[0].Stance, About: news.Other,
	}
	var origins []news.StoryID
	for _, t := range all {
		a.Claims = append(a.Claims, t.ID)
		if !slices.Contains(a.Stories, t.story.ID) {
			a.Stories = append(a.Stories, t.story.ID)
		}
		if !slices.Contains(origins, t.origin) {
			origins = append(origins, t.origin)
		}
		if !slices.Contains(a.Outlets, t.story.Outlet) {
			a.Outlets = append(a.Outlets, t.story.Outlet)
		}
		if t.Review.Vouched() {
			a.Reviewed++
		}
		if t.About == news.Main {
			a.About = news.Main
		}
	}
	a.Origins = len(origins)
	weigh := all
	if a.About == news.Main {
		weigh = slices.DeleteFunc(slices.Clone(all), func(t telling) bool { return t.About != news.Main })
	}
	a.Level = weigh[0].Level
	for _, t := range weigh {
		a.Score = max(a.Score, t.score())
		if t.Level.Rank() > a.Level.Rank() {
			a.Level = t.Level
		}
		if t.Basis != "" && t.Basis != news.BasisUnknown && (a.Basis == "" || a.Basis == news.BasisUnknown) {
			a.Basis = t.Basis
		}
		a.Likelihood = likelier(a.Likelihood, t.Likelihood)
		a.First, a.Last = earlier(a.First, t.Date), later(a.Last, t.Date)
	}
	a.Basis = cmp.Or(a.Basis, weigh[0].Basis)
	return a
}

// fullest is the party as the claim says it that says most of it; of equals the first.
func fullest(all []telling, of func(news.Claim) news.Party) news.Party {
	best := of(all[0].Claim)
	said := func(p news.Party) int {
		return min(1, len(p.ID))*4 + min(1, len(p.Name))*2 + min(1, len(p.Country))
	}
	for _, t := range all[1:] {
		if p := of(t.Claim); said(p) > said(best) {
			best = p
		}
	}
	return best
}

// raiseJoint marks as joint what governments of two or more states, or international
// bodies, say in one story of the same accused.
func raiseJoint(story []telling) {
	for i := range story {
		t := &story[i]
		if t.Level != news.GovernmentLevel || t.Stance != news.Accuses {
			continue
		}
		for _, u := range story {
			if u.Stance == news.Accuses && u.About == t.About && u.Relation == t.Relation &&
				(u.Level == news.GovernmentLevel || u.Level == news.JointLevel) &&
				u.Accused.Key() == t.Accused.Key() && power(u.Accuser) != power(t.Accuser) {
				t.Level = news.JointLevel
				break
			}
		}
	}
}

// power is the state or body that a party speaks for: a ministry and an agency of one
// state are one power.
func power(p news.Party) string {
	if p.Country != "" && p.Kind != news.IntlOrg {
		return p.Country
	}
	return p.Key()
}

func likelier(a, b *news.Likelihood) *news.Likelihood {
	if a == nil || b != nil && (b.Low > a.Low || b.Low == a.Low && b.High > a.High) {
		return b
	}
	return a
}

func earlier(a, b news.Date) news.Date {
	if !a.Known() || b.Known() && b.Time.Before(a.Time) {
		return b
	}
	return a
}

func later(a, b news.Date) news.Date {
	if !a.Known() || b.Known() && b.Time.After(a.Time) {
		return b
	}
	return a
}
