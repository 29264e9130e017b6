package incident

import (
	"cmp"
	"slices"

	"ascribe/news"
)

// Standings sums up acts about the incident itself, for each accused. Denials, doubts and
// refusals to attribute stand with the accused whom they protect; "Chinese hackers" and
// China are two accused. The best attributed comes first.
func Standings(acts []news.Act) []news.Standing {
	return standings(acts, nil)
}

// standings counts stories of one origin once.
func standings(acts []news.Act, origins map[news.StoryID]news.StoryID) []news.Standing {
	acts = slices.DeleteFunc(slices.Clone(acts), func(a news.Act) bool { return a.About != news.Main })
	slices.SortStableFunc(acts, func(a, b news.Act) int {
		return cmp.Or(cmp.Compare(a.Accused.Key(), b.Accused.Key()), cmp.Compare(b.Level.Rank(), a.Level.Rank()),
			a.First.Time.Compare(b.First.Time), cmp.Compare(a.Accuser.Key(), b.Accuser.Key()))
	})
	var all []news.Standing
	for start := 0; start < len(acts); {
		end := start + 1
		for end < len(acts) && acts[end].Accused.Key() == acts[start].Accused.Key() {
			end++
		}
		all = append(all, standing(acts[start:end], origins))
		start = end
	}
	doubtful := func(s news.Standing) int {
		if s.Doubtful() {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b news.Standing) int {
		return cmp.Or(cmp.Compare(doubtful(a), doubtful(b)), cmp.Compare(min(1, len(b.Accusers)), min(1, len(a.Accusers))),
			cmp.Compare(b.Level.Rank(), a.Level.Rank()), cmp.Compare(b.IndependentOrigins, a.IndependentOrigins),
			cmp.Compare(a.Accused.Key(), b.Accused.Key()))
	})
	return all
}

// standing sums up the acts of one accused, strongest first.
func standing(acts []news.Act, origins map[news.StoryID]news.StoryID) news.Standing {
	s := news.Standing{
		Accused: acts[0].Accused, Accusers: []news.Party{},
		DeniedBy: []news.Party{}, DoubtedBy: []news.Party{}, DeclinedBy: []news.Party{},
	}
	var texts []news.StoryID
	counted := 0 // what the acts themselves count, an upper bound
	for _, a := range acts {
		s.Acts++
		s.Claims += len(a.Claims)
		s.Unreviewed += len(a.Claims) - a.Reviewed
		s.Score = max(s.Score, a.Score)
		s.First, s.Last = earlier(s.First, a.First), later(s.Last, a.Last)
		switch a.Stance {
		case news.Denies:
			s.DeniedBy = addParty(s.DeniedBy, a.Accuser)
		case news.Doubts:
			s.DoubtedBy = addParty(s.DoubtedBy, a.Accuser)
		case news.Declines:
			s.DeclinedBy = addParty(s.DeclinedBy, a.Accuser)
		case news.Claims:
			s.SelfClaimed = true
		default:
			s.Accusers = addParty(s.Accusers, a.Accuser)
			s.Likelihood = likelier(s.Likelihood, a.Likelihood)
			if s.Level == "" || a.Level.Rank() > s.Level.Rank() {
				s.Level = a.Level
			}
			counted += a.Origins
			for _, id := range a.Stories {
				if origin := origins[id]; origin != "" {
					id = origin
				}
				if !slices.Contains(texts, id) {
					texts = append(texts, id)
				}
			}
		}
	}
	s.IndependentOrigins = min(len(texts), counted)
	return s
}

func addParty(all []news.Party, p news.Party) []news.Party {
	if slices.ContainsFunc(all, func(q news.Party) bool { return q.Key() == p.Key() }) {
		return all
	}
	return append(all, p)
}
