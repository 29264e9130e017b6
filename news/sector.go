package news

import (
	"maps"
	"slices"
)

// categories are the receiver categories of EuRepoC's codebook (1.1) of the sectors, which
// are its subcategories, or categories without any.
var categories = map[string]string{
	"government": stateInstitutions, "administration": stateInstitutions, "military": stateInstitutions, "police": stateInstitutions,
	"political_parties": stateInstitutions, "legislative": stateInstitutions, "judiciary": stateInstitutions, "intelligence": stateInstitutions,
	"election": stateInstitutions, "embassies": stateInstitutions,

	"health": criticalInfrastructure, "finance": criticalInfrastructure, "telecommunications": criticalInfrastructure, "transportation": criticalInfrastructure,
	"energy": criticalInfrastructure, "defence_industry": criticalInfrastructure, "research": criticalInfrastructure, "manufacturing": criticalInfrastructure,
	"chemicals": criticalInfrastructure, "food": criticalInfrastructure, "water": criticalInfrastructure, "waste_water": criticalInfrastructure,
	"digital_provider": criticalInfrastructure, "space": criticalInfrastructure, criticalInfrastructure: criticalInfrastructure,

	"advocacy": socialGroups, "opposition": socialGroups, "religious": socialGroups, "ethnic": socialGroups, "terrorist": socialGroups,
	"criminal": socialGroups, "hacktivist": socialGroups,

	"corporate": "corporate", "media": "media", "science": "science", "education": "education", "end_users": "end_users", "international": "international",
}

const (
	stateInstitutions      = "state_institutions"
	criticalInfrastructure = "critical_infrastructure"
	socialGroups           = "social_groups"
)

// SectorCategory returns EuRepoC's receiver category of a victim's sector: "health" is
// "critical_infrastructure". It returns "" for what is no sector.
func SectorCategory(sector string) string { return categories[sector] }

// IsSector reports whether s is a subcategory or a category of EuRepoC's receivers.
func IsSector(s string) bool {
	if categories[s] != "" {
		return true
	}
	for _, category := range categories {
		if category == s {
			return true
		}
	}
	return false
}

// Sectors are all sectors, in order.
func Sectors() []string { return slices.Sorted(maps.Keys(categories)) }
