package actor

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ascribe/news"
)

// updateHead is the comment over an update.
const updateHead = `# Threat groups and names that are newer than the embedded catalogue, in the form of its actors.tsv. Made by
# "ascribe actors update"; without this file the embedded catalogue stands alone.
# name	class	country	country says	sponsor	sponsor says	attack	misp	microsoft	names
`

// LoadUpdated returns the embedded catalogue with an update that [Update] made.
func LoadUpdated(update []byte) (*Catalogue, error) {
	table, err := parse("the update", string(update), updateCells)
	if err != nil {
		return nil, err
	}
	c, err := decode(tables, table)
	if err != nil {
		return nil, err
	}
	if len(table) > 0 {
		sum := sha256.Sum256(update)
		c.version = hex.EncodeToString(sum[:4])
	}
	return c, nil
}

// updateCells is how many cells a row of actors.tsv has.
const updateCells = 10

// Update adds what the sources say to the embedded catalogue and an earlier update, which
// may be empty. It returns the whole new update and the catalogue with it. An update only
// adds and amends: a name that a newer list has dropped is still read in older news.
func Update(earlier []byte, sources ...Source) ([]byte, *Catalogue, error) {
	for _, s := range sources {
		u, err := newUpdater(earlier)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range s.records {
			u.take(r)
		}
		if len(u.rows) > 0 {
			earlier = u.table()
		}
	}
	c, err := LoadUpdated(earlier)
	if err != nil {
		return nil, nil, fmt.Errorf("the sources make no catalogue that can be read: %w", err)
	}
	return earlier, c, nil
}

// An updater collects the rows that one source adds.
type updater struct {
	cat  *Catalogue
	rows map[string]*group // of the update, by name
	base map[string]*group // all rows before, by name
	byID map[string]string // ATT&CK or MISP identifier → name of a row
	made map[string]string // key of the name of a group that this source made → its row
}

func newUpdater(earlier []byte) (*updater, error) {
	cat, err := LoadUpdated(earlier)
	if err != nil {
		return nil, err
	}
	embeddedRows, err := rows(tables, "actors.tsv", updateCells)
	if err != nil {
		return nil, err
	}
	earlierRows, err := parse("the update", string(earlier), updateCells)
	if err != nil {
		return nil, err
	}
	u := &updater{cat: cat, rows: map[string]*group{}, base: map[string]*group{}, byID: map[string]string{}, made: map[string]string{}}
	for i, row := range append(embeddedRows, earlierRows...) {
		g := newGroup(row)
		if i >= len(embeddedRows) {
			u.rows[g.source] = newGroup(row)
		}
		if old, ok := u.base[g.source]; ok {
			old.amend(g)
		} else {
			u.base[g.source] = g
		}
		for _, id := range []string{g.attack, g.misp} {
			if id != "" {
				u.byID[id] = g.source
			}
		}
	}
	return u, nil
}

// take adds one record: to the row of the group that it is about, or as a new one.
func (u *updater) take(r record) {
	country, _ := u.cat.CountryCode(aside.ReplaceAllString(r.country, ""))
	var sponsor string
	if r.about != "" {
		country, sponsor = u.cat.describes(r.about)
	}
	row, known := u.find(r, country)
	if !known {
		if row = u.newRow(r); row == "" {
			return
		}
		u.made[key(row)] = row
	}
	old := u.base[row]
	if old == nil {
		old = &group{}
	}
	add := &group{source: row, name: row, class: r.class, attack: r.attack, misp: r.misp}
	if old.attack != "" {
		add.attack = ""
	}
	if old.misp != "" {
		add.misp = ""
	}
	if country != "" && country != old.country && (old.country == "" || old.says == r.label) {
		add.country, add.says = country, r.label // what somebody else says stays
	}
	if sponsor != "" && (old.sponsor == "" || add.country != "") {
		add.sponsor, add.sponsorSays = sponsor, r.label
	}
	if r.naming && old.microsoft == "" {
		add.microsoft = r.names[0]
	}
	add.aliases = u.newNames(r, row)
	if known && add.attack == "" && add.misp == "" && add.country == "" && add.sponsor == "" && add.microsoft == "" && len(add.aliases) == 0 {
		return
	}
	if have, ok := u.rows[row]; ok {
		have.amend(add)
		return
	}
	u.rows[row] = add
}

// find returns the row that a record is about: by identifier, by its own name, or by names
// that lead to one group alone.
func (u *updater) find(r record, country string) (row string, ok bool) {
	for _, id := range []string{r.attack, r.misp} {
		if row, ok := u.byID[id]; ok && id != "" {
			return row, true
		}
	}
	if row, ok := u.made[key(r.names[0])]; ok {
		return row, true
	}
	if row, ok := u.cat.rows["actor:"+slug(r.names[0])]; ok {
		return row, true
	}
	id := u.elect(r)
	if id == "" {
		return "", false
	}
	if has := u.cat.entries[id].Party.Country; !r.naming && has != "" && country != "" && has != country {
		return "", false // a namesake
	}
	return u.cat.rows[id], true
}

// elect returns the group that the names of a record lead to. One that another list tells
// apart by its own name needs that name for itself; a list of who calls whom what says that
// all names are one group's, so that the group with most of them is it.
func (u *updater) elect(r record) string {
	if !r.naming {
		if bearers := u.bearers(r.names[0]); len(bearers) == 1 {
			return bearers[0]
		}
		return ""
	}
	votes := map[string]int{}
	for i, n := range r.names {
		bearers := u.bearers(n)
		for _, id := range bearers {
			votes[id] += 60 / len(bearers)
			if i == 0 {
				votes[id] += 60 / len(bearers) // its own name
			}
		}
	}
	best := ""
	for id, n := range votes {
		if n > votes[best] || n == votes[best] && (best == "" || id < best) {
			best = id
		}
	}
	return best
}

