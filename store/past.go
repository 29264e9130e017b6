package store

import (
	"slices"

	"ascribe/incident"
	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A past knows stories and standings as they were when the log ended at some sequence. An
// incident has the members that it has now, as far as they were there then.
type past struct {
	tx     *bbolt.Tx
	briefs map[[2]uint64]news.Story // by ordinal and sequence of what was said last
	known  map[uint64]standingAt    // by the incident's ordinal: what was computed last
}

type standingAt struct {
	seq  uint64
	said []news.Standing
}

// story is a story as it was at a sequence, without what people said of it.
func (p *past) story(ordinal uint64, row storyRow, seq uint64) (news.Story, error) {
	n := len(row.Versions)
	for n > 1 && row.Versions[n-1].Seq > seq {
		n--
	}
	then := row
	then.Versions = slices.Clone(row.Versions[:n])
	v := &then.Versions[n-1]
	if v.Analysis > seq {
		v.Analysis = 0
	}
	key := [2]uint64{ordinal, max(v.Seq, v.Analysis)}
	if s, ok := p.briefs[key]; ok {
		return s, nil
	}
	s, err := readVersion(p.tx, then, n)
	if err == nil {
		p.briefs[key] = s
	}
	return s, err
}

// reviews are what people had said of a story's claims at a sequence.
func (p *past) reviews(ordinal, seq uint64, undone *editRow) ([]review, error) {
	all, _, err := reviewTable.get(p.tx, number(ordinal))
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(r review) bool { return p.made(r.Edit) > seq })
	if undone == nil || undone.Edit.Target == "" && undone.Edit.Action != news.Add {
		return all, nil
	}
	of, ok := uint64(0), false
	if undone.Edit.Target != "" {
		_, row, err := findClaim(p.tx, undone.Edit.Target)
		of, ok = row.Story, err == nil
	} else {
		of, ok = ordinalOf(p.tx, string(undone.Edit.Stories[0]))
	}
	if ok && of == ordinal {
		e := undone.Edit
		all = append(all, review{e.ID, e.Action, e.Target, e.Claim})
		slices.SortStableFunc(all, func(a, b review) int { return int(p.made(a.Edit)) - int(p.made(b.Edit)) })
	}
	return all, nil
}

func (p *past) made(id news.EditID) uint64 {
	seq, _ := ordinalOf(p.tx, string(id))
	return seq
}

// standings are those of an incident before and after an entry. undone is an edit that
// held before it only.
func (p *past) standings(in, seq uint64, undone *editRow) (was, is []news.Standing, err error) {
	members, err := p.members(in)
	if err != nil {
		return nil, nil, err
	}
	if last, ok := p.known[in]; ok && undone == nil && last.seq < seq && !p.touched(members, last.seq, seq) {
		was = last.said
	} else if was, err = p.standing(members, seq-1, undone); err != nil {
		return nil, nil, err
	}
	if is, err = p.standing(members, seq, nil); err != nil {
		return nil, nil, err
	}
	p.known[in] = standingAt{seq, is}
	return was, is, nil
}

// touched reports whether a hidden story makes it unsafe to go on from what was known.
func (p *past) touched(members []pastMember, from, to uint64) bool {
	return slices.ContainsFunc(members, func(m pastMember) bool {
		hid := p.made(m.row.Hidden)
		return from < hid && hid < to
	})
}

// A pastMember is a member with its row.
type pastMember struct {
	ordinal uint64
	row     storyRow
	news.Member
}

// members are those that an incident is composed from.
func (p *past) members(in uint64) ([]pastMember, error) {
	row, ok, err := incidentTable.get(p.tx, number(in))
	if err != nil || !ok {
		return nil, err
	}
	c, err := cardTable.must(p.tx, cardKey(incidents, in))
	if err != nil {
		return nil, err
	}
	var all []pastMember
	for i, m := range row.Incident.Members {
		if over := len(c.Members) - mostRead; i >= len(c.Members) || i > 0 && i < over {
			continue
		}
		story, err := storyTable.must(p.tx, number(c.Members[i]))
		if err != nil {
			return nil, err
		}
		if !story.Forgotten {
			all = append(all, pastMember{c.Members[i], story, m})
		}
	}
	return all, nil
}

