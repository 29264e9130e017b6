package news

import (
	"cmp"
	"slices"
	"strings"
)

// WithoutText is the story as it is kept when its text is dropped: headline, metadata and
// analysis; and of the text the sentences that its claims and responses, or the others given,
// quote, each a paragraph. The hash stays that of the text that was. A story without its text stays as it
// is.
func (s Story) WithoutText(others []Claim, responses []Response) Story {
	if s.Excerpt {
		return s
	}
	var kept []Span
	for _, c := range slices.Concat(s.Analysis.Claims, others) {
		if e, stands := s.stands(c.Quote, c.Evidence); stands && e.Part != InTitle {
			kept = append(kept, e)
		}
	}
	for _, r := range slices.Concat(s.Analysis.Responses, responses) {
		if e, stands := s.stands(r.Quote, r.Evidence); stands && e.Part != InTitle {
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b Span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	var paragraphs []string
	for i := 0; i < len(kept); {
		start, end := kept[i].Start, kept[i].End
		for i++; i < len(kept) && kept[i].Start < end; i++ {
			end = max(end, kept[i].End)
		}
		if p := s.Text[start:end]; !slices.Contains(paragraphs, p) {
			paragraphs = append(paragraphs, p)
		}
	}
	s.Text, s.Summary, s.Excerpt = strings.Join(paragraphs, "\n\n"), "", true
	s.Analysis = s.Anchored(s.Analysis)
	return s
}

// Anchored is an analysis with the places that its claims, responses and mentions have in what is left
// of the text. A name that is no longer there is kept without a place.
func (s Story) Anchored(a Analysis) Analysis {
	a.Claims, a.Mentions, a.Responses = slices.Clone(a.Claims), slices.Clone(a.Mentions), slices.Clone(a.Responses)
	for i := range a.Claims {
		if e, stands := s.stands(a.Claims[i].Quote, a.Claims[i].Evidence); stands {
			a.Claims[i].Evidence = e
		}
	}
	for i := range a.Responses {
		if e, stands := s.stands(a.Responses[i].Quote, a.Responses[i].Evidence); stands {
			a.Responses[i].Evidence = e
		}
	}
	for i := range a.Mentions {
		m := &a.Mentions[i]
		if m.Span.Part == InTitle {
			continue
		}
		start := strings.Index(s.Text, m.Surface)
		if start < 0 {
			m.Surface, m.Span = "", Span{Part: InText}
			continue
		}
		m.Span.Start, m.Span.End = start, start+len(m.Surface)
	}
	return a
}

// Superseded is Anchored for an analysis that another one took the place of. What it quotes
// and what is left of the text does not have goes; its claims stay, without their words, since
// they have names of their own.
func (s Story) Superseded(a Analysis) Analysis {
	a = s.Anchored(a)
	for i := range a.Claims {
		c := &a.Claims[i]
		if _, stands := s.stands(c.Quote, c.Evidence); !stands {
			c.Quote, c.Hedge, c.Speaker, c.Evidence = "", "", "", Span{Part: InText}
		}
	}
	a.Responses = slices.DeleteFunc(a.Responses, func(r Response) bool {
		_, stands := s.stands(r.Quote, r.Evidence)
		return !stands
	})
	return a
}

// stands finds a sentence that was quoted: where its evidence says, else wherever it is.
func (s Story) stands(quote string, e Span) (Span, bool) {
	text := s.Part(e.Part)
	if e.within(text) && text[e.Start:e.End] == quote {
		return e, true
	}
	e.Start = strings.Index(text, quote)
	e.End = e.Start + len(quote)
	return e, e.Start >= 0 && quote != ""
}
