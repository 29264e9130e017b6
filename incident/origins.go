package incident

import "ascribe/news"

// wireFor is within how many seconds texts of one wire service, or after one outlet's report, about one
// incident are one report.
const wireFor = 2 * 24 * 60 * 60

// originsOf finds for each member whose report it is in the end: mostly its own, else that of the
// text which it repeats, or of the outlet's story that it says it repeats, or of the first one that
// names the same outlet (byline, "(Reuters) -", "according to Reuters") in the same two days,
// however the others cut it.
func originsOf(members []news.Member, stories []news.Story) map[news.StoryID]news.StoryID {
	copies := map[news.StoryID]news.StoryID{}
	for _, m := range members {
		copies[m.Story] = m.Copy
	}
	origins := map[news.StoryID]news.StoryID{}
	for _, m := range members {
		origin := m.Story
		for range members { // bounded, should two copies name each other
			if copies[origin] == "" {
				break
			}
			origin = copies[origin]
		}
		origins[m.Story] = origin
	}
	became := map[news.StoryID]news.StoryID{}
	root := func(id news.StoryID) news.StoryID {
		for became[id] != "" { // never a circle: only roots become others
			id = became[id]
		}
		return id
	}
	all := every(members, stories)
	if len(all) < 2 { // which repeats nobody's here
		return origins
	}
	own, credits := make([]string, len(all)), make([]string, len(all))
	for i, s := range all {
		own[i] = outletKey(string(s.Outlet))
		if credits[i] = credited(s, own[i]); credits[i] != "" {
			own[i] = "" // a story of theirs, not of its own
		}
	}
	first := map[string]*news.Story{} // of the present report of each outlet
	for i, s := range all {
		if credits[i] == "" {
			continue
		}
		source := first[credits[i]]
		if source == nil || apart(s, source) > wireFor {
			source = nearestOwn(all, own, credits[i], s)
			first[credits[i]] = source
		}
		if ours, theirs := root(origins[s.ID]), root(origins[source.ID]); ours != theirs {
			became[ours] = theirs
		}
	}
	for _, m := range members {
		origins[m.Story] = root(origins[m.Story])
	}
	return origins
}

// nearestOwn is the story of the outlet itself that is nearest to one which repeats it, else that one.
func nearestOwn(all []*news.Story, own []string, outlet string, s *news.Story) *news.Story {
	best, gap := s, int64(wireFor)
	for i, o := range all {
		if own[i] == outlet && apart(o, s) <= gap {
			best, gap = o, apart(o, s)-1
		}
	}
	return best
}

// apart is the distance of two stories in seconds.
func apart(a, b *news.Story) int64 {
	d := a.When().Unix() - b.When().Unix()
	return max(d, -d)
}
