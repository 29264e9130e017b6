package incident

import (
	"slices"
	"strings"

	"ascribe/news"
)

// subjectTerms is how many names a story is known by.
const subjectTerms = 12

// subjects are the names that a story is about: capitalised words, and pairs of them, by how
// prominent they are (in the headline, or four times in the text, is One) and how rare in the
// background. A victim's or an operation's name is such; the two stories of one incident may
// share little else.
func (rd *reader) subjects() vector {
	start := len(rd.room)
	for i := range rd.found {
		e := &rd.found[i]
		prominence := min(4, int(e.times[asSubject])) * One / 4
		if e.titled {
			prominence = One
		}
		if e.titled || e.times[asSubject] > 1 {
			weight := int64(prominence) * int64(sharp(rd.rarity[e.seen])) / One
			rd.room = append(rd.room, term{e.hash, int32(weight), e.seen})
		}
	}
	return rd.heaviest(start, subjectTerms)
}

// chargeBytes is how far down a text says whom it is about. The last paragraphs recall other
// affairs, and a reader of claims can't always tell.
const chargeBytes = 1500

// chargedOf are whom the claims about the story's own operation concern, each by identity
// and by country, sorted: of claims of the levels that count. The hashes of threat groups are
// odd, all others even.
func chargedOf(s news.Story, counts func(news.Level) bool) []uint32 {
	var all []uint32
	for _, c := range s.Analysis.Claims {
		if !counts(c.Level) || c.About != news.Main || c.Evidence.Part == news.InText && c.Evidence.Start > chargeBytes {
			continue
		}
		if c.Accused.ID != "" {
			h := hashOf(c.Accused.ID) &^ 1
			if strings.HasPrefix(c.Accused.ID, "actor:") {
				h |= 1
			}
			all = append(all, h)
		}
		if c.Accused.Country != "" {
			all = append(all, hashOf("country "+c.Accused.Country)&^1)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func anyLevel(news.Level) bool { return true }

// The bits of rarity between which a name turns from any to one of its own: the background
// has it in one text of 500, or hardly ever.
const (
	plainBits = 9 * One
	ownBits   = 3*One + One/2
)

// sharp makes names that the background knows count for nothing: products and agencies
// are in the headlines of many incidents.
func sharp(bits int32) int { return min(One, max(0, int(bits)-plainBits)*One/ownBits) }

// accuseAlike reports whether two lists of the accused agree: in one party or country, but
// where both name threat groups, in one of those: group says so. Two groups of one country are
// at work in any week, so that those differ.
func accuseAlike(a, b []uint32) (agree, differ, group bool) {
	both, groupsA, groupsB := false, false, false
	for _, h := range a {
		groupsA = groupsA || h&1 == 1
		if _, ok := slices.BinarySearch(b, h); ok {
			if h&1 == 1 {
				return true, false, true
			}
			both = true
		}
	}
	for _, h := range b {
		groupsB = groupsB || h&1 == 1
	}
	differ = groupsA && groupsB
	return both && !differ, differ, false
}
