package store

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"ascribe/news"
)

// What the index knows of an object: facets, each with its values.

// Facets that are no filter's name.
const (
	allFacet      = "all"       // everything that is shown
	outletsFacet  = "n-outlets" // how many, as counted writes it
	accusersFacet = "n-accusers"
	scoreFacet    = "score"
)

// counted writes a number so that it sorts; beyond 999 all is one.
func counted(n int) string { return fmt.Sprintf("%03d", min(max(n, 0), 999)) }

// fold makes the ways of writing one name equal: case, blanks and hyphens.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '_' || r == '\u2011' {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// partyValues are the values that a party is found by: every ID that it may mean, its
// country, and its name.
func partyValues(p news.Party) []string {
	var v []string
	if p.ID != "" {
		v = append(v, p.ID)
	}
	v = append(v, p.Maybe...)
	if p.Country != "" {
		v = append(v, countryValue(p.Country))
	}
	if p.Name != "" {
		v = append(v, nameValue(p.Name))
	}
	return v
}

func countryValue(iso string) string { return "country:" + strings.ToUpper(iso) }
func nameValue(name string) string   { return "name:" + fold(name) }

// facts collects the facets of one object.
type facts []string

// newFacts are of what is in the list of all. Few objects have more than there is room for.
func newFacts() facts { return append(make(facts, 0, 32), fv(allFacet, "1")) }

func (f *facts) add(facet string, values ...string) {
	for _, v := range values {
		if v != "" {
			*f = append(*f, fv(facet, v))
		}
	}
}

// done returns the facets in order, each once.
func (f facts) done() []string {
	slices.Sort(f)
	return slices.Compact(f)
}

// claimFacts are the facets of a claim that filters bind to one act by.
func (f *facts) claim(c news.Claim) {
	f.parties(c.Accuser, c.Accused)
	f.add("stance", string(c.Stance))
	f.add("relation", string(c.Relation))
	f.add("level", string(c.Level))
	f.add("basis", string(c.Basis))
	f.claimOnly(c)
}

// claimOnly adds what an act has from its claims and doesn't say itself.
func (f *facts) claimOnly(c news.Claim) {
	f.add("review", string(c.Review))
	f.add("about", string(c.About))
	f.add("victim_country", strings.ToUpper(c.VictimCountry))
	f.add("sector", strings.ToLower(c.VictimSector), news.SectorCategory(c.VictimSector))
}

func (f *facts) parties(accuser, accused news.Party) {
	f.add("accuser", partyValues(accuser)...)
	f.add("accuser_kind", string(accuser.Kind))
	f.add("accused", partyValues(accused)...)
}

// outletFacts are what a story hands down to its claims and its incident.
func (f *facts) publication(s news.Story) {
	f.add("outlet", string(s.Outlet))
	f.add("language", language(s.Language))
	f.add("access", string(s.Access))
}

// language is the primary subtag, by which one asks: "en" for "en-GB".
func language(tag string) string {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return primary
}

// mentioned adds the names of a story.
func (f *facts) mentioned(mentions []news.Mention) {
	for _, m := range mentions {
		switch m.Kind {
		case news.MentionCVE:
			f.add("cve", strings.ToUpper(strings.TrimPrefix(m.ID, "cve:")))
		case news.MentionVictim:
			f.add("victim", nameValue(m.Name))
		case news.MentionActor, news.MentionParty, news.MentionMalware, news.MentionCampaign:
			f.add("actor", m.ID)
			f.add("actor", nameValue(m.Name))
		}
	}
}

func (f *facts) actors(c news.Claim) {
	f.add("actor", partyValues(c.Accused)...)
	f.add("actor", partyValues(c.Accuser)...)
	if c.Subject != "" {
		f.add("actor", nameValue(c.Subject))
	}
}

// storyFacts describes a story. A claim that a person rejected says nothing of it but
// that it was rejected.
func storyFacts(s news.Story) []string {
	f := newFacts()
	f.publication(s)
	f.mentioned(s.Analysis.Mentions)
	best := -1
	for _, c := range s.Analysis.Claims {
		if c.Review == news.Rejected {
			f.add("review", string(c.Review))
			continue
		}
		f.claim(c)
		f.actors(c)
		if c.Victim != "" {
			f.add("victim", nameValue(c.Victim))
		}
		best = max(best, c.Score)
	}
	if best >= 0 {
		f.add(scoreFacet, counted(best))
	}
	return f.done()
}

