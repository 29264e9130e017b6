package claim

import (
	"ascribe/actor"
	"ascribe/news"
)

// A Candidate is a claim that the reader considered: what the trainer learns from and what
// an explanation shows.
type Candidate struct {
	Claim     news.Claim // without accuser
	Predicate string     // "behind[12:13] left bare"
	Features  []string
	Accusers  []AccuserChoice
	Victims   []VictimChoice
	Lead      int // how well the predicate shows the accuser
	Score     int // hundredths of a logit: above 0 it is a claim
}

// An AccuserChoice is one who may have made it; the first is nobody.
type AccuserChoice struct {
	Party    news.Party
	Speaker  string
	Features []string
}

// A VictimChoice is one whom the operation may have been against.
type VictimChoice struct {
	Words    string
	Features []string
}

// Trace lists all candidates of a story, accepted or not.
func Trace(s news.Story, outlet news.Outlet, cat *actor.Catalogue) []Candidate {
	return embedded().Trace(s, outlet, cat)
}

// Trace is [Trace] with other weights than the embedded ones.
func (w Weights) Trace(s news.Story, outlet news.Outlet, cat *actor.Catalogue) []Candidate {
	r := read(s, outlet, cat, vector{weights: w, sums: w.hashed(), keep: true})
	var out []Candidate
	for _, p := range r.parts {
		for _, sn := range p.sentences {
			for _, c := range r.candidates(sn) {
				r.chooseAccuser(c)
				t := Candidate{Claim: r.claim(s, c, c.choices[0]), Features: c.features, Score: c.score, Lead: c.lead()}
				t.Claim.Stance = c.stanceOf(&c.choices[c.best])
				t.Predicate = c.t.of.name + " " + c.how + " " + c.voice + " “" + r.words(sn, c.t.from, c.t.to) + "”"
				for _, ch := range c.choices {
					t.Accusers = append(t.Accusers, AccuserChoice{ch.party, ch.speaker, ch.features})
				}
				if c.strikes() {
					for _, v := range r.victims(c) {
						t.Victims = append(t.Victims, VictimChoice{v.words, v.features})
					}
				}
				out = append(out, t)
			}
		}
	}
	return out
}

// A Place is a party that may be accused, and where.
type Place struct {
	Span  news.Span
	Party news.Party
}

// Places lists the parties of a story that may be accused.
func Places(s news.Story, outlet news.Outlet, cat *actor.Catalogue) []Place {
	r := read(s, outlet, cat, vector{weights: embedded(), sums: embeddedHashed()})
	var out []Place
	for _, p := range r.parts {
		for _, sn := range p.sentences {
			for _, m := range sn.mentions {
				if m.accusable() {
					out = append(out, Place{news.Span{Part: p.name, Start: p.tokens[m.from].start, End: p.tokens[m.to-1].end()}, m.asAccused()})
				}
			}
		}
	}
	return out
}

// Sentences lists the spans of the sentences of a story.
func Sentences(s news.Story) []news.Span {
	var out []news.Span
	p := newPart(news.InText, s.Text)
	for _, sn := range p.sentences {
		out = append(out, news.Span{Part: p.name, Start: sn.start, End: sn.end})
	}
	return out
}
