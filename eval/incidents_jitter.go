package main

import (
	"math/rand/v2"
	"slices"
	"time"

	"ascribe/incident"
)

// jitters is how often a stream is shuffled.
const jitters = 5

// jitterLoss is what B-cubed loses, in the mean, when each story comes up to twelve hours
// later than it did: feeds are polled when they are, and outlets date as they like.
func jitterLoss(sets []goldSet, pick func(set string, week int) *incident.State) float64 {
	lost, n := 0.0, 0
	for _, set := range sets {
		if set.undated {
			continue
		}
		p, g := scoreSet(set, pick)
		straight := scoreGroups(p, g).F
		for seed := range uint64(jitters) {
			p, g := scoreSet(jittered(set, seed), pick)
			lost += straight - scoreGroups(p, g).F
			n++
		}
	}
	return lost / float64(max(1, n))
}

// jittered is a set whose stories come late, each by its own.
func jittered(set goldSet, seed uint64) goldSet {
	r := rand.New(rand.NewPCG(seed, 12))
	set.stories = slices.Clone(set.stories)
	for i := range set.stories {
		s := &set.stories[i]
		s.Arrived = s.Arrived.Add(time.Duration(r.Int64N(int64(12 * time.Hour))))
	}
	slices.SortStableFunc(set.stories, func(a, b labelled) int { return a.Arrived.Compare(b.Arrived) })
	return set
}
