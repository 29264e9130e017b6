package api

import (
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
	"ascribe/store"
)

// A Claim says that somebody accuses, denies, doubts or declines to say that a party is
// responsible, with the verbatim sentence that says so.
type Claim struct {
	ID             string      `json:"id"`
	Incident       string      `json:"incident"`
	Story          string      `json:"story"`
	Version        int         `json:"version" doc:"Of the story; the evidence points into it."`
	Outlet         string      `json:"outlet"`
	StoryTitle     string      `json:"story_title"`
	URL            string      `json:"url"`
	Published      *time.Time  `json:"published"`
	PubPrecision   *string     `json:"published_precision"`
	Access         string      `json:"access"`
	Accuser        Party       `json:"accuser"`
	Speaker        *string     `json:"speaker" doc:"The person who says it for the accuser, or the relaying source."`
	Accused        Party       `json:"accused"`
	Subject        *string     `json:"subject" doc:"What is attributed when it is not the incident itself."`
	Relation       string      `json:"relation"`
	Stance         string      `json:"stance"`
	Hedge          *string     `json:"hedge" doc:"The speaker's own estimative words."`
	Likelihood     *Likelihood `json:"likelihood" doc:"Null for words on no scale."`
	Confidence     *string     `json:"confidence" doc:"A separate axis from likelihood."`
	Victim         *string     `json:"victim"`
	VictimCountry  *string     `json:"victim_country"`
	VictimSector   *string     `json:"victim_sector" doc:"EuRepoC's subcategory of receivers, such as health."`
	VictimCategory *string     `json:"victim_category" doc:"EuRepoC's category of receivers that the sector is of, such as critical_infrastructure."`
	About          string      `json:"about" doc:"main: the story's own operation; other: another one, told as background."`
	Level          string      `json:"level"`
	Basis          string      `json:"basis" doc:"EuRepoC's attribution basis."`
	Type           string      `json:"type" doc:"EuRepoC's attribution type."`
	Initiator      *string     `json:"initiator" doc:"EuRepoC's category of initiators, of the accused as the claim tells of it: state, state_affiliated, non_state_group, individual, unknown."`
	InitiatorSort  *string     `json:"initiator_sort" doc:"EuRepoC's subcategory of a non-state group: hacktivist, criminal, private_company, state_affiliation_widely_held."`
	Date           *time.Time  `json:"date" doc:"When it was said."`
	DatePrecision  *string     `json:"date_precision"`
	Joint          *string     `json:"joint" doc:"The same for all claims of one joint statement, which has one claim for each accuser; null for what one says alone."`
	Quote          string      `json:"quote" doc:"Verbatim."`
	Evidence       Span        `json:"evidence"`
	Review         string      `json:"review" doc:"machine: nobody has looked at it yet."`
	Score          int         `json:"score" doc:"How sure the reader is that it read rightly, 0 to 100."`
	Withdrawn      bool        `json:"withdrawn" doc:"The story's current version no longer says so."`
	Seq            uint64      `json:"seq"`
}

