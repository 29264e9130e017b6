package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"ascribe/actor"
	"ascribe/claim"
)

// A loss says where in the reader a gold claim of the development part was lost.
type loss struct {
	passage passage
	gold    claimShape
	why     string
	read    string // gold and read values of the field that is wrong
}

// lossOf names the first stage at which a claim fails: mention, predicate, acceptance,
// accuser, or a field.
func lossOf(m matcher, g claimShape, preds []claimShape, cands []claim.Candidate, named func(claimShape) bool) string {
	for _, p := range preds {
		if m.triple(g, p) {
			return fieldLost(m, g, p)
		}
	}
	for _, p := range preds {
		if overlap(g, p) && m.accused(g, p) && g.Stance == p.Stance {
			return "accuser: " + whoLost(g, p)
		}
	}
	for _, p := range preds {
		if overlap(g, p) && m.accused(g, p) {
			return "stance"
		}
	}
	sentence, accused, same := false, false, false
	for _, c := range cands {
		sh := shape(c.Claim)
		if !overlap(g, sh) {
			continue
		}
		sentence = true
		if m.accused(g, sh) {
			accused = true
			same = same || g.Stance == sh.Stance
		}
	}
	switch {
	case same:
		return "rejected"
	case accused:
		return "no candidate: other stance"
	case nobody(g.Accused):
		return "no candidate: open accused"
	case !named(g):
		return "no candidate: accused not a mention"
	case sentence:
		return "no candidate: other predicates"
	}
	return "no candidate: no predicate"
}

func whoLost(g, p claimShape) string {
	switch {
	case nobody(p.Accuser):
		return "left empty"
	case nobody(g.Accuser):
		return "should be empty"
	}
	return "another"
}

func fieldLost(m matcher, g, p claimShape) string {
	switch {
	case m.all(g, p):
		return "found"
	case g.Relation != p.Relation:
		return "field: relation"
	case !m.hedge(g, p):
		return "field: hedge"
	case !m.victim(g, p):
		return "field: victim"
	}
	return "field: country"
}

// readAs shows a wrong field of a claim that was found, as it should be and as it was read.
func readAs(m matcher, why string, g claimShape, preds []claimShape) string {
	for _, p := range preds {
		if !m.triple(g, p) {
			continue
		}
		switch why {
		case "field: relation":
			return fmt.Sprintf("%q read as %q", g.Relation, p.Relation)
		case "field: hedge":
			return fmt.Sprintf("%q read as %q", g.Hedge, p.Hedge)
		case "field: victim":
			return fmt.Sprintf("%q read as %q", g.Victim, p.Victim)
		case "field: country":
			return fmt.Sprintf("%q, %q read as %q, %q", g.AccuserCountry, g.AccusedCountry, p.AccuserCountry, p.AccusedCountry)
		}
		return ""
	}
	for _, p := range preds {
		if strings.HasPrefix(why, "accuser: ") && overlap(g, p) && m.accused(g, p) && g.Stance == p.Stance {
			return fmt.Sprintf("read as %q", p.Accuser)
		}
	}
	return ""
}

// losses explains every required claim of the passages that keep accepts.
func losses(gold []passage, keys keySet, cat *actor.Catalogue, weights func(passage) claim.Weights) []loss {
	m := matcher{keys, false}
	var out []loss
	for _, p := range gold {
		if p.own() || blind(p.Incident) {
			continue
		}
		s, o := p.story(cat)
		w := weights(p)
		a := w.Read(s, o, cat)
		var preds []claimShape
		for _, c := range a.Claims {
			preds = append(preds, shape(c))
		}
		cands, places := w.Trace(s, o, cat), claim.Places(s, o, cat)
		named := func(g claimShape) bool {
			for _, x := range places {
				party := claimShape{Accused: x.Party.Name, AccusedKind: string(x.Party.Kind), AccusedCountry: x.Party.Country}
				if x.Span.Start < g.End && g.Start < x.Span.End && m.accused(g, party) {
					return true
				}
			}
			return false
		}
		for _, g := range p.Claims {
			if !g.Optional {
				why := lossOf(m, g, preds, cands, named)
				out = append(out, loss{p, g, why, readAs(m, why, g, preds)})
			}
		}
	}
	return out
}

// printLosses lists them, and counts them by stage.
func printLosses(w io.Writer, ls []loss) {
	n := map[string]int{}
	for _, l := range ls {
		n[l.why]++
		g := l.gold
		fmt.Fprintf(w, "LOST %s\t%s\t%s\t%q -> %q (%s,%s) %s/%s\t%s\n", l.why, l.read, l.passage.ID, g.Accuser, g.Accused, g.AccusedKind, g.AccusedCountry, g.Relation, g.Stance, l.passage.Text[g.Start:g.End])
	}
	for _, why := range slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) }) {
		fmt.Fprintf(w, "%5d %5.1f %%  %s\n", n[why], 100*float64(n[why])/float64(len(ls)), why)
	}
}
