package actor

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"ascribe/news"
)

// A group is a threat actor while its records are put together.
type group struct {
	name, class, country, says, sponsor, sponsorSays string

	attack, misp, microsoft string
	aliases                 []news.Alias

	// left is the country that an update took the group from, whose sponsor goes with it.
	left   string
	source string // the name in the sources, which is the group's own, too
	into   string // the actor that this record is another name of
}

// lists are the letters of actors.tsv for the lists that hold a name.
var lists = map[rune]string{'a': "MITRE ATT&CK", 'm': "MISP galaxy", 'x': "Microsoft's list", 'o': "ascribe"}

// wordToo marks a name of an update that may be a word, place or product too, as common.txt
// does for the embedded names.
const wordToo = 'w'

// actors: name, class, country, country says, sponsor, sponsor says, attack, misp,
// microsoft, names; then corrected by the overlay.
func (b *builder) actors(fsys fs.FS) error {
	table, err := rows(fsys, "actors.tsv", 10)
	if err != nil {
		return err
	}
	groups := make(map[string]*group, len(table))
	var order []string
	for _, row := range append(table, b.update...) {
		g := newGroup(row)
		if old, ok := groups[g.source]; ok {
			old.amend(g)
			continue
		}
		groups[g.source] = g
		order = append(order, g.source)
	}
	if order, err = overlay(fsys, groups, order); err != nil {
		return err
	}
	for _, source := range order {
		if g := groups[source]; g.into != "" {
			target, ok := groups[g.into]
			if !ok {
				return fmt.Errorf("overlay.tsv: %s goes into %s, which is not there", source, g.into)
			}
			target.take(g)
		}
	}
	for _, source := range order {
		if g := groups[source]; g.into == "" && g.class != "none" {
			b.group(g)
		}
	}
	slices.SortFunc(b.c.actors, func(x, y news.Actor) int { return cmp.Compare(x.ID, y.ID) })
	for i := range b.c.actors {
		b.c.entries[b.c.actors[i].ID].Actor = &b.c.actors[i]
	}
	return nil
}

func newGroup(row []string) *group {
	g := &group{
		name: row[0], class: row[1], country: row[2], says: row[3], sponsor: row[4], sponsorSays: row[5],
		attack: row[6], misp: row[7], microsoft: row[8], source: row[0],
	}
	for _, cell := range list(row[9]) {
		g.aliases = append(g.aliases, alias(cell))
	}
	return g
}

// amend takes over what a newer row of the same name says.
func (g *group) amend(newer *group) {
	if newer.country != "" {
		if g.country != newer.country && g.sponsor != "" {
			g.left = cmp.Or(g.left, g.country)
		}
		g.country, g.says = newer.country, newer.says
	}
	if newer.sponsor != "" {
		g.sponsor, g.sponsorSays, g.left = newer.sponsor, newer.sponsorSays, ""
	}
	g.attack, g.misp, g.microsoft = cmp.Or(g.attack, newer.attack), cmp.Or(g.misp, newer.misp), cmp.Or(g.microsoft, newer.microsoft)
	for _, a := range newer.aliases {
		i := slices.IndexFunc(g.aliases, func(o news.Alias) bool { return o.Name == a.Name })
		if i < 0 {
			g.aliases = append(g.aliases, a)
			continue
		}
		for _, who := range a.UsedBy {
			if who == a.Inferred && !slices.Contains(g.aliases[i].UsedBy, who) {
				g.aliases[i].Inferred = who
			}
			g.aliases[i].UsedBy = appendNew(g.aliases[i].UsedBy, who)
		}
	}
}

// overlay: source name, news name, class, country, sponsor, names, into. It returns the
// order with the new actors at its end.
func overlay(fsys fs.FS, groups map[string]*group, order []string) ([]string, error) {
	table, err := rows(fsys, "overlay.tsv", 7)
	for _, row := range table {
		g, ok := groups[row[0]]
		if !ok {
			g = &group{source: row[0], name: row[0], class: "actor"}
			groups[row[0]] = g
			order = append(order, row[0])
		}
		correct := func(field *string, cell string) bool {
			if cell == "." || cell == "" {
				return false
			}
			*field = strings.TrimPrefix(cell, "-")
			return true
		}
		correct(&g.name, row[1])
		correct(&g.class, row[2])
		if correct(&g.country, row[3]) {
			g.says = "ascribe"
		}
		if correct(&g.sponsor, row[4]) {
			g.sponsorSays, g.left = "ascribe", ""
		}
		for _, change := range list(row[5]) {
			switch {
			case strings.HasPrefix(change, "+"):
				g.learn(news.Alias{Name: change[1:], UsedBy: []string{"ascribe"}})
			case strings.HasPrefix(change, "-"):
				g.aliases = slices.DeleteFunc(g.aliases, func(a news.Alias) bool { return a.Name == change[1:] })
			default:
				return nil, fmt.Errorf("overlay.tsv: %s: a change of names is +X or -X, not %q", row[0], change)
			}
		}
		correct(&g.into, row[6])
	}
	return order, err
}

