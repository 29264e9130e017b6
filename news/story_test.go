package news

import (
	"strings"
	"testing"
	"time"
)

func sound() Story {
	s := Story{
		URL: "https://example.org/a", Outlet: "example", Version: 1, Access: Full,
		Title:     "Ruritania blames Borduria",
		Text:      "Ruritania blamed Borduria for the breach.\n\nBorduria denied it.",
		Arrived:   time.Date(2024, 3, 2, 10, 0, 0, 0, time.UTC),
		Published: Date{time.Date(2024, 3, 2, 0, 0, 0, 0, time.UTC), Day},
	}
	s.ID, s.Hash = NewStoryID(s.URL), s.Fingerprint()
	accuser, accused := Party{Name: "Ruritania", Kind: GovernmentParty}, Party{Name: "Borduria", Kind: State}
	quote := "Ruritania blamed Borduria for the breach."
	s.Analysis = Analysis{
		Engine:   "test/1",
		Mentions: []Mention{{Kind: MentionParty, ID: "state:bo", Name: "Borduria", Surface: "Borduria", Span: Span{InText, 17, 25}, Count: 3}},
		Claims: []Claim{{
			ID:      NewClaimID(s.ID, quote, accuser, accused, CarriedOut, Accuses),
			Accuser: accuser, Accused: accused, Relation: CarriedOut, Stance: Accuses, About: Main, Level: GovernmentLevel,
			Evidence: Span{InText, 0, len(quote)}, Quote: quote, Review: Machine,
		}},
	}
	return s
}

func TestVerify(t *testing.T) {
	if err := sound().Verify(); err != nil {
		t.Fatalf("a sound story: %v", err)
	}
	claim := func(f func(*Claim)) func(*Story) { return func(s *Story) { f(&s.Analysis.Claims[0]) } }
	for name, tc := range map[string]struct {
		spoil func(*Story)
		want  string
	}{
		"foreign id":         {func(s *Story) { s.ID = "x" }, "not a story's"},
		"no outlet":          {func(s *Story) { s.Outlet = "" }, "no outlet"},
		"unknown access":     {func(s *Story) { s.Access = "some" }, `access "some"`},
		"text changed":       {func(s *Story) { s.Text += " Really." }, "hash"},
		"version nought":     {func(s *Story) { s.Version = 0 }, "version 0"},
		"too many versions":  {func(s *Story) { s.Version = MaxVersions + 1 }, "version 51"},
		"mention moved":      {func(s *Story) { s.Analysis.Mentions[0].Span.Start++ }, "mention 0"},
		"mention outside":    {func(s *Story) { s.Analysis.Mentions[0].Span.End = 1 << 20 }, "mention 0"},
		"quote not in text":  {claim(func(c *Claim) { c.Quote = "Ruritania blamed nobody." }), "does not stand"},
		"evidence outside":   {claim(func(c *Claim) { c.Evidence.End = 1 << 20 }), "no text at"},
		"evidence in title":  {claim(func(c *Claim) { c.Evidence.Part = InTitle }), "claim 0"},
		"evidence backwards": {claim(func(c *Claim) { c.Evidence.Start, c.Evidence.End = 9, 3 }), "no text at"},
		"unknown stance":     {claim(func(c *Claim) { c.Stance = "hints" }), `stance "hints"`},
		"foreign joint":      {claim(func(c *Claim) { c.Joint = "j-00000000000000000000" }), "joint j-0"},
		"foreign claim id":   {claim(func(c *Claim) { c.Accused.Name = "Syldavia" }), "not of this claim"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sound()
			tc.spoil(&s)
			if err := s.Verify(); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("Verify = %v, want a word of %q", err, tc.want)
			}
		})
	}
}

func TestVersionIsTitleOrParagraphs(t *testing.T) {
	base := sound()
	for name, tc := range map[string]struct {
		change func(*Story)
		same   bool
	}{
		"byline":             {func(s *Story) { s.Authors = []string{"A. Writer"} }, true},
		"typographic quotes": {func(s *Story) { s.Title = "Ruritania  blames Borduria" }, true},
		"a word":             {func(s *Story) { s.Text = strings.Replace(s.Text, "denied", "rejected", 1) }, false},
		"title":              {func(s *Story) { s.Title = "Borduria blamed" }, false},
		"paragraphs joined":  {func(s *Story) { s.Text = strings.Replace(s.Text, "\n\n", " ", 1) }, false},
		"title into text":    {func(s *Story) { s.Text, s.Title = s.Title+"\n\n"+s.Text, "" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := base
			tc.change(&s)
			if same := s.Fingerprint() == base.Fingerprint(); same != tc.same {
				t.Errorf("same version = %v, want %v", same, tc.same)
			}
		})
	}
}

func TestAccessSupersedes(t *testing.T) {
	order := []Access{Failed, Teaser, FromFeed, Pasted, Full}
	for i, lower := range order {
		for j, higher := range order {
			if got, want := higher.Supersedes(lower), j >= i; got != want {
				t.Errorf("%s supersedes %s = %v, want %v", higher, lower, got, want)
			}
		}
	}
	if !Paywalled.Supersedes(Teaser) || !Teaser.Supersedes(Paywalled) {
		t.Error("teaser and paywalled are of one worth")
	}
	if Access("").Valid() {
		t.Error("no access is valid")
	}
}

func TestWhen(t *testing.T) {
	arrived := time.Date(2024, 3, 2, 10, 0, 0, 0, time.UTC)
	for name, tc := range map[string]struct{ published, want time.Time }{
		"published":        {arrived.Add(-time.Hour), arrived.Add(-time.Hour)},
		"in the future":    {arrived.Add(24 * time.Hour), arrived},
		"not known at all": {time.Time{}, arrived},
	} {
		s := Story{Arrived: arrived}
		if !tc.published.IsZero() {
			s.Published = At(tc.published)
		}
		if got := s.When(); !got.Equal(tc.want) {
			t.Errorf("%s: When = %v, want %v", name, got, tc.want)
		}
	}
}
