package api

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
	"ascribe/store"
)

// An Incident is one operation or event as an analyst would file it.
type Incident struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Summary   []Excerpt   `json:"summary"`
	First     time.Time   `json:"first" doc:"Publication of its first story."`
	Last      time.Time   `json:"last" doc:"Publication of its last story."`
	Activity  time.Time   `json:"activity" doc:"When an outlet last published or changed something about it."`
	Contested bool        `json:"contested"`
	Standing  []Standing  `json:"standing" doc:"What its acts amount to, for each accused."`
	Acts      []Act       `json:"acts"`
	Timeline  []Milestone `json:"timeline"`
	Responses []Response  `json:"responses" doc:"What states and bodies did about it, beside words."`
	Members   []Member    `json:"members"`
	Parties   []Mention   `json:"parties"`
	CVEs      []string    `json:"cves"`
	Malware   []string    `json:"malware"`
	Victims   []string    `json:"victims"`

	VictimCountries []string `json:"victim_countries" doc:"Of its claims' victims, the commonest first."`
	VictimSectors   []string `json:"victim_sectors" doc:"Of its claims' victims, the commonest first: EuRepoC's subcategories of receivers."`

	Outlets    []string `json:"outlets"`
	Countries  []string `json:"countries" doc:"Of its outlets."`
	Origins    int      `json:"origins" doc:"Reports of their own: neither copies of one another nor of one wire service."`
	Claims     int      `json:"claims"`
	Unreviewed int      `json:"unreviewed" doc:"Claims that no person has looked at."`
	Notes      []Note   `json:"notes"`
	Seq        uint64   `json:"seq" doc:"Of the log entry that last changed it."`
}

// An Excerpt is a sentence in a source's words.
type Excerpt struct {
	Story string `json:"story"`
	Text  string `json:"text"`
}

// A Milestone is an event of an incident's timeline.
type Milestone struct {
	Date          *time.Time `json:"date"`
	DatePrecision *string    `json:"date_precision"`
	Phase         string     `json:"phase"`
	Text          string     `json:"text"`
	Story         string     `json:"story"`
	Claim         *string    `json:"claim"`
	Score         *int       `json:"score" doc:"How surely the act that it is was read; null of other events."`
}

// A Member is a story's place in an incident.
type Member struct {
	Story   string   `json:"story"`
	Score   float64  `json:"score" doc:"1 is certainty."`
	Reasons []Reason `json:"reasons"`
	CopyOf  *string  `json:"copy_of" doc:"The member whose text this one repeats."`
	Hidden  bool     `json:"hidden"`
}

// A Reason is one feature that spoke for a placement, or against.
type Reason struct {
	Feature string  `json:"feature"`
	Detail  *string `json:"detail"`
	Weight  float64 `json:"weight"`
}

