package incident

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"time"

	"ascribe/news"
)

//go:embed phases.txt
var phasesText string

// timeline tells when what happened: the first story, the first to say each act, and
// what the headlines tell of patches, charges, sanctions and arrests.
func timeline(told []telling, visible []*news.Story) []news.Milestone {
	var all []news.Milestone
	known := map[news.Phase]bool{}
	for i, t := range told {
		if t.About != news.Main {
			continue
		}
		if i > 0 && told[i-1].About == news.Main && compareActs(told[i-1].Claim, t.Claim) == 0 {
			last := &all[len(all)-1]
			last.Score = max(last.Score, t.score())
			continue
		}
		phase := phaseOf(t.Claim)
		known[phase] = true
		date := t.Date
		if !date.Known() {
			date = dateOf(t.story)
		}
		all = append(all, news.Milestone{Date: date, Phase: phase, Text: telling.sentence(t), Story: t.story.ID, Claim: t.ID, Score: t.score()})
	}
	for i, s := range visible {
		phase := headlinePhase(s.Title)
		if i == 0 {
			all = append(all, news.Milestone{Date: dateOf(s), Phase: news.Disclosed, Text: s.Title, Story: s.ID})
		}
		if phase != "" && !known[phase] {
			known[phase] = true
			all = append(all, news.Milestone{Date: dateOf(s), Phase: phase, Text: s.Title, Story: s.ID})
		}
	}
	all = append(all, measured(responses(visible), known)...)
	slices.SortStableFunc(all, func(a, b news.Milestone) int {
		return cmp.Or(a.Date.Time.Compare(b.Date.Time), cmp.Compare(rankPhase(a.Phase), rankPhase(b.Phase)),
			cmp.Compare(a.Text, b.Text), cmp.Compare(a.Claim, b.Claim))
	})
	return all
}

// rankPhase puts the disclosure first among the events of one moment.
func rankPhase(p news.Phase) int {
	return slices.Index([]news.Phase{
		news.Disclosed, news.Attributed, news.Claimed, news.Denied, news.Doubted, news.Declined,
		news.Patched, news.Sanctions, news.Indictment, news.Arrested, news.Responded,
	}, p)
}

func headlinePhase(title string) news.Phase {
	title = strings.ToLower(title)
	for line := range strings.Lines(phasesText) {
		phase, word, _ := strings.Cut(strings.TrimSpace(line), " ")
		if phase != "#" && strings.Contains(title, word) {
			return news.Phase(phase)
		}
	}
	return ""
}

// phaseOf is the phase that a claim belongs to.
func phaseOf(c news.Claim) news.Phase {
	switch c.Stance {
	case news.Claims:
		return news.Claimed
	case news.Denies:
		return news.Denied
	case news.Doubts:
		return news.Doubted
	case news.Declines:
		return news.Declined
	}
	switch c.Relation {
	case news.Indicted:
		return news.Indictment
	case news.Sanctioned:
		return news.Sanctions
	}
	return news.Attributed
}

// said is when a claim was made, as far as is known.
func said(t telling) time.Time {
	if t.Date.Known() {
		return t.Date.Time
	}
	return t.story.When()
}

func dateOf(s *news.Story) news.Date {
	if s.Published.Known() && !s.Published.Time.After(s.Arrived) {
		return s.Published
	}
	return news.At(s.Arrived)
}

// score is how surely it was read, or 100 when a person vouches for it.
func (t telling) score() int {
	if t.Review.Vouched() {
		return 100
	}
	return t.Score
}

// sentence puts a claim in a few words of ours.
func (t telling) sentence() string {
	who, many := speaker(t.Accuser)
	verb := func(one, several string) string {
		if many {
			return who + " " + several
		}
		return who + " " + one
	}
	whom := accusedName(accusedOf(t.Claim))
	itself := accusedOf(t.Claim).Key() == t.Accuser.Key()
	switch {
	case t.Stance == news.Claims:
		return verb("claims", "claim") + " responsibility"
	case t.Stance == news.Denies && itself:
		return verb("denies", "deny") + " responsibility"
	case t.Stance == news.Denies:
		return verb("denies", "deny") + " that " + whom + " " + accusedOf(t.Claim).Be() + " responsible"
	case t.Stance == news.Doubts:
		return verb("doubts", "doubt") + " that " + whom + " " + accusedOf(t.Claim).Be() + " responsible"
	case t.Stance == news.Declines:
		return verb("declines", "decline") + " to attribute"
	case t.Relation == news.Indicted:
		return verb("indicts", "indict") + " " + whom
	case t.Relation == news.Sanctioned:
		return verb("sanctions", "sanction") + " " + whom
	case t.Relation == news.LinkedTo:
		return verb("sees", "see") + " links to " + whom
	case t.Relation == news.SponsoredBy || t.Relation == news.SameAs:
		return verb("ties", "tie") + " " + cmp.Or(t.Subject, "it") + " to " + whom
	}
	return verb("accuses", "accuse") + " " + whom
}

func speaker(p news.Party) (name string, many bool) {
	switch {
	case p.Name != "":
		return p.Name, p.Plural()
	case p.Kind == news.Researchers:
		return "Researchers", true
	case p.Kind == news.Anonymous:
		return "Unnamed sources", true
	}
	return "Reports", true
}

func accusedName(p news.Party) string {
	switch {
	case p.Name != "":
		return p.Name
	case p.Country != "":
		return "somebody in " + p.Country
	}
	return "somebody unnamed"
}
