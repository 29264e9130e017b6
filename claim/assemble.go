package claim

import (
	"slices"
	"sort"

	"ascribe/news"
)

// claims turns what was found into claims, and tells the story's own from background.
func (r *reading) claims(story news.Story) []news.Claim {
	out, by := r.unplaced(story)
	r.placeClaims(out, by, story, nil)
	slices.SortStableFunc(out, func(a, b news.Claim) int {
		if a.Evidence.Part != b.Evidence.Part {
			return -1 * compare(string(a.Evidence.Part), string(b.Evidence.Part)) // the title first
		}
		return a.Evidence.Start - b.Evidence.Start
	})
	return out
}

// unplaced writes the claims of a story in the order of its sentences, with what each was read from: the candidates that the
// weights accept, one for each accuser, without repeats within a sentence.
func (r *reading) unplaced(story news.Story) (out []news.Claim, by []*candidate) {
	var in [][]*candidate
	best := 0
	for _, p := range r.parts {
		for _, s := range p.sentences {
			if cs := r.accept(s); len(cs) > 0 {
				in = append(in, cs)
				best = max(best, cs[0].score)
				slices.SortStableFunc(cs, func(a, b *candidate) int { return a.place() - b.place() })
			}
		}
	}
	if best < r.sure() {
		return nil, nil
	}
	if len(story.Text) > taughtBytes {
		in = unheard(in)
	}
	for _, cs := range in {
		out, by = r.claimsOf(out, by, story, cs)
	}
	r.nameInHeadlines(out, story)
	return out, by
}

