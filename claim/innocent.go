package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	consequentModals = words("consequentModals")
	diplomacyWords   = words("diplomacyWords")
	questionWords    = words("questionWords")
	rejectables      = words("rejectables")
	refusables       = words("refusables")
	decidedVerbs     = words("decidedVerbs")
	actNouns         = words("actNouns")
	howWords         = words("howWords")
	whoWords         = words("whoWords")
	plainAttackers   = words("plainAttackers")
	plainlySaid      = words("plainlySaid")
)

// innocent drops candidates of which the words around say that nothing is claimed: a
// condition, a question that was asked, an act of law that nobody did, a refusal to say
// something else than who it was.
func (s *sentence) innocent(c *candidate) bool {
	t := c.t
	switch {
	case s.supposed(t), s.asked(t), s.asksWhom(c), t.of.stance == news.Accuses && (s.whether(t) || s.byNobody(t)), s.yesOrNo(), s.neither(t), s.diplomatic(t), s.offline(c), s.untied(c), s.notDone(c):
		return true
	case t.of.frame == "doubt" && (s.certain(t) || s.falseFlagOf(t, c.x) || s.askedQuestions(t) || s.opensQuestion(t)):
		return true
	case t.of.frame == "doubt" && s.partDoubted(c):
		return true
	case t.of.frame == "own":
		return s.noDenial(t)
	case c.x != nil && (t.of.name == "condemn" || t.of.name == "warn-of" || t.of.frame == "act") && (s.has(c.x.from-3, c.x.from, "sanctions") || s.has(c.x.from-3, c.x.from, "charges")):
		return true // "warned that sanctions on Chinese hackers would follow", "charges against the hackers were dropped"
	case t.of.frame == "act" && (s.habitual(t) || s.whoever(c) || s.attackersAgain(c)):
		return true
	case legal(c.relation) && t.of.frame == "obj":
		return s.intended(t) || c.x != nil && s.namesAct(t) && s.pending(max(t.to, c.x.to))
	case t.of.frame == "open":
		return s.inGeneral(t) || c.x == nil && (t.of.name != "unsaid" && s.elseUnsaid(t) || s.impersonal(c))
	case t.of.frame == "left" && c.x != nil && (c.x.kind == mOrg || c.x.kind == mName):
		return !s.hasClass(t.to, t.to+9, attackNoun|cyberNoun) && s.hasClass(t.to, t.to+4, toolNoun)
	}
	return c.stance == news.Accuses && c.relation == news.CarriedOut && c.x != nil && s.aboutElse(c)
}

// whoever reports whether it is said of nobody in particular: "state-backed hackers who attack hospitals".
func (s *sentence) whoever(c *candidate) bool {
	x, verb := c.x, s.tok(c.t.from)
	return x != nil && x.kind == mVague && x.party.Country == "" && x.plural && s.tok(c.t.from-1).is(relWord) && !strings.HasSuffix(verb.low, "ed") && !verb.is(strongVerb)
}

// attackersAgain reports whether it is told of "the attackers" what they did: whoever they are, it says nothing more of who.
func (s *sentence) attackersAgain(c *candidate) bool {
	x := c.x
	return x != nil && x.back && x.to-x.from <= 3 && s.tok(x.to-1).in(plainAttackers) && !s.has(x.from, x.to, "same")
}

// partDoubted reports whether what is doubted is not who it was but what "the attackers" did besides: "no sign that they had tried to
// damage equipment".
func (s *sentence) partDoubted(c *candidate) bool {
	x := c.x
	if x == nil || !x.back || x.from < c.t.to || x.from > c.t.to+2 {
		return false
	}
	if last := s.tok(x.to - 1); !last.is(theyWord) && !last.in(plainAttackers) && last.low != "operators" {
		return false
	}
	for i := x.to; i < min(x.to+8, s.to); i++ {
		if t := s.tok(i); t.is(whoWord) && !t.is(attackNoun) || t.in(blamedVerbs) {
			return false
		}
	}
	return true
}

