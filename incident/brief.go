package incident

import (
	"slices"
	"strings"

	"ascribe/news"
)

// Brief returns as much of a story as Compose reads: it composes to the same. What it says
// of the text has memory of its own, so that who keeps a thousand briefs keeps no thousand
// articles.
func Brief(s news.Story) news.Story {
	s.Text = opening(&s)
	own(&s.Text, &s.Title, &s.Summary)
	s.Analysis.Mentions = slices.Clone(s.Analysis.Mentions)
	for i := range s.Analysis.Mentions {
		m := &s.Analysis.Mentions[i]
		m.Surface = ""
		own(&m.ID, &m.Name)
	}
	s.Analysis.Claims = slices.Clone(s.Analysis.Claims)
	for i := range s.Analysis.Claims {
		c := &s.Analysis.Claims[i]
		own(&c.Quote, &c.Speaker, &c.Subject, &c.Hedge, &c.Victim, &c.Accuser.Name, &c.Accused.Name)
	}
	s.Analysis.Responses = slices.Clone(s.Analysis.Responses)
	for i := range s.Analysis.Responses {
		r := &s.Analysis.Responses[i]
		own(&r.Quote, &r.Actor.Name, &r.Against.Name)
	}
	return s
}

// own gives strings that may be parts of a text memory of their own.
func own(all ...*string) {
	for _, s := range all {
		*s = strings.Clone(*s)
	}
}
