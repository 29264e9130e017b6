package incident

import (
	"cmp"
	"slices"
	"strings"

	"ascribe/news"
)

// Stories name a party that the catalogue does not know as they please: one calls it a
// company of some country, another an organisation, a third leaves "Security" out. Within
// one incident these are one party, and count as one.

// firmWords are what a firm's name may end in, and is often left without.
var firmWords = []string{
	"ag", "bv", "co", "company", "corp", "corporation", "cyber", "cybersecurity", "foundation", "gmbh", "group", "holdings", "inc", "intelligence",
	"labs", "limited", "llc", "ltd", "networks", "plc", "research", "sa", "security", "software", "systems", "technologies", "technology",
}

// uniteNamesakes gives the tellings' parties of one name one form: the fullest that occurs.
func uniteNamesakes(all []telling) {
	forms := fullForms(all)
	for i := range all {
		all[i].Accuser = forms.of(all[i].Accuser)
		all[i].Accused = forms.of(all[i].Accused)
	}
}

// A form is how a party is named, and the words of that name in lower case.
type form struct {
	party news.Party
	words []string
}

// forms are those of all parties by the first word of their names, the fullest first.
type forms map[string][]form

// fullForms are the forms of the named parties, in a total order.
func fullForms(all []telling) forms {
	var parties []news.Party
	seen := map[string]bool{}
	for _, t := range all {
		for _, p := range []news.Party{t.Accuser, t.Accused} {
			if namedParty(p) && !seen[p.Key()] {
				seen[p.Key()] = true
				parties = append(parties, p)
			}
		}
	}
	slices.SortFunc(parties, func(a, b news.Party) int {
		return cmp.Or(cmp.Compare(min(1, len(b.ID)), min(1, len(a.ID))), cmp.Compare(min(1, len(b.Country)), min(1, len(a.Country))),
			cmp.Compare(len(b.Name), len(a.Name)), cmp.Compare(a.Key(), b.Key()))
	})
	out := forms{}
	for _, p := range parties {
		if words := strings.Fields(strings.ToLower(p.Name)); len(words) > 0 {
			out[words[0]] = append(out[words[0]], form{p, words})
		}
	}
	return out
}

// of is the fullest form of a party that the catalogue does not know, else the party.
func (f forms) of(p news.Party) news.Party {
	words := strings.Fields(strings.ToLower(p.Name))
	if !namedParty(p) || p.ID != "" || len(words) == 0 {
		return p
	}
	for _, full := range f[words[0]] {
		elsewhere := p.Country != "" && full.party.Country != "" && p.Country != full.party.Country
		if !elsewhere && (slices.Equal(words, full.words) || shortFor(words, full.words) || shortFor(full.words, words)) {
			return full.party
		}
	}
	return p
}

// namedParty reports whether a party is somebody with a name of their own.
func namedParty(p news.Party) bool {
	switch p.Kind {
	case news.Researchers, news.Anonymous, news.Vague, news.UnknownParty, news.Unspecified, news.State, news.GovernmentParty:
		return false
	}
	return p.Name != ""
}

// shortFor reports whether a name is another one without the words that firms' names end in.
func shortFor(short, long []string) bool {
	if len(short) == 0 || len(short) >= len(long) || !slices.Equal(short, long[:len(short)]) {
		return false
	}
	for _, w := range long[len(short):] {
		if !slices.Contains(firmWords, strings.Trim(w, ".,")) {
			return false
		}
	}
	return true
}
