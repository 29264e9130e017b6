package store

import (
	"slices"
	"strings"
	"testing"

	"ascribe/news"
)

// What one asks by leads to what is filed, however a name is written.
func TestFacts(t *testing.T) {
	f := newFacts()
	f.party("accused", news.Party{ID: "actor:x", Maybe: []string{"actor:y", ""}, Name: "Fancy-Bear_2 É\tK", Country: "ru"})
	f.name("victim", "Harbour of East\x00mouth")
	f.add("section", "")
	f.add("section", "a\x00b")
	f.name("victim", strings.Repeat("x", 2*longestValue))
	f.add("section", "ab")
	want := []string{
		fv("accused", "actor:x"), fv("accused", "actor:y"), fv("accused", countryValue("ru")), fv("accused", nameValue("Fancy-Bear_2 É\tK")),
		fv(allFacet, "1"), fv("section", "ab"), fv("victim", nameValue("harbour of eastmouth")), fv("victim", nameValue(strings.Repeat("X", 2*longestValue))),
	}
	slices.Sort(want)
	if got := f.done(); !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	for _, name := range []string{"", "APT 28", "a-b_c\u2011d", "\x7f\x1f", "ÄÖ ü"} {
		f := newFacts()
		f.name("victim", name)
		if want := fv("victim", nameValue(name)); f.all[1] != want {
			t.Errorf("%q is filed as %q, asked for as %q", name, f.all[1], want)
		}
	}
}

// An act's facets are hashed once each; those of the object go on as they were.
func TestActFacets(t *testing.T) {
	in := news.Incident{ID: "i-1", Acts: []news.Act{{Accuser: china, Accused: china, Stance: news.Accuses, Claims: []news.ClaimID{"c-1", "c-2"}}}}
	c := news.Claim{ID: "c-1", VictimCountry: "US", Score: 40}
	d := c
	d.ID, d.Score = "c-2", 70
	all, acts := incidentFacts(in, []news.Story{{Analysis: news.Analysis{Claims: []news.Claim{c, d}}}})
	if slices.Contains(all, "") || !slices.IsSorted(all) || !slices.Contains(all, fv("victim_country", "US")) {
		t.Errorf("facets %q", all)
	}
	var f facts
	f.act(in.Acts[0], map[news.ClaimID]news.Claim{c.ID: c, d.ID: d})
	once := f.done()
	if len(acts) != 1 || acts[0].Score != 70 || len(acts[0].Facets) != 8*len(once) {
		t.Fatalf("acts %+v of %q", acts, once)
	}
	for _, one := range once {
		if !acts[0].has([]uint64{hashFV(one)}) {
			t.Errorf("the act has not %q", one)
		}
	}
}
