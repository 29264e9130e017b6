package node

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ascribe/claim"
	"ascribe/news"
	"ascribe/store"
)

type editorKey struct{}

// WithEditor says under whose name the edits of a request are kept: of a caller that may
// make some.
func WithEditor(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, editorKey{}, name)
}

// Editor is the name that WithEditor gave; ok is false of a caller that may make no edits.
func Editor(ctx context.Context) (name string, ok bool) {
	name, ok = ctx.Value(editorKey{}).(string)
	return name, ok
}

// A Correction is what a person says that a claim shall say. What is nil stays as it was.
type Correction struct {
	Accuser, Accused *NamedParty

	Speaker, Subject, Relation, Stance, Hedge, Confidence *string
	Victim, VictimCountry, VictimSector                   *string
	About, Level, Basis, Type, Date, Quote                *string
	Initiator, InitiatorSort                              *string
}

// A NamedParty is a party as a person names it: by its id in the catalogue, or by a name that
// the catalogue may know.
type NamedParty struct{ ID, Name, Kind, Country string }

// Corrected makes the claim of an edit that corrects or adds one: what stood there, with what
// the person says instead.
func (n *Node) Corrected(e news.Edit, said Correction) (news.Claim, error) {
	c, story, err := n.storyOfEdit(e)
	if errors.Is(err, store.ErrNotFound) {
		return c, Refusal{"there is no such claim or story to say this of"}
	}
	if err != nil {
		return c, err
	}
	var wrong Faults
	was := c
	if said.Accuser != nil {
		c.Accuser = n.accuser(&wrong, *said.Accuser)
	}
	if said.Accused != nil {
		c.Accused = n.accused(&wrong, *said.Accused)
	}
	n.fields(&wrong, &c, said)
	if said.Quote != nil {
		c.Quote = strings.TrimSpace(*said.Quote)
	}
	if c.Evidence, err = evidence(story.Story, c, c.Quote != was.Quote); err != nil {
		wrong.add("claim.quote", c.Quote, err.Error())
	}
	if e.Target == "" && !c.Relation.Valid() && said.Relation == nil {
		wrong.add("claim.relation", "", fmt.Sprintf("a claim needs one: %v", news.Relations))
	}
	if e.Target == "" && !c.Stance.Valid() && said.Stance == nil {
		wrong.add("claim.stance", "", fmt.Sprintf("a claim needs one: %v", news.Stances))
	}
	if c.Stance == news.Accuses && nobody(c.Accused) && (said.Stance != nil || said.Accused != nil) {
		wrong.add("claim.accused", "", "a claim that accuses needs somebody whom it accuses")
	}
	if err := wrong.err(); err != nil {
		return c, err
	}
	c = n.recoded(was, c, said)
	c.Review = news.Corrected
	c.ID = news.NewClaimID(story.ID, c.Quote, c.Accuser, c.Accused, c.Relation, c.Stance)
	if c.Joint != news.NewJointID(story.ID, c.Quote, c.Accused, c.Relation, c.Stance) {
		c.Joint = "" // no longer what the others say
	}
	return c, nil
}

func nobody(p news.Party) bool { return p.ID == "" && p.Name == "" && p.Country == "" }

// How long words may be that a person gives, in characters.
const (
	longestName  = 200
	longestQuote = 4000
	leastQuote   = 10 // less of a sentence is evidence of nothing
)