// A Note is a person's remark.
type Note struct {
	Edit string    `json:"edit"`
	Text string    `json:"text"`
	TLP  string    `json:"tlp"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
}

// fixed is certainty in the grouping's fixed-point numbers.
const fixed = 1 << 16

// newIncident shows an incident whole. Countries are not stored: an outlet's is a matter of
// the configuration.
func newIncident(v store.IncidentView, outlets []news.Outlet) Incident {
	in := Incident{
		ID: string(v.ID), Title: v.Title, First: utc(v.First), Last: utc(v.Last), Activity: utc(v.Activity), Contested: v.Contested(),
		Summary:  each(v.Summary, func(e news.Excerpt) Excerpt { return Excerpt{string(e.Story), e.Text} }),
		Standing: each(v.Standing, newStanding), Acts: each(v.Acts, newAct), Timeline: each(v.Timeline, newMilestone),
		Responses: each(v.Responses, newResponse),
		Members:   each(v.Members, newMember), Parties: each(v.Parties, newMention),
		CVEs: words(v.CVEs), Malware: words(v.Malware), Victims: words(v.Victims), VictimCountries: words(v.VictimCountries), VictimSectors: words(v.VictimSectors),
		Outlets: words(v.Outlets), Countries: countriesOf(v.Outlets, outlets),
		Origins: v.Origins, Notes: each(v.Notes, newNote), Seq: v.Seq,
	}
	in.Claims, in.Unreviewed = tally(v.Incident)
	return in
}

// countriesOf are the countries of outlets, each once, in order.
func countriesOf(ids []news.OutletID, outlets []news.Outlet) []string {
	all := []string{}
	for _, o := range outlets {
		if o.Country != "" && slices.Contains(ids, o.ID) {
			all = append(all, o.Country)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// tally counts the claims of an incident, and those that nobody has reviewed.
func tally(in news.Incident) (claims, unreviewed int) {
	for _, a := range in.Acts {
		claims += len(a.Claims)
		unreviewed += len(a.Claims) - a.Reviewed
	}
	return claims, unreviewed
}

func newMilestone(m news.Milestone) Milestone {
	at, precision := when(m.Date)
	row := Milestone{at, precision, string(m.Phase), m.Text, string(m.Story), some(string(m.Claim)), nil}
	if m.Claim != "" {
		row.Score = &m.Score
	}
	return row
}

func newMember(m news.Member) Member {
	return Member{string(m.Story), ratio(m.Score), each(m.Reasons, func(r news.Reason) Reason {
		return Reason{r.Feature, some(r.Detail), ratio(r.Weight)}
	}), some(string(m.Copy)), m.Hidden}
}

// ratio prints a fixed-point number with three digits.
func ratio(n int) float64 {
	f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(n)/fixed, 'f', 3, 64), 64)
	return f
}

func newNote(n news.Note) Note {
	tlp := n.TLP
	if tlp == "" {
		tlp = news.Amber
	}
	return Note{string(n.Edit), n.Text, string(tlp), n.By, utc(n.At)}
}

func (s *API) incidents() listing[store.IncidentView] {
	return listing[store.IncidentView]{
		kind: store.OfIncidents, find: s.Store.Incidents, visit: s.Store.VisitIncidents,
		item: func(v store.IncidentView) any { return newIncidentItem(v) }, columns: incidentColumns,
	}
}

func (s *API) incidentRoutes() {
	l := s.incidents()
	listRoutes(s, route{
		id: "list-incidents", path: "/v1/incidents", tag: "Incidents", summary: "List incidents, last active first",
		doc:    "Items are short: counts, and the standing of the three most accused. Filters on claims bind to one and the same act.",
		params: s.filters(),
	}, reflect.TypeFor[List[IncidentItem]](), l, func(r *http.Request) (*reply, error) { return listPage(s, l, r, parametersOf(r)) }, s.incidentEntry)

	s.get(route{
		id: "get-incident", path: "/v1/incidents/{id}", tag: "Incidents", summary: "Show an incident", answer: reflect.TypeFor[Incident](),
		params: []*huma.Param{incidentID}, redirects: true, errors: []int{http.StatusNotFound},
	}, func(r *http.Request) (*reply, error) {
		p := parametersOf(r)
		v, err := s.incident(r)
		if err != nil {
			return nil, err
		}
		if err := p.done(); err != nil {
			return nil, err
		}
		return jsonReply(newIncident(v, s.Node.Outlets()))
	})
	s.incidentLists()
}

// incident finds the incident of the path. One that was absorbed redirects to where it
// went.
func (s *API) incident(r *http.Request) (store.IncidentView, error) {
	id := news.IncidentID(r.PathValue("id"))
	if !id.Valid() {
		return store.IncidentView{}, huma.NewError(http.StatusNotFound, "an incident's id is i- and 20 characters; this is none")
	}
	v, err := s.Store.Incident(id)
	if err != nil || v.ID == id {
		return v, err
	}
	to := *r.URL
	to.Path = strings.Replace(to.Path, string(id), string(v.ID), 1)
	gone := huma.NewError(http.StatusTemporaryRedirect, fmt.Sprintf("this incident is part of %s now", v.ID))
	return v, huma.ErrorWithHeaders(gone, http.Header{"Location": {to.RequestURI()}})
}

// members reads the stories of an incident, in order of placement, but for those that were
// forgotten.
func (s *API) members(v store.IncidentView) ([]store.StoryView, error) {
	stories := make([]store.StoryView, 0, len(v.Members))
	for _, m := range v.Members {
		st, err := s.Store.Story(m.Story)
		switch {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return nil, err
		default:
			stories = append(stories, st)
		}
	}
	return stories, nil
}
