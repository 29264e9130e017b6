package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	headlineBureaus    = words("headlineBureaus")
	headlineFirms      = words("headlineFirms")
	headlineMinistries = words("headlineMinistries")
)

// A headline calls who accuses by what they are and leaves the name to the text: "Spy agency blames China", and then "The Finnish
// Security and Intelligence Service blamed". Who is called so is who accuses the same party below, where one alone does.

// nameInHeadlines names such accusers.
func (r *reading) nameInHeadlines(out []news.Claim, story news.Story) {
	for i := range out {
		c := &out[i]
		if c.Evidence.Part != news.InTitle || c.Stance != news.Accuses || c.Accuser.ID != "" {
			continue
		}
		by := namedBelow(out, *c)
		if by == nil || oneOfSeveral(out, i) {
			continue
		}
		c.Accuser, c.Speaker = by.Accuser, by.Speaker
		r.codeSides(c)
		scale(c)
		c.ID = news.NewClaimID(story.ID, c.Quote, c.Accuser, c.Accused, c.Relation, c.Stance)
	}
}

// oneOfSeveral reports whether a headline has another accuser beside the one of claim i: "Police and spy agency blame China". Who
// is who of them nobody tells, and one name for both would make one claim twice.
func oneOfSeveral(out []news.Claim, i int) bool {
	c := out[i]
	return slices.ContainsFunc(out, func(o news.Claim) bool {
		return o.Evidence == c.Evidence && o.Accuser.Key() != c.Accuser.Key() && o.Accused.Key() == c.Accused.Key()
	})
}

// namedBelow is the claim of the text whose accuser the one of a headline's claim stands for, if there is but one such accuser.
func namedBelow(out []news.Claim, head news.Claim) (found *news.Claim) {
	for i, c := range out {
		if c.Evidence.Part == news.InTitle || c.Stance != head.Stance || c.Accuser.Name == "" || !mayStandFor(head.Accuser.Name, c.Accuser) {
			continue
		}
		if c.Accused.Key() != head.Accused.Key() && (head.Accused.Country == "" || c.Accused.Country != head.Accused.Country) {
			continue
		}
		if found != nil && found.Accuser.Key() != c.Accuser.Key() {
			return nil
		}
		if found == nil {
			found = &out[i]
		}
	}
	return found
}

// mayStandFor reports whether what a headline calls somebody, "agency", "security firm", may be said of a party that has a name.
func mayStandFor(called string, p news.Party) bool {
	noun := wordOf(strings.ToLower(called[strings.LastIndexByte(called, ' ')+1:]))
	switch p.Kind {
	case news.Agency:
		return noun.in(headlineBureaus) || noun.in(headlineMinistries)
	case news.GovernmentParty, news.State:
		return noun.in(headlineMinistries)
	case news.Company, news.Org, news.VictimOrg, news.NGO:
		return noun.in(headlineFirms) && strings.ToLower(p.Name) != p.Name
	}
	return false
}
