package store

import (
	"testing"

	"ascribe/news"
)

// So many accusers accuse one accused, and not each somebody else; with an accused asked for, that one.
func TestAccusersOfOne(t *testing.T) {
	s := open(t)
	for name, says := range map[string][]say{
		"apart":    {{britain, china, news.Accuses, ""}, {america, russia, news.Accuses, ""}},
		"together": {{britain, china, news.Accuses, ""}, {america, apt40, news.Accuses, ""}, {vendor, russia, news.Accuses, news.CompanyLevel}},
		"denied":   {{britain, russia, news.Accuses, ""}, {russia, russia, news.Denies, ""}},
	} {
		story := write("https://x.example/"+name, "guardian", day.AddDate(len(name), 0, 0), "The "+name+" affair", "Nobody has heard of the "+name+" affair.", says...)
		appendAll(t, s, entry(story))
	}
	accused := func(values ...string) []Filter { return []Filter{{Name: "accused", Values: values}} }
	for _, c := range []struct {
		q                 Query
		incidents, claims string
	}{
		{Query{MinAccusers: 2}, "together", "together together together"},
		{Query{MinAccusers: 3}, "", ""},
		{Query{MinAccusers: 2, Filters: accused("CN")}, "together", "together together"},
		{Query{MinAccusers: 2, Filters: accused("RU")}, "", ""},
		{Query{MinAccusers: 2, Filters: accused("state:cn")}, "", ""},
		{Query{MinAccusers: 2, Filters: accused("RU", "CN")}, "together", "together together together"},
		{Query{MinAccusers: 1, Filters: accused("actor:apt40")}, "together", "together"},
	} {
		if got := names(t, s, c.q, "incidents"); got != c.incidents {
			t.Errorf("%d accusers of %v: incidents %q, want %q", c.q.MinAccusers, c.q.Filters, got, c.incidents)
		}
		if got := names(t, s, c.q, "stories"); got != c.incidents {
			t.Errorf("%d accusers of %v: stories %q, want %q", c.q.MinAccusers, c.q.Filters, got, c.incidents)
		}
		if got := names(t, s, c.q, "claims"); got != c.claims {
			t.Errorf("%d accusers of %v: claims %q, want %q", c.q.MinAccusers, c.q.Filters, got, c.claims)
		}
	}
}
