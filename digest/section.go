package digest

import (
	"slices"
	"strings"
	"time"

	"ascribe/news"
)

// A printed claim knows its story.
type printed struct {
	claim news.Claim
	story *news.Story
}

// An index finds the claims and stories of one incident.
type index struct {
	in      Incident
	stories map[news.StoryID]*news.Story
	claims  map[news.ClaimID]printed
	loc     *time.Location
}

func newIndex(in Incident, loc *time.Location) index {
	x := index{in, map[news.StoryID]*news.Story{}, map[news.ClaimID]printed{}, loc}
	hidden := in.hidden()
	for i := range in.Stories {
		s := &in.Stories[i]
		if hidden[s.ID] {
			continue
		}
		x.stories[s.ID] = s
		for _, c := range s.Analysis.Claims {
			if _, twice := x.claims[c.ID]; !twice {
				x.claims[c.ID] = printed{c, s}
			}
		}
	}
	return x
}

func (sh sheet) section(in Incident) section {
	x := newIndex(in, sh.loc)
	s := section{
		ID: in.ID, Title: clean(in.Title), URL: link(in.URL), First: in.First.UTC(), Last: in.Last.UTC(),
		Span: span(in.First, in.Last, sh.loc), Contest: in.Contested(),
		Summary: []excerpt{}, Verdicts: []verdict{}, Loose: []act{}, Also: []act{}, Timeline: []milestone{},
		Stories: x.list(), Notes: []note{}, CVEs: lines(in.CVEs), Malware: lines(in.Malware), Victims: lines(in.Victims),
		Where: lines(in.VictimCountries), Sectors: lines(in.VictimSectors),
	}
	if s.Title == "" {
		s.Title = string(in.ID)
	}
	outlets := map[news.OutletID]bool{}
	textless := 0
	for _, st := range x.stories {
		outlets[st.Outlet] = true
		if st.Excerpt {
			textless++
		}
	}
	s.Coverage = Count(len(x.stories), "story", "stories") + " of " + Count(len(outlets), "outlet", "outlets") + ", " +
		Count(in.Origins, "independent origin", "independent origins")
	if textless > 0 {
		s.Coverage += "; the text of " + Count(textless, "story", "stories") + " was dropped with time, the sentences quoted here were kept"
	}
	for _, p := range x.claims {
		switch p.claim.Review {
		case news.Rejected:
			s.Rejected++
			continue
		case news.Confirmed, news.Corrected:
			s.Reviewed++
		}
		s.Claims++
	}
	for _, e := range in.Summary {
		if st := x.stories[e.Story]; st != nil {
			s.Summary = append(s.Summary, excerpt{clean(e.Text), in.outlet(st.Outlet), link(st.URL)})
		}
	}
	x.attribute(&s)
	s.Short = "No attribution found yet in what was read."
	if len(s.Verdicts) > 0 {
		s.Short = s.Verdicts[0].Words[0]
	}
	for _, m := range in.Timeline {
		row := milestone{Date: m.Date.String(), Printed: Stamp(m.Date, sh.loc), Phase: string(m.Phase), Text: clean(m.Text), Doubt: m.Doubtful()}
		if st := x.stories[m.Story]; st != nil {
			row.Outlet, row.URL = in.outlet(st.Outlet), link(st.URL)
		}
		s.Timeline = append(s.Timeline, row)
	}
	sh.notes(&s, in.Notes)
	return s
}

// heading stands above the acts that are about one party.
func heading(p news.Party) string {
	if nobody(p) {
		return "Naming nobody"
	}
	return "On " + Name(p)
}

// attribute puts each act beneath the standing that it counts for.
func (x index) attribute(s *section) {
	place := map[string]int{}
	for i, st := range x.in.Standing {
		place[st.Accused.Key()] = i
		s.Verdicts = append(s.Verdicts, verdict{
			Accused: Whom(st.Accused), Heading: heading(st.Accused), Country: st.Accused.Country, Words: standing(st, x.loc), Accusers: each(st.Accusers),
			Origins: st.IndependentOrigins, Level: string(st.Level), Likelihood: estimate(st.Likelihood),
			DeniedBy: each(st.DeniedBy), DoubtedBy: each(st.DoubtedBy), DeclinedBy: each(st.DeclinedBy),
			Self: st.SelfClaimed, Score: st.Score, Acts: []act{},
		})
	}
	for _, a := range x.in.Acts {
		row := x.act(a)
		if len(row.Evidence) == 0 && row.Missing == 0 {
			continue // a person rejected every claim, or hid every story of it
		}
		i, ok := place[a.Accused.Key()]
		switch {
		case a.About == news.Other:
			s.Also = append(s.Also, row)
		case ok:
			s.Verdicts[i].Acts = append(s.Verdicts[i].Acts, row)
		default:
			s.Loose = append(s.Loose, row)
		}
	}
	for _, v := range s.Verdicts {
		slices.SortStableFunc(v.Acts, func(a, b act) int { return order(a) - order(b) })
	}
}

