package store

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

func TestFacets(t *testing.T) {
	s := library(t)
	got, err := s.Facets(t.Context(), Query{}, []string{"accused", "language", "stance"})
	if err != nil {
		t.Fatal(err)
	}
	if v := got.Values; v["accused"]["CN"] != 3 || v["accused"]["state:ru"] != 1 || v["language"]["en"] != 3 || v["stance"]["accuses"] != 2 || !got.Complete {
		t.Errorf("Facets = %v", got)
	}
	bound := Query{Of: OfStories, Filters: []Filter{{Name: "accused", Values: []string{"CN"}}, {Name: "accuser", Values: []string{"GB"}}}}
	got, err = s.Facets(t.Context(), bound, []string{"outlet"})
	if err != nil || fmt.Sprint(got.Values) != "map[outlet:map[guardian:1]]" {
		t.Errorf("Facets of bound filters = %v, %v", got, err)
	}
	if _, err = s.Facets(t.Context(), Query{}, []string{"colour"}); !isBad(err) {
		t.Errorf("Facets of an unknown field: %v", err)
	}
}

// totalOf is how long a list is.
func totalOf(t *testing.T, s *Store, f family, q Query) (n int) {
	t.Helper()
	for q.Limit = MaxLimit; ; {
		var found int
		var err error
		switch f {
		case incidents:
			p, e := s.Incidents(t.Context(), q)
			found, q.Cursor, err = len(p.Items), p.Next, e
		case stories:
			p, e := s.Stories(t.Context(), q)
			found, q.Cursor, err = len(p.Items), p.Next, e
		case claims:
			p, e := s.Claims(t.Context(), q)
			found, q.Cursor, err = len(p.Items), p.Next, e
		}
		if err != nil {
			t.Fatal(err)
		}
		if n += found; q.Cursor == "" {
			return n
		}
	}
}

// A count is how many the list has with that value asked for too, whatever is asked for
// besides: filters of claims bind to one act there and here.
func TestFacetsAreTotalsOfLists(t *testing.T) {
	t.Parallel()
	s := open(t)
	tell(t, s, history(31, 200), 50)
	var fields []string
	for _, p := range params {
		if p.facet == p.name {
			fields = append(fields, p.name)
		}
	}
	counted, alike := 0, 0
	for _, query := range []string{
		"", "accuser=US", "accused=CN&stance=accuses", "min_score=60", "not_accuser=US&level=government", "accused=RU&since=2024-03-02",
		"stance=denies&outlet=outlet1", "q=harbour+OR+railway&accuser=GB", "accuser_kind=company&min_outlets=2",
	} {
		for _, f := range []family{incidents, stories, claims} {
			v, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			q, err := ParseQuery(v, catalogue)
			if err != nil {
				t.Fatal(err)
			}
			q.Of = f.kind()
			counts, err := s.Facets(t.Context(), q, fields)
			if err != nil {
				t.Fatal(err)
			}
			for field, values := range counts.Values {
				spec, _ := findParam(field)
				for value, n := range values {
					keys, _ := spec.read(catalogue, value)
					with := q
					with.Filters = append(append([]Filter{}, q.Filters...), Filter{Name: field, Values: []string{value}, Keys: keys})
					if want := totalOf(t, s, f, with); n != want {
						t.Errorf("%s of %q: %s=%s counts %d, the list has %d", f.kind(), query, field, value, n, want)
					}
					if counted++; spec.binds && query != "" {
						alike++
					}
				}
			}
		}
	}
	if counted < 500 || alike < 100 {
		t.Errorf("only %d counts were looked at, %d of what binds", counted, alike)
	}
}

// reports are stories that all hold the words of a phrase, and one that holds the phrase.
func reports(t *testing.T, s *Store, n int) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 11))
	own := func() string { // words that no other story has: each is an incident of its own
		var words []string
		for range 12 {
			var word strings.Builder
			for range 4 {
				word.WriteString(string("bdfgklmnprstvz"[r.IntN(14)]) + string("aeiou"[r.IntN(5)]))
			}
			words = append(words, word.String())
		}
		return strings.Join(words, " ")
	}
	var entries []news.Entry
	for i := range n {
		text := "The harbour was searched and the board was told. "
		if i == 7 {
			text = "The searched harbour was told. "
		}
		entries = append(entries, entry(write(fmt.Sprintf("https://a.example/%d", i), "a", day.Add(time.Duration(i)*time.Hour), own(), text+own()+" "+own())))
	}
	for len(entries) > 0 {
		k := min(500, len(entries))
		appendAll(t, s, entries[:k]...)
		entries = entries[k:]
	}
}

