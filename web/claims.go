package web

import (
	"net/http"

	"ascribe/digest"
	"ascribe/news"
	"ascribe/store"
)

type claimsPage struct {
	filters
	Items   []ledgerRow
	Outlets []news.Outlet
	Stances []news.Stance
	Levels  []news.Level
	Reviews []news.Review
}

// A ledgerRow is a claim in the list of all.
type ledgerRow struct {
	Row      claimRow
	Headline string
	Incident news.IncidentID
}

// claims lists claims across incidents. Asked for those that nobody reviewed, it is what an
// analyst works through: each form leads on to the next claim.
func (s *site) claims(r *http.Request) (view, error) {
	q, asked, err := s.query(r, "q", "accused", "accuser", "since", "until", "actor", "stance", "level", "review", "outlet", "victim_country")
	if err != nil {
		return view{}, err
	}
	page, err := s.Store.Claims(r.Context(), q)
	if err != nil {
		return view{}, err
	}
	p := claimsPage{filters: asked, Outlets: s.Node.Outlets(), Stances: news.Stances, Levels: news.Levels, Reviews: news.Reviews}
	for i, v := range page.Items {
		row := ledgerRow{
			claimRow{Claim: v.Claim, Story: store.StoryView{Story: news.Story{ID: v.Story, Outlet: v.Outlet, URL: v.URL, Title: v.Title}}, Editor: editor(r), Back: r.URL.RequestURI()},
			digest.Headline(news.Act{Accuser: v.Accuser, Accused: v.Accused, Relation: v.Relation, Stance: v.Stance}, v.Subject), v.Incident,
		}
		if i > 0 {
			p.Items[i-1].Row.Next = v.ID
		}
		p.Items = append(p.Items, row)
	}
	p.follow(page.Next)
	return view{"claims", "Claims", "claims", p}, nil
}

type claimPage struct {
	store.ClaimView
	Headline string
	Form     claimForm
	Editor   bool
}

// A claimForm is what the fields of a claim's form choose from.
type claimForm struct {
	Claim       news.Claim
	Relations   []news.Relation
	Stances     []news.Stance
	Levels      []news.Level
	Abouts      []news.About
	Confidences []news.Confidence
}

func newClaimForm(c news.Claim) claimForm {
	return claimForm{
		c, news.Relations, news.Stances, news.Levels,
		[]news.About{news.Main, news.Other},
		[]news.Confidence{"", news.High, news.Moderate, news.Low},
	}
}

func (s *site) claim(r *http.Request) (view, error) {
	if err := only(r); err != nil {
		return view{}, err
	}
	id := news.ClaimID(r.PathValue("id"))
	c, err := s.Store.Claim(id)
	if err != nil {
		return view{}, err
	}
	if c.ID != id {
		return view{}, moved{"/claims/" + string(c.ID)}
	}
	said := digest.Headline(news.Act{Accuser: c.Accuser, Accused: c.Accused, Relation: c.Relation, Stance: c.Stance}, c.Subject)
	return view{"claim", said, "claims", claimPage{c, said, newClaimForm(c.Claim), editor(r)}}, nil
}
