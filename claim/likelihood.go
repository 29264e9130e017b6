package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

var degreeKeepers = words("degreeKeepers")

// A band is a term of a named scale, in per cent, with the words that a text has for it.
type band struct {
	term      string // the scale's own word
	low, high int
	words     []string
}

// A yardstick is a scale of likelihoods.
type yardstick struct {
	name  string
	bands []band
}

// phia is the UK's Probability Yardstick (Professional Head of Intelligence Assessment, 2025),
// whose gaps are meant, and icd203 the US standard (Intelligence Community Directive 203), which
// says "very" and "highly" of the same band. Others than bodies of these two states have
// signed up to neither: their words are read as what they are commonly said to mean, the words
// of estimative probability of STIX 2.1 (appendix B).
var (
	phia = yardstick{"PHIA", []band{
		{"almost certain", 95, 100, []string{"almost certain", "almost certainly"}},
		{"highly likely", 80, 90, []string{"highly likely"}},
		{"likely", 55, 75, []string{"likely", "probable", "probably"}},
		{"realistic possibility", 40, 50, []string{"realistic possibility"}},
		{"unlikely", 25, 35, []string{"unlikely", "not likely"}},
		{"highly unlikely", 10, 20, []string{"highly unlikely"}},
		{"remote chance", 0, 5, []string{"remote chance"}},
	}}
	icd203 = yardstick{"ICD 203", []band{
		{"almost certain", 95, 99, []string{"almost certain", "almost certainly", "nearly certain"}},
		{"very likely", 80, 95, []string{"very likely", "highly likely", "highly probable"}},
		{"likely", 55, 80, []string{"likely", "probable", "probably"}},
		{"roughly even chance", 45, 55, []string{"even chance", "even odds"}},
		{"unlikely", 20, 45, []string{"unlikely", "not likely", "improbable"}},
		{"very unlikely", 5, 20, []string{"very unlikely", "highly unlikely", "highly improbable"}},
		{"almost no chance", 1, 5, []string{"almost no chance", "remote", "remote chance"}},
	}}
	neutral = yardstick{"WEP", []band{
		{"almost certain", 80, 99, []string{"almost certain", "almost certainly"}}, // one band with the next
		{"highly likely", 80, 99, []string{"highly likely"}},
		{"likely", 60, 79, []string{"likely", "probable", "probably"}},
		{"even chance", 40, 59, []string{"even chance", "even odds"}},
		{"unlikely", 20, 39, []string{"unlikely", "not likely", "probably not"}},
		{"highly unlikely", 1, 19, []string{"highly unlikely", "almost certainly not"}},
	}}
)

// yardstickOf is the scale of who speaks.
func yardstickOf(p news.Party) yardstick {
	switch {
	case official(p.Kind) && p.Country == "GB":
		return phia
	case official(p.Kind) && p.Country == "US":
		return icd203
	}
	return neutral
}

// read finds the term that a hedge has on the scale: the longest of the first of its words that
// stands there. What another degree makes of a term is another word: "very likely", "more likely
// than not", "most likely" are not "likely", and where the scale does not have them it says nothing.
func (y yardstick) read(hedge string) *news.Likelihood {
	for piece := range strings.SplitSeq(hedge, " | ") {
		words := strings.Fields(piece)
		var found *news.Likelihood
		most := 0
		for _, b := range y.bands {
			for _, term := range b.words {
				want := strings.Fields(term)
				if len(want) > most && standsPlain(words, want) {
					found, most = &news.Likelihood{Term: b.term, Scale: y.name, Low: b.low, High: b.high}, len(want)
				}
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// standsPlain reports whether the words hold the term with nothing before it that changes its degree.
func standsPlain(words, term []string) bool {
	for i := 0; i+len(term) <= len(words); i++ {
		if slices.Equal(words[i:i+len(term)], term) {
			return i == 0 || wordOf(words[i-1]).in(degreeKeepers)
		}
	}
	return false
}

// scale reads the hedge on the scale of the speaker, and the confidence, which is another axis.
func scale(c *news.Claim) {
	h := strings.ToLower(c.Hedge)
	if h == "" {
		return
	}
	c.Likelihood = yardstickOf(c.Accuser).read(h)
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
