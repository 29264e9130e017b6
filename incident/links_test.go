package incident

import (
	"slices"
	"testing"

	"ascribe/news"
)

// TestSides: links are made of whom a story is about: not of words that merely begin with a
// capital, not of the outlet that tells it, not of one name in two lengths.
func TestSides(t *testing.T) {
	t.Parallel()
	known := func(name string, count int) news.Mention {
		return news.Mention{Kind: news.MentionParty, ID: "org:" + letters(name), Name: name, Count: count}
	}
	guessed := func(name string, count int) news.Mention {
		return news.Mention{Kind: news.MentionParty, ID: "org::" + name, Name: name, Count: count}
	}
	gang := news.Mention{Kind: news.MentionMalware, ID: "malware:tallowcrypt", Name: "Tallowcrypt", Count: 5}
	of := func(victim string) news.Claim {
		return news.Claim{About: news.Main, Stance: news.Accuses, Victim: victim}
	}
	for _, tc := range []struct {
		name  string
		title string
		who   news.Mention
		claim news.Claim
		want  []string
	}{
		{"a known name that is often there", "Mills stopped", known("Sennet Mills", 3), news.Claim{}, []string{"Tallowcrypt, Sennet Mills"}},
		{"a known name in passing", "Mills stopped", known("Sennet Mills", 1), news.Claim{}, nil},
		{"any word with a capital", "Mills stopped", guessed("Lateral Movement", 7), news.Claim{}, nil},
		{"such a word in the headline", "Lanternpay stopped", guessed("Lanternpay", 1), news.Claim{}, []string{"Tallowcrypt, Lanternpay"}},
		{"such a word that a claim calls the victim", "Mills stopped", guessed("Lanternpay", 1), of("bridge of Lanternpay"), []string{"Tallowcrypt, Lanternpay"}},
		{"a part of a word of the headline", "Blueprints stolen", guessed("Print", 4), news.Claim{}, nil},
		{"the outlet by its ID", "Mills stopped", known("The Sennet Courier", 9), news.Claim{}, nil},
		{"the outlet by its address", "Mills stopped", known("Quay Wire", 9), news.Claim{}, nil},
		{"one name in two lengths", "Tallowcrypt stopped", known("Tallowcrypt Gang", 4), news.Claim{}, nil},
		{"the short name of a tool", "Tallow stops mills", guessed("Tallow", 6), news.Claim{}, nil},
	} {
		s := news.Story{
			Outlet: "sennet-courier", URL: "https://news.quaywire.example/a", Title: tc.title,
			Analysis: news.Analysis{Mentions: []news.Mention{gang, tc.who}, Claims: []news.Claim{tc.claim}},
		}
		if tc.name == "the outlet by its ID" {
			s.Outlet = "thesennetcourier"
		}
		var got []string
		for _, l := range new(reader).read(s).labels {
			if l.text != gang.Name && l.text != tc.who.Name {
				got = append(got, l.text)
			}
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestStandsIn(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text, name string
		want       bool
	}{
		{"printnightmare fixed", "Print", false},
		{"fixed: print", "Print", true},
		{"blueprint, print", "print", true},
		{"the sma 100 series", "SMA 100", true},
		{"café-bar", "Café", true},
		{"anything", "", false},
		{"aaaaaaaa", "aa", false},
	} {
		if got := standsIn(tc.text, tc.name); got != tc.want {
			t.Errorf("standsIn(%q, %q) = %v", tc.text, tc.name, got)
		}
	}
}
