package actor

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"ascribe/news"
)

// A Receiver is what is known of a victim: EuRepoC's receiver country and sector.
type Receiver struct {
	Country string // ISO code, EU for the Union, "" unknown or several
	Sector  string // of sectors.tsv: EuRepoC's subcategory, or its category that has none
}

// Receiver reads the phrase that names a victim: "hospitals in Ireland", "Sony Pictures",
// "servers of the Norwegian parliament". It is a look-up: whoever is named, else the noun
// that says what sort of body it is, and the one country that is named with it.
func (c *Catalogue) Receiver(phrase string) Receiver {
	ph := c.parsePhrase(phrase)
	var r Receiver
	sector, rank := ph.sector()
	if ph.known != nil {
		if len(ph.countries) < 2 || news.SectorCategory(ph.known.sector) != stateCategory {
			r.Country = ph.known.country
		} else if len(ph.countries) == 2 { // "Germany's Foreign Office": another one than the best known
			r.Country = ph.countries[(slices.Index(ph.countries, ph.known.country)+1)%2]
		}
		if ph.known.sector != "" && (ph.known.sector != corporateSector || rank != strongNoun) {
			sector = ph.known.sector
		}
	}
	if r.Country == "" && len(ph.countries) == 1 {
		r.Country = ph.countries[0]
	}
	if sector == firmSector {
		sector = corporateSector
	}
	if sector != systemSector {
		r.Sector = sector
	}
	return r
}

const (
	firmSector      = "firm"
	systemSector    = "system"
	corporateSector = "corporate"
	usersSector     = "end_users"
	digitalSector   = "digital_provider"
	stateCategory   = "state_institutions"
)

// How much a noun says of a receiver.
const (
	noNoun = iota
	systemNoun
	firmNoun
	userNoun
	strongNoun
)

func rankOf(sector string) int {
	switch sector {
	case "":
		return noNoun
	case systemSector:
		return systemNoun
	case firmSector:
		return firmNoun
	case usersSector:
		return userNoun
	}
	return strongNoun
}

// A phrase is what was found in the words for a victim.
type phrase struct {
	nouns     []noun // in their order
	known     *receiver
	countries []string
}

// A noun is a word of sectors.tsv in the part of a phrase that begins after a preposition, a
// comma or "and".
type noun struct {
	part   int
	sector string
}

// sector is that of the first part with the noun that says most. Within a part the last
// noun is its head: "energy company employees".
func (ph phrase) sector() (sector string, rank int) {
	for _, n := range ph.nouns {
		if r := rankOf(n.sector); r > rank {
			rank = r
		}
	}
	part := -1
	for _, n := range ph.nouns {
		if rankOf(n.sector) == rank && (part < 0 || n.part == part) {
			part, sector = n.part, n.sector
		}
	}
	return sector, rank
}

// longestNoun is how many words a noun of sectors.tsv or a name of receivers.tsv has at most.
const longestNoun = 8

func (c *Catalogue) parsePhrase(text string) phrase {
	var ph phrase
	words := phraseWords(text)
	part := 0
	for i := 0; i < len(words); {
		r, n := knownAt(words[i:])
		if r == nil && divides[strings.ToLower(words[i])] {
			part++
			i++
			continue
		}
		if r == nil {
			r, n = c.partyAt(words, i)
		}
		if r != nil && !product(r, words[i:], n) {
			ph.meet(r)
		}
		n = max(n, 1)
		if sector, used := nounAt(words[i:]); sector != "" && used >= n {
			ph.nouns = append(ph.nouns, noun{part, sector})
			n = used
		}
		i += n
	}
	return ph
}

// meet takes a party, a place or a state over. The first party is the victim; the others are
// whose it is, where it is, or hit beside it.
func (ph *phrase) meet(r *receiver) {
	if r.country != "" {
		ph.countries = appendNew(ph.countries, r.country)
	}
	if !r.place && ph.known == nil {
		ph.known = r
	}
}

// product reports whether a maker's name only says what was hit: "Microsoft Exchange
// servers". "Microsoft's network" is Microsoft.
func product(r *receiver, words []string, used int) bool {
	last := words[used-1]
	return (r.sector == digitalSector || r.sector == corporateSector && r.party) && used < len(words) && !divides[strings.ToLower(words[used])] && !possessive(last)
}

func possessive(w string) bool {
	return strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") || strings.HasSuffix(w, "s'") || strings.HasSuffix(w, "s’")
}

// divides are the words between the parts of a phrase.
var divides = map[string]bool{
	",": true, "and": true, "&": true, "or": true, "of": true, "in": true, "for": true, "at": true, "across": true, "from": true, "within": true, "to": true,
	"based": true, "by": true, "on": true, "with": true, "including": true, "throughout": true, "belonging": true, "inside": true, "as": true, "such": true, "like": true,
	"the": true, "a": true, "an": true, "under": true, "around": true, "near": true, "linked": true, "that": true, "which": true, "who": true, "using": true, "via": true,
}

