package claim

import (
	"ascribe/news"
)

// code fills the level, which is ours, and EuRepoC's basis and type (codebook 1.1) from
// who speaks and how.
func (r *reading) code(c *news.Claim) {
	victim := r.cat.Receiver(c.Victim)
	c.VictimCountry, c.VictimSector = victim.Country, victim.Sector
	k := c.Accuser.Kind
	official := k == news.GovernmentParty || k == news.State || k == news.Agency
	switch {
	case c.Stance == news.Claims:
		c.Level, c.Basis, c.Type = news.SelfClaim, news.AttackerConfirms, news.SelfAttribution
	case legal(c.Relation) && (official || k == news.IntlOrg || c.Accuser.Name == ""): // nobody else can
		c.Level, c.Basis, c.Type = news.LegalLevel, news.ReceiverGovernment, news.LegalAction
	case official:
		c.Level, c.Basis, c.Type = news.GovernmentLevel, news.ReceiverGovernment, news.PoliticalStatement
	case k == news.IntlOrg:
		c.Level, c.Basis, c.Type = news.GovernmentLevel, news.IntlOrganization, news.PoliticalStatement
		if c.Accuser.Country == "EU" {
			c.Basis = news.EUInstitution
		}
	case k == news.Company || k == news.Researchers || k == news.NGO || k == news.VictimOrg || k == news.Org:
		c.Level, c.Basis, c.Type = news.CompanyLevel, news.ITCommunity, news.TechnicalReport
		if k == news.VictimOrg {
			c.Basis, c.Type = news.Receiver, news.DirectStatement
		}
	case k == news.Anonymous:
		c.Level, c.Basis, c.Type = news.MediaLevel, news.MediaBased, news.AnonymousStatement
	case k == news.Person:
		c.Level, c.Basis, c.Type = news.MediaLevel, news.ThirdParty, news.DirectStatement
	case k == news.Media:
		c.Level, c.Basis, c.Type = news.MediaLevel, news.MediaBased, news.MediaReport
	default:
		c.Level, c.Basis, c.Type = news.MediaLevel, news.BasisUnknown, news.TypeUnclear
	}
}
