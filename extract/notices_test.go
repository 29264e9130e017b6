package extract

import (
	"strings"
	"testing"
)

// A notice is found whatever mark stands against its words.
func TestCorrections(t *testing.T) {
	paragraph := "<p>" + strings.Repeat("The bank said on Monday that its servers were entered by strangers, who read the mail of its staff. ", 4) + "</p>"
	for notice, is := range map[string]bool{
		"Correction: an earlier text gave the wrong sum.":                                         true,
		"This story has been corrected—the bank lost one million, not two.":                       true,
		"The desk said on Monday: “This article has been corrected” to give the right sum.":       true,
		"Der Betrag stand falsch »in einer früheren Version« dieses Textes, wir bedauern das.":    true,
		"Rectificatif– la banque a perdu un million, et non pas deux.":                            true,
		"Editor’s note: This article tells of a sum that was wrong.":                              true,
		"An earlier version incorrectly gave the sum as two million.":                             true,
		"The incorrect version of the editor was amended, and the sum with it, on Monday morning": false,
		"Clarifications were asked for by the bank, the police and the ministry on Monday.":       false,
	} {
		a, err := Extract(Input{Page: []byte("<html><body><article><h1>Bank entered by strangers</h1>" + strings.Repeat(paragraph, 5) + "<p>" + notice + "</p></article></body></html>")})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Correction == notice; got != is {
			t.Errorf("%q: found %q", notice, a.Correction)
		}
	}
}
