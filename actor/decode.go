package actor

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"ascribe/news"
)

// A builder collects the entries and their names before the index is made.
type builder struct {
	c      *Catalogue
	order  []string // IDs as the tables have them
	spoken []spoken
	common map[string][]string // folded pieces → the spellings that count, if any
	// identifiers can be found, but do not stand in texts.
	identifiers []spoken
	taken       map[string]bool // keys of names that no group may have as an alias
	update      [][]string      // rows of an update, in the form of actors.tsv
	faults      []error
}

// A spoken name is a name as a table gives it.
type spoken struct {
	text string
	id   string
	kind NameKind
	rank int // smaller ranks come first in a set, equal ones in the order of the tables
}

// Ranks of the bearers of one name. Actors with an ATT&CK record go before those without.
const (
	ownName = iota
	otherName
	weakOwnName
	weakOtherName
)

// decode reads the tables and an update into a catalogue. The order matters for ambiguous
// names: states, bodies of states, organisations, actors, malware.
func decode(fsys fs.FS, update [][]string) (*Catalogue, error) {
	b := &builder{
		c: &Catalogue{
			entries: map[string]*Entry{}, found: map[string][]string{},
			first: map[string][]*name{}, states: map[string]state{}, rows: map[string]string{},
		},
		update: update,
		common: map[string][]string{}, taken: map[string]bool{},
	}
	commons, err := rows(fsys, "common.txt", 1)
	if err != nil {
		return nil, err
	}
	for _, row := range commons {
		text, never := strings.CutPrefix(row[0], "-")
		k := joined(split(text))
		if spellings := b.common[k]; never {
			b.common[k] = spellings
		} else {
			b.common[k] = append(spellings, text)
		}
	}
	for _, step := range []func(fs.FS) error{b.states, b.agencies, b.organisations, b.malware, b.actors} {
		if err := step(fsys); err != nil {
			return nil, err
		}
	}
	b.index()
	return b.c, errors.Join(b.faults...)
}

// enter puts a party into the catalogue.
func (b *builder) enter(e *Entry) {
	if _, twice := b.c.entries[e.Party.ID]; twice {
		b.faults = append(b.faults, fmt.Errorf("%s stands twice", e.Party.ID))
	}
	b.c.entries[e.Party.ID] = e
	b.order = append(b.order, e.Party.ID)
}

// add enters a party. Its own name and the others lead to it.
func (b *builder) add(e *Entry, others []string) {
	b.enter(e)
	e.Names = append([]string{e.Party.Name}, others...)
	b.say(e.Party.Name, e.Party.ID, Name, ownName)
	for _, n := range others {
		b.say(n, e.Party.ID, Name, otherName)
	}
	for _, n := range e.Names {
		b.taken[key(n)] = true
	}
}

func (b *builder) say(text, id string, k NameKind, rank int) {
	b.spoken = append(b.spoken, spoken{text, id, k, rank})
}

// states: iso, name, demonyms, other names, capitals, metonyms.
func (b *builder) states(fsys fs.FS) error {
	table, err := rows(fsys, "states.tsv", 6)
	for _, row := range table {
		iso, name, id := row[0], row[1], "state:"+strings.ToLower(row[0])
		b.c.states[iso] = state{name, list(row[2])}
		b.add(&Entry{
			Party: news.Party{ID: id, Name: name, Kind: news.State, Country: iso},
			Class: "state", SpeaksFor: id,
		}, list(row[3]))
		for i, k := range []NameKind{2: Demonym, 4: Capital, 5: Metonym} {
			if k == Name {
				continue
			}
			for _, n := range list(row[i]) {
				b.say(n, id, k, otherName)
			}
		}
	}
	return err
}

// agencies and organisations: id, class, country, name, other names, part of.
func (b *builder) agencies(fsys fs.FS) error      { return b.bodies(fsys, "agencies.tsv") }
func (b *builder) organisations(fsys fs.FS) error { return b.bodies(fsys, "organisations.tsv") }

