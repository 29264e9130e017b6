package claim

import (
	"cmp"
	"slices"

	"ascribe/actor"
	"ascribe/news"
)

// An Explanation is what the reader made of one sentence, and why: for a person who wonders at
// a claim, or at none.
type Explanation struct {
	Span       news.Span    `json:"span"`
	Text       string       `json:"text"`
	Tokens     []string     `json:"tokens"`
	Mentions   []NamedParty `json:"mentions"`
	Predicates []string     `json:"predicates"` // rows of predicates.txt that the words fit
	Considered []Considered `json:"considered"` // the likeliest first
	Why        string       `json:"why"`        // when nothing was considered
}

// A NamedParty is a mention: the words, what kind of words they are, whom they mean.
type NamedParty struct {
	Words string     `json:"words"`
	Kind  string     `json:"kind"`
	Party news.Party `json:"party"`
}

// Considered is a claim that may have been, and what became of it.
type Considered struct {
	Predicate string          `json:"predicate"` // row of predicates.txt
	Frame     string          `json:"frame"`
	Voice     string          `json:"voice"` // of its words: active, passive, bare
	Words     string          `json:"words"`
	Accused   news.Party      `json:"accused"`
	Stance    news.Stance     `json:"stance"`
	Relation  news.Relation   `json:"relation"`
	Verdict   string          `json:"verdict"`  // "claim", or why it is none
	Score     int             `json:"score"`    // hundredths of a logit; more than 0 speaks for a claim
	Features  []Weighed       `json:"features"` // the heaviest ones
	Accusers  []WeighedChoice `json:"accusers"` // the likeliest first; none when a rule left it out
}

// A Weighed feature speaks for (above 0) or against what it is told of, in hundredths of a logit.
type Weighed struct {
	Feature string `json:"feature"`
	Weight  int    `json:"weight"`
}

// A WeighedChoice is one who may have made a claim; Name is "" for nobody that is named.
type WeighedChoice struct {
	Name     string    `json:"name"`
	Speaker  string    `json:"speaker"`
	Taken    bool      `json:"taken"` // as an accuser: the likeliest, and who is listed with it
	Score    int       `json:"score"`
	Features []Weighed `json:"features"`
}

const isClaim = "claim"

// Explain tells of every sentence of a story how it was read.
func Explain(s news.Story, outlet news.Outlet, cat *actor.Catalogue) []Explanation {
	w := embedded()
	r := read(s, outlet, cat, vector{weights: w, sums: embeddedHashed(), keep: true})
	defer r.done()
	var out []Explanation
	best := 0
	for _, p := range r.parts {
		for _, sn := range p.sentences {
			e, score := r.explain(sn)
			out, best = append(out, e), max(best, score)
		}
	}
	none := ""
	switch lang := r.language(s); {
	case lang != "" && lang != "en":
		none = "none: the language, " + lang + ", is not read"
	case best < r.sure(): // see claims
		none = "none: even the surest of the story is doubtful"
	}
	if none != "" {
		for i := range out {
			for k := range out[i].Considered {
				if c := &out[i].Considered[k]; c.Verdict == isClaim {
					c.Verdict = none
				}
			}
		}
	}
	return out
}

// explain tells of one sentence, with the score of its surest claim.
func (r *reading) explain(s *sentence) (Explanation, int) {
	e := Explanation{Span: news.Span{Part: s.part.name, Start: s.start, End: s.end}, Text: s.text()}
	for i := s.from; i < s.to; i++ {
		e.Tokens = append(e.Tokens, s.tok(i).word)
	}
	for _, m := range s.mentions {
		e.Mentions = append(e.Mentions, NamedParty{r.words(s, m.from, m.to), m.label(), m.party})
	}
	all, ts := r.gather(s)
	for _, t := range ts {
		if !slices.Contains(e.Predicates, t.of.name) {
			e.Predicates = append(e.Predicates, t.of.name)
		}
	}
	in, best := r.accept(s), 0
	for _, c := range in {
		best = max(best, c.score)
	}
	scored := r.candidates(s)
	for _, c := range all {
		if why := s.unfit(c); why != "" {
			e.Considered = append(e.Considered, r.considered(c, "none: "+why))
			continue
		}
		if i := slices.IndexFunc(scored, c.same); i >= 0 {
			e.Considered = append(e.Considered, r.judged(scored[i], in))
		}
	}
	slices.SortStableFunc(e.Considered, func(a, b Considered) int {
		return cmp.Or(cmp.Compare(len(b.Accusers), 0)-cmp.Compare(len(a.Accusers), 0), cmp.Compare(b.Score, a.Score))
	})
	switch {
	case len(e.Considered) > 0:
	case len(ts) == 0:
		e.Why = "no words that attribute"
	case len(s.mentions) == 0:
		e.Why = "nobody who may be accused"
	default:
		e.Why = "nobody stands where these words want the accused"
	}
	return e, best
}

// same reports whether two candidates stand for the same reading of the same words.
func (c *candidate) same(o *candidate) bool {
	return c.t.from == o.t.from && c.t.to == o.t.to && c.t.of == o.t.of && c.x == o.x && c.how == o.how
}

// judged tells what became of a candidate that no rule left out.
func (r *reading) judged(c *candidate, in []*candidate) Considered {
	verdict := "none: what speaks against it is heavier"
	if c.score > 0 {
		verdict = "none: another says as much of this sentence, and more surely"
	}
	if slices.ContainsFunc(in, c.same) {
		verdict = isClaim
	}
	r.chooseAccuser(c)
	out := r.considered(c, verdict)
	out.Score, out.Features = c.score, r.heaviest(c.features)
	taken := c.accusers()
	for _, ch := range c.choices {
		is := slices.ContainsFunc(taken, func(o choice) bool { return o.m == ch.m })
		out.Accusers = append(out.Accusers, WeighedChoice{ch.party.Name, ch.speaker, is, ch.score, r.heaviest(ch.features)})
	}
	slices.SortStableFunc(out.Accusers, func(a, b WeighedChoice) int {
		return cmp.Or(cmp.Compare(yes(b.Taken), yes(a.Taken)), cmp.Compare(b.Score, a.Score))
	})
	return out
}

func (r *reading) considered(c *candidate, verdict string) Considered {
	return Considered{
		Predicate: c.t.of.name, Frame: c.t.of.frame, Voice: c.voice, Words: r.words(c.s, c.t.from, c.t.to),
		Accused: c.accused, Stance: c.stance, Relation: c.relation, Verdict: verdict,
	}
}

// heaviest returns the five features that weigh most, either way.
func (r *reading) heaviest(features []string) []Weighed {
	var out []Weighed
	for _, f := range features {
		if w := int(r.vector.weights[f]); w != 0 {
			out = append(out, Weighed{f, w})
		}
	}
	slices.SortStableFunc(out, func(a, b Weighed) int { return cmp.Compare(max(b.Weight, -b.Weight), max(a.Weight, -a.Weight)) })
	return out[:min(len(out), 5)]
}
