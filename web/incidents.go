package web

import (
	"net/http"
	"net/url"

	"ascribe/news"
	"ascribe/store"
)

type incidentsPage struct {
	Asked    url.Values
	Outlets  []news.Outlet
	Items    []store.IncidentView
	Next     string
	Filtered bool
	Stances  []news.Stance
	Levels   []news.Level
	Feed     string // the same list for machines
}

func (s *site) incidents(r *http.Request) (view, error) {
	q, asked, err := s.query(r)
	if err != nil {
		return view{}, err
	}
	page, err := s.Store.Incidents(r.Context(), q)
	if err != nil {
		return view{}, err
	}
	filtered := len(asked) > 0 && !(len(asked) == 1 && asked.Has("cursor"))
	return view{"incidents", "Incidents", "incidents", incidentsPage{
		Asked: asked, Outlets: s.Node.Outlets(), Items: page.Items, Next: nextPage("/", asked, page.Next),
		Filtered: filtered, Stances: news.Stances, Levels: news.Levels, Feed: "/v1/incidents?" + asked.Encode(),
	}}, nil
}

// An actRow is an act with the sentences that carry it.
type actRow struct {
	news.Act
	Subject string
	Claims  []claimRow
}

type claimRow struct {
	news.Claim
	Story store.StoryView
}

type incidentPage struct {
	store.IncidentView
	Main, Other []actRow // acts about the incident itself, and those about other operations
	Stories     []memberRow
	Reviewed    int
	Total       int
	Unseen      []memberRow // stories of which not everything could be read
}

type memberRow struct {
	news.Member
	Story store.StoryView
}

func (s *site) incident(r *http.Request) (view, error) {
	id := news.IncidentID(r.PathValue("id"))
	in, err := s.Store.Incident(id)
	if err != nil {
		return view{}, err
	}
	if in.ID != id {
		return view{}, moved{"/incidents/" + string(in.ID)}
	}
	p := incidentPage{IncidentView: in}
	claims := map[news.ClaimID]claimRow{}
	for _, m := range in.Members {
		if m.Hidden {
			continue
		}
		st, err := s.Store.Story(m.Story)
		if err != nil {
			return view{}, err
		}
		row := memberRow{m, st}
		p.Stories = append(p.Stories, row)
		if st.Access != news.Full || st.Analysis.Unread != "" {
			p.Unseen = append(p.Unseen, row)
		}
		for _, c := range st.Analysis.Claims {
			if _, twice := claims[c.ID]; !twice {
				claims[c.ID] = claimRow{c, st}
			}
		}
	}
	for _, a := range in.Acts {
		row := actRow{Act: a}
		for _, id := range a.Claims {
			c, ok := claims[id]
			if !ok {
				continue
			}
			row.Claims = append(row.Claims, c)
			if row.Subject == "" {
				row.Subject = c.Subject
			}
			p.Total++
			if c.Review == news.Confirmed || c.Review == news.Corrected {
				p.Reviewed++
			}
		}
		if a.About == news.Main {
			p.Main = append(p.Main, row)
		} else {
			p.Other = append(p.Other, row)
		}
	}
	return view{"incident", in.Title, "incidents", p}, nil
}