// What counts and lists of incidents read for a phrase is bounded, also where they have to
// ask their stories, and a count that is not whole says so.
func TestPhrasesAreBoundedEverywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("reads thousands of stories, one after the other")
	}
	s := open(t)
	const n = mostCounted + 100
	reports(t, s, n)
	for _, q := range []Query{{Text: `"searched harbour"`}, {NotText: `"searched harbour"`}, {Text: `-"searched harbour"`}} {
		for _, q.Of = range Kinds[:2] {
			counts, err := s.Facets(t.Context(), q, []string{"outlet"})
			if err != nil || counts.Complete {
				t.Errorf("%+v: %v, %v: what was not read counts", q, counts, err)
			}
		}
	}
	ranked := Query{Text: `"searched harbour"`, Sort: ByRelevance}
	if page, err := s.Stories(t.Context(), ranked); !isBad(err) {
		t.Errorf("the oldest of many by relevance: %d stories, %v", len(page.Items), err)
	}
	ranked.Until = day.Add(20 * time.Hour)
	if page, err := s.Stories(t.Context(), ranked); err != nil || len(page.Items) != 1 {
		t.Errorf("of few by relevance: %d stories, %v", len(page.Items), err)
	}
	q := Query{Text: `"searched harbour"`, Since: day, Until: day.Add(20 * time.Hour), Of: OfStories}
	if counts, err := s.Facets(t.Context(), q, []string{"outlet"}); err != nil || !counts.Complete || counts.Values["outlet"]["a"] != 1 {
		t.Errorf("of few: %v, %v", counts, err)
	}
	for _, order := range []Sort{"", ByFirst, ByStanding} {
		for _, text := range []string{`"searched harbour"`, `harbour "searched harbour"`} {
			found, pages := 0, 0
			for q := (Query{Text: text, Sort: order}); ; pages++ {
				page, err := s.Incidents(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				found += len(page.Items)
				if q.Cursor = page.Next; page.Next == "" {
					break
				}
			}
			if found != 1 || pages < n/mostTexts/10 {
				t.Errorf("sort=%s: found %d incidents on %d pages, want 1", order, found, pages)
			}
		}
	}
}

// What is left out of the list of claims unless it is asked for is counted as if it was, and
// counts of all else go without it.
func TestFacetsCountRejectedClaims(t *testing.T) {
	o, s := newOffice(t)
	o.edit(news.Edit{Action: news.Reject, Target: s["a"].Analysis.Claims[0].ID})
	for _, c := range []struct {
		filters []Filter
		text    string
		want    string
	}{
		{nil, "", "map[review:map[machine:3 rejected:1] stance:map[accuses:3]]"},
		{[]Filter{{Name: "review", Values: []string{"rejected"}}}, "", "map[review:map[rejected:1] stance:map[accuses:1]]"},
		{[]Filter{{Name: "review", Values: []string{"machine"}}}, "", "map[review:map[machine:3] stance:map[accuses:3]]"},
		{[]Filter{{Name: "review", Not: true, Values: []string{"machine"}}}, "", "map[review:map[rejected:1] stance:map[]]"},
		{[]Filter{{Name: "stance", Values: []string{"denies"}}}, "", "map[review:map[] stance:map[]]"},
		{nil, `"case ferries"`, "map[review:map[rejected:1] stance:map[]]"},
	} {
		got, err := o.Facets(t.Context(), Query{Of: OfClaims, Filters: c.filters, Text: c.text}, []string{"review", "stance"})
		if err != nil || fmt.Sprint(got.Values) != c.want {
			t.Errorf("Facets of %v %s = %v, %v; want %s", c.filters, c.text, got.Values, err, c.want)
		}
	}
	got, err := o.Facets(t.Context(), Query{Of: OfClaims}, []string{"stance"})
	if err != nil || got.Values["stance"]["accuses"] != 3 {
		t.Errorf("stances alone = %v, %v", got.Values, err)
	}
}