// supposed reports whether the trigger stands in a condition that opens the sentence: "if
// Russia were to attack …, the consequences would be severe", or in what follows from it.
func (s *sentence) supposed(t trigger) bool {
	i := s.from
	for s.tok(i).kind == quoteToken {
		i++
	}
	if s.granted(i, t) {
		return true
	}
	if s.wished(t) {
		return true
	}
	if w := s.tok(i).low; w != "if" && w != "should" && w != "unless" {
		return false
	}
	for ; i < t.from; i++ {
		if s.tok(i).low == "," {
			return !s.hasClass(i, t.from, sayWord) && s.follows(i)
		}
	}
	return true
}

// granted reports whether what opens at token i is only granted for the sake of argument: "Yet even if Russia did it,".
func (s *sentence) granted(i int, t trigger) bool {
	if s.tok(i).is(conjWord) {
		i++
	}
	return s.tok(i).low == "even" && s.tok(i+1).low == "if" && !s.has(i, t.from, ",")
}

// follows reports whether what is told from token i on only follows from a condition.
func (s *sentence) follows(i int) bool {
	for ; i < s.to; i++ {
		if s.tok(i).in(consequentModals) {
			return true
		}
	}
	return false
}

// asked reports whether the trigger stands in a question that somebody was asked: "asked
// whether Russia was to blame, the spokesman said".
func (s *sentence) asked(t trigger) bool {
	for i := t.from - 1; i > s.from && t.from-i < 12; i-- {
		switch s.tok(i).low {
		case ",", ";", "said":
			return false
		case "whether", "if", "about":
			if t.of.stance == news.Accuses && s.tok(i).low != "about" && (inquiring(s.tok(i-1).low) || s.tok(i-1).low == "into" && inquiring(s.tok(i-2).low)) {
				return true // "investigating whether Russia was behind it"
			}
			return s.tok(i-1).low == "asked" || s.mentionAt(i-1) != nil && s.tok(s.mentionAt(i-1).from-1).low == "asked"
		}
	}
	return false
}

// inquiring reports verbs of those who do not know yet.
func inquiring(low string) bool {
	for _, stem := range []string{"investigat", "prob", "examin", "look", "check", "explor", "stud", "consider", "wonder", "ask", "inquir", "assess", "debat"} {
		if strings.HasPrefix(low, stem) {
			return low != "examiner" && low != "studio" && !strings.HasPrefix(low, "probab")
		}
	}
	return false
}

// neither reports "has neither confirmed nor denied": no word either way.
func (s *sentence) neither(t trigger) bool {
	if t.of.frame != "own" {
		return false
	}
	prev := s.tok(t.from - 1).low
	return prev == "nor" || prev == "or" && s.hasClass(t.from-4, t.from, negWord) || (s.tok(t.to).low == "or" || s.tok(t.to).low == "nor") && s.tok(t.to+1).low == "confirm"
}

// diplomatic reports ties between states: "cut ties with Iran".
func (s *sentence) diplomatic(t trigger) bool {
	if s.tok(t.from).low != "ties" && s.tok(t.from).low != "relations" && s.tok(t.from).low != "relationship" {
		return false
	}
	return s.tok(t.from - 1).in(diplomacyWords)
}

// certain reports "no doubt".
func (s *sentence) certain(t trigger) bool {
	if s.tok(t.from).in(questionWords) {
		w := s.tok(t.from - 1).low
		if s.has(max(s.from, t.from-5), t.from, "nobody") || s.has(max(s.from, t.from-3), t.from, "few") {
			return true
		}
		return w == "no" || w == "not" || strings.HasSuffix(w, "n't") || w == "without" || w == "little" || w == "beyond" || w == "in" || w == "any"
	}
	return false
}

// askedQuestions reports questions that are put to somebody, and cast no doubt: "did not take questions".
func (s *sentence) askedQuestions(t trigger) bool {
	next := s.tok(t.to)
	prev := s.tok(t.from - 1)
	return s.tok(t.from).low == "questions" && s.mentionAt(t.from-1) == nil && (next.kind != wordToken || next.low == "from" || prev.low == "with" || prev.kind == numberToken)
}

