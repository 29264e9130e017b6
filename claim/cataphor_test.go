package claim

import (
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestHeadlineNamesBelow holds that whom a headline calls by what they are is named by the text.
func TestHeadlineNamesBelow(t *testing.T) {
	for _, tt := range []struct{ title, text, want string }{
		{"Spy agency blames China for hack of parliament", "The Finnish Security and Intelligence Service blamed China on Monday for the hack of the parliament.", "Supo"},
		{"Security firm links hack of Tolvane Bank to Lazarus", "Kaspersky said on Monday that Lazarus was behind the hack of Tolvane Bank.", "Kaspersky"},
		{"The police and the spy agency blame China for hack", "The NCSC said China hacked parliament.", "The police, spy agency"},
		{"Minister accuses Russia of hacking railway", "Poland's digital minister, Jan Kowal, accused Russia of hacking the railway's signals.", "Poland"},
		{"Security firm links hack of Tolvane Bank to Lazarus", "Kaspersky and ESET said on Monday that Lazarus was behind the hack of Tolvane Bank.", "Security firm"}, // which one?
		{"Security firm links hack of Tolvane Bank to Lazarus", "Kaspersky said on Monday that Turla was behind the hack of Tolvane Bank.", "Security firm"},            // another group
	} {
		var got []string
		for _, c := range Read(story(tt.title, tt.text), news.Outlet{}, actor.Load()).Claims {
			if c.Evidence.Part == news.InTitle {
				got = append(got, c.Accuser.Name)
			}
		}
		if got := strings.Join(got, ", "); got != tt.want {
			t.Errorf("%q over %q: %s accuses, want %s", tt.title, tt.text, got, tt.want)
		}
	}
}

// TestOutletRetells holds that an outlet which speaks for itself does not say what others are told to have said.
func TestOutletRetells(t *testing.T) {
	for text, want := range map[string]string{
		"The retailer Zalten has linked the hack of its web shop to Russian hackers.": "Zalten",
		"Sweden backed the attribution to Russia of the attack on the railway.":       "Sweden",
		"We attribute the attack on the railway to Sandworm.":                         "Acme Intelligence",
	} {
		claims := Read(story("", text), news.Outlet{Name: "Acme Intelligence", Voice: "Acme Intelligence"}, actor.Load()).Claims
		if len(claims) != 1 || claims[0].Accuser.Name != want {
			t.Errorf("%q: %d claims, want one of %s: %v", text, len(claims), want, claims)
		}
	}
}