// fields sets what is said of a claim beside its parties and its quote.
func (n *Node) fields(wrong *Faults, c *news.Claim, said Correction) {
	choose(wrong, "claim.relation", &c.Relation, said.Relation, news.Relations, false)
	choose(wrong, "claim.stance", &c.Stance, said.Stance, news.Stances, false)
	choose(wrong, "claim.confidence", &c.Confidence, said.Confidence, news.Confidences, true)
	choose(wrong, "claim.about", &c.About, said.About, news.Abouts, false)
	choose(wrong, "claim.level", &c.Level, said.Level, news.Levels, false)
	choose(wrong, "claim.basis", &c.Basis, said.Basis, news.Bases, false)
	choose(wrong, "claim.type", &c.Type, said.Type, news.Types, false)
	choose(wrong, "claim.initiator", &c.Initiator, said.Initiator, news.Initiators, false)
	choose(wrong, "claim.initiator_sort", &c.InitiatorSort, said.InitiatorSort, news.InitiatorSorts, true)
	write(wrong, "claim.speaker", &c.Speaker, said.Speaker)
	write(wrong, "claim.subject", &c.Subject, said.Subject)
	write(wrong, "claim.victim", &c.Victim, said.Victim)
	if said.VictimCountry != nil {
		c.VictimCountry = n.country(wrong, "claim.victim_country", *said.VictimCountry)
	}
	if said.VictimSector != nil {
		c.VictimSector = strings.ToLower(strings.TrimSpace(*said.VictimSector))
		if c.VictimSector != "" && news.SectorCategory(c.VictimSector) == "" {
			wrong.add("claim.victim_sector", *said.VictimSector, "want a sector of EuRepoC's codebook: "+strings.Join(news.Sectors(), ", "))
		}
	}
	if hedge := c.Hedge; said.Hedge != nil {
		write(wrong, "claim.hedge", &c.Hedge, said.Hedge)
		if c.Hedge != hedge {
			c.Likelihood = nil // the old words' place on a scale is not the new ones'
		}
	}
	if said.Date != nil {
		var err error
		if c.Date, err = news.ParseDate(strings.TrimSpace(*said.Date)); err != nil {
			wrong.add("claim.date", *said.Date, err.Error())
		} else if ahead(c.Date) {
			wrong.add("claim.date", *said.Date, "it is yet to come")
		}
	}
}

// ahead reports a date that has not begun anywhere on earth.
func ahead(d news.Date) bool { return d.Time.After(time.Now().Add(14 * time.Hour)) }

// recoded is a corrected claim with what follows from what was corrected, where nothing else is said: a firm's
// accusation that turns out to be a state's weighs as a state's.
func (n *Node) recoded(was, c news.Claim, said Correction) news.Claim {
	if c.Victim != was.Victim {
		victim := n.catalogue.Receiver(c.Victim)
		take(&c.VictimCountry, victim.Country, said.VictimCountry)
		take(&c.VictimSector, victim.Sector, said.VictimSector)
	}
	anew := claim.Recode(n.catalogue, c)
	speaks := c.Accuser.Key() != was.Accuser.Key() || c.Accuser.Kind != was.Accuser.Kind || c.Stance != was.Stance || c.Relation != was.Relation
	if speaks {
		take(&c.Level, anew.Level, said.Level)
		take(&c.Type, anew.Type, said.Type)
	}
	if speaks || c.Victim != was.Victim || c.VictimCountry != was.VictimCountry {
		take(&c.Basis, anew.Basis, said.Basis)
	}
	if c.Accused.Key() != was.Accused.Key() || c.Accused.Kind != was.Accused.Kind || c.Relation != was.Relation || c.Subject != was.Subject {
		take(&c.Initiator, anew.Initiator, said.Initiator)
		if said.Initiator == nil {
			take(&c.InitiatorSort, anew.InitiatorSort, said.InitiatorSort)
		}
	}
	return c
}

// take sets a field of which nothing was said.
func take[S ~string](field *S, value S, said *string) {
	if said == nil {
		*field = value
	}
}

// storyOfEdit is the story that a claim's sentence must stand in: the target's, or the one
// that is named.
func (n *Node) storyOfEdit(e news.Edit) (news.Claim, store.StoryView, error) {
	if e.Target != "" {
		c, err := n.store.Claim(e.Target)
		if err != nil {
			return news.Claim{}, store.StoryView{}, err
		}
		if c.ID != e.Target {
			return c.Claim, store.StoryView{}, Refusal{fmt.Sprintf("claim %s was corrected to %s meanwhile: look at that one and say it of it", e.Target, c.ID)}
		}
		v, err := n.store.Story(c.Story)
		return c.Claim, v, err
	}
	if len(e.Stories) != 1 {
		return news.Claim{}, store.StoryView{}, Refusal{"add needs one story"}
	}
	v, err := n.store.Story(e.Stories[0])
	return news.Claim{
		Accuser: news.Party{Kind: news.Unspecified}, Accused: news.Party{Kind: news.UnknownParty},
		About: news.Main, Level: news.MediaLevel, Basis: news.BasisUnknown, Type: news.TypeUnclear, Date: v.Published, Score: 100,
	}, v, err
}
