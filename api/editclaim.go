package api

import (
	"errors"
	"strings"

	"ascribe/news"
	"ascribe/node"
	"ascribe/store"
)

// An EditClaim is what a person says that a claim shall say. To correct one, give what was
// wrong; the rest stays.
type EditClaim struct {
	Accuser       *EditParty `json:"accuser,omitempty"`
	Accused       *EditParty `json:"accused,omitempty"`
	Speaker       *string    `json:"speaker,omitempty"`
	Subject       *string    `json:"subject,omitempty"`
	Relation      *string    `json:"relation,omitempty" enum:"carried_out,sponsored_by,linked_to,same_as,indicted,sanctioned"`
	Stance        *string    `json:"stance,omitempty" enum:"accuses,denies,declines,doubts,claims"`
	Hedge         *string    `json:"hedge,omitempty"`
	Confidence    *string    `json:"confidence,omitempty" enum:"high,moderate,low"`
	Victim        *string    `json:"victim,omitempty"`
	VictimCountry *string    `json:"victim_country,omitempty"`
	VictimSector  *string    `json:"victim_sector,omitempty"`
	About         *string    `json:"about,omitempty" enum:"main,other"`
	Level         *string    `json:"level,omitempty" enum:"media,company,government,joint,legal,self"`
	Basis         *string    `json:"basis,omitempty"`
	Type          *string    `json:"type,omitempty"`
	Date          *string    `json:"date,omitempty" doc:"As exactly as it is known: 2021, 2021-07, 2021-07-19."`
	Quote         *string    `json:"quote,omitempty" doc:"Verbatim: it must stand in the title or the text of the story."`
}

// An EditParty names a party: by its id in the catalogue, or by a name that the catalogue
// may know.
type EditParty struct {
	ID      string `json:"id,omitempty"`
	Name    string `json:"name,omitempty"`
	Kind    string `json:"kind,omitempty"`
	Country string `json:"country,omitempty"`
}

// claimFrom makes the claim of an edit: what stood there, with what the person says
// instead.
func (s *API) claimFrom(e news.Edit, b EditClaim) (news.Claim, error) {
	c, story, err := s.storyOfEdit(e)
	if errors.Is(err, store.ErrNotFound) {
		return c, node.Refusal{Reason: "there is no such claim or story to say this of"}
	}
	if err != nil {
		return c, err
	}
	if b.Accuser != nil {
		c.Accuser = s.party(*b.Accuser)
	}
	if b.Accused != nil {
		c.Accused = s.party(*b.Accused)
	}
	set(&c.Speaker, b.Speaker)
	set(&c.Subject, b.Subject)
	set(&c.Relation, b.Relation)
	set(&c.Stance, b.Stance)
	set(&c.Confidence, b.Confidence)
	set(&c.Victim, b.Victim)
	set(&c.VictimCountry, b.VictimCountry)
	set(&c.VictimSector, b.VictimSector)
	set(&c.About, b.About)
	set(&c.Level, b.Level)
	set(&c.Basis, b.Basis)
	set(&c.Type, b.Type)
	if b.Hedge != nil && *b.Hedge != c.Hedge {
		c.Hedge, c.Likelihood = *b.Hedge, nil // the old words' place on a scale is not the new ones'
	}
	if b.Date != nil {
		if c.Date, err = news.ParseDate(*b.Date); err != nil {
			return c, node.Refusal{Reason: err.Error()}
		}
	}
	if b.Quote != nil {
		c.Quote = *b.Quote
	}
	if c.Evidence, err = find(story.Story, c.Quote); err != nil {
		return c, node.Refusal{Reason: err.Error() + "; copy the sentence as it is"}
	}
	c.Review = news.Corrected
	c.ID = news.NewClaimID(story.ID, c.Quote, c.Accuser, c.Accused, c.Relation, c.Stance)
	if !c.Relation.Valid() || !c.Stance.Valid() {
		return c, node.Refusal{Reason: "a claim needs a relation and a stance"}
	}
	return c, nil
}

func set[S ~string](field *S, said *string) {
	if said != nil {
		*field = S(*said)
	}
}

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

// party finds a party in the catalogue by its id, or by its name if that means one only.
func (s *API) party(b EditParty) news.Party {
	id := b.ID
	if found := s.Catalogue.Find(b.Name); id == "" && len(found) == 1 {
		id = found[0]
	}
	if e, ok := s.Catalogue.Entry(id); ok {
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