func (p *past) standing(all []pastMember, seq uint64, undone *editRow) ([]news.Standing, error) {
	var members []news.Member
	var told []news.Story
	for _, m := range all {
		if m.ordinal > seq {
			break
		}
		hid := p.made(m.row.Hidden)
		if m.Hidden = hid > 0 && hid <= seq || undone != nil && undone.Edit.Action == news.Hide && slices.Contains(undone.Edit.Stories, m.Story); m.Hidden {
			continue
		}
		s, err := p.story(m.ordinal, m.row, seq)
		if err != nil {
			return nil, err
		}
		reviews, err := p.reviews(m.ordinal, seq, undone)
		if err != nil {
			return nil, err
		}
		members, told = append(members, m.Member), append(told, reviewed(s, reviews))
	}
	return incident.Standings(incident.Acts("", members, told)), nil
}

// A Turn is one way in which the standing of an accused changed.
type Turn struct {
	Accused news.Party
	What    TurnKind
	By      *news.Party // who accuses, denies, doubts; nil of a level
	Level   news.Level  // as it is now
	Before  news.Level
}

// A TurnKind says how a standing changed.
type TurnKind string

// The kinds of turns.
const (
	FirstGovernment TurnKind = "first_government" // nobody of that weight accused before
	Stronger        TurnKind = "stronger"         // the strongest level rose
	Weaker          TurnKind = "weaker"           // or fell: a claim was withdrawn or rejected
	NewAccuser      TurnKind = "new_accuser"
	AccuserGone     TurnKind = "accuser_gone"
	Denial          TurnKind = "denial"
	DenialGone      TurnKind = "denial_gone"
	Doubt           TurnKind = "doubt"
	DoubtGone       TurnKind = "doubt_gone"
	SelfClaimed     TurnKind = "self_claimed"
)

// turns compares standings. One that is likelier misread than read has yet to come: nobody shall be called
// for it.
func turns(was, is []news.Standing) (all []Turn) {
	was, is = sure(was), sure(is)
	find := func(list []news.Standing, key string) (s news.Standing) {
		if i := slices.IndexFunc(list, func(s news.Standing) bool { return s.Accused.Key() == key }); i >= 0 {
			s = list[i]
		}
		return s
	}
	for _, now := range is {
		all = append(all, turnsOf(now.Accused, find(was, now.Accused.Key()), now)...)
	}
	for _, old := range was {
		if now := find(is, old.Accused.Key()); now.Acts == 0 {
			all = append(all, turnsOf(old.Accused, old, now)...)
		}
	}
	return all
}

func turnsOf(accused news.Party, was, is news.Standing) (all []Turn) {
	add := func(what TurnKind, by *news.Party) {
		all = append(all, Turn{accused, what, by, is.Level, was.Level})
	}
	switch before, now := was.Level.Rank(), is.Level.Rank(); {
	case now > before && before < news.GovernmentLevel.Rank() && now >= news.GovernmentLevel.Rank():
		add(FirstGovernment, nil)
	case now > before && was.Level != "":
		add(Stronger, nil)
	case now < before || is.Level == "" && was.Level != "":
		add(Weaker, nil)
	}
	for _, side := range []struct {
		was, is    []news.Party
		came, went TurnKind
	}{{was.Accusers, is.Accusers, NewAccuser, AccuserGone}, {was.DeniedBy, is.DeniedBy, Denial, DenialGone}, {was.DoubtedBy, is.DoubtedBy, Doubt, DoubtGone}} {
		for _, p := range missing(side.was, side.is) {
			add(side.came, &p)
		}
		for _, p := range missing(side.is, side.was) {
			add(side.went, &p)
		}
	}
	if is.SelfClaimed && !was.SelfClaimed {
		add(SelfClaimed, nil)
	}
	return all
}

// missing are those of all that are not in from.
func missing(from, all []news.Party) (out []news.Party) {
	for _, p := range all {
		if !slices.ContainsFunc(from, func(q news.Party) bool { return q.Key() == p.Key() }) {
			out = append(out, p)
		}
	}
	return out
}
