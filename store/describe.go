package store

import (
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"ascribe/news"
)

// What the index knows of an object: facets, each with its values.

// Facets that are no filter's name.
const (
	allFacet      = "all"        // everything that is shown
	outletsFacet  = "n-outlets"  // how many, as counted writes it
	accusersFacet = "n-accusers" // of the same accused; and behind a colon and what an accused is found by, of that one
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

// What stands in front of values that are neither IDs nor codes.
const (
	countryFront = "country:"
	nameFront    = "name:"
)

func countryValue(iso string) string { return countryFront + strings.ToUpper(iso) }
func nameValue(name string) string   { return nameFront + fold(name) }

// claim adds the facets of a claim that filters bind to one act by.
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
	f.add("sector", strings.ToLower(c.VictimSector))
	f.add("sector", news.SectorCategory(c.VictimSector))
}

func (f *facts) parties(accuser, accused news.Party) {
	f.party("accuser", accuser)
	f.add("accuser_kind", string(accuser.Kind))
	f.party("accused", accused)
}

// publication adds what a story hands down to its claims and its incident.
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
			f.name("victim", m.Name)
		case news.MentionActor, news.MentionParty, news.MentionMalware, news.MentionCampaign:
			f.add("actor", m.ID)
			f.name("actor", m.Name)
		}
	}
}

func (f *facts) actors(c news.Claim) {
	f.party("actor", c.Accused)
	f.party("actor", c.Accuser)
	if c.Subject != "" {
		f.name("actor", c.Subject)
	}
}

// storyFacts describes a story, and its claims as filters bind to them. A claim that a person
// rejected says nothing of it but that it was rejected.
func storyFacts(s news.Story) ([]string, []act) {
	f := newFacts()
	f.publication(s)
	f.mentioned(s.Analysis.Mentions)
	var acts []act
	best := -1
	for _, c := range s.Analysis.Claims {
		if c.Review == news.Rejected {
			f.add("review", string(c.Review))
			continue
		}
		start := len(f.all)
		f.claim(c)
		acts = append(acts, f.actSince(start, c.Score))
		f.actors(c)
		if c.Victim != "" {
			f.name("victim", c.Victim)
		}
		best = max(best, c.Score)
	}
	if best >= 0 {
		f.add(scoreFacet, counted(best))
	}
	return f.done(), acts
}

// claimFacts describes a claim of a story.
func claimFacts(s news.Story, c news.Claim) []string {
	f := newFacts()
	f.claim(c)
	f.actors(c)
	f.publication(s)
	if c.Victim != "" {
		f.name("victim", c.Victim)
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
				f.name("victim", c.Victim)
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
		f.name("victim", v)
	}
	f.mentioned(in.Parties)
	for _, m := range in.Malware {
		f.name("actor", m)
	}
	var acts []act
	best := -1
	for _, a := range in.Acts {
		start := len(f.all)
		score := f.act(a, byID)
		acts = append(acts, f.actSince(start, score))
		best = max(best, score)
		f.party("actor", a.Accused)
		f.party("actor", a.Accuser)
	}
	if best >= 0 {
		f.add(scoreFacet, counted(best))
	}
	f.add(outletsFacet, counted(len(in.Outlets)))
	f.accusers(in.Standing)
	f.add(standingFacet, standingValue(in))
	if in.Contested() {
		f.add("contested", "1")
	}
	return f.done(), acts
}

// accusers adds how many parties accuse one accused, for all that an accused is found by: China is
// accused by who accuses one of its groups, too.
func (f *facts) accusers(all []news.Standing) {
	by := map[string]map[string]bool{}
	for _, s := range all {
		of := &facts{}
		of.party("", s.Accused)
		for _, accused := range of.all {
			if by[accused] == nil {
				by[accused] = map[string]bool{}
			}
			for _, p := range s.Accusers {
				by[accused][p.Key()] = true
			}
		}
	}
	most := 0
	for accused, who := range by {
		if most = max(most, len(who)); len(who) > 0 {
			f.add(accusersOf(accused[1:]), counted(len(who)))
		}
	}
	f.add(accusersFacet, counted(most))
}

// accusersOf is the facet of how many accuse whom something finds.
func accusersOf(accused string) string { return accusersFacet + ":" + accused }

// act adds the facets of an act, its own and its claims'; its score is their best.
func (f *facts) act(a news.Act, byID map[news.ClaimID]news.Claim) (score int) {
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
	return score
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

// hashes yields the hashes of the act's facets.
func (a act) hashes() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for f := a.Facets; len(f) >= 8; f = f[8:] {
			if !yield(binary.BigEndian.Uint64(f)) {
				return
			}
		}
	}
}

// has reports whether the act has one of the facets.
func (a act) has(any []uint64) bool {
	for hash := range a.hashes() {
		if slices.Contains(any, hash) {
			return true
		}
	}
	return false
}