func (b *builder) bodies(fsys fs.FS, file string) error {
	table, err := rows(fsys, file, 6)
	for _, row := range table {
		id, class, country, name := row[0], row[1], row[2], row[3]
		kind, ok := kindOf[class]
		if !ok {
			b.faults = append(b.faults, fmt.Errorf("%s: %s has the unknown class %q", file, id, class))
		}
		e := &Entry{Party: news.Party{ID: "org:" + id, Name: name, Kind: kind, Country: country}, Class: class}
		if class == "ministry" && country != "" {
			e.SpeaksFor = "state:" + strings.ToLower(country)
		}
		if row[5] != "" {
			e.PartOf = "org:" + row[5]
		}
		b.add(e, list(row[4]))
	}
	return err
}

// malware: name, other names.
func (b *builder) malware(fsys fs.FS) error {
	table, err := rows(fsys, "malware.tsv", 2)
	for _, row := range table {
		e := &Entry{Party: news.Party{ID: "malware:" + slug(row[0]), Name: row[0]}, Class: "malware"}
		b.add(e, list(row[1]))
	}
	return err
}

// index makes the names findable and matchable. One spelling that several parties share
// becomes one name with the set of them.
func (b *builder) index() {
	b.findable()
	b.sounds()
	names := make(map[string]*name, len(b.spoken))
	bearers := make(map[string][]spoken, len(b.spoken))
	words := map[string]bool{} // names that are other words too
	for _, s := range b.spoken {
		pieces := split(s.text)
		if len(pieces) == 0 {
			b.faults = append(b.faults, fmt.Errorf("%s has a name without letters: %q", s.id, s.text))
			continue
		}
		class := b.c.entries[s.id].Class
		var spelled []*name
		if spellings, common := b.common[joined(pieces)]; common {
			words[s.text] = true
			for _, text := range spellings {
				spelled = append(spelled, newName(text, split(text), class, s.kind, true))
			}
		} else {
			spelled = append(spelled, newName(s.text, pieces, class, s.kind, false))
		}
		for _, n := range spelled {
			at := n.identity()
			if names[at] == nil {
				names[at] = n
				b.c.begins.add(n.pieces[0].folded)
				b.c.first[n.pieces[0].folded] = append(b.c.first[n.pieces[0].folded], n)
			}
			bearers[at] = append(bearers[at], s)
		}
	}
	for at, n := range names {
		n.hit.IDs = setOf(bearers[at])
		n.hit.Ambiguous = len(n.hit.IDs) > 1
	}
	for _, same := range b.c.first {
		slices.SortFunc(same, func(x, y *name) int {
			return cmp.Or(cmp.Compare(len(y.pieces), len(x.pieces)), cmp.Compare(x.rule, y.rule), cmp.Compare(x.text, y.text))
		})
	}
	for i := range b.c.actors {
		for j := range b.c.actors[i].Aliases {
			a := &b.c.actors[i].Aliases[j]
			a.Ambiguous = len(b.c.Find(a.Name)) > 1
			a.Common = words[a.Name]
		}
	}
}

// findable fills the catalogue's map of names and identifiers.
func (b *builder) findable() {
	bearers := make(map[string][]spoken, len(b.spoken))
	for _, s := range b.spoken {
		k := key(s.text)
		bearers[k] = append(bearers[k], s)
	}
	b.c.found = make(map[string][]string, len(bearers)+2*len(b.order))
	for k, said := range bearers {
		b.c.found[k] = setOf(said)
	}
	for _, id := range b.order {
		b.identifiers = append(b.identifiers, spoken{text: id, id: id})
	}
	for _, s := range b.identifiers {
		b.c.found[key(s.text)] = appendNew(b.c.found[key(s.text)], s.id)
	}
}

// setOf returns the IDs of the bearers of one name by rank.
func setOf(said []spoken) []string {
	if len(said) == 1 {
		return []string{said[0].id}
	}
	said = slices.Clone(said)
	slices.SortStableFunc(said, func(a, b spoken) int { return cmp.Compare(a.rank, b.rank) })
	var out []string
	for _, s := range said {
		out = appendNew(out, s.id)
	}
	return out
}

func appendNew(ids []string, id string) []string {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}
