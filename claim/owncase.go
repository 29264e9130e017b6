package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	clienteleNouns = words("clienteleNouns")
	ownableThings  = words("ownableThings")
	plainFirmNouns = words("plainFirmNouns")
	firmLastWords  = words("firmLastWords")
)

// ownHit reports whether the accuser of a claim is an organisation that speaks of what happened to itself. States and
// their services are not called that: theirs is the basis of a state that was hit.
func (r *reading) ownHit(c *news.Claim, s *sentence, m *mention) bool {
	if c.Stance == news.Claims || c.Accuser.Name == "" || c.Accuser.Key() == c.Accused.Key() {
		return false
	}
	switch c.Accuser.Kind {
	case news.Company, news.Org, news.NGO, news.Media, news.IntlOrg, news.VictimOrg:
	default:
		return false
	}
	knows := r.tellsOfOthers(c.Accuser)
	switch {
	case m == nil:
		return false
	case r.isVictim(c): // which may only be for want of another name
		return !knows && (r.toldStruck(c.Accuser.Name) || r.trades(c.Accuser)) || s.ownSystems(m)
	case c.Victim != "" && !common(c.Victim) && !s.theirs(m, c.Victim):
		return false // it tells of somebody else
	case s.ownSystems(m):
		return true
	case knows, c.Victim != "" && !s.theirs(m, c.Victim):
		return false
	}
	return s.theirs(m, c.Victim) || r.trades(c.Accuser) || r.toldStruck(c.Accuser.Name)
}

// theirs reports whether the victim is something of who speaks: "the breach of its servers", "hacked its film studio".
func (s *sentence) theirs(m *mention, victim string) bool {
	if victim == "" {
		return false
	}
	first, _, _ := strings.Cut(victim, " ")
	for i := m.to; i < s.to; i++ {
		switch s.tok(i).low {
		case "its", "their", "our":
			for k := i + 1; k < min(i+4, s.to); k++ {
				if s.tok(k).word == first {
					return true
				}
			}
		}
	}
	return false
}

// ownSystems reports whether what stands behind somebody who speaks tells of computers of theirs as struck, and not
// of what they make or whom they serve: then even a security firm speaks of itself.
func (s *sentence) ownSystems(m *mention) bool {
	for i := m.to; i < s.to; i++ {
		switch s.tok(i).low {
		case "its", "our":
			for k := i + 1; k < min(i+4, s.to); k++ {
				u := s.tok(k)
				if !u.in(clienteleNouns) {
					if (u.in(assetNouns) || u.in(ownableThings)) && s.struckBefore(i) {
						return true
					}
					if u.kind == wordToken {
						continue
					}
				}
				break
			}
		case "it":
			if s.tok(i-1).is(cyberVerb) && s.tok(i-1).kind == wordToken || s.wasHit(i+1) {
				return true
			}
		}
	}
	return false
}

// struckBefore reports whether the object at token i is one of an attack: "breached its", "attack on its", "stole
// mail from its", or its subject, as "its network was breached".
func (s *sentence) struckBefore(i int) bool {
	for k := i - 1; k >= max(s.from, i-6); k-- {
		switch u := s.tok(k); {
		case u.is(cyberVerb | attackNoun), u.low == "broken", u.low == "broke", u.low == "access":
			return true
		case u.is(sayWord), u.kind != wordToken:
			return s.hitBehind(i)
		}
	}
	return s.hitBehind(i)
}

// hitBehind reports whether the noun that begins at token i is the subject of a passive of attack.
func (s *sentence) hitBehind(i int) bool {
	for k := i + 1; k < min(i+6, s.to); k++ {
		if s.tok(k).is(auxWord) {
			return s.wasHit(k)
		}
	}
	return false
}

// trades reports whether somebody has another trade than to look into attacks: "the carmaker", "Change Healthcare".
// Such firms seldom accuse, unless they were hit.
func (r *reading) trades(p news.Party) bool {
	if _, known := r.cat.Entry(p.ID); known {
		return false // those that the catalogue has are mostly there for what they say of others
	}
	if p.Name == "exchange" {
		return true // nobody else is called that alone
	}
	sector := r.cat.Receiver(p.Name).Sector
	switch news.SectorCategory(sector) {
	case "", "state_institutions", "media", "social_groups", "other":
		return false
	}
	if p.Name == strings.ToLower(p.Name) {
		return sector != "digital_provider" && !wordOf(p.Name[strings.LastIndexByte(p.Name, ' ')+1:]).in(plainFirmNouns)
	}
	return sector != "digital_provider"
}

// tellsOfOthers reports whose trade it is to tell of what happened to others: security firms, the press, who publishes
// the story.
func (r *reading) tellsOfOthers(p news.Party) bool {
	e, ok := r.cat.Entry(p.ID)
	return ok && e.Class == "vendor" || p.Kind == news.Media || p.Kind == news.NGO || r.voice != nil && r.voice.Key() == p.Key()
}

// toldStruck reports whether the story tells elsewhere that somebody was hit.
func (r *reading) toldStruck(name string) bool {
	for _, x := range r.struck() {
		if strings.EqualFold(x.words, name) {
			return true
		}
	}
	return false
}

// ownCase makes the accuser of a claim the organisation that was hit, and the victim where none has a name.
func (r *reading) ownCase(c *news.Claim, s *sentence, m *mention) {
	if c.Accuser.Kind != news.IntlOrg {
		c.Accuser.Kind = news.VictimOrg
	}
	if c.Victim == "" || m != nil && common(c.Victim) && s.theirs(m, c.Victim) {
		c.Victim = c.Accuser.Name
	}
}