// alias reads a cell of names: "Fancy Bear=amx,CrowdStrike". Who coined the name comes
// first.
func alias(cell string) news.Alias {
	text, by, _ := strings.Cut(cell, "=")
	letters, who, _ := strings.Cut(by, ",")
	a := news.Alias{Name: text}
	if who != "" { // written there by the form of the name; see Producer
		a.UsedBy, a.Inferred = append(a.UsedBy, who), who
	}
	if who == "Microsoft" && strings.ContainsRune(letters, 'x') {
		a.Inferred = "" // its own list has it
	}
	for _, r := range letters {
		if r == wordToo {
			a.Common = true
			continue
		}
		a.UsedBy = append(a.UsedBy, lists[r])
	}
	return a
}

func (g *group) learn(a news.Alias) {
	if !slices.ContainsFunc(g.aliases, func(o news.Alias) bool { return o.Name == a.Name }) {
		g.aliases = append(g.aliases, a)
	}
}

// take makes other's record a part of g.
func (g *group) take(other *group) {
	g.learn(news.Alias{Name: other.name, UsedBy: []string{"ascribe"}})
	for _, a := range other.aliases {
		g.learn(a)
	}
	g.country, g.says = cmp.Or(g.country, other.country), cmp.Or(g.says, other.says)
	g.sponsor, g.sponsorSays = cmp.Or(g.sponsor, other.sponsor), cmp.Or(g.sponsorSays, other.sponsorSays)
	g.attack, g.misp, g.microsoft = cmp.Or(g.attack, other.attack), cmp.Or(g.misp, other.misp), cmp.Or(g.microsoft, other.microsoft)
}

// group enters one finished actor. An alias that is the name of a body, a company or
// malware ("Boyusec", "Havex") leads to that only, unless the group itself goes by it.
func (b *builder) group(g *group) {
	kind, ok := kindOf[g.class]
	if !ok {
		b.faults = append(b.faults, fmt.Errorf("%s has the unknown class %q", g.name, g.class))
	}
	g.learn(news.Alias{Name: g.name, UsedBy: []string{"ascribe"}})
	i := slices.IndexFunc(g.aliases, func(a news.Alias) bool { return a.Name == g.name })
	g.aliases = slices.Insert(slices.Delete(slices.Clone(g.aliases), i, i+1), 0, g.aliases[i])
	id := "actor:" + slug(g.name)
	if g.left != "" && g.left != g.country {
		g.sponsor, g.sponsorSays = "", "" // a body of another state
	}
	a := news.Actor{ID: id, Name: g.name, Kind: kind, Country: g.country, Sponsor: g.sponsor, IDs: map[string]string{}}
	if g.country != "" {
		a.Source = g.says
	}
	if g.sponsor != "" {
		a.SponsorSource = g.sponsorSays
	}
	a.Source = cmp.Or(a.Source, a.SponsorSource)
	own, other := ownName, otherName
	if g.attack == "" {
		own, other = weakOwnName, weakOtherName
	}
	e := &Entry{Party: news.Party{ID: id, Name: g.name, Kind: kind, Country: g.country}, Class: g.class}
	b.enter(e)
	for _, al := range g.aliases {
		if al.Name != g.name && b.taken[key(al.Name)] {
			continue
		}
		if al.Common {
			k := joined(split(al.Name))
			b.common[k] = appendNew(b.common[k], al.Name)
		}
		e.Names = append(e.Names, al.Name)
		a.Aliases = append(a.Aliases, al)
		if al.Name == g.name || al.Name == g.source {
			b.say(al.Name, id, Name, own)
		} else {
			b.say(al.Name, id, Name, other)
		}
	}
	for list, value := range map[string]string{"mitre-attack": g.attack, "misp-galaxy": g.misp, "microsoft": g.microsoft} {
		if value != "" {
			a.IDs[list] = value
			b.identifiers = append(b.identifiers, spoken{text: value, id: id})
		}
	}
	b.c.rows[id] = g.source
	b.c.actors = append(b.c.actors, a)
}
