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
		i := slices.IndexFunc(measures, func(m measure) bool { return m.kind == r.Kind })
		if i < 0 || r.Actor.Name == "" || measures[i].phase != news.Responded && known[measures[i].phase] {
			continue
		}
		out = append(out, news.Milestone{Date: r.Date, Phase: measures[i].phase, Text: r.Actor.Name + " " + measures[i].verb, Story: r.Story})
	}
	return out
}

// A measure is a kind of response in the words of the timeline.
type measure struct {
	kind  news.ResponseKind
	phase news.Phase
	verb  string
}

var measures = []measure{
	{news.ResponseSanctions, news.Sanctions, "imposes sanctions"},
	{news.ResponseIndictment, news.Indictment, "brings charges"},
	{news.ResponseArrest, news.Arrested, "makes arrests"},
	{news.ResponseSeizure, news.Responded, "seizes what attackers used or took"},
	{news.ResponseReward, news.Responded, "offers a reward"},
	{news.ResponseExpulsion, news.Responded, "expels diplomats"},
	{news.ResponseSummons, news.Responded, "summons an ambassador"},
	{news.ResponseProtest, news.Responded, "lodges a protest"},
	{news.ResponseRecall, news.Responded, "recalls its ambassador"},
	{news.ResponseSeverance, news.Responded, "severs relations"},
}