// storyActs are the claims of a story as filters bind to them.
func storyActs(s news.Story) []act {
	var acts []act
	for _, c := range s.Analysis.Claims {
		if c.Review == news.Rejected {
			continue
		}
		var f facts
		f.claim(c)
		acts = append(acts, newAct(f, c.Score))
	}
	return acts
}

// claimFactsOf describes a claim of a story.
func claimFacts(s news.Story, c news.Claim) []string {
	f := newFacts()
	f.claim(c)
	f.actors(c)
	f.publication(s)
	if c.Victim != "" {
		f.add("victim", nameValue(c.Victim))
	}
	for _, m := range s.Analysis.Mentions {
		if m.Kind == news.MentionCVE {
			f.add("cve", strings.ToUpper(strings.TrimPrefix(m.ID, "cve:")))
		}
	}
	f.add(scoreFacet, counted(c.Score))
	return f.done()
}

// incidentFacts describes an incident by its acts, and by those of its stories that were
// read for it.
func incidentFacts(in news.Incident, read []news.Story) ([]string, []act) {
	f := newFacts()
	byID := map[news.ClaimID]news.Claim{}
	for _, s := range read {
		f.publication(s)
		for _, c := range s.Analysis.Claims {
			byID[c.ID] = c
			if c.Review != news.Rejected && c.Victim != "" {
				f.add("victim", nameValue(c.Victim))
			}
		}
	}
	for _, o := range in.Outlets {
		f.add("outlet", string(o))
	}
	for _, c := range in.CVEs {
		f.add("cve", strings.ToUpper(c))
	}
	for _, v := range in.Victims {
		f.add("victim", nameValue(v))
	}
	f.mentioned(in.Parties)
	for _, m := range in.Malware {
		f.add("actor", nameValue(m))
	}
	var acts []act
	best := -1
	for _, a := range in.Acts {
		one, score := actFacts(a, byID)
		acts = append(acts, newAct(one, score))
		best = max(best, score)
		f = append(f, one...)
		f.add("actor", partyValues(a.Accused)...)
		f.add("actor", partyValues(a.Accuser)...)
	}
	if best >= 0 {
		f.add(scoreFacet, counted(best))
	}
	f.add(outletsFacet, counted(len(in.Outlets)))
	f.add(accusersFacet, counted(accusers(in.Standing)))
	f.add(standingFacet, standingValue(in))
	if in.Contested() {
		f.add("contested", "1")
	}
	return f.done(), acts
}

// actFacts describes an act by itself and by its claims; its score is their best.
func actFacts(a news.Act, byID map[news.ClaimID]news.Claim) (f facts, score int) {
	f.parties(a.Accuser, a.Accused)
	f.add("stance", string(a.Stance))
	f.add("relation", string(a.Relation))
	f.add("level", string(a.Level))
	f.add("basis", string(a.Basis))
	f.add("about", string(a.About))
	for _, id := range a.Claims {
		if c, ok := byID[id]; ok {
			f.claimOnly(c)
			score = max(score, c.Score)
		}
	}
	return f, score
}

// accusers counts the parties that accuse somebody of the incident.
func accusers(all []news.Standing) int {
	seen := map[string]bool{}
	for _, s := range all {
		for _, p := range s.Accusers {
			seen[p.Key()] = true
		}
	}
	return len(seen)
}

func newAct(f facts, score int) act {
	var out []byte
	for _, one := range f.done() {
		out = binary.BigEndian.AppendUint64(out, hashFV(one))
	}
	return act{out, score}
}

func hashFV(fv string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(fv))
	return h.Sum64()
}

// has reports whether the act has one of the facets.
func (a act) has(any []uint64) bool {
	for f := a.Facets; len(f) >= 8; f = f[8:] {
		if slices.Contains(any, binary.BigEndian.Uint64(f)) {
			return true
		}
	}
	return false
}
