package digest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ascribe/news"
)

// A sheet is a document in the words and order in which every format prints it. Its JSON is
// what JSON writes: fields are only ever added.
type sheet struct {
	Title     string     `json:"title"`
	TLP       string     `json:"tlp"` // "TLP:CLEAR"
	From      *time.Time `json:"from"`
	Until     *time.Time `json:"until"`
	Made      *time.Time `json:"made"`
	Zone      string     `json:"timezone"`
	Period    string     `json:"-"`
	Claims    int        `json:"claims"`
	Reviewed  int        `json:"reviewed"`
	Rejected  int        `json:"rejected"`       // by a person, and left out
	LeftOut   int        `json:"notes_left_out"` // above the document's level
	Review    string     `json:"review"`         // in words
	More      bool       `json:"more"`           // incidents were left out for length
	Incidents []section  `json:"incidents"`
	Blind     Blind      `json:"could_not_see"`
	Unseen    []string   `json:"could_not_see_in_words"`

	loc *time.Location
	tlp news.TLP
}

// A section is an incident.
type section struct {
	ID       news.IncidentID `json:"id"`
	Title    string          `json:"title"`
	URL      string          `json:"url"`
	First    time.Time       `json:"first"`
	Last     time.Time       `json:"last"`
	Span     string          `json:"-"`
	Coverage string          `json:"coverage"` // "14 stories of 9 outlets, 3 independent origins"
	Summary  []excerpt       `json:"summary"`
	Verdicts []verdict       `json:"standing"`
	Loose    []act           `json:"other_statements"` // about this incident, without a standing
	Also     []act           `json:"also_mentioned"`   // about other operations
	Contest  bool            `json:"contested"`
	Short    string          `json:"-"` // the weightiest standing in a sentence
	Timeline []milestone     `json:"timeline"`
	Stories  []story         `json:"stories"`
	CVEs     []string        `json:"cves"`
	Malware  []string        `json:"malware"`
	Victims  []string        `json:"victims"`
	Where    []string        `json:"victim_countries"`
	Sectors  []string        `json:"victim_sectors"`
	Notes    []note          `json:"notes"`
	LeftOut  int             `json:"notes_left_out"`
	Claims   int             `json:"claims"`
	Reviewed int             `json:"reviewed"`
	Rejected int             `json:"rejected"`
}

// A verdict is what is said of one accused: the standing and the acts that make it.
type verdict struct {
	Accused    string   `json:"accused"`
	Heading    string   `json:"-"`
	Country    string   `json:"accused_country"`
	Words      []string `json:"in_words"`
	Accusers   []string `json:"accusers"`
	Origins    int      `json:"independent_origins"`
	Level      string   `json:"level"`
	Likelihood string   `json:"likelihood"`
	DeniedBy   []string `json:"denied_by"`
	DoubtedBy  []string `json:"doubted_by"`
	DeclinedBy []string `json:"declined_by"`
	Self       bool     `json:"self_claimed"`
	Score      int      `json:"score"` // percent
	Acts       []act    `json:"acts"`
}

// An act with the claims that repeat it.
type act struct {
	Headline string     `json:"headline"`
	Accuser  string     `json:"accuser"`
	Accused  string     `json:"accused"`
	Relation string     `json:"relation"`
	Stance   string     `json:"stance"`
	Level    string     `json:"level"`
	Date     string     `json:"-"`
	First    string     `json:"first"` // as exactly as known
	Origins  int        `json:"origins"`
	Score    int        `json:"score"` // percent
	Evidence []evidence `json:"evidence"`
	Missing  int        `json:"evidence_elsewhere"` // claims of stories that are not in this document
}

// evidence is a sentence with who said and who printed it.
type evidence struct {
	Claim    news.ClaimID `json:"claim"`
	Quote    string       `json:"quote"`
	Speaker  string       `json:"speaker"`
	With     []string     `json:"jointly_with"` // who says it in one statement with the accuser
	Outlet   string       `json:"outlet"`
	Date     string       `json:"date"`
	Printed  string       `json:"-"`
	Title    string       `json:"story_title"`
	URL      string       `json:"url"`
	Hedge    string       `json:"hedge"`
	Level    string       `json:"confidence"`
	Review   string       `json:"review"`
	Access   string       `json:"access"`
	Reviewed bool         `json:"-"`
}

type excerpt struct {
	Text   string `json:"text"`
	Outlet string `json:"outlet"`
	URL    string `json:"url"`
}

type milestone struct {
	Date    string `json:"date"`
	Printed string `json:"-"`
	Phase   string `json:"phase"`
	Text    string `json:"text"`
	Doubt   bool   `json:"doubtful"` // likelier misread than read
	Outlet  string `json:"outlet"`
	URL     string `json:"url"`
}