// noDenial reports whether what is rejected is no accusation: sanctions, or whether it is
// only said that there were denials, or that one thing may have nothing to do with another.
func (s *sentence) noDenial(t trigger) bool {
	w, prev := s.tok(t.from).low, s.tok(t.from-1)
	if (w == "denial" || w == "denials") && (prev.low == "with" || prev.is(modWord|numWord) || s.tok(t.from-2).low == "with") {
		return true
	}
	if w == "without" && s.hasClass(max(s.from, t.from-10), t.from, accuseVerb|sayWord) && !s.has(max(s.from, t.from-6), t.from, "accusations") && !s.has(max(s.from, t.from-6), t.from, "allegations") {
		return true // "accused it, without evidence, of": who says so denies nothing
	}
	if m := s.mentionAt(t.to); (w == "slammed" || w == "decried" || w == "oppose" || w == "dismissed") && m != nil && (m.kind == mState || m.kind == mCapital || m.kind == mActor) && s.tok(m.to).is(prepWord) {
		return true // "slammed Russia over the hack"
	}
	if s.tok(t.to-1).is(beWord) && s.tok(t.to).in(plainlySaid) {
		return true // "such accusations are rare"
	}
	if strings.HasPrefix(w, "protest") && s.tok(t.to).low == "to" {
		return true // "protested to Russia over the hack"
	}
	if s.tok(t.to-1).low == "never" && s.tok(t.to).is(sayWord|accuseVerb) {
		return true // "has never said whom it suspects"
	}
	if (prev.low == "have" || prev.low == "had") && s.tok(t.from-2).is(modalWord) && s.tok(t.from-2).low != "would" {
		return true
	}
	for i := t.to; i < min(t.to+4, s.to); i++ {
		switch u := s.tok(i); {
		case u.in(rejectables):
			if strings.HasPrefix(w, "reject") || strings.HasPrefix(w, "dismiss") || strings.HasPrefix(w, "oppos") {
				return true // "rejected any attempt to force concessions"
			}
		case u.in(refusables):
			return true
		}
	}
	return false
}

// habitual reports whether a plain assertion tells what somebody does as a rule: "when
// Maze targets a network, it steals files first".
func (s *sentence) habitual(t trigger) bool {
	switch s.tok(s.from).low {
	case "when", "once", "whenever":
	default:
		return false
	}
	verb := s.tok(t.from)
	return !strings.HasSuffix(verb.low, "ed") && !verb.is(strongVerb)
}

// impersonal reports "it was not clear who", which nobody says; "it did not say who" is
// somebody's.
func (s *sentence) impersonal(c *candidate) bool {
	i, be := c.t.from-1, false
	for i > s.from && s.tok(i).is(auxWord|advWord|negWord|beWord) {
		be = be || s.tok(i).is(beWord) || s.tok(i).is(modalWord)
		i--
	}
	return be && s.tok(i).is(itWord) && s.tok(i).low == "it" && s.speech(c).m == nil
}

// intended reports whether an act of law is only meant or possible: "powers to impose
// sanctions", "could have sanctioned".
func (s *sentence) intended(t trigger) bool {
	if w := s.tok(t.to).low; w == "powers" || w == "power" || w == "regime" || w == "authority" || w == "framework" || w == "law" || w == "list" {
		return true
	}
	for i := t.from - 1; i >= s.from && t.from-i < 6; i-- {
		u := s.tok(i)
		switch {
		case s.tok(t.from).low == "sanctions" && (u.is(modWord) || u.low == "economic" || u.low == "impose" || u.low == "imposed" || u.low == "announced" || u.low == "announce"):
		case u.low == "to":
			if s.tok(i - 1).in(decidedVerbs) {
				return false
			}
			return true
		case u.low == "could" || u.low == "would" || u.low == "might" || u.low == "may" || u.low == "should" || u.low == "can":
			return true
		case !u.is(advWord | auxWord):
			return false
		}
	}
	return false
}

// namesAct reports whether a noun names an act of law, and nobody who does it stands before: a verb may still say
// what becomes of it.
func (s *sentence) namesAct(t trigger) bool {
	for i := t.from; i < t.to; i++ {
		if s.tok(i).in(actNouns) {
			return i == t.from || s.mentionAt(s.before(t.from)) == nil
		}
	}
	return false
}

// pending reports whether the act that is told of before token i is only to come, or undone: "sanctions on the
// hackers would follow", "charges against them were dropped".
func (s *sentence) pending(i int) bool {
	for k := i; k < min(i+8, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.is(modalWord):
			return true
		case t.low == "being", t.low == "planned", t.low == "lifted", t.low == "eased", t.low == "dropped", t.low == "waived", t.low == "removed", t.low == "expired", t.low == "withdrawn", t.low == "delayed", t.low == "expected":
			return s.tok(s.before(k)).is(beWord | haveWord)
		case t.kind == markToken || t.is(relWord|sayWord|prepWord):
			return false
		}
	}
	return false
}

