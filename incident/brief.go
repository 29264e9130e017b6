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
	var room [64]*string
	own := append(room[:0], &s.Text, &s.Title, &s.Summary)
	s.Text = opening(&s)
	s.Analysis.Mentions = slices.Clone(s.Analysis.Mentions)
	for i := range s.Analysis.Mentions {
		m := &s.Analysis.Mentions[i]
		m.Surface = ""
		own = append(own, &m.ID, &m.Name)
	}
	s.Analysis.Claims = slices.Clone(s.Analysis.Claims)
	for i := range s.Analysis.Claims {
		c := &s.Analysis.Claims[i]
		own = append(own, &c.Quote, &c.Speaker, &c.Subject, &c.Hedge, &c.Victim, &c.Accuser.Name, &c.Accused.Name)
	}
	s.Analysis.Responses = slices.Clone(s.Analysis.Responses)
	for i := range s.Analysis.Responses {
		r := &s.Analysis.Responses[i]
		own = append(own, &r.Quote, &r.Actor.Name, &r.Against.Name)
	}
	clone(own)
	return s
}

// clone gives strings that may be parts of a text memory of their own, which they share.
func clone(all []*string) {
	size := 0
	for _, s := range all {
		size += len(*s)
	}
	var b strings.Builder
	b.Grow(size)
	for _, s := range all {
		b.WriteString(*s)
	}
	text := b.String()
	for _, s := range all {
		*s, text = text[:len(*s)], text[len(*s):]
	}
}
