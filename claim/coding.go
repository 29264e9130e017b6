package claim

import (
	"strings"

	"ascribe/news"
)

var securityWords = words("securityWords")

// code fills the level, which is ours, the victim's country and sector, and EuRepoC's basis,
// type and initiator (codebook 1.1) from who speaks, whom it happened to, and how it is said.
func (r *reading) code(c *news.Claim, s *sentence, by *mention) {
	if r.ownHit(c, s, by) {
		r.ownCase(c, s, by)
	} else if by != nil && r.tellsOfOthers(c.Accuser) && r.isVictim(c) {
		c.Victim = "" // it was taken for one for want of another
	}
	victim := r.cat.Receiver(c.Victim)
	c.VictimCountry, c.VictimSector = victim.Country, victim.Sector
	if c.VictimCountry == "" {
		c.VictimCountry = r.victimCountry(c, s, by)
	}
	r.codeSides(c)
}

// codeSides fills what does not follow from whom it happened to alone.
func (r *reading) codeSides(c *news.Claim) {
	c.Level, c.Basis, c.Type = level(c), r.basis(c), r.channel(c)
	c.Initiator, c.InitiatorSort = r.initiator(c)
}

// official reports whether a state or a body of one speaks.
func official(k news.PartyKind) bool {
	return k == news.GovernmentParty || k == news.State || k == news.Agency
}

// byLaw reports an act of law: nobody but a state indicts or sanctions, named or not.
func byLaw(c *news.Claim) bool {
	k := c.Accuser.Kind
	return legal(c.Relation) && c.Stance == news.Accuses && (official(k) || k == news.IntlOrg || c.Accuser.Name == "")
}

func level(c *news.Claim) news.Level {
	k := c.Accuser.Kind
	switch {
	case c.Stance == news.Claims:
		return news.SelfClaim
	case byLaw(c):
		return news.LegalLevel
	case official(k), k == news.IntlOrg:
		return news.GovernmentLevel
	case k == news.Company, k == news.Researchers, k == news.NGO, k == news.VictimOrg, k == news.Org:
		return news.CompanyLevel
	}
	return news.MediaLevel
}

// basis says on whose authority: that of the state that was hit or of another, of who was
// hit, of those who look into such things, of the press, or of the attacker. Where the text
// does not say whose the victim is, a state's basis is not known.
func (r *reading) basis(c *news.Claim) news.Basis {
	k, who := c.Accuser.Kind, c.Accuser
	switch {
	case c.Stance == news.Claims:
		return news.AttackerConfirms
	case c.Stance == news.Denies, c.Stance == news.Doubts:
		return news.Contested
	case who.Country == "EU" && (official(k) || k == news.IntlOrg):
		return news.EUInstitution
	case k == news.VictimOrg, r.isVictim(c):
		return news.Receiver
	case k == news.IntlOrg:
		return news.IntlOrganization
	case official(k) && who.Country != "" && c.VictimCountry != "":
		if who.Country == c.VictimCountry {
			return news.ReceiverGovernment
		}
		return news.ThirdParty
	case official(k), byLaw(c):
		return news.BasisUnknown
	case k == news.Researchers, k == news.Company && r.investigates(who), k == news.Org && who.ID == "" && securityName(who.Name):
		return news.ITCommunity
	case k == news.Anonymous, k == news.Media, k == news.Unspecified, who.Name == "", unnamed(who.Name):
		return news.MediaBased
	}
	return news.ThirdParty // persons, NGOs, firms of other trades, groups
}

// isVictim reports whether the accuser speaks of what happened to itself. What hits a
// maker's product hits its users.
func (r *reading) isVictim(c *news.Claim) bool {
	name, victim := news.Normalize(c.Accuser.Name), news.Normalize(c.Victim)
	if name == "" || official(c.Accuser.Kind) {
		return false
	}
	for _, end := range []string{"", "'s", "’s"} {
		if rest, ok := strings.CutPrefix(victim, name+end); ok && (rest == "" || end != "" && strings.HasPrefix(rest, " ")) {
			return true
		}
	}
	return !r.investigates(c.Accuser) && strings.Contains(" "+victim+" ", " "+name+" ")
}

// investigates reports whether a firm's trade is to find out who it was. Of a firm that is
// not known it is assumed: others seldom accuse, unless they were hit.
func (r *reading) investigates(p news.Party) bool {
	e, ok := r.cat.Entry(p.ID)
	return !ok || e.Class == "vendor"
}

// securityName reports names of firms that say what their trade is: "Acme Security", "Bolt Threat Labs".
func securityName(name string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		if wordOf(w).in(securityWords) {
			return true
		}
	}
	return false
}

// channel says how it was said.
func (r *reading) channel(c *news.Claim) news.Type {
	k := c.Accuser.Kind
	switch {
	case c.Stance == news.Claims:
		return news.SelfAttribution
	case byLaw(c):
		return news.LegalAction
	case k == news.Anonymous, unnamed(c.Accuser.Name), official(k) && (unnamed(c.Speaker) || c.Speaker == "" && strings.Contains(c.Quote, " officials ")):
		return news.AnonymousStatement
	case k == news.Media:
		return news.MediaReport
	case k == news.Unspecified, c.Accuser.Name == "" && k != news.Researchers:
		if hearsay(c.Hedge) {
			return news.AnonymousStatement
		}
		return news.MediaReport
	case r.toMedia(c), k == news.Person, k == news.VictimOrg:
		return news.DirectStatement
	case official(k), k == news.IntlOrg:
		return news.PoliticalStatement
	case k == news.Company, k == news.Researchers, k == news.NGO, k == news.Org:
		return news.TechnicalReport
	}
	return news.DirectStatement
}

// unnamed reports whether the speaker for a state is a role without a name: "a senior
// administration official".
func unnamed(speaker string) bool {
	if speaker == "" || strings.ToLower(speaker) != speaker {
		return false
	}
	for _, role := range []string{"official", "source", "diplomat", "familiar", "person", "people", "officer"} {
		if strings.Contains(speaker, role) {
			return true
		}
	}
	return false
}

// hearsay reports words that stand for sources which nobody names: "it is believed".
func hearsay(hedge string) bool {
	hedge = strings.ToLower(hedge)
	for _, w := range []string{"believed", "thought", "suspected", "understood", "reported", "reportedly", "said to"} {
		if strings.Contains(hedge, w) {
			return true
		}
	}
	return false
}

// toMedia reports a statement made to reporters or on a social network, and not in a report
// or a release of one's own.
func (r *reading) toMedia(c *news.Claim) bool {
	words := tokenize(nil, c.Quote)
	for i, t := range words {
		next := func(k int) string {
			if i+k < len(words) {
				return words[i+k].low
			}
			return ""
		}
		switch t.low {
		case "told":
			if next(1) == "reporters" || next(1) == "journalists" || next(1) == "us" || next(2) == "reporters" || next(2) == "journalists" {
				return true
			}
			for k := 1; k <= 2 && i+k < len(words); k++ {
				if h, ok := r.cat.Match(wordsFrom(words[i+k:])); ok {
					if e, ok := r.cat.Entry(h.IDs[0]); ok && e.Class == "media" {
						return true
					}
				}
			}
		case "interview", "tweeted", "tweet", "tweets":
			return true
		}
	}
	return false
}

// wordsFrom are the first few tokens, for the catalogue.
func wordsFrom(tokens []token) []string {
	var out []string
	for i := 0; i < len(tokens) && i < 5; i++ {
		out = append(out, tokens[i].word)
	}
	return out
}
