package api

import (
	"time"

	"ascribe/news"
)

// An Act is what several claims repeat: one accuser, one accused, one relation, one stance,
// one incident.
type Act struct {
	Incident       string      `json:"incident"`
	Accuser        Party       `json:"accuser"`
	Accused        Party       `json:"accused"`
	Relation       string      `json:"relation"`
	Stance         string      `json:"stance"`
	About          string      `json:"about" doc:"main: the incident itself; other: another operation, told as background."`
	Level          string      `json:"level"`
	Basis          string      `json:"basis" doc:"EuRepoC's attribution basis."`
	Likelihood     *Likelihood `json:"likelihood" doc:"The highest of its claims."`
	First          *time.Time  `json:"first"`
	FirstPrecision *string     `json:"first_precision"`
	Last           *time.Time  `json:"last"`
	LastPrecision  *string     `json:"last_precision"`
	Claims         []string    `json:"claims"`
	Stories        []string    `json:"stories"`
	Outlets        []string    `json:"outlets"`
	Origins        int         `json:"origins" doc:"Reports of their own: neither copies of one another nor of one wire service."`
	Reviewed       int         `json:"reviewed" doc:"Claims that a person has confirmed or corrected."`
	Score          int         `json:"score" doc:"The highest of its claims, in percent; 100 when a person vouches for one."`
}

func newAct(a news.Act) Act {
	act := Act{
		Incident: string(a.Incident), Accuser: newParty(a.Accuser), Accused: newParty(a.Accused), Relation: string(a.Relation),
		Stance: string(a.Stance), About: string(a.About), Level: string(a.Level), Basis: string(a.Basis), Likelihood: newLikelihood(a.Likelihood),
		Claims: words(a.Claims), Stories: words(a.Stories), Outlets: words(a.Outlets), Origins: a.Origins, Reviewed: a.Reviewed, Score: a.Score,
	}
	act.First, act.FirstPrecision = when(a.First)
	act.Last, act.LastPrecision = when(a.Last)
	return act
}

// A Standing is what an incident's acts amount to for one accused, over claims about the
// incident itself that nobody rejected.
type Standing struct {
	Accused        Party       `json:"accused"`
	Accusers       []Party     `json:"accusers" doc:"Strongest level first."`
	Origins        int         `json:"independent_origins"`
	Level          *string     `json:"level" doc:"The strongest; null when nobody accuses."`
	Likelihood     *Likelihood `json:"likelihood"`
	DeniedBy       []Party     `json:"denied_by"`
	DoubtedBy      []Party     `json:"doubted_by"`
	DeclinedBy     []Party     `json:"declined_by"`
	SelfClaimed    bool        `json:"self_claimed"`
	Contested      bool        `json:"contested"`
	First          *time.Time  `json:"first"`
	FirstPrecision *string     `json:"first_precision"`
	Last           *time.Time  `json:"last"`
	LastPrecision  *string     `json:"last_precision"`
	Acts           int         `json:"acts"`
	Claims         int         `json:"claims"`
	Unreviewed     int         `json:"unreviewed"`
	Score          int         `json:"score" doc:"The highest of its acts. Below 50 it is likelier that the sources say nothing of the kind; such standings come last."`
}

func newStanding(s news.Standing) Standing {
	st := Standing{
		Accused: newParty(s.Accused), Accusers: newParties(s.Accusers), Origins: s.IndependentOrigins, Level: some(string(s.Level)),
		Likelihood: newLikelihood(s.Likelihood), DeniedBy: newParties(s.DeniedBy), DoubtedBy: newParties(s.DoubtedBy), DeclinedBy: newParties(s.DeclinedBy),
		SelfClaimed: s.SelfClaimed, Contested: s.Contested(), Acts: s.Acts, Claims: s.Claims, Unreviewed: s.Unreviewed, Score: s.Score,
	}
	st.First, st.FirstPrecision = when(s.First)
	st.Last, st.LastPrecision = when(s.Last)
	return st
}