type story struct {
	ID      news.StoryID `json:"id"`
	Title   string       `json:"title"`
	Outlet  string       `json:"outlet"`
	Date    string       `json:"published"`
	Printed string       `json:"-"`
	URL     string       `json:"url"`
	Access  string       `json:"access"`
	Copy    bool         `json:"copy"` // repeats the text of another one
	Remark  string       `json:"remark"`
}

type note struct {
	Text string    `json:"text"`
	TLP  string    `json:"tlp"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	When string    `json:"-"`
}

// lay makes the sheet of a document.
func lay(d Document) sheet {
	loc := d.Location
	if loc == nil {
		loc = time.UTC
	}
	level := d.TLP
	if level == "" {
		level = news.Clear
	}
	sh := sheet{
		Title: clean(d.Title), TLP: "TLP:" + string(level), From: some(d.From), Until: some(d.Until), Made: some(d.Made),
		Zone: loc.String(), More: d.More, Incidents: []section{}, Blind: d.Blind, loc: loc, tlp: level,
	}
	if sh.Title == "" {
		sh.Title = "Attribution digest"
	}
	if !d.From.IsZero() || !d.Until.IsZero() {
		sh.Period = fmt.Sprintf("%s to %s", orOpen(moment(d.From, loc)), orOpen(moment(d.Until, loc)))
	}
	sh.Blind.Unread, sh.Blind.Failing = some0(d.Blind.Unread), some0(d.Blind.Failing)
	for _, in := range d.Incidents {
		s := sh.section(in)
		sh.Claims += s.Claims
		sh.Reviewed += s.Reviewed
		sh.Rejected += s.Rejected
		sh.LeftOut += s.LeftOut
		sh.Incidents = append(sh.Incidents, s)
	}
	sh.Review = review(sh.Reviewed, sh.Claims, sh.Rejected)
	sh.Unseen = unseen(sh.Blind, loc)
	if sh.More {
		sh.Unseen = append([]string{sh.LeftOff()}, sh.Unseen...)
	}
	return sh
}

// MadeAt is when the document was made, for print.
func (sh sheet) MadeAt() string { return moment(*sh.Made, sh.loc) }

// LeftOff says that there are more incidents than the document holds.
func (sh sheet) LeftOff() string {
	return fmt.Sprintf("More incidents were asked for than the %d here: ask for more at once, or for a narrower selection.", len(sh.Incidents))
}

// TLPClass is the level as the style sheet names it.
func (sh sheet) TLPClass() string { return strings.ReplaceAll(string(sh.tlp), "+", "-") }

// review says how far a document may be trusted.
func review(reviewed, claims, rejected int) string {
	s := fmt.Sprintf("Machine-read: %d of %s reviewed by a person.", reviewed, Count(claims, "claim", "claims"))
	if rejected > 0 {
		s += fmt.Sprintf(" %s rejected and left out.", Count(rejected, "claim was", "claims were"))
	}
	return s
}

// unseen says what the reading could not see, or that it knows of nothing.
func unseen(b Blind, loc *time.Location) []string {
	says := []string{}
	of := func(n int, what string) {
		if n > 0 {
			says = append(says, fmt.Sprintf("%d of %s %s", n, Count(b.Stories, "story", "stories"), what))
		}
	}
	of(b.Paywalled, "could be read only up to a paywall or as a teaser.")
	of(b.Failed, "could not be fetched: title and summary at most.")
	of(b.FromFeed, "are known by the text of their feed alone.")
	for _, u := range b.Unread {
		of(u.Stories, "were not read for claims ("+u.Reason+").")
	}
	if b.Hidden > 0 {
		says = append(says, Count(b.Hidden, "story was", "stories were")+" hidden by a person.")
	}
	for _, f := range b.Failing {
		last := "never read"
		if f.LastGood != nil {
			last = "last read " + moment(*f.LastGood, loc)
		}
		says = append(says, fmt.Sprintf("Feed %s fails (%s): %s; %s.", clean(string(f.Feed)), f.Health, orUnknown(f.Reason), last))
	}
	if len(says) == 0 {
		says = append(says, "Every story was read whole, and no feed is failing.")
	}
	return says
}

func orOpen(s string) string {
	if s == "" {
		return "…"
	}
	return s
}

func orUnknown(s string) string {
	if s == "" {
		return "no reason known"
	}
	return clean(s)
}

func some(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC())
}

// some0 makes a missing list an empty one, which JSON writes as [].
func some0[S ~[]E, E any](s S) S {
	if s == nil {
		return S{}
	}
	return slices.Clone(s)
}
