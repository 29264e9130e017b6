package node

import (
	"strings"
	"testing"
	"time"

	"ascribe/actor"
	"ascribe/claim"
	"ascribe/news"
)

// put stores a story as another reader has read it: with the claims that are given.
func (d *desk) put(text string, claims ...news.Claim) news.Story {
	d.t.Helper()
	s := news.Story{
		URL: "https://paper.example/" + news.Normalize(text)[:20], Outlet: "paper", Version: 1, Title: "A break-in at the harbour", Text: text,
		Language: "en", Access: news.Full, Published: news.At(time.Date(2024, 3, 2, 9, 0, 0, 0, time.UTC)),
	}
	s.ID, s.Hash, s.Arrived = news.NewStoryID(s.URL), s.Fingerprint(), s.Published.Time
	s.Analysis = news.Analysis{Engine: "claim/0", InScope: true}
	for _, c := range claims {
		c.Relation, c.About, c.Level = news.CarriedOut, news.Main, news.MediaLevel
		start := strings.Index(text, c.Quote)
		c.Evidence = news.Span{Part: news.InText, Start: start, End: start + len(c.Quote)}
		c.ID = news.NewClaimID(s.ID, c.Quote, c.Accuser, c.Accused, c.Relation, c.Stance)
		s.Analysis.Claims = append(s.Analysis.Claims, c)
	}
	if _, err := d.store.Append(d.t.Context(), news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: &s}); err != nil {
		d.t.Fatal(err)
	}
	return s
}

func TestReanalyse(t *testing.T) {
	d := newDesk(t, nil)
	const said = "Britain on Monday accused Russia of hacking the mail servers of its foreign ministry."
	bordurian := news.Party{Name: "Bordurian hackers", Kind: news.Vague}
	wrong := news.Claim{Accuser: news.Party{Name: "Ruritania", Kind: news.State}, Accused: bordurian, Stance: news.Accuses, Quote: said}
	misread := d.put(said+"\n\nThe ministry did not say what was taken.", wrong)
	reviewed := d.put("In short. "+said+"\n\nNobody was hurt.", wrong)
	if _, _, err := d.Edit(t.Context(), news.Edit{Action: news.Confirm, Target: reviewed.Analysis.Claims[0].ID, Reason: "read"}, "ann"); err != nil {
		t.Fatal(err)
	}
	before := d.store.Applied()

	dry, err := d.Reanalyse(t.Context(), false, nil)
	if err != nil || dry.Looked != 2 || dry.Changed != 2 || dry.Kept != 1 || dry.Added < 2 || dry.Engine != claim.Engine {
		t.Fatalf("a dry run = %+v, %v", dry, err)
	}
	if d.store.Applied() != before {
		t.Error("a dry run wrote something")
	}
	var told []Rereading
	wet, err := d.Reanalyse(t.Context(), true, func(r Rereading) { told = append(told, r) })
	if err != nil || wet != dry || len(told) != 2 || told[0].Engine != "claim/0" {
		t.Fatalf("Reanalyse = %+v, %v, told %+v; want %+v", wet, err, told, dry)
	}
	v, err := d.store.Story(misread.ID)
	if err != nil || v.Analysis.Engine != claim.Engine || len(v.Analysis.Claims) != 1 || v.Analysis.Claims[0].Accused.Country != "RU" {
		t.Errorf("read again: %+v, %v", v.Analysis, err)
	}
	v, err = d.store.Story(reviewed.ID)
	if err != nil || len(v.Analysis.Claims) != 2 {
		t.Fatalf("the reviewed story: %+v, %v", v.Analysis.Claims, err)
	}
	for _, c := range v.Analysis.Claims {
		if c.ID == reviewed.Analysis.Claims[0].ID && c.Review != news.Confirmed {
			t.Errorf("the confirmed claim is %s now", c.Review)
		}
	}
	if again, err := d.Reanalyse(t.Context(), true, nil); err != nil || again.Looked != 0 {
		t.Errorf("once more = %+v, %v", again, err)
	}
}

// TestUpdatedCatalogue wants stories read again when the catalogue has learned names, and
// not when it is the same.
func TestUpdatedCatalogue(t *testing.T) {
	source, err := actor.ReadSource([]byte(`{"type":"threat-actor","category":"actor","version":1,
		"values":[{"value":"Granite Otter","uuid":"00000000-0000-4000-8000-000000000001","meta":{"country":"CN"}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	_, updated, err := actor.Update(nil, source)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t, nil)
	s := d.put("Britain on Monday blamed Granite Otter for hacking the mail servers of its foreign ministry.")
	if _, err := d.Reanalyse(t.Context(), true, nil); err != nil {
		t.Fatal(err)
	}
	d.catalogue = updated
	report, err := d.Reanalyse(t.Context(), true, nil)
	if err != nil || report.Looked != 1 || report.Changed != 1 || report.Engine != claim.EngineWith(updated) {
		t.Fatalf("with the update: %+v, %v", report, err)
	}
	v, err := d.store.Story(s.ID)
	if err != nil || len(v.Analysis.Claims) != 1 || v.Analysis.Claims[0].Accused.ID != "actor:granite-otter" {
		t.Errorf("read as %+v, %v", v.Analysis.Claims, err)
	}
	if report, err = d.Reanalyse(t.Context(), true, nil); err != nil || report.Looked != 0 {
		t.Errorf("a second time: %+v, %v", report, err)
	}
}
