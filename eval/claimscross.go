package main

import "ascribe/claim"

// A crossed set of weights has learned from all folds but one.
type crossed struct {
	folds        []claim.Weights
	all, without claim.Weights // from the whole development part; from that without our own passages
}

// crossTrain learns n times, each time without one fold of the incidents and of the articles.
func (t teacher) crossTrain(n int) crossed {
	c := crossed{folds: make([]claim.Weights, n)}
	for i := range n {
		c.folds[i] = t.train(func(p passage) bool { return development(p) && (p.own() || fold(p.Incident, n) != i) }, func(id string) bool { return foldOfArticle(id, n) != i })
	}
	c.all = t.train(development, every)
	c.without = t.train(func(p passage) bool { return development(p) && !p.own() }, every)
	return c
}

// of gives each passage of the development part weights learned from the other folds and our
// own passages, the blind part weights learned from all of them, and our own passages weights
// learned without them.
func (c crossed) of(p passage) claim.Weights {
	switch {
	case p.own():
		return c.without
	case blind(p.Incident):
		return c.all
	}
	return c.folds[fold(p.Incident, len(c.folds))]
}
