package news

import (
	"fmt"
	"slices"
)

// An Analysis is what one engine read in one version of a story.
type Analysis struct {
	Engine   string    `json:"engine"`             // "claim/3": name and number of the reader
	InScope  bool      `json:"in_scope"`           // about a cyber operation, its victims or its authors
	Document Document  `json:"document,omitempty"` // what sort of text it is
	Unread   string    `json:"unread,omitempty"`   // why no claims were looked for: "language: de"
	Mentions []Mention `json:"mentions,omitempty"`
	Claims   []Claim   `json:"claims,omitempty"`

	Responses []Response `json:"responses,omitempty"` // what was done about the operation
}

// A Document is the type of a text: it decides how its story may be grouped.
type Document string

// The types of documents.
const (
	Report   Document = "report"   // news of something that happened
	Advisory Document = "advisory" // a notice made from a template: grouped by identifiers only
	Roundup  Document = "roundup"  // several happenings in one piece
	Opinion  Document = "opinion"
	Series   Document = "series" // a column, podcast or newsletter with a standing title
)

// A Claim says that somebody accuses, denies, doubts or declines to say that a party is
// responsible for an operation, or that one party belongs to, works for or is another.
// It carries the verbatim sentence that says so.
type Claim struct {
	ID       ClaimID  `json:"id"`
	Accuser  Party    `json:"accuser"`           // Name "" when nobody is named
	Speaker  string   `json:"speaker,omitempty"` // the person who says it for the accuser, or the relaying source
	Accused  Party    `json:"accused"`
	Subject  string   `json:"subject,omitempty"` // what is attributed when it is not the incident itself: "HAFNIUM"
	Relation Relation `json:"relation"`
	Stance   Stance   `json:"stance"`

	Hedge      string      `json:"hedge,omitempty"` // verbatim estimative words, several joined by " | "
	Likelihood *Likelihood `json:"likelihood,omitempty"`
	Confidence Confidence  `json:"confidence,omitempty"` // of the analyst, a separate axis from likelihood

	Victim        string `json:"victim,omitempty"`
	VictimCountry string `json:"victim_country,omitempty"`
	VictimSector  string `json:"victim_sector,omitempty"` // EuRepoC receiver subcategory; [SectorCategory] is its category

	About About `json:"about"`
	Level Level `json:"level"`
	Basis Basis `json:"basis"`
	Type  Type  `json:"type"`
	// Initiator and InitiatorSort say what the accused is said to be; "" in claims read before
	// there were these codes.
	Initiator     Initiator     `json:"initiator,omitempty"`
	InitiatorSort InitiatorSort `json:"initiator_sort,omitempty"`

	Date Date `json:"date"` // when it was said: from the sentence, else the story's

	// Joint is shared by the claims of several accusers who make one statement together; "" for
	// what one says alone, and in claims read before there was this name.
	Joint JointID `json:"joint,omitempty"`

	Evidence Span   `json:"evidence"`
	Quote    string `json:"quote"` // the bytes at Evidence
	Review   Review `json:"review"`
	Score    int    `json:"score"` // 0 to 100: how sure the reader is that it read rightly
}

// NewClaimID names what a claim says, wherever in the article its sentence stands, so
// that a typo mended elsewhere withdraws nothing.
func NewClaimID(story StoryID, sentence string, accuser, accused Party, r Relation, s Stance) ClaimID {
	return ClaimID("c-" + digest(string(story), Normalize(sentence), accuser.Key(), accused.Key(), string(r), string(s)))
}

// NewJointID names what several say together in one sentence, whoever of them it is.
func NewJointID(story StoryID, sentence string, accused Party, r Relation, s Stance) JointID {
	return JointID("j-" + digest(string(story), Normalize(sentence), accused.Key(), string(r), string(s)))
}

func (c Claim) verify(s Story) error {
	text := s.Part(c.Evidence.Part)
	switch {
	case !c.Evidence.within(text):
		return fmt.Errorf("no text at %v", c.Evidence)
	case text[c.Evidence.Start:c.Evidence.End] != c.Quote:
		return fmt.Errorf("quote %q does not stand at %v", c.Quote, c.Evidence)
	case !c.Relation.Valid() || !c.Stance.Valid() || !c.About.Valid() || !c.Level.Valid():
		return fmt.Errorf("relation %q, stance %q, about %q or level %q is none", c.Relation, c.Stance, c.About, c.Level)
	case c.ID != NewClaimID(s.ID, c.Quote, c.Accuser, c.Accused, c.Relation, c.Stance):
		return fmt.Errorf("id %s is not of this claim", c.ID)
	case c.Joint != "" && c.Joint != NewJointID(s.ID, c.Quote, c.Accused, c.Relation, c.Stance):
		return fmt.Errorf("joint %s is not of what this claim says", c.Joint)
	}
	return nil
}

// A Relation says how the accused is tied to the operation or the subject.
type Relation string

// The relations.
const (
	CarriedOut  Relation = "carried_out"
	SponsoredBy Relation = "sponsored_by" // backs, directs, runs, employs, has as a part
	LinkedTo    Relation = "linked_to"
	SameAs      Relation = "same_as"
	Indicted    Relation = "indicted"
	Sanctioned  Relation = "sanctioned"
)

// A Stance says what the accuser does with the accusation.
type Stance string

// The stances.
const (
	Accuses  Stance = "accuses"
	Denies   Stance = "denies"
	Declines Stance = "declines" // cannot or will not attribute
	Doubts   Stance = "doubts"   // disputes, retracts, sees no evidence
	Claims   Stance = "claims"   // an actor's own claim of responsibility
)

// About says whether a claim concerns the story's own operation or another one.
type About string