// phraseWords cuts a phrase into words. Commas are words; other signs at an end are none.
func phraseWords(text string) []string {
	var out []string
	for w := range strings.FieldsSeq(text) {
		core := strings.Trim(w, `"“”()[]{}:;!?*_`)
		comma := strings.HasSuffix(core, ",")
		if core = strings.TrimSuffix(strings.TrimRight(core, ","), "-based"); core != "" {
			out = append(out, core)
		}
		if comma {
			out = append(out, ",")
		}
	}
	return out
}

// partyAt finds a party of the catalogue at word i: a body, a firm, a state by its name,
// people or capital.
func (c *Catalogue) partyAt(words []string, i int) (*receiver, int) {
	hit, ok := c.Match(words[i:])
	if !ok || hit.Common && hit.Kind != Demonym && (i == 0 || !divides[strings.ToLower(words[i-1])]) {
		return nil, 0
	}
	e := c.entries[hit.IDs[0]]
	sector, known := sectorOf[e.Class]
	if !known || hit.Ambiguous && e.Class != "state" {
		return nil, 0
	}
	country := e.Party.Country
	if ofState[e.Class] && !slices.ContainsFunc(words[i:i+hit.Words], upper) {
		country = "" // "the electoral commission": every state has one
	}
	return &receiver{country, sector, e.Class == "state", true}, hit.Words
}

// sectorOf are the sectors of the classes of parties.
var sectorOf = map[string]string{
	"state": "", "org": "", "militia": "", "ministry": "government", "cyber": "government", "legislature": "legislative", "intelligence": "intelligence",
	"military": "military", "unit": "military", "agency": "administration", "regulator": "administration", "police": "police", "prosecutor": "judiciary",
	"court": "judiciary", "intl_org": "international", "ngo": "advocacy", "think_tank": "advocacy", "vendor": digitalSector, "company": corporateSector,
	"media": "media", "spyware": digitalSector, "ransomware": "criminal", "criminal": "criminal", "hacktivist": "hacktivist",
}

// A receiver is a line of receivers.tsv, or a party of the catalogue as one.
type receiver struct {
	country, sector string
	place           bool
	party           bool // from the tables of parties, which know no sectors of firms
}

type receiverTables struct {
	nouns map[string]string      // words, folded → sector
	names map[string][]*namedOne // first word, folded → who has a name that begins so
}

type namedOne struct {
	words []string
	is    *receiver
}

// receivers are the embedded tables.
var receivers = sync.OnceValue(func() receiverTables {
	t := receiverTables{nouns: map[string]string{}, names: map[string][]*namedOne{}}
	sectors, err := rows(tables, "sectors.tsv", 2)
	if err != nil {
		panic("actor: " + err.Error())
	}
	for _, row := range sectors {
		for _, words := range list(row[1]) {
			t.nouns[strings.ReplaceAll(words, "-", " ")] = row[0]
		}
	}
	named, err := rows(tables, "receivers.tsv", 3)
	if err != nil {
		panic("actor: " + err.Error())
	}
	for _, row := range named {
		for _, name := range list(row[0]) {
			one := &namedOne{phraseWords(name), &receiver{row[1], row[2], row[2] == "", false}}
			first := strings.ToLower(one.words[0])
			t.names[first] = append(t.names[first], one)
		}
	}
	for _, same := range t.names {
		slices.SortStableFunc(same, func(a, b *namedOne) int { return len(b.words) - len(a.words) })
	}
	return t
})

// nounAt returns the sector of the longest noun that the words begin with.
func nounAt(words []string) (sector string, used int) {
	for n := min(longestNoun, len(words)); n > 0; n-- {
		text := strings.ReplaceAll(strings.ToLower(strings.Join(words[:n], " ")), "-", " ")
		for _, cut := range []string{"", "'s", "’s", "'", "’"} {
			if base, ok := strings.CutSuffix(text, cut); ok {
				if sector := receivers().nouns[base]; sector != "" {
					return sector, n
				}
			}
		}
	}
	return "", 0
}

// knownAt returns who of receivers.tsv the words begin with.
func knownAt(words []string) (*receiver, int) {
	first := words[0]
	for _, key := range []string{strings.ToLower(first), strings.ToLower(bare(first))} {
		for _, one := range receivers().names[key] {
			if one.fits(words) {
				return one.is, len(one.words)
			}
		}
	}
	return nil, 0
}

func (o *namedOne) fits(words []string) bool {
	if len(words) < len(o.words) {
		return false
	}
	for i, want := range o.words {
		got := words[i]
		if i == len(o.words)-1 && got != want {
			got = bare(got)
		}
		if !strings.EqualFold(got, want) || upper(want) && !upper(got) || allUpper(want) && got != want {
			return false
		}
	}
	return true
}

// bare takes a possessive ending off.
func bare(w string) string {
	for _, end := range []string{"'s", "’s", "'", "’"} {
		if s, ok := strings.CutSuffix(w, end); ok {
			return s
		}
	}
	return w
}

func upper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

func allUpper(w string) bool { return len(w) <= 4 && strings.ToUpper(w) == w }
