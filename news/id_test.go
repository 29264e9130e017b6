package news

import (
	"strings"
	"testing"
	"time"
	"unicode"
)

// The names below are in people's bookmarks and in other systems: they never change.
func TestIDsAreForEver(t *testing.T) {
	s := NewStoryID("https://example.org/a")
	c := NewClaimID(s, "Ruritania “blamed” Borduria.", Party{Name: "Ruritania", Kind: GovernmentParty}, Party{ID: "actor:x"}, CarriedOut, Accuses)
	for _, tc := range []struct{ got, want string }{
		{string(s), "s-vkp3arprldkfjigl74mk"},
		{string(s.Founded()), "i-vkp3arprldkfjigl74mk"},
		{string(c), "c-ou4nbc3acro5gau5mamu"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %s, want %s", tc.got, tc.want)
		}
	}
	if s.Founded().Founder() != s {
		t.Error("an incident does not know its founder")
	}
}

func TestClaimIDFollowsWhatIsSaid(t *testing.T) {
	s := NewStoryID("https://example.org/a")
	a, b := Party{Name: "Ruritania", Kind: GovernmentParty}, Party{Name: "Borduria", Kind: State}
	id := NewClaimID(s, "He said “no”.", a, b, CarriedOut, Accuses)
	if got := NewClaimID(s, "He  said \"no\".", a, b, CarriedOut, Accuses); got != id {
		t.Error("typesetting changes the name of a claim")
	}
	for name, other := range map[string]ClaimID{
		"story":    NewClaimID(NewStoryID("https://example.org/b"), "He said “no”.", a, b, CarriedOut, Accuses),
		"sentence": NewClaimID(s, "She said “no”.", a, b, CarriedOut, Accuses),
		"accuser":  NewClaimID(s, "He said “no”.", b, b, CarriedOut, Accuses),
		"accused":  NewClaimID(s, "He said “no”.", a, a, CarriedOut, Accuses),
		"relation": NewClaimID(s, "He said “no”.", a, b, LinkedTo, Accuses),
		"stance":   NewClaimID(s, "He said “no”.", a, b, CarriedOut, Denies),
	} {
		if other == id {
			t.Errorf("another %s makes no other name", name)
		}
	}
}

func TestIDForms(t *testing.T) {
	good := NewStoryID("https://example.org/a")
	if !good.Valid() || !good.Founded().Valid() {
		t.Errorf("%s or %s is not valid", good, good.Founded())
	}
	for _, bad := range []StoryID{"", "s-", good[:len(good)-1], good + "0", "s-ZZZZZZZZZZZZZZZZZZZZ", StoryID(good.Founded())} {
		if bad.Valid() {
			t.Errorf("%q is valid", bad)
		}
	}
}

func TestDates(t *testing.T) {
	for _, s := range []string{"", "2021", "2021-03", "2021-03-02", "2021-03-02T10:15Z", "2021-03-02T10:15:30Z"} {
		d, err := ParseDate(s)
		if err != nil || d.String() != s {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
	if d, err := ParseDate("2021-03-02T12:15:30+02:00"); err != nil || !d.Time.Equal(time.Date(2021, 3, 2, 10, 15, 30, 0, time.UTC)) {
		t.Errorf("an offset: %v, %v", d, err)
	}
	if _, err := ParseDate("2 March"); err == nil {
		t.Error("2 March is a date")
	}
}

// The naive way, to compare with.
func TestNormalize(t *testing.T) {
	slow := strings.NewReplacer(
		"‘", "'", "’", "'", "‚", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`,
		"–", "-", "—", "-", "‑", "-", "…", "...", "\u00ad", "", "\u200b", "", "\ufeff", "")
	for _, text := range []string{
		"", " ", "plain", "  two\u00a0 words\t\n", "“He’s — gone…”", "soft\u00adhyphen \u200b \ufeffx", "a \u00ad b", "\xff bad\xc3 bytes", "日本 語", "x\u2028y", "one\ttwo", "one \ttwo  three", "a b \x7f c", "ends ", "two \u00a0words",
	} {
		want := strings.Join(strings.FieldsFunc(slow.Replace(text), unicode.IsSpace), " ")
		if got := Normalize(text); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", text, got, want)
		}
	}
}