// place is where the accused of a claim stands, or the words that leave open who it was:
// the first of a sentence is what it is about.
func (c *candidate) place() int {
	if c.x != nil {
		return c.x.from
	}
	return c.t.from
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// accept returns the candidates of a sentence that are claims, the surest first.
func (r *reading) accept(s *sentence) []*candidate {
	var in []*candidate
	for _, c := range r.candidates(s) {
		if c.score > 0 {
			in = append(in, c)
		}
	}
	sort.SliceStable(in, func(i, j int) bool { return in[i].score > in[j].score })
	return r.dedupe(onePerTrigger(in))
}

// onePerTrigger keeps for each predicate its surest accused, and who is listed with it.
func onePerTrigger(in []*candidate) []*candidate {
	var out []*candidate
	for _, c := range in {
		beaten := slices.ContainsFunc(out, func(o *candidate) bool {
			if o.t.of.frame == "open" && c.t.of.frame == "open" && (o.x == nil) != (c.x == nil) && max(o.t.from, c.t.from)-min(o.t.to, c.t.to) < 8 {
				return true // who it is stays open, or whether it was X: not both
			}
			return o.t.from == c.t.from && o.t.of == c.t.of && o.x != nil && c.x != nil && o.x != c.x && !c.s.together(o.x, c.x)
		})
		if !beaten {
			out = append(out, c)
		}
	}
	return out
}

// together reports whether two mentions stand in one list.
func (s *sentence) together(a, b *mention) bool {
	if b.from < a.from {
		a, b = b, a
	}
	last := a
	for _, m := range s.mentions {
		if m.from >= last.to && m.from <= b.from && s.listed(last, m) {
			last = m
		}
	}
	return last == b
}

// dedupe keeps one candidate for each accused and stance: the surest. What it says of the
// accuser it takes from the one whose predicate shows it best.
func (r *reading) dedupe(in []*candidate) []*candidate {
	var out []*candidate
	for _, c := range in {
		k := slices.IndexFunc(out, func(o *candidate) bool {
			return o.stance == c.stance && legal(o.relation) == legal(c.relation) && (o.relation == c.relation || !o.besides(c) && !c.besides(o)) && (o.relation == c.relation || o.x == c.x || o.t.of.strength != "3" || c.t.of.strength != "3") && (o.accused.Key() == c.accused.Key() || o.x != nil && o.x == c.x)
		})
		if k < 0 {
			c.shows, c.alike = c, []*candidate{c}
			out = append(out, c)
			continue
		}
		o := out[k]
		o.alike = append(o.alike, c)
		if o.t.of.strength == "1" && (c.t.of.strength != "1" || o.t.of.frame == "act" && (c.t.of.frame == "tie" || c.t.of.frame == "to")) && o.relation != c.relation {
			o.relation, o.subject = c.relation, c.subject // the words that mean little else say how
		}
		if c.lead() > o.shows.lead() {
			o.shows = c
		}
	}
	return slices.DeleteFunc(out, func(c *candidate) bool { // what the group claims itself nobody else says
		if c.s.retold(c, out) || c.s.ofAnother(c, out) || c.s.deniesSelf(c, out) {
			return true
		}
		if c.stance == news.Doubts && slices.ContainsFunc(out, func(o *candidate) bool {
			return o.stance == news.Denies && o.score > c.score && o.t.from <= c.t.to && c.t.from <= o.t.to
		}) {
			return true // "Moscow said the allegations were unfounded" is a denial
		}
		return c.stance == news.Accuses && slices.ContainsFunc(out, func(o *candidate) bool {
			if o == c || o.accused.Key() != c.accused.Key() && (o.x == nil || o.x != c.x) {
				return o != c && c.s.takesUp(c, o)
			}
			return o.stance == news.Claims && o.score > c.score && !c.s.apart(c, o) || legal(o.relation) && !legal(c.relation) && (c.t.of.strength != "3" || c.s.ownPart(o, c))
		})
	})
}

// ownPart reports whether c only says for what part in an attack the one of o was charged: "indicted him over his
// role in".
func (s *sentence) ownPart(o, c *candidate) bool {
	if c.t.of.name != "responsible" || c.t.from < o.t.to {
		return false
	}
	for i := c.t.from - 1; i > o.t.from && c.t.from-i < 4; i-- {
		switch s.tok(i).low {
		case "his", "her", "their", "its":
			return true
		}
	}
	return false
}

// besides reports whether c is a remark of the reporter on what a party did earlier, and o what
// others say of its ties: "linked it to X, the gang behind the attack on Y".
func (c *candidate) besides(o *candidate) bool {
	return c.pick.how == "apposition" && c.t.of.frame == "left" && o.pick.m != nil && o.t.of.strength != "1"
}

// takesUp reports whether c accuses again whom o named before in the sentence: "the Chinese
// hackers" after "MSS contractors".
func (s *sentence) takesUp(c, o *candidate) bool {
	if c.x == nil || o.x == nil || c.x.kind != mVague || o.x.kind == mVague || o.stance != c.stance || o.x.to > c.x.from {
		return false
	}
	the := s.tok(c.x.from).low == "the" || s.tok(c.x.from-1).low == "the"
	return the && c.accused.Country != "" && o.accused.Country == c.accused.Country
}

// legal reports whether a relation is an act of law, which stands beside an accusation of
// the same party.
func legal(r news.Relation) bool { return r == news.Indicted || r == news.Sanctioned }

// claimsOf appends the claims of one sentence to out, and to from what each was read from.
func (r *reading) claimsOf(out []news.Claim, from []*candidate, story news.Story, in []*candidate) ([]news.Claim, []*candidate) {
	before := len(out)
	add := func(c *candidate, cl news.Claim) {
		if !slices.ContainsFunc(out[before:], func(o news.Claim) bool { return o.ID == cl.ID }) {
			out, from = append(out, cl), append(from, c)
		}
	}
	for _, c := range in {
		if o := c.shows; o != c && c.relation == news.CarriedOut && o.relation != news.CarriedOut && o.t.of.strength != "1" {
			c.relation, c.subject = o.relation, o.subject
		}
		r.chooseAccuser(c.shows)
		by := c.shows.accusers()
		c.s.setApart(by, c.shows.t)
		together := jointly(by)
		for _, a := range by {
			if c.stance == news.Accuses && c.accused.Name != "" && a.party.Key() == c.accused.Key() {
				continue // nobody accuses themselves: it is somebody else that stands there
			}
			cl := r.claim(story, c, a)
			if together && a.joins() {
				cl.Joint = news.NewJointID(story.ID, cl.Quote, cl.Accused, cl.Relation, cl.Stance)
			}
			add(c, cl)
			if c.takesBack() && cl.Stance == news.Doubts {
				add(c, r.earlier(story, c.s, a.m, cl))
			} else if m := c.disownedBy(); m != nil && m != a.m {
				add(c, r.ownedBy(m, story, c, cl))
			}
		}
	}
	return out, from
}

// claim fills all fields of one claim.
func (r *reading) claim(story news.Story, c *candidate, a choice) news.Claim {
	s := c.s
	cl := news.Claim{
		Accuser: a.party, Speaker: a.speaker, Accused: c.accused, Subject: c.subject,
		Relation: c.relation, Stance: c.stanceOf(&a),
		Evidence: news.Span{Part: s.part.name, Start: s.start, End: s.end},
		Quote:    s.text(),
		About:    news.Main,
		Review:   news.Machine,
		Score:    r.score(c),
	}
	if a.m != nil && cl.Speaker == "" {
		cl.Speaker = r.relayedBy(s, a.m)
	} else if cl.Speaker == cl.Accuser.Name && cl.Accuser.Kind == news.GovernmentParty {
		cl.Speaker = "" // "the interior minister": of no state that is named
	}
	if c.x != nil && c.x.some {
		cl.Accused.Name = r.span(s, c.x) // no other name than what they are
	}
	if c.stance == news.Claims && c.x != nil && c.self == nil {
		cl.Accuser = cl.Accused
	}
	if cl.Accuser.Name == "" && cl.Accuser.Kind == "" {
		cl.Accuser.Kind = news.Unspecified
	}
	r.giveHome(&cl.Accuser, s, a.m)
	r.giveHome(&cl.Accused, s, c.x)
	cl.Hedge = r.hedge(c)
	open, shut := s.relativeAside(c)
	begin := s.ownClause(c)
	for _, o := range c.alike {
		if cl.Hedge == "" && !c.elsewhere && (s.inRemark(c.t) || !s.inRemark(o.t)) && (o.x != c.x || o.t.from >= begin) && o.relation == c.relation && !c.s.turns(c.t.from, o.t.from) && (o.t.from < open || o.t.from >= shut) {
			cl.Hedge = r.hedge(o)
		}
	}
	cl.Victim = r.victim(c)
	cl.Date = r.date(s, c.t, a.m, story)
	r.code(&cl, s, a.m)
	scale(&cl)
	cl.ID = news.NewClaimID(story.ID, cl.Quote, cl.Accuser, cl.Accused, cl.Relation, cl.Stance)
	return cl
}

// takesBack reports whether who doubts it said so before.
func (c *candidate) takesBack() bool {
	return slices.ContainsFunc(c.alike, func(o *candidate) bool {
		return o.denied && o.over.to > 0 && o.s.takesBack(o.over) || o.t.of.frame == "doubt" && o.s.takesBack(o.t)
	})
}

// earlier is the accusation that a claim takes back.
func (r *reading) earlier(story news.Story, s *sentence, by *mention, cl news.Claim) news.Claim {
	cl.Stance, cl.Hedge, cl.Likelihood, cl.Confidence = news.Accuses, "", nil, ""
	if cl.Joint != "" {
		cl.Joint = news.NewJointID(story.ID, cl.Quote, cl.Accused, cl.Relation, cl.Stance)
	}
	r.code(&cl, s, by)
	cl.ID = news.NewClaimID(story.ID, cl.Quote, cl.Accuser, cl.Accused, cl.Relation, cl.Stance)
	return cl
}

// score is how sure the reader is, in per cent: the acceptance by the weights, lowered when
// the accuser was a close call, and then calibrated.
func (r *reading) score(c *candidate) int {
	p := logistic(c.score)
	if c.shows != nil {
		c = c.shows
	}
	if len(c.choices) > 1 {
		second := -1 << 30
		for i, ch := range c.choices {
			if i != c.best {
				second = max(second, ch.score)
			}
		}
		p = p * (50 + logistic(c.choices[c.best].score-second)/2) / 100
	}
	return r.vector.weights.calibrated(min(max(p, 1), 99))
}

// logistic maps hundredths of a logit to per cent.
func logistic(x int) int {
	for i, edge := range logits {
		if x < edge {
			return i * 5
		}
	}
	return 99
}

// logits are 100·ln(p/(1-p)) for p = 5 %, 10 %, … 95 %.
var logits = [...]int{-294, -220, -173, -139, -110, -85, -62, -41, -20, 0, 20, 41, 62, 85, 110, 139, 173, 220, 294}

// turns reports whether a clause of its own begins between two tokens: "…, but …".
func (s *sentence) turns(a, b int) bool {
	for i := min(a, b); i < max(a, b); i++ {
		switch s.tok(i).low {
		case ";", "but", "although", "while":
			return true
		}
	}
	return false
}
