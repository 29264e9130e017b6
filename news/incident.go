package news

import (
	"cmp"
	"slices"
	"time"
)

// An Act is what several claims repeat: one accuser, one accused, one relation, one
// stance, one incident. Fourteen outlets reporting one statement are fourteen claims and
// one act.
type Act struct {
	Incident IncidentID `json:"incident"`
	Accuser  Party      `json:"accuser"`
	Accused  Party      `json:"accused"`
	Relation Relation   `json:"relation"`
	Stance   Stance     `json:"stance"`

	About      About       `json:"about"` // Main if any of its claims is
	Level      Level       `json:"level"` // the strongest of its claims
	Basis      Basis       `json:"basis"`
	Likelihood *Likelihood `json:"likelihood,omitempty"` // the highest
	First      Date        `json:"first"`
	Last       Date        `json:"last"`

	Claims   []ClaimID  `json:"claims"`  // by date, then ID
	Stories  []StoryID  `json:"stories"` // in order of publication
	Outlets  []OutletID `json:"outlets"`
	Origins  int        `json:"origins"`  // reports of their own: neither copies nor of one wire service
	Reviewed int        `json:"reviewed"` // claims that a person has confirmed or corrected
	Score    int        `json:"score"`    // the highest of its claims, of those that make it about Main if any does; 100 when a person vouches for one
}

// A Standing is what an incident's acts amount to for one accused, over claims about the
// incident itself that nobody rejected.
type Standing struct {
	Accused            Party       `json:"accused"`
	Accusers           []Party     `json:"accusers"` // who accuse, strongest level first
	IndependentOrigins int         `json:"independent_origins"`
	Level              Level       `json:"level,omitempty"` // the strongest; "" when nobody accuses
	Likelihood         *Likelihood `json:"likelihood,omitempty"`
	DeniedBy           []Party     `json:"denied_by"`
	DoubtedBy          []Party     `json:"doubted_by"`
	DeclinedBy         []Party     `json:"declined_by"`
	SelfClaimed        bool        `json:"self_claimed"`
	First              Date        `json:"first"`
	Last               Date        `json:"last"`
	Acts               int         `json:"acts"`
	Claims             int         `json:"claims"`
	Unreviewed         int         `json:"unreviewed"`
	Score              int         `json:"score"` // the highest of its acts
}

// Doubtful reports whether the sources are likelier not to say such a thing of the accused than to
// say it: none of the claims scores as much as an even chance.
func (s Standing) Doubtful() bool { return s.Score < EvenChance }

// EvenChance is the score from which a reading is likelier right than wrong.
const EvenChance = 50

// Contested reports whether anybody denies or doubts what somebody else says.
func (s Standing) Contested() bool {
	return len(s.Accusers) > 0 && len(s.DeniedBy)+len(s.DoubtedBy) > 0
}

// An Incident is one operation or event as an analyst would file it: the stories about
// it, its acts and its timeline.
type Incident struct {
	ID      IncidentID `json:"id"`
	Title   string     `json:"title"`             // a person's name for it, else its most central headline
	Summary []Excerpt  `json:"summary,omitempty"` // in the sources' words

	First    time.Time `json:"first"`    // publication of its first story
	Last     time.Time `json:"last"`     // and of its last
	Activity time.Time `json:"activity"` // when an outlet last published or changed something about it

	Members []Member  `json:"members"` // in order of placement
	Parties []Mention `json:"parties,omitempty"`
	CVEs    []string  `json:"cves,omitempty"`
	Malware []string  `json:"malware,omitempty"`
	Victims []string  `json:"victims,omitempty"`

	// VictimCountries and VictimSectors are those of its claims' victims, the commonest first.
	VictimCountries []string `json:"victim_countries,omitempty"`
	VictimSectors   []string `json:"victim_sectors,omitempty"`

	Outlets  []OutletID  `json:"outlets"`
	Acts     []Act       `json:"acts"`
	Standing []Standing  `json:"standing"`
	Timeline []Milestone `json:"timeline"`

	Responses []Response `json:"responses,omitempty"` // each measure of each actor once, by date
	Origins   int        `json:"origins"`             // reports of their own: neither copies nor of one wire service
	Notes     []Note     `json:"notes,omitempty"`
}

// Contested reports whether an accusation of the incident is denied or doubted.
func (in Incident) Contested() bool {
	for _, s := range in.Standing {
		if s.Contested() {
			return true
		}
	}
	return false
}

// A Member is a story's place in an incident, with why it was placed there.
type Member struct {
	Story   StoryID  `json:"story"`
	Score   int      `json:"score"` // fixed point, incident.One is certainty
	Reasons []Reason `json:"reasons,omitempty"`
	Copy    StoryID  `json:"copy,omitempty"`   // the member whose text this one repeats
	Hidden  bool     `json:"hidden,omitempty"` // by a person
}

// A Reason is one feature that spoke for (or against) a placement.
type Reason struct {
	Feature string `json:"feature"`          // "cve", "party", "title", "days apart"
	Detail  string `json:"detail,omitempty"` // "CVE-2021-26855", "2"
	Weight  int    `json:"weight"`           // fixed point, negative against
}

// An Excerpt is a sentence in a source's words.
type Excerpt struct {
	Story StoryID `json:"story"`
	Text  string  `json:"text"`
}

// A Milestone is an event of an incident's timeline.
type Milestone struct {
	Date  Date    `json:"date"`
	Phase Phase   `json:"phase"`
	Text  string  `json:"text"` // "United Kingdom accuses China"
	Story StoryID `json:"story"`
	Claim ClaimID `json:"claim,omitempty"`
	Score int     `json:"score,omitempty"` // of its act, when it is one
}

// Doubtful reports whether it is a claim that was likelier misread than read.
func (m Milestone) Doubtful() bool { return m.Claim != "" && m.Score < EvenChance }

// A Phase says what happened at a Milestone.
type Phase string

// The phases.
const (
	Disclosed  Phase = "disclosed"
	Attributed Phase = "attributed"
	Claimed    Phase = "claimed"
	Denied     Phase = "denied"
	Doubted    Phase = "doubted"
	Declined   Phase = "declined"
	Patched    Phase = "patched"
	Sanctions  Phase = "sanctioned"
	Indictment Phase = "indicted"
	Arrested   Phase = "arrested"
	Responded  Phase = "responded" // another measure of a state: an expulsion, a reward
)

// A Note is a person's remark on an incident. What is above the level of an export is
// left out of it.
type Note struct {
	Edit EditID    `json:"edit"`
	Text string    `json:"text"`
	TLP  TLP       `json:"tlp"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
}

// A TLP is a level of the Traffic Light Protocol 2.0 (FIRST).
type TLP string

// The levels, most open first.
const (
	Clear       TLP = "CLEAR"
	Green       TLP = "GREEN"
	Amber       TLP = "AMBER"
	AmberStrict TLP = "AMBER+STRICT"
	Red         TLP = "RED"
)

// TLPs are the levels, most open first.
var TLPs = []TLP{Clear, Green, Amber, AmberStrict, Red}

// Above reports whether what has this level must be left out of what has that one. "" is AMBER for
// what is told, and CLEAR for where.
func (t TLP) Above(where TLP) bool {
	rank := slices.Index(TLPs, cmp.Or(t, Amber))
	return rank < 0 || rank > slices.Index(TLPs, cmp.Or(where, Clear))
}
