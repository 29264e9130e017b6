package news

import "testing"

func TestPlural(t *testing.T) {
	for _, tt := range []struct {
		party Party
		want  bool
	}{
		{Party{Name: "investigators", Kind: Agency}, true},
		{Party{Name: "Security officials", Kind: GovernmentParty}, true},
		{Party{Name: "Five countries", Kind: GovernmentParty}, true},
		{Party{Name: "Officials", Kind: Agency}, true},
		{Party{Name: "Feds", Kind: Org}, true},
		{Party{Name: "CISA; NCSC", Kind: Agency}, true},
		{Party{Name: "Three Ruritanian Officers", Kind: Person}, true},
		{Party{Name: "three officers of the harbour guard", Kind: Person}, true},
		{Party{Name: "James", Kind: Person}, false},
		{Party{Name: "people", Kind: Anonymous}, true},
		{Party{Name: "Ruritanian hackers", Kind: Vague}, true},
		{Party{Kind: Researchers}, false}, // an unnamed researcher
		{Party{ID: "state:us", Name: "United States", Kind: GovernmentParty}, false},
		{Party{Name: "Lorne Systems", Kind: Org}, false},
		{Party{Name: "Lorne Systems", Kind: Company}, false},
		{Party{Name: "the press", Kind: Org}, false},
		{Party{Name: "Ministry of Ferries", Kind: GovernmentParty}, false},
		{Party{}, false},
	} {
		if got := tt.party.Plural(); got != tt.want {
			t.Errorf("%+v: %v", tt.party, got)
		}
	}
}