// bearers are the groups that go by a name.
func (u *updater) bearers(name string) []string {
	return slices.DeleteFunc(slices.Clone(u.cat.Find(name)), func(id string) bool { return u.cat.entries[id].Actor == nil })
}

// newRow names the row of a group that is new: its own name, unless a state, a body, a firm
// or malware has that. Then a ransomware gang is told apart, and others are left out.
func (u *updater) newRow(r record) string {
	own := r.names[0]
	for _, id := range u.cat.Find(own) {
		switch e := u.cat.entries[id]; {
		case e.Actor != nil:
		case r.class == "ransomware" && e.Class != "malware":
			own = r.names[0] + " ransomware"
		default:
			return ""
		}
	}
	if u.cat.entries["actor:"+slug(own)] != nil || u.base[own] != nil {
		return ""
	}
	return own
}

// newNames are the names of a record that a row lacks, or that its source was not known to
// use.
func (u *updater) newNames(r record, row string) (out []news.Alias) {
	have := map[string]news.Alias{}
	if g := u.base[row]; g != nil {
		for _, a := range g.aliases {
			have[key(a.Name)] = a
		}
		if _, ok := have[key(row)]; !ok {
			have[key(row)] = news.Alias{Name: row}
		}
	}
	for _, n := range r.names {
		a, ok := have[key(n)]
		switch {
		case !ok:
			out = append(out, news.Alias{Name: n, UsedBy: usedBy(n, r.letter), Common: u.wordLike(n)})
		case !slices.Contains(a.UsedBy, lists[r.letter]):
			out = append(out, news.Alias{Name: a.Name, UsedBy: []string{lists[r.letter]}})
		}
	}
	return out
}

func usedBy(name string, letter rune) []string {
	if who := Producer(name); who != "" && who != lists[letter] {
		return []string{who, lists[letter]}
	}
	return []string{lists[letter]}
}

// wordLike reports whether a name that nobody had may be a word, a place or a product too:
// one short run of letters, or one that is spelled like any word.
func (u *updater) wordLike(name string) bool {
	if len(u.cat.Find(name)) > 0 {
		return false // the catalogue has judged it
	}
	pieces := split(name)
	if len(pieces) != 1 || hasDigit(pieces) {
		return false
	}
	inner := strings.ContainsFunc(pieces[0].raw[1:], unicode.IsUpper) && strings.ContainsFunc(pieces[0].raw, unicode.IsLower)
	return !inner || len(pieces[0].raw) <= 3
}

// table writes the update, sorted.
func (u *updater) table() []byte {
	var b strings.Builder
	b.WriteString(updateHead)
	sorted := make([]*group, 0, len(u.rows))
	for _, g := range u.rows {
		sorted = append(sorted, g)
	}
	slices.SortFunc(sorted, func(x, y *group) int {
		return cmp.Or(cmp.Compare(strings.ToLower(x.source), strings.ToLower(y.source)), cmp.Compare(x.source, y.source))
	})
	for _, g := range sorted {
		names := make([]string, len(g.aliases))
		for i, a := range g.aliases {
			names[i] = cellOf(a)
		}
		b.WriteString(strings.Join([]string{g.source, g.class, g.country, g.says, g.sponsor, g.sponsorSays, g.attack, g.misp, g.microsoft, strings.Join(names, "; ")}, "\t") + "\n")
	}
	return []byte(b.String())
}

// cellOf is what [alias] reads.
func cellOf(a news.Alias) string {
	letters, who := "", ""
	for _, by := range a.UsedBy {
		letter := ""
		for r, list := range lists {
			if list == by {
				letter = string(r)
			}
		}
		if letters += letter; letter == "" {
			who = "," + by
		}
	}
	if a.Common {
		letters += string(wordToo)
	}
	return a.Name + "=" + letters + who
}

var (
	citation = regexp.MustCompile(`\(Citation:[^)]*\)`)
	linked   = regexp.MustCompile(`\[([^]]*)\]\([^)]*\)`)
	ofVictim = regexp.MustCompile(`^(?i)(target.*|against|victims?|focus.*|attack.*|compromis.*|interested|users?|intrusions?|active)$`)
)

// describes reads a description of ATT&CK, whose first sentence says where a group is
// thought to sit and whose first two say for which service it is thought to work. It says
// nothing where two countries are named.
func (c *Catalogue) describes(about string) (country, sponsor string) {
	about = linked.ReplaceAllString(citation.ReplaceAllString(about, ""), "$1")
	first, rest, _ := strings.Cut(about, ". ")
	second, _, _ := strings.Cut(rest, ". ")
	var from []string
	words := strings.Fields(first)
	for i, w := range words {
		if ofVictim.MatchString(w) {
			break
		}
		if h, ok := c.Match(words[i:]); ok {
			if e := c.entries[h.IDs[0]]; e.Party.Country != "" && e.Actor == nil && (e.Class == "state" || services[e.Class]) {
				from = appendNew(from, e.Party.Country)
			}
		}
	}
	if len(from) != 1 {
		return "", ""
	}
	words = append(words, strings.Fields(second)...)
	for i := 0; i < len(words); i++ {
		h, ok := c.Match(words[i:])
		if !ok {
			continue
		}
		i += h.Words - 1
		e := c.entries[h.IDs[0]]
		if services[e.Class] && e.Party.Country == from[0] && (sponsor == "" || e.PartOf != "") {
			sponsor = e.Party.Name
		}
	}
	return from[0], sponsor
}

// services are the bodies that a group may work for.
var services = map[string]bool{"intelligence": true, "military": true, "unit": true, "ministry": true}