// elseUnsaid reports whether what stays unsaid is something else than who it was: "would
// not say how many", "unable to verify the claim", "attacks by unknown hackers".
func (s *sentence) elseUnsaid(t trigger) bool {
	switch s.tok(t.to - 1).low {
	case "name", "named", "identify", "identified":
		if !s.unnamed(t) && !s.hasClass(t.to, t.to+7, actorHead|vagueHead|whoWord|theyWord|itWord) {
			return true // a victim, an employer
		}
	}
	if w := s.tok(t.from).low; (w == "unknown" || w == "unidentified") && s.tok(t.to).is(actorHead|peopleHead|attackNoun|victimNoun) {
		return true
	}
	if s.asksWho(t.to) {
		return false
	}
	for i := t.to - 1; i < min(t.to+5, s.to); i++ {
		switch u := s.tok(i); {
		case u.low == "so":
			return s.tok(i-1).low == "say"
		case u.in(howWords):
			return true
		case u.low == "what":
			return !s.hasClass(i+1, i+4, vagueHead|actorHead)
		case u.low == "whether", u.low == "if":
			return s.asksVictims(i) || !s.hasClass(i, i+9, whoWord&^actorHead) || s.hasClass(i+1, i+4, toolNoun) || s.tok(i+2).low == "data"
		case u.in(whoWords):
			next := s.tok(i + 1).low
			return (next == "wrote" || next == "paid" || next == "owns" || next == "built" || next == "bought") && s.tok(i).low == "who" // "who wrote it"
		}
	}
	return false
}

// asksWho reports whether it is who did it that a list of questions from token i ends with:
// "when the attack began or who was behind it", "whether the same gang did it".
func (s *sentence) asksWho(i int) bool {
	for k := i; k+1 < min(i+18, s.to); k++ {
		t, next := s.tok(k), s.tok(k+1)
		switch {
		case (t.low == "whether" || t.low == "if") && k < i+2 && (next.low == "the" || next.low == "this" || next.low == "one" || next.low == "a"):
			for j := k + 2; j < k+5; j++ {
				if s.tok(j).is(actorHead) && (s.has(k+1, j, "same") || s.has(k+1, j, "one") || s.has(k+1, j, "single") || s.has(k+1, j, "known")) {
					return true
				}
			}
		case (t.low == "or" || t.low == "nor" || t.low == "and") && (next.low == "who" || next.low == "which" && s.hasClass(k+2, k+5, actorHead|vagueHead)):
			return s.hasClass(k+2, k+7, cyberVerb|whoWord) || s.has(k+2, k+6, "carried")
		}
	}
	return false
}

// aboutElse reports whether an accusation is of something that computers have no part in:
// neither its sentence nor the next ones speak of an operation.
func (s *sentence) aboutElse(c *candidate) bool {
	if c.t.of.frame != "obj" && c.t.of.frame != "to" && c.t.of.frame != "left" || c.x.kind == mActor || c.x.kind == mVague || c.x.class == "spyware" || s.cyber() || s.answersWho(c.t) {
		return false
	}
	if s.has(c.t.to, c.t.to+9, "attacking") { // as good as "of an attack on"; what was told of is attributed
		return false
	}
	for _, m := range s.mentions {
		if m.kind == mActor || m.kind == mMalware {
			return false
		}
	}
	first := max(0, s.index-1)
	if s.tok(c.t.from).low == "attribution" {
		first = 0 // of whatever the story has told of
	}
	for k := first; k <= min(s.index+1, len(s.part.sentences)-1); k++ {
		if s.part.sentences[k].cyber() {
			return false
		}
	}
	return true
}

// yesOrNo reports whether the sentence asks whether somebody did it: "Was Russia behind the hack?".
func (s *sentence) yesOrNo() bool {
	if s.tok(s.to-1).low != "?" {
		return false
	}
	first := s.tok(s.from)
	return first.is(beWord|modalWord|haveWord) || first.low == "did" || first.low == "does" || first.low == "do"
}
