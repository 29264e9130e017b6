package news

import "testing"

func TestWithoutText(t *testing.T) {
	s := sound()
	s.Summary = "A quarrel."
	s.Text = "It rained. " + s.Text + " Reporters left."
	s.Hash = s.Fingerprint()
	for i := range s.Analysis.Claims {
		s.Analysis.Claims[i].Evidence.Start += len("It rained. ")
		s.Analysis.Claims[i].Evidence.End += len("It rained. ")
	}
	s.Analysis.Mentions[0].Span = Span{InText, 28, 36}
	s.Analysis.Mentions = append(s.Analysis.Mentions,
		Mention{Kind: MentionVictim, ID: "org:reporters", Name: "Reporters", Surface: "Reporters", Span: Span{InText, 74, 83}, Count: 1},
		Mention{Kind: MentionParty, ID: "state:ru", Name: "Ruritania", Surface: "Ruritania", Span: Span{InTitle, 0, 9}, Count: 1})
	if err := s.Verify(); err != nil {
		t.Fatal(err)
	}
	denial := s.Analysis.Claims[0]
	denial.Quote, denial.Evidence = "Borduria denied it.", Span{}
	inside, absent := denial, denial
	inside.Quote, absent.Quote = "denied it", "It snowed."
	got := s.WithoutText([]Claim{denial, inside, absent}, nil)
	if want := "Ruritania blamed Borduria for the breach.\n\nBorduria denied it."; got.Text != want || got.Summary != "" || !got.Excerpt {
		t.Errorf("left is %q, %q, %v; want %q", got.Text, got.Summary, got.Excerpt, want)
	}
	if err := got.Verify(); err != nil {
		t.Error(err)
	}
	if m := got.Analysis.Mentions; m[0].Span.Start != 17 || m[1].Surface != "" || m[1].Name != "Reporters" || m[2].Span.End != 9 {
		t.Errorf("mentions are %+v", m)
	}
	if again := got.WithoutText(nil, nil); again.Text != got.Text || again.Hash != s.Hash {
		t.Errorf("a second time it is %q", again.Text)
	}
	if s.Excerpt || s.Analysis.Claims[0].Evidence.Start == 0 || s.Analysis.Mentions[1].Surface == "" {
		t.Errorf("the story itself was changed: %+v", s)
	}
}
