package incident

import "ascribe/news"

// Governments and courts take months: the attribution, the sanctions and the charges come
// when the affair is long out of the news, and in other words than its first reports. A
// story with such an official word may join an older incident that it is less like than a
// story of the same week would have to be, when it accuses whom the incident's stories
// accuse and shares names that hardly any other incident has.
const (
	officialLikeness = One * 30 / 100 // of the texts
	officialNames    = One * 32 / 100
	officialOwned    = One * 20 / 100 // a rare word of the lead that is the incident's own
	officialSubject  = One * 20 / 100 // what it is about, in the headline or the first paragraphs
	officialAlone    = One * 50 / 100 // such a word where nobody was accused before
)

// official finds the older incident that a story brings an official word on.
func (st *State) official(q *query, all []Candidate) *Candidate {
	if len(q.official) == 0 {
		return nil
	}
	var best *Candidate
	for i := range all {
		c := &all[i]
		f := &c.Features
		if f[Fortnight] == 0 || f[Nearest] < officialLikeness || f[Names] < officialNames || f[Owned] < officialOwned || f[Subject] < officialSubject {
			continue
		}
		accused, same := false, false
		for _, d := range c.group.docs {
			accused = accused || len(d.accused) > 0
			same = same || shared(q.official, d.accused) != 0
		}
		if !same && (accused || f[Owned] < officialAlone) || best != nil && c.Score <= best.Score {
			continue
		}
		best = c
	}
	return best
}

// officialLevel reports whether a government, several of them or a court says it.
func officialLevel(l news.Level) bool {
	return l == news.GovernmentLevel || l == news.JointLevel || l == news.LegalLevel
}
