package api

import "ascribe/node"

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
	Initiator     *string    `json:"initiator,omitempty" enum:"state,state_affiliated,non_state_group,individual,unknown"`
	InitiatorSort *string    `json:"initiator_sort,omitempty"`
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

func (b EditClaim) correction() node.Correction {
	return node.Correction{
		Accuser: (*node.NamedParty)(b.Accuser), Accused: (*node.NamedParty)(b.Accused),
		Speaker: b.Speaker, Subject: b.Subject, Relation: b.Relation, Stance: b.Stance, Hedge: b.Hedge, Confidence: b.Confidence,
		Victim: b.Victim, VictimCountry: b.VictimCountry, VictimSector: b.VictimSector,
		About: b.About, Level: b.Level, Basis: b.Basis, Type: b.Type, Initiator: b.Initiator, InitiatorSort: b.InitiatorSort, Date: b.Date, Quote: b.Quote,
	}
}