// order puts accusations before what answers them.
func order(a act) int { return slices.Index(news.Stances, news.Stance(a.Stance)) }

func (x index) act(a news.Act) act {
	row := act{
		Accuser: Name(a.Accuser), Accused: Whom(a.Accused), Relation: string(a.Relation), Stance: string(a.Stance),
		Level: string(a.Level), Date: day(a.First, x.loc), First: a.First.String(), Origins: a.Origins, Score: a.Score, Evidence: []evidence{},
	}
	hidden := x.in.hidden()
	gone := len(a.Stories) > 0 && !slices.ContainsFunc(a.Stories, func(id news.StoryID) bool { return !hidden[id] })
	subject := ""
	for i, id := range a.Claims {
		p, ok := x.claims[id]
		switch {
		case !ok && !gone:
			row.Missing++
		case !ok || p.claim.Review == news.Rejected:
		default:
			if i == 0 {
				subject = clean(p.claim.Subject)
			}
			row.Evidence = append(row.Evidence, x.evidence(p))
		}
	}
	row.Headline = Headline(a, subject)
	return row
}

// maxQuote bounds a quotation in bytes. A sentence is shorter; a page without full stops
// isn't.
const maxQuote = 1500

func (x index) evidence(p printed) evidence {
	c, st := p.claim, p.story
	e := evidence{
		Claim: c.ID, Quote: clip(clean(c.Quote)), Speaker: clean(c.Speaker), Outlet: x.in.outlet(st.Outlet),
		Date: c.Date.String(), Printed: Stamp(c.Date, x.loc), Title: clean(st.Title), URL: link(st.URL),
		Hedge: Hedge(c.Hedge, c.Likelihood), Level: string(c.Confidence), Review: string(c.Review), Access: string(st.Access),
		Reviewed: c.Review.Vouched(), With: x.with(p),
	}
	if e.Speaker == "" {
		e.Speaker = Name(c.Accuser)
	}
	if e.Printed == "" {
		e.Date, e.Printed = st.Published.String(), Stamp(st.Published, x.loc)
	}
	return e
}

// with names the other accusers of a joint statement.
func (x index) with(p printed) []string {
	all := []string{}
	for _, c := range p.story.Analysis.Claims {
		if p.claim.Joint != "" && c.Joint == p.claim.Joint && c.ID != p.claim.ID && c.Review != news.Rejected {
			all = append(all, Name(c.Accuser))
		}
	}
	return all
}

func clip(s string) string {
	if len(s) <= maxQuote {
		return s
	}
	return strings.ToValidUTF8(s[:maxQuote], "") + " […]"
}

// list gives the stories in order of publication, then of their names.
func (x index) list() []story {
	copies := map[news.StoryID]bool{}
	for _, m := range x.in.Members {
		copies[m.Story] = m.Copy != ""
	}
	rows := []story{}
	for _, st := range x.stories {
		row := story{
			ID: st.ID, Title: clean(st.Title), Outlet: x.in.outlet(st.Outlet), Date: st.Published.String(),
			Printed: Stamp(st.Published, x.loc), URL: link(st.URL), Access: string(st.Access), Copy: copies[st.ID],
		}
		var remarks []string
		if st.Access != news.Full {
			remarks = append(remarks, string(st.Access))
		}
		if st.Analysis.Unread != "" {
			remarks = append(remarks, "not read for claims ("+clean(st.Analysis.Unread)+")")
		}
		if row.Copy {
			remarks = append(remarks, "copy of another story's text")
		}
		row.Remark = strings.Join(remarks, ", ")
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b story) int {
		sa, sb := x.stories[a.ID], x.stories[b.ID]
		if c := sa.When().Compare(sb.When()); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return rows
}

// notes keeps the notes that may be read at the document's level and counts the others.
func (sh sheet) notes(s *section, all []news.Note) {
	for _, n := range all {
		level := n.TLP
		if level == "" {
			level = news.Amber
		}
		if level.Above(sh.tlp) {
			s.LeftOut++
			continue
		}
		s.Notes = append(s.Notes, note{clean(n.Text), "TLP:" + string(level), clean(n.By), n.At.UTC(), moment(n.At, sh.loc)})
	}
}

func span(first, last time.Time, loc *time.Location) string {
	from, to := first.In(loc).Format(time.DateOnly), last.In(loc).Format(time.DateOnly)
	switch {
	case first.IsZero():
		return ""
	case last.IsZero() || from == to:
		return from
	}
	return from + " to " + to
}

func estimate(l *news.Likelihood) string { return Hedge("", l) }

func each(parties []news.Party) []string {
	all := []string{}
	for _, p := range parties {
		all = append(all, Name(p))
	}
	return all
}

// Kinds are the sectors in words.
func (s section) Kinds() []string {
	out := make([]string, len(s.Sectors))
	for i, name := range s.Sectors {
		out[i] = strings.ReplaceAll(name, "_", " ")
	}
	return out
}

func lines(all []string) []string {
	out := []string{}
	for _, s := range all {
		out = append(out, clean(s))
	}
	return out
}
