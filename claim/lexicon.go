package claim

import (
	_ "embed"
	"fmt"
	"strings"
)

// A class is a set of the word classes of lexicon.txt.
type class uint64

// The classes, in the order of classNames.
const (
	beWord class = 1 << iota
	haveWord
	auxWord
	modalWord
	advWord
	negWord
	relWord
	detWord
	prepWord
	conjWord
	subordWord
	numWord
	monthWord
	starter
	sayWord
	thinkWord
	mentalNoun
	reportWord
	modWord
	backing
	actorHead
	actorStrong
	vagueHead
	govHead
	offHead
	sideHead
	deedHead
	svcHead
	svcPre
	peopleHead
	firmHead
	researchHead
	sourceHead
	roleWord
	personTitle
	formerWord
	mediaHead
	anaGroup
	anaFirm
	anaAgency
	anaGov
	anaReport
	firmPre
	itWord
	theyWord
	heWord
	cyberNoun
	attackNoun
	cyberHint
	toolNoun
	malwareHead
	notActor
	cyberVerb
	strongVerb
	cyberGer
	tryWord
	accuseVerb
	whoWord
	chargeWord
	victimNoun
	placeWord
	productWord
	tradeWord
	offence
)

var classNames = []string{
	"be", "have", "aux", "modal", "adv", "neg", "rel", "det", "prep", "conj", "subord", "number", "month", "starter",
	"say", "think", "mentalnoun", "report", "mod", "backing", "actorhead", "actorstrong", "vaguehead", "govhead", "offhead", "sidehead", "deedhead", "svchead", "svcpre",
	"peoplehead", "firmhead", "researchhead", "sourcehead", "roleword", "persontitle", "former", "mediahead",
	"anagroup", "anafirm", "anaagency", "anagov", "anareport", "firmpre", "it", "they", "hes",
	"cybernoun", "attacknoun", "cyberhint", "toolnoun", "malwarehead", "notactor", "cyberverb", "strongverb", "cyberger", "tryword", "accuseverb", "whoword", "chargeword", "victimnoun",
	"place", "product", "trade", "offence",
}

//go:embed lexicon.txt
var lexiconText string

// lexicon decodes lexicon.txt: the classes of a word in lower case.
func lexicon() map[string]class {
	bit := map[string]class{}
	for i, name := range classNames {
		bit[name] = 1 << i
	}
	words := map[string]class{}
	var now class
	for line := range strings.Lines(lexiconText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if name, rest, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, " ") {
			if now = bit[name]; now == 0 {
				panic(fmt.Sprintf("lexicon.txt: no class %q", name)) // a table that does not fit its program
			}
			line = rest
		}
		for w := range strings.FieldsSeq(line) {
			words[w] |= now
		}
	}
	return words
}
