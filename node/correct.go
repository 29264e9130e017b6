package node

import (
	"context"
	"errors"
	"strings"

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
	if said.Accuser != nil {
		c.Accuser = n.party(*said.Accuser)
	}
	if said.Accused != nil {
		c.Accused = n.party(*said.Accused)
	}
	set(&c.Speaker, said.Speaker)
	set(&c.Subject, said.Subject)
	set(&c.Relation, said.Relation)
	set(&c.Stance, said.Stance)
	set(&c.Confidence, said.Confidence)
	set(&c.Victim, said.Victim)
	set(&c.VictimCountry, said.VictimCountry)
	set(&c.VictimSector, said.VictimSector)
	set(&c.About, said.About)
	set(&c.Level, said.Level)
	set(&c.Basis, said.Basis)
	set(&c.Type, said.Type)
	set(&c.Initiator, said.Initiator)
	set(&c.InitiatorSort, said.InitiatorSort)
	set(&c.Quote, said.Quote)
	if said.Hedge != nil && *said.Hedge != c.Hedge {
		c.Hedge, c.Likelihood = *said.Hedge, nil // the old words' place on a scale is not the new ones'
	}
	if said.Date != nil {
		if c.Date, err = news.ParseDate(*said.Date); err != nil {
			return c, Refusal{err.Error()}
		}
	}
	if c.Evidence, err = find(story.Story, c.Quote); err != nil {
		return c, Refusal{err.Error() + "; copy the sentence as it is"}
	}
	c.Review = news.Corrected
	c.ID = news.NewClaimID(story.ID, c.Quote, c.Accuser, c.Accused, c.Relation, c.Stance)
	if c.Joint != news.NewJointID(story.ID, c.Quote, c.Accused, c.Relation, c.Stance) {
		c.Joint = "" // no longer what the others say
	}
	if !c.Relation.Valid() || !c.Stance.Valid() {
		return c, Refusal{"a claim needs a relation and a stance"}
	}
	return c, nil
}

func set[S ~string](field *S, said *string) {
	if said != nil {
		*field = S(*said)
	}
}

var errNoQuote = errors.New("the quote does not stand in the story")

// find returns the place of a quote in a story.
func find(s news.Story, quote string) (news.Span, error) {
	if strings.TrimSpace(quote) == "" {
		return news.Span{}, errNoQuote
	}
	for _, part := range []news.Part{news.InText, news.InTitle} {
		if at := strings.Index(s.Part(part), quote); at >= 0 {
			return news.Span{Part: part, Start: at, End: at + len(quote)}, nil
		}
	}
	return news.Span{}, errNoQuote
}

// storyOfEdit is the story that a claim's sentence must stand in: the target's, or the one
// that is named.
func (n *Node) storyOfEdit(e news.Edit) (news.Claim, store.StoryView, error) {
	if e.Target != "" {
		c, err := n.store.Claim(e.Target)
		if err != nil {
			return news.Claim{}, store.StoryView{}, err
		}
		v, err := n.store.Story(c.Story)
		return c.Claim, v, err
	}
	if len(e.Stories) != 1 {
		return news.Claim{}, store.StoryView{}, Refusal{"add needs one story"}
	}
	v, err := n.store.Story(e.Stories[0])
	return news.Claim{About: news.Main, Level: news.MediaLevel, Basis: news.BasisUnknown, Type: news.TypeUnclear, Date: v.Published, Score: 100}, v, err
}

// party finds a party in the catalogue by its id, or by its name if that means one only.
func (n *Node) party(b NamedParty) news.Party {
	id := b.ID
	if found := n.catalogue.Find(b.Name); id == "" && len(found) == 1 {
		id = found[0]
	}
	if e, ok := n.catalogue.Entry(id); ok {
		p := e.Party
		if b.Country != "" {
			p.Country = b.Country
		}
		if b.Kind != "" {
			p.Kind = news.PartyKind(b.Kind)
		}
		return p
	}
	kind := news.PartyKind(b.Kind)
	if kind == "" {
		kind = news.UnknownParty
	}
	return news.Party{Name: b.Name, Kind: kind, Country: b.Country}
}
