package node

import (
	"fmt"
	"slices"
	"strings"

	"ascribe/news"
)

// accuser is the party that a person names as the one who speaks: a state as its government.
func (n *Node) accuser(wrong *Faults, b NamedParty) news.Party {
	p := n.party(wrong, "claim.accuser", b, news.Unspecified, news.Anonymous, news.Researchers)
	if p.Kind == news.State && b.Kind == "" {
		p.Kind = news.GovernmentParty
	}
	return p
}

// accused is the one that is spoken of.
func (n *Node) accused(wrong *Faults, b NamedParty) news.Party {
	p := n.party(wrong, "claim.accused", b, news.Vague, news.UnknownParty)
	if p.Kind == news.GovernmentParty && b.Kind == "" {
		p.Kind = news.State
	}
	return p
}

// party finds a party in the catalogue by its id, or by its name as the filters read it: a country by
// its code or name, anybody else by any alias. Nobody need be named of the nameless kinds.
func (n *Node) party(wrong *Faults, field string, b NamedParty, nameless ...news.PartyKind) news.Party {
	p := news.Party{Kind: news.UnknownParty}
	write(wrong, field+".name", &p.Name, &b.Name)
	choose(wrong, field+".kind", &p.Kind, said(b.Kind), news.PartyKinds, false)
	if b.Country != "" {
		p.Country = n.country(wrong, field+".country", b.Country)
	}
	if id := strings.TrimSpace(b.ID); id != "" {
		known, ok := n.catalogue.Entry(id)
		if !ok {
			wrong.add(field+".id", b.ID, "the catalogue has no such party: its ids look like state:gb or actor:apt40; leave the id out for a party that it does not know")
			return p
		}
		return fullerBy(known.Party, p, b)
	}
	if p.Name == "" {
		if !slices.Contains(nameless, news.PartyKind(b.Kind)) {
			wrong.add(field+".name", b.Name, fmt.Sprintf("name the party, or say of which kind it is if nobody is named: one of %v", nameless))
		}
		return p
	}
	switch found := n.called(p.Name, b.Kind, p.Country); len(found) {
	case 0:
		return p
	case 1:
		p.Name = ""
		return fullerBy(found[0], p, b)
	default:
		var ids []string
		for _, one := range found {
			ids = append(ids, one.ID)
		}
		wrong.add(field+".name", b.Name, "several parties go by this name: give the id of the one that is meant, of "+strings.Join(ids, ", "))
		return p
	}
}

// said is a word that may be absent.
func said(word string) *string {
	if word == "" {
		return nil
	}
	return &word
}

// fullerBy is a party of the catalogue with what a person says of it.
func fullerBy(known, p news.Party, b NamedParty) news.Party {
	if p.Name != "" {
		known.Name = p.Name
	}
	if b.Kind != "" {
		known.Kind = p.Kind
	}
	if p.Country != "" {
		known.Country = p.Country
	}
	return known
}

// called are the parties of the catalogue that go by a name. Of several, those of the kind and country
// that are given.
func (n *Node) called(name, kind, country string) (found []news.Party) {
	if iso, ok := n.catalogue.CountryCode(name); ok {
		if e, ok := n.catalogue.Entry("state:" + strings.ToLower(iso)); ok {
			return []news.Party{e.Party}
		}
	}
	ids := n.catalogue.Find(name)
	for _, id := range ids {
		e, ok := n.catalogue.Entry(id)
		if !ok || len(ids) > 1 && (kind != "" && string(e.Party.Kind) != kind || country != "" && e.Party.Country != country) {
			continue
		}
		found = append(found, e.Party)
	}
	return found
}

// country reads a country as the filters do; "" is none.
func (n *Node) country(wrong *Faults, field, name string) string {
	name = strings.TrimSpace(name)
	if name == "" || strings.EqualFold(name, "EU") {
		return strings.ToUpper(name)
	}
	iso, ok := n.catalogue.CountryCode(name)
	if !ok {
		wrong.add(field, name, "want a country: an ISO 3166 code such as CN, or its name")
	}
	return iso
}