// The values of About.
const (
	Main  About = "main"
	Other About = "other" // another victim, operation or date: background, comparison
)

// A Level is the weight of who attributes, weakest first; SelfClaim stands apart.
type Level string

// The levels.
const (
	MediaLevel      Level = "media"      // unnamed sources, the outlet's own voice, persons
	CompanyLevel    Level = "company"    // vendors, victims, researchers
	GovernmentLevel Level = "government" // one state, agency or international body
	JointLevel      Level = "joint"      // several states in one act
	LegalLevel      Level = "legal"      // indictment, sanction, judgment
	SelfClaim       Level = "self"
)

// A Basis is EuRepoC's attribution_basis: on whose authority (codebook 1.1).
type Basis string

// The bases.
const (
	AttackerConfirms   Basis = "attacker_confirms"
	ITCommunity        Basis = "it_security_community"
	MediaBased         Basis = "media_based"
	ReceiverGovernment Basis = "receiver_government"
	ThirdParty         Basis = "third_party"
	Receiver           Basis = "receiver"
	EUInstitution      Basis = "eu_institution"
	IntlOrganization   Basis = "international_organization"
	Contested          Basis = "contested"
	BasisUnknown       Basis = "not_available"
)

// A Type is EuRepoC's attribution_type: through which channel (codebook 1.1).
type Type string

// The types.
const (
	SelfAttribution    Type = "self_attribution"
	TechnicalReport    Type = "technical_report"
	DirectStatement    Type = "direct_statement_in_media"
	AnonymousStatement Type = "anonymous_statement_in_media"
	PoliticalStatement Type = "political_statement"
	LegalAction        Type = "domestic_legal_action"
	MediaReport        Type = "media_report"
	TypeUnclear        Type = "unclear"
)

// An Initiator is EuRepoC's attributed_initiator_category: what the accused is said to be
// (codebook 1.1).
type Initiator string

// The categories of initiators.
const (
	StateInitiator   Initiator = "state"            // the state itself, or a body of it
	StateAffiliated  Initiator = "state_affiliated" // somebody else, and the claim says that a state is behind
	NonState         Initiator = "non_state_group"
	Individual       Initiator = "individual"
	UnknownInitiator Initiator = "unknown" // nobody is accused
)

// An InitiatorSort is EuRepoC's attributed_initiator_subcategory of a non-state group, "" when
// nothing says.
type InitiatorSort string

// The sorts.
const (
	Hacktivists InitiatorSort = "hacktivist"
	Criminals   InitiatorSort = "criminal"
	Firm        InitiatorSort = "private_company"
	// WidelyHeld: a state is widely held to be behind the group, and the claim doesn't say so.
	WidelyHeld InitiatorSort = "state_affiliation_widely_held"
)

// A Confidence is the analytic confidence that a source states.
type Confidence string

// The confidences, "" being unstated.
const (
	High     Confidence = "high"
	Moderate Confidence = "moderate"
	Low      Confidence = "low"
)

// A Likelihood is a hedge on a named scale. Words that stand on no scale ("believed to
// be") have none.
type Likelihood struct {
	Term  string `json:"term"`  // the scale's own word: "highly likely"
	Scale string `json:"scale"` // "PHIA" (UK, 2025), "ICD 203" (US) or "WEP" (STIX 2.1, for others)
	Low   int    `json:"low"`   // per cent
	High  int    `json:"high"`
}

// A Review is what a person said of a machine-read claim.
type Review string

// The reviews.
const (
	Machine   Review = "machine" // nobody yet
	Confirmed Review = "confirmed"
	Rejected  Review = "rejected"
	Corrected Review = "corrected" // also: added by a person
)

// Vouched reports whether a person stands by the claim as it is.
func (r Review) Vouched() bool { return r == Confirmed || r == Corrected }

// The vocabularies, in the order in which they are shown.
var (
	Relations = []Relation{CarriedOut, SponsoredBy, LinkedTo, SameAs, Indicted, Sanctioned}
	Stances   = []Stance{Accuses, Denies, Declines, Doubts, Claims}
	Levels    = []Level{MediaLevel, CompanyLevel, GovernmentLevel, JointLevel, LegalLevel, SelfClaim}
	Reviews   = []Review{Machine, Confirmed, Rejected, Corrected}
	Abouts    = []About{Main, Other}
	Bases     = []Basis{
		AttackerConfirms, ITCommunity, MediaBased, ReceiverGovernment, ThirdParty, Receiver, EUInstitution, IntlOrganization, Contested, BasisUnknown,
	}
	Types = []Type{
		SelfAttribution, TechnicalReport, DirectStatement, AnonymousStatement, PoliticalStatement, LegalAction, MediaReport, TypeUnclear,
	}
	Initiators     = []Initiator{StateInitiator, StateAffiliated, NonState, Individual, UnknownInitiator}
	InitiatorSorts = []InitiatorSort{Hacktivists, Criminals, Firm, WidelyHeld}
	Confidences    = []Confidence{High, Moderate, Low}
)

// Valid reports whether r is one of the constants.
func (r Relation) Valid() bool { return slices.Contains(Relations, r) }

// Valid reports whether s is one of the constants.
func (s Stance) Valid() bool { return slices.Contains(Stances, s) }

// Valid reports whether a is one of the constants.
func (a About) Valid() bool { return a == Main || a == Other }

// Valid reports whether l is one of the constants.
func (l Level) Valid() bool { return slices.Contains(Levels, l) }

// Valid reports whether r is one of the constants.
func (r Review) Valid() bool { return slices.Contains(Reviews, r) }

// Rank orders the levels by weight, from 0. A self-claim weighs as little as the media.
func (l Level) Rank() int {
	if l == SelfClaim {
		return 0
	}
	return max(0, slices.Index(Levels, l))
}
