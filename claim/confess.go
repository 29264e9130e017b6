package claim

import (
	"strings"

	"ascribe/news"
)

// asConfession makes the trigger of a deed that of a claim of responsibility, when whoever did it is who tells
// of it: "X told Wired that he had stolen the files".
func (s *sentence) asConfession(t trigger) trigger {
	deed := t.of.frame == "act" && t.of.name != "noun-act" && t.of.name != "attempt"
	if !deed && t.of.name != "behind" && t.of.name != "responsible" {
		return t
	}
	say := s.toldBy(t.from)
	if say < 0 {
		return t
	}
	for _, m := range s.leftOf(say, 2) {
		if s.hasClass(m.to, say, conjWord) {
			break // "X tracks it and says that it broke in"
		}
		switch m.kind {
		case mActor, mGroup, mVague:
			return trigger{predicates().confession, say, t.to}
		case mPerson, mName:
			if s.hasClass(say, t.from, heWord) && (!deed || unlawful(s.tok(t.from).low)) {
				return trigger{predicates().confession, say, t.to}
			}
		}
	}
	return t
}

// fromSelf finds whose own claim of responsibility it is.
func (r *reading) fromSelf(s *sentence, t trigger, add func(*mention, news.Party, string), rights func(int, int, string)) {
	if m := s.mentionAt(t.from); m != nil && m.to > t.from+1 || m != nil && m.from < t.from {
		return // a name holds the word: "Silent Crow"
	}
	gang := false
	reach := 2
	if s.hasClass(t.from, t.to+1, heWord) {
		reach = 5
	}
	near := s.leftOf(t.from, reach)
	if m := s.mentionAt(t.from - 1); m != nil && (m.kind == mActor || m.kind == mName || m.kind == mPerson || m.kind == mState) {
		near = []*mention{m} // "the router that X claimed to have hacked"
	}
	for _, m := range near {
		if t.of.name == "self-name" {
			break
		}
		if m.kind == mName && s.governed(m) {
			continue // "Binns, who lives in Izmir, said he did it"
		}
		switch m.kind {
		case mActor, mGroup, mName, mPerson, mVague:
			gang = gang || m.kind == mActor || m.kind == mGroup || m.kind == mVague
			add(m, m.asAccused(), "self")
		case mPersons:
			if owning(s.tok(t.from).low) {
				add(m, m.asAccused(), "self")
			}
		case mAgency:
			if !gang && m.party.Country != "" && (s.tok(t.to-1).is(strongVerb) || s.tok(t.to).is(strongVerb)) && !s.related(m.to, t.from) {
				add(m, m.asAccused(), "self")
			}
		case mState:
			if !gang && !s.related(m.to, t.from) { // "the government said that X, which claimed the attack, …"
				add(m, m.asAccused(), "self")
			}
		}
	}
	if t.to-t.from == 2 && s.tok(t.to-1).low == "by" || t.of.name == "self-name" {
		rights(t.to, 1, "self")
	}
}

// owning reports verbs of those who own up before a court.
func owning(low string) bool {
	return strings.HasPrefix(low, "admit") || strings.HasPrefix(low, "confess")
}

// toldBy finds the verb of speech before a deed at token i whose subject did it, by its own words: "said it had
// stolen", "wrote on its blog that it". It returns -1 where there is none.
func (s *sentence) toldBy(i int) int {
	k := i - 1
	for k > s.from && (s.tok(k).is(haveWord|beWord|advWord) || s.tok(k).low == "fact" || s.tok(k).low == "in" && s.tok(k+1).low == "fact") && !s.tok(k).is(negWord) {
		k--
	}
	switch m := s.mentionAt(k); {
	case s.tok(k).is(itWord | theyWord | heWord):
		k--
	case s.tok(k).low == "and" && s.secondOf(k) > 0: // "said that it had access and stole the files"
		k = s.secondOf(k) - 1
	case m != nil && m.back && (m.kind == mGroup || m.kind == mActor):
		k = m.from - 1
	default:
		return -1
	}
	for n := 0; n < 7 && k > s.from; n++ {
		t := s.tok(k)
		switch {
		case t.kind != wordToken || t.is(auxWord|relWord) && t.low != "that":
			return -1
		case t.is(sayWord) && !t.is(thinkWord|reportWord):
			if s.tok(s.before(k)).is(beWord) {
				return -1
			}
			return k
		}
		k--
	}
	return -1
}

// confesses reports whether whoever ends before token i says of itself that it did what only attackers do: "says
// it stole the list".
func (s *sentence) confesses(i int) bool {
	for s.tok(i).is(auxWord | advWord) {
		i++
	}
	if !s.tok(i).is(sayWord) || s.tok(i).is(thinkWord) {
		return false
	}
	for k := i + 1; k < min(i+8, s.to); k++ {
		t := s.tok(k)
		if t.kind != wordToken {
			return false
		}
		if t.is(itWord | theyWord) {
			for k++; s.tok(k).is(haveWord | advWord); k++ {
			}
			return unlawful(s.tok(k).low) && s.tok(k+1).low != "by"
		}
	}
	return false
}

