package claim

import (
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

// generic reports whether a catalogue entry is nobody in particular: "Russian
// intelligence" is an unnamed service of that state.
func generic(e *actor.Entry) bool {
	return e.Class == "intelligence" && strings.HasSuffix(e.Party.Name, " intelligence") && e.Party.Country != "US"
}

// diplomatic reports whether an entry is a foreign ministry or an embassy: whatever it says
// its state says.
func diplomatic(e *actor.Entry) bool {
	if e.Class != "ministry" || e.Party.Country == "" {
		return false
	}
	for _, w := range []string{"foreign", "Foreign", "embassy", "State Department", "DFAT", "Global Affairs", "mission to the UN"} {
		if strings.Contains(e.Party.Name, w) {
			return true
		}
	}
	return false
}

// kindOf says what a catalogue entry can stand for in a sentence.
func kindOf(e *actor.Entry, h actor.Hit) mentionKind {
	switch e.Class {
	case "actor", "ransomware", "hacktivist", "criminal", "persona":
		return mActor
	case "malware":
		return mMalware
	case "state":
		if h.Kind == actor.Capital {
			return mCapital
		}
		return mState
	case "ministry":
		if e.SpeaksFor != "" {
			return mState
		}
		return mAgency
	case "legislature", "intelligence", "cyber", "military", "unit", "agency", "police", "prosecutor", "court", "regulator":
		return mAgency
	case "intl_org":
		return mIntl
	case "media":
		return mMedia
	case "ngo", "think_tank", "org", "vendor", "company", "front", "spyware", "militia":
		return mOrg
	}
	if e.Actor != nil {
		return mActor
	}
	switch e.Party.Kind {
	case news.State, news.GovernmentParty:
		return mState
	case news.Agency:
		return mAgency
	case news.Group, news.CriminalGroup, news.HacktivistGroup:
		return mActor
	case news.IntlOrg:
		return mIntl
	case news.Media:
		return mMedia
	}
	return mOrg
}

// state returns the party of a country.
func (r *reading) state(iso string) news.Party {
	if e, ok := r.cat.Entry("state:" + lower(iso)); ok {
		p := e.Party
		p.Kind = news.State
		return p
	}
	name, _ := r.cat.Country(iso)
	return news.Party{Name: name, Kind: news.State, Country: iso}
}

// nation reads a nationality at token i: "Chinese", "North Korean", "China", "Beijing".
// It returns the country and the number of words.
func (r *reading) nation(s *sentence, i int) (iso string, words int) {
	if !s.tok(i).capital() {
		return "", 0
	}
	h, ok := r.match(s, i)
	if !ok || h.entry.Class != "state" || h.name == actor.Metonym {
		return "", 0
	}
	return h.entry.Party.Country, h.words
}

// publisher is the party that "we" stands for.
func (r *reading) publisher() *party {
	if r.outlet.Voice == "" {
		return nil
	}
	for _, id := range r.cat.Find(r.outlet.Voice) {
		if e, ok := r.cat.Entry(id); ok {
			p := e.Party
			return &p
		}
	}
	kind := news.Company
	if r.outlet.Kind == news.Government {
		kind = news.Agency
	}
	return &news.Party{Name: r.outlet.Voice, Kind: kind, Country: r.outlet.Country}
}

// vagueName gives one name to all descriptions of the same sort.
func (r *reading) vagueName(p *phrase) string {
	name := "state-sponsored actor"
	if p.iso == "" {
		return name
	}
	demonym := r.demonym(p.iso)
	if p.backed || p.state {
		return demonym + " state-linked hackers"
	}
	return demonym + " hackers"
}

// demonym is the adjective of a country, its name where it has none.
func (r *reading) demonym(iso string) string {
	if d := r.cat.Demonyms(iso); len(d) > 0 {
		return d[0]
	}
	name, _ := r.cat.Country(iso)
	return name
}

func (r *reading) span(s *sentence, m *mention) string {
	return s.part.text[s.part.tokens[m.from].start:s.part.tokens[m.to-1].end()]
}

func (c class) any(of class) bool { return c&of != 0 }
