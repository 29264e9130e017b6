package claim

import (
	"strings"

	"ascribe/news"
)

// A band is a term of a named scale, in per cent.
type band struct {
	words     string // what a text says
	term      string // the scale's own word
	low, high int
}

// phia is the UK's Probability Yardstick (Professional Head of Intelligence Assessment),
// icd203 the US standard (Intelligence Community Directive 203). Longer words first.
var (
	phia = []band{
		{"almost certain", "almost certain", 95, 100},
		{"highly unlikely", "highly unlikely", 10, 20},
		{"not likely", "unlikely", 25, 35},
		{"highly likely", "highly likely", 80, 90},
		{"realistic possibility", "realistic possibility", 40, 50},
		{"remote chance", "remote chance", 0, 5},
		{"unlikely", "unlikely", 25, 35},
		{"likely", "likely", 55, 75},
		{"probabl", "likely", 55, 75},
	}
	icd203 = []band{
		{"almost certain", "almost certain", 95, 99},
		{"very unlikely", "very unlikely", 5, 20},
		{"highly improbable", "very unlikely", 5, 20},
		{"not likely", "unlikely", 20, 45},
		{"very likely", "very likely", 80, 95},
		{"highly probable", "very likely", 80, 95},
		{"highly likely", "very likely", 80, 95},
		{"even chance", "roughly even chance", 45, 55},
		{"unlikely", "unlikely", 20, 45},
		{"improbable", "unlikely", 20, 45},
		{"likely", "likely", 55, 80},
		{"probabl", "likely", 55, 80},
		{"remote", "almost no chance", 1, 5},
	}
)

// scale reads the hedge on the scale of the speaker's country, where it has one, and the
// confidence, which is another axis.
func scale(c *news.Claim) {
	h := strings.ToLower(c.Hedge)
	if h == "" {
		return
	}
	bands, name := []band(nil), ""
	switch c.Accuser.Country {
	case "GB":
		bands, name = phia, "PHIA"
	case "US":
		bands, name = icd203, "ICD 203"
	}
	for _, b := range bands {
		if strings.Contains(h, b.words) {
			c.Likelihood = &news.Likelihood{Term: b.term, Scale: name, Low: b.low, High: b.high}
			break
		}
	}
	if i := strings.Index(h, "confiden"); i >= 0 {
		switch before := h[max(0, i-24):i]; {
		case strings.Contains(before, "high") || strings.Contains(before, "strong") || strings.Contains(before, "great"):
			c.Confidence = news.High
		case strings.Contains(before, "moderate") || strings.Contains(before, "medium") || strings.Contains(before, "reasonable"):
			c.Confidence = news.Moderate
		case strings.Contains(before, "low") || strings.Contains(before, "limited"):
			c.Confidence = news.Low
		}
	}
}
