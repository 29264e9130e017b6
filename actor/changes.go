package actor

import (
	"cmp"
	"slices"

	"ascribe/news"
)

// A Change is what a catalogue says of a group otherwise than the one before it.
type Change struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	New     bool         `json:"new"`
	Names   []news.Alias `json:"names"` // that are new
	Country *Amended     `json:"country,omitempty"`
	Sponsor *Amended     `json:"sponsor,omitempty"`
}

// Amended is a fact before and after.
type Amended struct {
	Before string `json:"before"`
	After  string `json:"after"`
	Source string `json:"source"` // who says so now
}

// Changes lists what c says of groups otherwise than before, by ID.
func (c *Catalogue) Changes(before *Catalogue) []Change {
	var out []Change
	for _, a := range c.Actors() {
		was := news.Actor{}
		e, known := before.Entry(a.ID)
		if known {
			was = *e.Actor
		}
		ch := Change{
			ID: a.ID, Name: a.Name, New: !known,
			Country: amended(was.Country, a.Country, a.Source), Sponsor: amended(was.Sponsor, a.Sponsor, cmp.Or(a.SponsorSource, a.Source)),
		}
		for _, al := range a.Aliases {
			i := slices.IndexFunc(was.Aliases, func(o news.Alias) bool { return o.Name == al.Name })
			if i < 0 || len(was.Aliases[i].UsedBy) < len(al.UsedBy) {
				ch.Names = append(ch.Names, al)
			}
		}
		if ch.New || ch.Country != nil || ch.Sponsor != nil || ch.Names != nil {
			out = append(out, ch)
		}
	}
	return out
}

func amended(before, after, source string) *Amended {
	if before == after {
		return nil
	}
	return &Amended{before, after, source}
}
