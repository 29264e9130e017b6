// Package claim reads a text: is it about a cyber operation, whom does it name, and who
// accuses, denies, doubts or declines to say that a party is responsible?
//
// It is a pure function of the story, its outlet and the catalogue: no I/O, no clock, no
// state. It never panics, whatever the bytes. Every offset is in bytes of the title or the
// text, and the quote of a claim is what stands there.
//
// The way of a text:
//
//	tokens → sentences → mentions → passage memory → candidates (predicates.txt)
//	→ scope (negation, denial, doubt) → accuser → victim, subject, date → coding
//
// What a word means stands in tables: lexicon.txt (word classes), predicates.txt (what
// attributes), weights.txt (what the trainer in eval learned from annotated passages).
package claim

import (
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

// Engine names this reader in an Analysis. Another number is another reading.
const Engine = "claim/1"

// EngineWith is the Engine that reads by a catalogue: an update of the catalogue makes
// another reading as well. It is "claim/1+1a2b3c4d" then.
func EngineWith(cat *actor.Catalogue) string {
	if cat == nil || cat.Version() == "" {
		return Engine
	}
	return Engine + "+" + cat.Version()
}

// maxBytes bounds the work on one part of a story. What lies beyond is kept, not read.
const maxBytes = 1 << 20

// Read analyses one version of a story. The outlet's Voice is who "we" is.
func Read(s news.Story, outlet news.Outlet, cat *actor.Catalogue) news.Analysis {
	return analyse(s, outlet, cat, vector{weights: embedded(), sums: embeddedHashed()})
}

// Read is [Read] with other weights than the embedded ones: for the trainer.
func (w Weights) Read(s news.Story, outlet news.Outlet, cat *actor.Catalogue) news.Analysis {
	return analyse(s, outlet, cat, vector{weights: w, sums: w.hashed()})
}

func analyse(s news.Story, outlet news.Outlet, cat *actor.Catalogue, v vector) news.Analysis {
	r := read(s, outlet, cat, v)
	defer r.done()
	a := news.Analysis{
		Engine:   EngineWith(cat),
		InScope:  r.scope().In,
		Document: document(s),
		Mentions: r.newsMentions(),
	}
	if lang := r.language(s); lang != "" && lang != "en" {
		a.Unread = "language: " + lang
		return a
	}
	a.Claims = r.claims(s)
	a.Responses = r.responses(s)
	return a
}

// A reading is everything that is known of one story while it is read.
type reading struct {
	cat          *actor.Catalogue
	outlet       news.Outlet
	vector       vector
	voice        *party // who "we" is, nil in journalism
	year         int    // in which the story appeared, 0 when nobody says
	parts        []*part
	memory       memory
	found        []passageVictim // whom the story names as victims; see struck
	victimsFound bool
	scoped       *Verdict // see scope
	chief        []chief  // whom it names most; see chiefs
	chiefsFound  bool
	special      map[string]int  // catalogue names that need no cue, since the story has their bearer's other names
	lowered      map[string]bool // words that also stand in lower case
	homes        map[string]home // by name, see homeOf; nil until somebody asks
	triggers     []trigger       // see gather
	room         []candidate     // where the last of them stand, and the next ones will
}

// done ends a reading. What was made of it shares no memory with it but the texts.
func (r *reading) done() {
	for _, p := range r.parts {
		p.done()
	}
}

// A part is the title or the text, cut into tokens and sentences.
type part struct {
	name      news.Part
	text      string
	tokens    []token
	words     []string // the tokens as they stand, for the catalogue
	sentences []*sentence
	room      []sentence // where the last of them stand, and the next ones will
	looked    []int32    // by token: 0 not looked up, -1 no name, else its place in hits and one
	hits      []hit
	at        []int16  // by token, for the sentences
	cyber     bool     // speaks of operations at all
	ministers bool     // speaks of any
	scratch   *scratch // where the slices lie
}

func read(s news.Story, outlet news.Outlet, cat *actor.Catalogue, v vector) *reading {
	r := &reading{cat: cat, outlet: outlet, vector: v}
	r.voice = r.publisher()
	if s.Published.Known() {
		r.year = s.Published.Time.Year()
	}
	for _, in := range []struct {
		name news.Part
		text string
	}{{news.InTitle, s.Title}, {news.InText, s.Text}} {
		if strings.TrimSpace(in.text) == "" {
			continue
		}
		r.parts = append(r.parts, newPart(in.name, in.text[:min(len(in.text), maxBytes)]))
	}
	r.learnNames()
	for _, p := range r.parts {
		for _, sn := range p.sentences {
			r.findMentions(sn)
			r.remember(sn)
		}
	}
	r.introduce()
	r.generalise()
	return r
}
