package claim

import (
	"ascribe/actor"
	"ascribe/news"
)

// Recode gives a claim the level, basis, type and initiator that follow from its parties and its
// victim, when a person said others than were read.
func Recode(cat *actor.Catalogue, c news.Claim) news.Claim {
	r := reading{cat: cat}
	r.codeSides(&c)
	return c
}
