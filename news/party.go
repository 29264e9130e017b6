package news

import (
	"slices"
	"strings"
)

// A Party is anybody who can accuse or be accused: a state, an agency, a company, a
// person, a threat group, or somebody unnamed ("Chinese state-backed hackers").
type Party struct {
	// ID names the party in the catalogue ("actor:apt40", "state:cn", "org:microsoft"), or
	// is "" for one the catalogue does not know.
	ID   string    `json:"id,omitempty"`
	Name string    `json:"name"` // as the news uses it; "" is nobody named
	Kind PartyKind `json:"kind,omitempty"`
	// Country is the party's own, or for an accused the one that the text points at.
	Country string `json:"country,omitempty"`
	// Maybe holds the IDs of all parties that an ambiguous name can mean, ID among them.
	Maybe []string `json:"maybe,omitempty"`
}

// Key is what two mentions of one party agree in: the catalogue's ID, else kind, country
// and name.
func (p Party) Key() string {
	if p.ID != "" {
		return p.ID
	}
	kind := p.Kind
	if kind == VictimOrg {
		kind = Company // one firm, whether or not it speaks of itself
	}
	if kind == Vague || p.Name == "" {
		return string(kind) + ":" + p.Country
	}
	return string(kind) + ":" + p.Country + ":" + p.Name
}

// Plural reports whether the party's name asks for a verb in the plural: "investigators",
// "Five countries", "Officials". What the catalogue knows is one party, whatever its name ends in.
func (p Party) Plural() bool {
	words := strings.Fields(p.Name)
	if p.ID != "" || len(words) == 0 {
		return false
	}
	if strings.Contains(p.Name, "; ") { // one expression for several: "the two agencies" are "CISA; FBI"
		return true
	}
	switch p.Kind {
	case Researchers, Anonymous, Vague:
		return true
	case Company, VictimOrg, Group, CriminalGroup, Media:
		return false
	}
	first, last := strings.ToLower(words[0]), words[len(words)-1]
	common := 'a' <= last[0] && last[0] <= 'z' && strings.HasSuffix(last, "s") &&
		!strings.HasSuffix(last, "ss") && !strings.HasSuffix(last, "us") && !strings.HasSuffix(last, "is")
	return common || slices.Contains(several, first) || slices.Contains(people, strings.ToLower(last))
}

// Be is the verb behind the party's name: "is" or "are".
func (p Party) Be() string {
	if p.Plural() {
		return "are"
	}
	return "is"
}

// several are words before as many, and people what those are called of whom headlines and beginnings
// of sentences write with a capital.
var (
	several = strings.Fields("two three four five six seven eight nine ten several some many")
	people  = strings.Fields("agencies agents allies analysts authorities countries diplomats experts feds governments investigators " +
		"lawmakers ministers nations officers officials partners people police prosecutors researchers senators services sources spies states")
)

// A PartyKind says what sort of party somebody is. Accusers and the accused share the
// vocabulary of the annotation guideline.
type PartyKind string

// The kinds of parties.
const (
	State           PartyKind = "state"      // a state accused, or its government
	GovernmentParty PartyKind = "government" // a state or ministry that accuses
	Agency          PartyKind = "agency"
	Company         PartyKind = "company"
	IntlOrg         PartyKind = "intl_org"
	NGO             PartyKind = "ngo"
	Media           PartyKind = "media"
	Researchers     PartyKind = "researchers" // unnamed experts
	Anonymous       PartyKind = "anonymous"   // unnamed sources
	Person          PartyKind = "person"
	VictimOrg       PartyKind = "victim_org" // an organisation that speaks of what happened to itself
	Org             PartyKind = "org"
	Group           PartyKind = "group"
	CriminalGroup   PartyKind = "criminal_group"
	HacktivistGroup PartyKind = "hacktivist_group"
	Vague           PartyKind = "vague" // a nationality or nothing: "Chinese state-backed hackers"
	UnknownParty    PartyKind = "unknown"
	Unspecified     PartyKind = "unspecified" // an accuser that nobody names: passives, the outlet's own voice
)

// PartyKinds are all kinds.
var PartyKinds = []PartyKind{
	State, GovernmentParty, Agency, Company, IntlOrg, NGO, Media, Researchers, Anonymous, Person, VictimOrg, Org, Group, CriminalGroup, HacktivistGroup,
	Vague, UnknownParty, Unspecified,
}

// An Actor is a threat group of the catalogue.
type Actor struct {
	ID      string    `json:"id"`   // "actor:apt40"
	Name    string    `json:"name"` // as the news uses it: APT40, not Leviathan
	Kind    PartyKind `json:"kind"`
	Country string    `json:"country,omitempty"` // of its suspected base, not of a sponsor
	Sponsor string    `json:"sponsor,omitempty"` // the unit or agency that sources name
	Source  string    `json:"source,omitempty"`  // who says so of the country, or of the sponsor where there is none: "MISP galaxy"
	// SponsorSource is who names the sponsor.
	SponsorSource string  `json:"sponsor_source,omitempty"`
	Aliases       []Alias `json:"aliases"`
	// Identifiers elsewhere: "mitre-attack" → "G0065", "misp-galaxy" → a UUID.
	IDs map[string]string `json:"ids,omitempty"`
}

// An Alias is a name of an actor, with who uses it.
type Alias struct {
	Name   string   `json:"name"`
	UsedBy []string `json:"used_by,omitempty"` // "Microsoft", "Mandiant"; the sources' own labels
	// Inferred is one of UsedBy that no source says to use the name: it is read off the name's form.
	Inferred string `json:"inferred,omitempty"`
	// Ambiguous names belong to several actors; Common ones are words, products or people
	// too ("Silence", "Cobalt") and need a cue in the text.
	Ambiguous bool `json:"ambiguous,omitempty"`
	Common    bool `json:"common,omitempty"`
}

// Users are who uses the name, those who are only inferred marked as such.
func (a Alias) Users() []string {
	out := slices.Clone(a.UsedBy)
	for i, who := range out {
		if who == a.Inferred {
			out[i] = who + " (inferred)"
		}
	}
	return out
}

// A Mention is a name in a story: a party, a piece of malware, a CVE, a campaign.
type Mention struct {
	Kind    MentionKind `json:"kind"`
	ID      string      `json:"id"`      // "actor:apt40", "cve:CVE-2021-26855", "malware:havex"
	Name    string      `json:"name"`    // canonical
	Surface string      `json:"surface"` // as it stands in the text
	Span    Span        `json:"span"`    // the first place
	Count   int         `json:"count"`   // how often in title and text
}

// A MentionKind says what sort of name a mention is.
type MentionKind string

// The kinds of mentions.
const (
	MentionParty    MentionKind = "party"
	MentionActor    MentionKind = "actor"
	MentionCVE      MentionKind = "cve"
	MentionMalware  MentionKind = "malware"
	MentionCampaign MentionKind = "campaign"
	MentionVictim   MentionKind = "victim"
	MentionProduct  MentionKind = "product"
)
