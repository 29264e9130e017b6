package store

import (
	"net/url"
	"testing"
	"time"

	"ascribe/news"
)

func TestAppendAndRead(t *testing.T) {
	s := open(t)
	a := write("https://a.example/1", "guardian", day, "Harbour authority hacked", "The harbour of Eastmouth was shut by hackers.", say{britain, china, news.Accuses, ""})
	seq := appendAll(t, s, entry(a))
	if seq != 1 || s.Applied() != 1 {
		t.Fatalf("Append = %d, applied %d, want 1", seq, s.Applied())
	}
	v, err := s.Story(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if v.Version != 1 || v.Text != a.Text || v.Incident != a.ID.Founded() || v.Seq != 1 {
		t.Errorf("story = %+v", v)
	}
	in, err := s.Incident(v.Incident)
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Members) != 1 || len(in.Acts) != 1 || len(in.Standing) != 1 || in.Seq != 1 {
		t.Errorf("incident = %+v", in)
	}
	c, err := s.Claim(a.Analysis.Claims[0].ID)
	if err != nil || c.Quote != a.Analysis.Claims[0].Quote || c.Review != news.Machine || c.Story != a.ID {
		t.Errorf("claim = %+v, %v", c, err)
	}
	q, err := ParseQuery(url.Values{"accused": {"CN"}, "accuser": {"GB"}, "q": {"harbours"}}, Env{Now: day.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Incidents(t.Context(), q)
	if err != nil || len(page.Items) != 1 || page.Seq != 1 || page.Next != "" {
		t.Errorf("incidents = %+v, %v", page, err)
	}
}
