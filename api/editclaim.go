package api

import "ascribe/node"

// An EditClaim is what a person says that a claim shall say. To correct one, give what was
// wrong; the rest stays.
type EditClaim struct {
	Accuser       *EditParty `json:"accuser,omitempty"`
	Accused       *EditParty `json:"accused,omitempty"`
	Speaker       *string    `json:"speaker,omitempty" maxLength:"200"`
	Subject       *string    `json:"subject,omitempty" maxLength:"200"`
	Relation      *string    `json:"relation,omitempty" enum:"carried_out,sponsored_by,linked_to,same_as,indicted,sanctioned"`
	Stance        *string    `json:"stance,omitempty" enum:"accuses,denies,declines,doubts,claims"`
	Hedge         *string    `json:"hedge,omitempty" maxLength:"200"`
	Confidence    *string    `json:"confidence,omitempty" enum:"high,moderate,low," doc:"Empty where none is said."`
	Victim        *string    `json:"victim,omitempty" maxLength:"200" doc:"Its country and sector are those that are known of it, unless they are given."`
	VictimCountry *string    `json:"victim_country,omitempty" maxLength:"200" doc:"An ISO 3166 code or a name; kept as the code."`
	VictimSector  *string    `json:"victim_sector,omitempty" maxLength:"200" doc:"EuRepoC's receiver subcategory."`
	About         *string    `json:"about,omitempty" enum:"main,other"`
	Level         *string    `json:"level,omitempty" enum:"media,company,government,joint,legal,self" doc:"Follows from accuser, stance and relation, when these are given and it is not."`
	Basis         *string    `json:"basis,omitempty" enum:"attacker_confirms,it_security_community,media_based,receiver_government,third_party,receiver,eu_institution,international_organization,contested,not_available" doc:"Follows from accuser, stance, relation and victim likewise."`
	Type          *string    `json:"type,omitempty" enum:"self_attribution,technical_report,direct_statement_in_media,anonymous_statement_in_media,political_statement,domestic_legal_action,media_report,unclear" doc:"Follows from accuser, stance and relation likewise."`
	Initiator     *string    `json:"initiator,omitempty" enum:"state,state_affiliated,non_state_group,individual,unknown" doc:"Follows from accused, relation and subject likewise."`
	InitiatorSort *string    `json:"initiator_sort,omitempty" enum:"hacktivist,criminal,private_company,state_affiliation_widely_held," doc:"Empty where none is told."`
	Date          *string    `json:"date,omitempty" maxLength:"40" doc:"As exactly as it is known: 2021, 2021-07, 2021-07-19."`
	Quote         *string    `json:"quote,omitempty" maxLength:"4000" doc:"Verbatim: it must stand in the title or the text of the story, in whole words."`
}

// An EditParty names a party: by its id in the catalogue, or by a name that the catalogue
// may know.
type EditParty struct {
	ID      string `json:"id,omitempty" maxLength:"200" doc:"In the catalogue: state:gb, actor:apt40."`
	Name    string `json:"name,omitempty" maxLength:"200" doc:"A country's name or code, or any name of a party; one that the catalogue does not know is kept as it is."`
	Kind    string `json:"kind,omitempty" enum:"state,government,agency,company,intl_org,ngo,media,researchers,anonymous,person,victim_org,org,group,criminal_group,hacktivist_group,vague,unknown,unspecified" doc:"Without a name: unspecified, anonymous or researchers for an accuser, vague or unknown for the accused."`
	Country string `json:"country,omitempty" maxLength:"200" doc:"An ISO 3166 code or a name; kept as the code."`
}

func (b EditClaim) correction() node.Correction {
	return node.Correction{
		Accuser: (*node.NamedParty)(b.Accuser), Accused: (*node.NamedParty)(b.Accused),
		Speaker: b.Speaker, Subject: b.Subject, Relation: b.Relation, Stance: b.Stance, Hedge: b.Hedge, Confidence: b.Confidence,
		Victim: b.Victim, VictimCountry: b.VictimCountry, VictimSector: b.VictimSector,
		About: b.About, Level: b.Level, Basis: b.Basis, Type: b.Type, Initiator: b.Initiator, InitiatorSort: b.InitiatorSort, Date: b.Date, Quote: b.Quote,
	}
}
