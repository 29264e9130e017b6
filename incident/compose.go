package incident

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ascribe/news"
)

// Compose shows an incident from its current stories. Members keep their order; hidden
// stories stay members but say nothing. What hangs on outlets and persons (countries,
// names, notes) is for the caller to add. The same arguments give the same incident,
// whatever the order of stories.
func Compose(id news.IncidentID, members []news.Member, stories []news.Story) news.Incident {
	return new(Composer).Compose(id, members, stories)
}

// A Composer composes one incident after the other, in memory that it keeps.
type Composer struct{ describer }

// Compose is the Compose of the package.
func (c *Composer) Compose(id news.IncidentID, members []news.Member, stories []news.Story) news.Incident {
	in := news.Incident{ID: id, Members: members, Outlets: []news.OutletID{}}
	visible := shown(members, stories)
	if len(visible) == 0 {
		visible = every(members, stories)
	}
	origins := originsOf(members, stories)
	seen := map[news.StoryID]bool{}
	for _, s := range visible {
		when := s.When().UTC()
		if in.First.IsZero() || when.Before(in.First) {
			in.First = when
		}
		in.Last, in.Activity = latest(in.Last, when), latest(in.Activity, active(s))
		in.Outlets = append(in.Outlets, s.Outlet)
		if !seen[origins[s.ID]] {
			seen[origins[s.ID]] = true
			in.Origins++
		}
	}
	slices.Sort(in.Outlets)
	in.Outlets = slices.Compact(in.Outlets)
	in.Parties = parties(visible)
	in.CVEs = named(visible, news.MentionCVE)
	in.Malware = named(visible, news.MentionMalware)
	in.Victims = victims(visible)
	in.VictimCountries = commonest(visible, func(c news.Claim) string { return c.VictimCountry })
	in.VictimSectors = commonest(visible, func(c news.Claim) string { return c.VictimSector })
	in.Title, in.Summary = c.describe(visible, origins)
	told := tellings(members, stories, origins)
	in.Acts = actsOf(id, told)
	in.Standing = standings(in.Acts, origins)
	in.Responses = responses(visible)
	in.Timeline = timeline(told, visible)
	return in
}

// active is when an outlet last did something about a story: published or changed it. When
// it arrived does not count, or the first pass over the feeds would be the news of the day.
func active(s *news.Story) time.Time {
	if m := s.Modified; m.Known() && !m.Time.After(s.Arrived) {
		return latest(s.When(), m.Time).UTC()
	}
	return s.When().UTC()
}

// shown are the members' stories that nobody hid, in order of publication, then ID.
func shown(members []news.Member, stories []news.Story) []*news.Story {
	hidden := map[news.StoryID]bool{}
	for _, m := range members {
		hidden[m.Story] = m.Hidden
	}
	return slices.DeleteFunc(every(members, stories), func(s *news.Story) bool { return hidden[s.ID] })
}

// every are the members' stories in order of publication, then ID.
func every(members []news.Member, stories []news.Story) []*news.Story {
	member := map[news.StoryID]bool{}
	for _, m := range members {
		member[m.Story] = true
	}
	var all []*news.Story
	for i := range stories {
		if member[stories[i].ID] {
			all = append(all, &stories[i])
		}
	}
	slices.SortFunc(all, func(a, b *news.Story) int {
		return cmp.Or(a.When().Compare(b.When()), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// parties are who is spoken of, those in most stories first.
func parties(stories []*news.Story) []news.Mention {
	return tally(stories, func(k news.MentionKind) bool { return k == news.MentionParty || k == news.MentionActor })
}

// tally merges the stories' mentions that pick wants. Count becomes the sum.
func tally(stories []*news.Story, pick func(news.MentionKind) bool) []news.Mention {
	type key struct {
		kind news.MentionKind
		id   string
	}
	type told struct {
		news.Mention
		in int // stories
	}
	var all []told
	place := map[key]int{} // in all
	for _, s := range stories {
		for i := range s.Analysis.Mentions {
			m := &s.Analysis.Mentions[i]
			if !pick(m.Kind) {
				continue
			}
			k, known := place[key{m.Kind, m.ID}]
			if !known {
				k = len(all)
				place[key{m.Kind, m.ID}] = k
				all = append(all, told{Mention: *m})
				all[k].Count = 0
			}
			all[k].Count += max(1, m.Count)
			all[k].in++
		}
	}
	slices.SortFunc(all, func(a, b told) int {
		return cmp.Or(cmp.Compare(b.in, a.in), cmp.Compare(b.Count, a.Count), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Kind, b.Kind))
	})
	if all == nil {
		return nil
	}
	out := make([]news.Mention, 0, len(all))
	for i := range all {
		out = append(out, all[i].Mention)
	}
	return out
}

// named are the names of one kind of mention.
func named(stories []*news.Story, kind news.MentionKind) []string {
	var all []string
	for _, m := range tally(stories, func(k news.MentionKind) bool { return k == kind }) {
		if !slices.Contains(all, m.Name) {
			all = append(all, m.Name)
		}
	}
	return all
}

// victims are those of the claims about the incident itself, then the other ones named.
func victims(stories []*news.Story) []string {
	var all []string
	add := func(name string) {
		same := func(other string) bool { return strings.EqualFold(other, name) }
		if name != "" && !slices.ContainsFunc(all, same) {
			all = append(all, name)
		}
	}
	for _, s := range stories {
		for _, c := range s.Analysis.Claims {
			if c.About == news.Main && c.Review != news.Rejected {
				add(c.Victim)
			}
		}
	}
	for _, name := range named(stories, news.MentionVictim) {
		add(name)
	}
	return all
}

// commonest are the values that the claims about the incident itself have, by how many stories
// have them, then by name.
func commonest(stories []*news.Story, of func(news.Claim) string) []string {
	var all []string
	var count []int
	for _, s := range stories {
		var here []string
		for _, c := range s.Analysis.Claims {
			if v := of(c); v != "" && c.About == news.Main && c.Review != news.Rejected && !slices.Contains(here, v) {
				here = append(here, v)
			}
		}
		for _, v := range here {
			i := slices.Index(all, v)
			if i < 0 {
				i, all, count = len(all), append(all, v), append(count, 0)
			}
			count[i]++
		}
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(all[a], all[b]))
	})
	var out []string
	for _, i := range order {
		out = append(out, all[i])
	}
	return out
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