// A Span is a place in one version of a story: bytes of UTF-8, half-open.
type Span struct {
	Part  string `json:"part" doc:"title or text."`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

func newClaim(v store.ClaimView) Claim {
	c := Claim{
		ID: string(v.ID), Incident: string(v.Incident), Story: string(v.Story), Version: v.Version, Outlet: string(v.Outlet), StoryTitle: v.Title, URL: v.URL,
		Access: string(v.Access), Accuser: newParty(v.Accuser), Speaker: some(v.Speaker), Accused: newParty(v.Accused), Subject: some(v.Subject),
		Relation: string(v.Relation), Stance: string(v.Stance), Hedge: some(v.Hedge), Likelihood: newLikelihood(v.Likelihood), Confidence: some(string(v.Confidence)),
		Victim: some(v.Victim), VictimCountry: some(v.VictimCountry), VictimSector: some(v.VictimSector), VictimCategory: some(news.SectorCategory(v.VictimSector)),
		About: string(v.About), Level: string(v.Level),
		Basis: string(v.Basis), Type: string(v.Type), Initiator: some(string(v.Initiator)), InitiatorSort: some(string(v.InitiatorSort)), Joint: some(string(v.Joint)), Quote: v.Quote, Evidence: newSpan(v.Evidence), Review: string(v.Review), Score: v.Score,
		Withdrawn: v.Withdrawn, Seq: v.Seq,
	}
	c.Date, c.DatePrecision = when(v.Date)
	c.Published, c.PubPrecision = when(v.Published)
	return c
}

func newSpan(s news.Span) Span { return Span{string(s.Part), s.Start, s.End} }

func claimOf(st store.StoryView, c news.Claim) store.ClaimView {
	return store.ClaimView{
		Claim: c, Story: st.ID, Version: st.Version, Incident: st.Incident, Outlet: st.Outlet, Title: st.Title, URL: st.URL,
		Published: st.Published, Access: st.Access, Seq: st.Seq,
	}
}

var groupParam = queryParam("group", "string", "`evidence`: each claim with its sentence. `act`: what claims repeat, once each.", false, "evidence", "act")

func (s *API) claims() listing[store.ClaimView] {
	return listing[store.ClaimView]{
		kind: store.OfClaims, find: s.Store.Claims, visit: s.Store.VisitClaims,
		item: func(v store.ClaimView) any { return newClaim(v) }, columns: claimColumns,
	}
}

func (s *API) acts() listing[news.Act] {
	return listing[news.Act]{
		find: s.Store.Acts, item: func(a news.Act) any { return newAct(a) },
	}
}

func (s *API) claimRoutes() {
	l := s.claims()
	acts := s.acts()
	rt := route{
		id: "list-claims", path: "/v1/claims", tag: "Claims", summary: "List claims across incidents, newest first", params: append(s.filters(), groupParam),
		other: reflect.TypeFor[List[Act]](), doc: "With `group=act`, items are acts: what several claims repeat, with their ids. All matching acts of one incident come on one page.",
	}
	listRoutes(s, rt, reflect.TypeFor[List[Claim]](), l, func(r *http.Request) (*reply, error) {
		p := parametersOf(r)
		if p.one("group", "evidence", "act") == "act" {
			return listPage(s, acts, r, p)
		}
		return listPage(s, l, r, p)
	}, s.claimEntry)
	s.get(route{
		id: "get-claim", path: "/v1/claims/{id}", tag: "Claims", summary: "Show a claim", answer: reflect.TypeFor[Claim](), errors: []int{http.StatusNotFound},
		doc: "A claim that a person corrected is answered with what it was corrected to, under another id.", params: []*huma.Param{idParam("The claim's id: c- and 20 characters.")},
	}, func(r *http.Request) (*reply, error) {
		if err := parametersOf(r).done(); err != nil {
			return nil, err
		}
		id := news.ClaimID(r.PathValue("id"))
		if !id.Valid() {
			return nil, huma.NewError(http.StatusNotFound, "a claim's id is c- and 20 characters; this is none")
		}
		v, err := s.Store.Claim(id)
		if err != nil {
			return nil, err
		}
		return jsonReply(newClaim(v))
	})
}

var claimColumns = []column[store.ClaimView]{
	{"id", func(v store.ClaimView) string { return string(v.ID) }},
	{"date", func(v store.ClaimView) string { return v.Date.String() }},
	{"date_precision", func(v store.ClaimView) string { return string(v.Date.Precision) }},
	{"accuser", func(v store.ClaimView) string { return v.Accuser.Name }},
	{"accuser_kind", func(v store.ClaimView) string { return string(v.Accuser.Kind) }},
	{"accuser_country", func(v store.ClaimView) string { return v.Accuser.Country }},
	{"speaker", func(v store.ClaimView) string { return v.Speaker }},
	{"stance", func(v store.ClaimView) string { return string(v.Stance) }},
	{"relation", func(v store.ClaimView) string { return string(v.Relation) }},
	{"accused", func(v store.ClaimView) string { return v.Accused.Name }},
	{"accused_kind", func(v store.ClaimView) string { return string(v.Accused.Kind) }},
	{"accused_country", func(v store.ClaimView) string { return v.Accused.Country }},
	{"subject", func(v store.ClaimView) string { return v.Subject }},
	{"about", func(v store.ClaimView) string { return string(v.About) }},
	{"level", func(v store.ClaimView) string { return string(v.Level) }},
	{"basis", func(v store.ClaimView) string { return string(v.Basis) }},
	{"type", func(v store.ClaimView) string { return string(v.Type) }},
	{"hedge", func(v store.ClaimView) string { return v.Hedge }},
	{"likelihood", func(v store.ClaimView) string { return onScale(v.Likelihood) }},
	{"confidence", func(v store.ClaimView) string { return string(v.Confidence) }},
	{"victim", func(v store.ClaimView) string { return v.Victim }},
	{"quote", func(v store.ClaimView) string { return v.Quote }},
	{"outlet", func(v store.ClaimView) string { return string(v.Outlet) }},
	{"story_title", func(v store.ClaimView) string { return v.Title }},
	{"published", func(v store.ClaimView) string { return v.Published.String() }},
	{"url", func(v store.ClaimView) string { return v.URL }},
	{"access", func(v store.ClaimView) string { return string(v.Access) }},
	{"review", func(v store.ClaimView) string { return string(v.Review) }},
	{"score", func(v store.ClaimView) string { return strconv.Itoa(v.Score) }},
	{"incident", func(v store.ClaimView) string { return string(v.Incident) }},
	{"story", func(v store.ClaimView) string { return string(v.Story) }},
	{"version", func(v store.ClaimView) string { return strconv.Itoa(v.Version) }},
	{"victim_country", func(v store.ClaimView) string { return v.VictimCountry }},
	{"victim_sector", func(v store.ClaimView) string { return v.VictimSector }},
	{"initiator", func(v store.ClaimView) string { return string(v.Initiator) }},
	{"initiator_sort", func(v store.ClaimView) string { return string(v.InitiatorSort) }},
	{"joint", func(v store.ClaimView) string { return string(v.Joint) }},
}