// unlawful reports deeds that nobody but an attacker tells of.
func unlawful(low string) bool {
	switch low {
	case "hacked", "stole", "stolen", "breached", "infiltrated", "penetrated", "exfiltrated", "defaced", "encrypted", "hijacked", "ransacked", "looted", "wiped":
		return true
	}
	return false
}

// purposeOf is the verb whose subject also says what "to" and the verb of speech at token i begin, else -1:
// "contacted the hospitals to warn them".
func (s *sentence) purposeOf(i int) int {
	if s.tok(i-1).low != "to" {
		return -1
	}
	for k := i - 2; k > s.from && i-k < 9; k-- {
		switch s.tok(k).low {
		case "contacted", "contacts", "contacting", "wrote", "written", "writes", "called", "phoned", "emailed", "e-mailed", "messaged", "texted", "approached", "reached", "turned", "went", "took", "appeared", "visited", "rang", "met", "tweeted", "posted":
			return k
		}
		if t := s.tok(k); t.kind != wordToken || t.is(auxWord|relWord) {
			return -1
		}
	}
	return -1
}

// asOnlyDone reports whether a verb that tells how a deed went stands before the deed at token i, so that it was
// done: "managed to hack", "was spotted attacking", "ended up stealing".
func (s *sentence) asOnlyDone(i int) bool {
	k := s.before(i)
	w, prev := s.tok(k).low, s.tok(k-1).low
	if w == "to" {
		return prev == "managed" || prev == "proceeded" || prev == "on" && s.tok(k-2).low == "went" || prev == "continued" || prev == "contrived"
	}
	if !strings.HasSuffix(s.tok(i).low, "ing") {
		return false
	}
	switch w {
	case "in":
		return prev == "succeeded" || prev == "succeeding"
	case "up":
		return prev == "ended" || prev == "wound"
	case "busy", "spotted", "seen", "caught", "observed", "kept", "continued", "resumed", "noticed", "detected":
		return s.tok(s.before(k)).is(beWord) || w == "kept" || w == "continued" || w == "resumed"
	}
	return false
}

// noConfession reports what "claimed" says of no attack: "the claimed attack", "claimed to have retired", and
// another's claim, "X reacted after hackers claimed to have".
func (s *sentence) noConfession(c *candidate) bool {
	t := c.t
	if w := s.tok(t.from).low; !strings.HasPrefix(w, "claim") {
		return false
	}
	if prev := s.tok(t.from - 1); s.tok(t.to-1).is(attackNoun) && t.to-t.from == 2 && (prev.is(detWord) || prev.kind == possToken) {
		return true
	}
	if c.x.kind != mActor && c.x.kind != mGroup && c.x.kind != mVague {
		if s.mentionAt(t.from-1) != c.x && s.tok(s.before(t.from)).is(actorHead) {
			return true
		}
		k := c.x.from - 1
		for n := 0; n < 4 && k > s.from && s.tok(k).kind == wordToken && !s.tok(k).is(prepWord|relWord); n++ {
			k--
		}
		if s.tok(k).is(prepWord) && s.hasClass(max(s.from, k-7), k, actorHead|actorStrong) {
			return true // "the hacker behind a breach at X claims to have": not X
		}
	}
	if s.tok(t.to-1).low != "have" {
		return false
	}
	k := t.to
	for s.tok(k).is(advWord) {
		k++
	}
	switch s.tok(k).low {
	case "been":
		return strings.HasSuffix(s.tok(k+1).low, "ing") && !s.tok(k+1).is(cyberGer)
	case "retired", "quit", "ceased", "stopped", "disbanded", "ended", "earned", "closed", "deleted", "returned", "left", "learned", "predicted", "rebranded", "sold", "bought", "shut", "no", "nothing":
		return true
	}
	return false
}

// secondOf finds the pronoun that is the subject of two deeds, before "and" at token i; -1 if there is none.
func (s *sentence) secondOf(i int) int {
	for k := i - 1; k > s.from && i-k < 13; k-- {
		t := s.tok(k)
		if t.kind != wordToken && t.kind != possToken && t.low != "/" {
			return -1
		}
		if t.is(itWord|theyWord|heWord) && s.tok(k+1).kind == wordToken {
			return k
		}
	}
	return -1
}

// noticeOf is the verb by which somebody sends word of what "that" at token i begins: "sent warnings to 900 users
// that". It is -1 where there is none.
func (s *sentence) noticeOf(i int) int {
	notice := false
	for k := i - 1; k > s.from && i-k < 13; k-- {
		t := s.tok(k)
		switch t.low {
		case "notification", "notifications", "notice", "notices", "warning", "warnings", "alert", "alerts", "message", "messages", "letter", "letters", "email", "emails", "e-mail", "e-mails":
			notice = true
		case "sent", "sends", "send", "sending", "mailed", "issued", "issues", "delivered", "posted":
			if notice {
				return k
			}
		}
		if t.kind != wordToken && t.kind != numberToken && t.low != "," || t.is(relWord|subordWord) {
			return -1
		}
	}
	return -1
}
