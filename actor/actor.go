// Package actor is the catalogue of parties: threat groups with all their names, states,
// ministries, agencies and their units, international bodies, vendors, media, and the
// malware whose names are easily taken for a group's.
//
// The facts are embedded tables under data, one party a line, made for reading and for
// review: actors.tsv is generated from public lists (NOTICE), overlay.tsv corrects it, the
// rest is written by hand. They hold names and identifiers only. What they say of a group's
// country or sponsor is what the named source suspects.
//
// A name leads to a set of parties, never to a guess: ATT&CK's own records come first in it,
// otherwise the order is that of the tables. Names that are words, places or products too
// (common.txt) are marked Common: the reader needs a cue before it believes them.
//
// A Catalogue is read-only and may be used by any number of goroutines.
package actor

import (
	"slices"
	"strings"
	"sync"

	"ascribe/news"
)

// A Catalogue knows parties by their names.
type Catalogue struct {
	entries map[string]*Entry
	actors  []news.Actor        // sorted by name
	found   map[string][]string // key of a name or identifier → IDs
	begins  beginnings          // the keys of first
	first   map[string][]*name  // first piece of a name, folded → names, longest first
	sounds  map[string]string   // how the names of groups sound → IDs, "" being several
	states  map[string]state    // by ISO code
	rows    map[string]string   // ID of an actor → its row's name in the tables
	version string              // of the update, "" without one
}

// An Entry is one party of the catalogue.
type Entry struct {
	// Party has the ID ("actor:apt40", "state:cn", "org:ncsc-gb", "malware:havex"), the name
	// as the news uses it, kind and country. Malware has no kind: it is nobody.
	Party news.Party
	// Class is finer than the kind: actor, criminal, ransomware, hacktivist, persona, state,
	// ministry, legislature, intelligence, cyber, military, unit, agency, police, prosecutor,
	// court, regulator, intl_org, ngo, think_tank, org, vendor, company, front, spyware,
	// media, malware.
	Class     string
	SpeaksFor string      // a ministry speaks for its state: "state:gb"; else ""
	PartOf    string      // the ID of the body that a unit is part of: "org:gru"; else ""
	Names     []string    // all names, the party's own first
	Actor     *news.Actor // of actors, else nil
}

type state struct {
	name     string
	demonyms []string
}

// Load returns the embedded catalogue, which is decoded once and shared. It panics on a
// damaged table, which the tests of this package rule out.
func Load() *Catalogue { return load() }

var load = sync.OnceValue(func() *Catalogue {
	c, err := decode(tables, nil)
	if err != nil {
		panic("actor: embedded catalogue: " + err.Error())
	}
	return c
})

// State returns the name of the state, territory or union with a code as the tables write it
// ("GB", "EU"). It does not load the catalogue, which takes its time.
func State(code string) (name string, ok bool) {
	name, ok = states()[code]
	return name, ok
}

var states = sync.OnceValue(func() map[string]string {
	table, err := rows(tables, "states.tsv", 6)
	if err != nil {
		panic("actor: embedded table of states: " + err.Error())
	}
	names := map[string]string{}
	for _, row := range table {
		names[row[0]] = row[1]
	}
	return names
})

// Version names the update that the catalogue was loaded with, "" being none. Another
// version may read other names in a text.
func (c *Catalogue) Version() string { return c.version }

// Entry returns the party with the given ID.
func (c *Catalogue) Entry(id string) (*Entry, bool) {
	e, ok := c.entries[id]
	return e, ok
}

// Actors returns all threat groups, sorted by name. The caller must not change them.
func (c *Catalogue) Actors() []news.Actor { return c.actors }

// Find returns the IDs of every party that goes by a name, or an identifier such as
// "G0065" or "actor:apt40". Case, blanks, hyphens and dots make no difference: "apt-29" is
// "APT 29". It returns nil for a name that nobody has. The caller must not change the result.
func (c *Catalogue) Find(name string) []string { return c.found[key(name)] }

// Country returns the name of the country with an ISO 3166-1 alpha-2 code, in any case.
func (c *Catalogue) Country(iso string) (name string, ok bool) {
	s, ok := c.states[strings.ToUpper(iso)]
	return s.name, ok
}

// CountryCode returns the code of a country by its code, name, demonym, capital or metonym:
// "cn", "China", "Chinese", "Beijing" are all CN. A name that two countries share is none.
func (c *Catalogue) CountryCode(name string) (iso string, ok bool) {
	if iso = strings.ToUpper(strings.TrimSpace(name)); len(iso) == 2 {
		if _, ok := c.states[iso]; ok {
			return iso, true
		}
	}
	iso = ""
	for _, id := range c.Find(name) {
		code, isState := strings.CutPrefix(id, "state:")
		if !isState {
			continue
		}
		if iso != "" {
			return "", false
		}
		iso = strings.ToUpper(code)
	}
	return iso, iso != ""
}

// Demonyms returns the adjectives and people of a country: "Chinese"; "Russian", "Russians".
func (c *Catalogue) Demonyms(iso string) []string { return c.states[strings.ToUpper(iso)].demonyms }

// Countries returns the ISO codes of all countries, sorted.
func (c *Catalogue) Countries() []string {
	codes := make([]string, 0, len(c.states))
	for iso := range c.states {
		codes = append(codes, iso)
	}
	slices.Sort(codes)
	return codes
}

// kindOf is the kind of the parties of a class. A body of a state that has no line here is
// an agency.
var kindOf = map[string]news.PartyKind{
	"actor":      news.Group,
	"criminal":   news.CriminalGroup,
	"ransomware": news.CriminalGroup,
	"hacktivist": news.HacktivistGroup,
	"persona":    news.Person,
	"state":      news.State,
	"ministry":   news.GovernmentParty,
	"intl_org":   news.IntlOrg,
	"ngo":        news.NGO,
	"think_tank": news.NGO,
	"org":        news.Org,
	"vendor":     news.Company,
	"company":    news.Company,
	"front":      news.Company,
	"spyware":    news.Company,
	"militia":    news.Org,
	"media":      news.Media,
	"malware":    "",

	"legislature": news.Agency, "intelligence": news.Agency, "cyber": news.Agency,
	"military": news.Agency, "unit": news.Agency, "agency": news.Agency, "police": news.Agency,
	"prosecutor": news.Agency, "court": news.Agency, "regulator": news.Agency,
}
