package incident

import (
	"cmp"
	"slices"

	"ascribe/news"
)

// responses are the measures that the stories tell of: each of each actor once, with the
// earliest date that is given, by date.
func responses(stories []*news.Story) []news.Response {
	var all []news.Response
	for _, s := range stories {
		for _, r := range s.Analysis.Responses {
			r.Story = s.ID
			if !r.Date.Known() {
				r.Date = dateOf(s)
			}
			i := slices.IndexFunc(all, func(o news.Response) bool { return o.Kind == r.Kind && o.Actor.Key() == r.Actor.Key() })
			switch {
			case i < 0:
				all = append(all, r)
			case r.Date.Time.Before(all[i].Date.Time):
				all[i] = r
			}
		}
	}
	slices.SortStableFunc(all, func(a, b news.Response) int {
		return cmp.Or(a.Date.Time.Compare(b.Date.Time), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Actor.Key(), b.Actor.Key()))
	})
	return all
}

// measured are the milestones of the measures whose phase is not known otherwise. A measure
// that nobody named takes makes none.
func measured(all []news.Response, known map[news.Phase]bool) []news.Milestone {
	var out []news.Milestone
	for _, r := range all {
		phase, verb := phaseOfMeasure(r.Kind)
		if r.Actor.Name == "" || phase != news.Responded && known[phase] {
			continue
		}
		out = append(out, news.Milestone{Date: r.Date, Phase: phase, Text: r.Actor.Name + " " + verb, Story: r.Story})
	}
	return out
}

func phaseOfMeasure(k news.ResponseKind) (phase news.Phase, verb string) {
	switch k {
	case news.ResponseSanctions:
		return news.Sanctions, "imposes sanctions"
	case news.ResponseIndictment:
		return news.Indictment, "brings charges"
	case news.ResponseArrest:
		return news.Arrested, "makes arrests"
	case news.ResponseSeizure:
		return news.Responded, "seizes what attackers used or took"
	case news.ResponseReward:
		return news.Responded, "offers a reward"
	case news.ResponseExpulsion:
		return news.Responded, "expels diplomats"
	case news.ResponseSummons:
		return news.Responded, "summons an ambassador"
	case news.ResponseProtest:
		return news.Responded, "lodges a protest"
	case news.ResponseRecall:
		return news.Responded, "recalls its ambassador"
	}
	return news.Responded, "severs relations"
}
