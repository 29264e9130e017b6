package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

// pagesOf walks a list by pages of two.
func pagesOf[T any](t *testing.T, list func(Query) (Page[T], error), q Query, id func(T) string) (all []string) {
	t.Helper()
	for q.Limit = 2; ; {
		page, err := list(q)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range page.Items {
			all = append(all, id(it))
		}
		if q.Cursor = page.Next; page.Next == "" {
			return all
		}
	}
}

func TestRelevance(t *testing.T) {
	s := open(t)
	filler := strings.Repeat("The council met on Tuesday to talk about drains and the price of gravel. ", 12)
	for i, st := range []struct{ title, text string }{
		{"Drains of Southwold", filler + "A turbine was mentioned once."},
		{"Turbine hackers strike the turbine works", "The turbine stood still. Every turbine did."},
		{"Council talks", filler},
		{"Works of Southwold", "A turbine and another turbine stopped."},
		{"The turbine of Southwold", filler},
	} {
		appendAll(t, s, entry(write(fmt.Sprintf("https://a.example/%d", i), "a", day.Add(time.Duration(i)*time.Hour), st.title, st.text)))
	}
	stories := func(q Query) (Page[StoryView], error) { return s.Stories(t.Context(), q) }
	title := func(v StoryView) string { return v.Title }
	got := pagesOf(t, stories, Query{Text: "turbine", Sort: ByRelevance}, title)
	want := []string{"Turbine hackers strike the turbine works", "Works of Southwold", "The turbine of Southwold", "Drains of Southwold"}
	if !slices.Equal(got, want) {
		t.Errorf("by relevance %q, want %q", got, want)
	}
	if got := pagesOf(t, stories, Query{Text: "turbine -hackers", Sort: ByRelevance}, title); !slices.Equal(got, want[1:]) {
		t.Errorf("without the hackers %q, want %q", got, want[1:])
	}
	for _, q := range []Query{{Sort: ByRelevance}, {Sort: ByStanding}, {Sort: BySize}} {
		if _, err := s.Stories(t.Context(), q); err == nil {
			t.Errorf("stories by %s: no error", q.Sort)
		}
	}
	if _, err := s.Incidents(t.Context(), Query{Sort: ByRelevance, Text: "turbine"}); err == nil {
		t.Error("incidents by relevance: no error")
	}
}

// What is asked for besides the words takes part before the best are cut off.
func TestRelevanceOfFew(t *testing.T) {
	s := open(t)
	const n, late = mostRanked + 60, 10
	var entries []news.Entry
	for i := range n {
		title, at, says := "The zebrafish zebrafish", day.Add(time.Duration(i)*time.Minute), []say(nil)
		text := "A zebrafish fish of zebrafish."
		if i < late { // the least likely, and of another year
			title, text, at = fmt.Sprint("Others ", i), "Once the tank held zebrafish. "+strings.Repeat("Nothing was said. ", 30), at.AddDate(2, 0, 0)
			says = []say{{britain, russia, news.Accuses, news.GovernmentLevel}, {america, china, news.Denies, news.GovernmentLevel}}
		} else {
			says = []say{{britain, china, news.Accuses, news.GovernmentLevel}, {america, russia, news.Denies, news.GovernmentLevel}}
		}
		entries = append(entries, entry(write(fmt.Sprintf("https://a.example/%d", i), "a", at, title, text, says...)))
	}
	appendAll(t, s, entries...)
	binding := []Filter{{Name: "accuser", Values: []string{"GB"}}, {Name: "accused", Values: []string{"RU"}}}
	for _, q := range []Query{
		{Text: "zebrafish", Since: day.AddDate(1, 0, 0)},
		{Text: "zebrafish", Filters: binding},
		{Text: `zebrafish "tank held zebrafish"`},
		{Text: "zebrafish", NotText: `"the zebrafish"`},
	} {
		q.Limit = MaxLimit
		plain, err := s.Stories(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		q.Sort = ByRelevance
		ranked, err := s.Stories(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if len(ranked.Items) != late || plain.Next == "" && len(plain.Items) != late {
			t.Errorf("%+v: %d by relevance, %d by time, want %d", q, len(ranked.Items), len(plain.Items), late)
		}
	}
}

func TestStandingOrder(t *testing.T) {
	s := open(t)
	accuse := func(n int, says ...say) {
		places := []string{"harbour of Northmere", "museum in Calder", "refinery at Southwold", "election of Eastmouth", "pipeline near Westbury"}
		title := "Intruders at the " + places[n]
		appendAll(t, s, entry(write(fmt.Sprintf("https://a.example/%d", n), "a", day.AddDate(0, n, 0), title, "What happened at the "+places[n]+" is being looked into.", says...)))
	}
	accuse(0, say{vendor, russia, news.Accuses, news.CompanyLevel})
	accuse(1, say{britain, russia, news.Accuses, news.LegalLevel})
	accuse(2)
	accuse(3, say{vendor, china, news.Accuses, news.CompanyLevel}, say{america, china, news.Denies, news.GovernmentLevel})
	accuse(4, say{britain, apt40, news.Accuses, news.GovernmentLevel}, say{vendor, apt40, news.Accuses, news.CompanyLevel})
	list := func(q Query) (Page[IncidentView], error) { return s.Incidents(t.Context(), q) }
	title := func(v IncidentView) string { f := strings.Fields(v.Title); return f[3] }
	if got, want := pagesOf(t, list, Query{Sort: ByStanding}, title), []string{"museum", "pipeline", "election", "harbour", "refinery"}; !slices.Equal(got, want) {
		t.Errorf("by standing %q, want %q", got, want)
	}
	misread := write("https://a.example/5", "a", day, "Intruders at the cinema of Overmere", "Nobody knows who they were.", say{britain, russia, news.Accuses, news.LegalLevel})
	misread.Analysis.Claims[0].Score = news.EvenChance - 1
	appendAll(t, s, entry(misread))
	if got, want := pagesOf(t, list, Query{Sort: ByStanding, Limit: 4}, title), []string{"museum", "pipeline", "election", "harbour", "cinema", "refinery"}; !slices.Equal(got, want) {
		t.Errorf("with what is likelier misread, by standing %q, want %q", got, want)
	}
	appendAll(t, s, news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{Action: news.Confirm, By: "ann", Target: misread.Analysis.Claims[0].ID}})
	if got := pagesOf(t, list, Query{Sort: ByStanding}, title); got[0] != "cinema" || got[1] != "museum" {
		t.Errorf("after it was confirmed, by standing %q", got)
	}
	appendAll(t, s, news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{Action: news.Hide, By: "ann", Stories: []news.StoryID{misread.ID}}})
	russian := Query{Sort: ByStanding, Filters: []Filter{{Name: "accused", Values: []string{"RU"}}}}
	if got, want := pagesOf(t, list, russian, title), []string{"museum", "harbour"}; !slices.Equal(got, want) {
		t.Errorf("against Russia %q, want %q", got, want)
	}
	late := Query{Sort: ByStanding, Since: day.AddDate(0, 2, 0)}
	if got, want := pagesOf(t, list, late, title), []string{"pipeline", "election", "refinery"}; !slices.Equal(got, want) {
		t.Errorf("of late %q, want %q", got, want)
	}
}

func TestSnippets(t *testing.T) {
	long := strings.Repeat("Nothing of note was said on that day. ", 20)
	s := news.Story{Title: "Harbour hackers named", Text: long + "\n\nThe ministry said hacked cranes stood idle.\n\n" + long + "APT-29 used CVE-2024-1234 against “Tidewater Logistics”, it said."}
	for _, c := range []struct{ query, want string }{
		{"cranes", "The ministry said hacked [cranes] stood idle."},
		{"hack", "ministry said [hacked] cranes"},
		{`"cranes stood idle"`, "The ministry said hacked [cranes stood idle]."},
		{"apt29", "[APT-29] used"},
		{"cve-2024-1234", "used [CVE-2024-1234] against"},
		{"tidewat*", "against “[Tidewater] Logistics”"},
		{"title:hackers", "Harbour [hackers] named"},
		{"cranes NOT ministry", "The ministry said hacked [cranes] stood"},
		{"idle apt29", "[idle]"},
		{"absent", ""},
	} {
		var got strings.Builder
		for _, sn := range Snippets(c.query, s) {
			text := s.Part(sn.Part)
			if text[sn.Start:sn.Start+len(sn.Text)] != sn.Text || len(sn.Text) > 2*snippetBytes {
				t.Errorf("%s: the snippet %q does not stand there, or is long", c.query, sn.Text)
			}
			at := 0
			for _, m := range sn.Marks {
				got.WriteString(sn.Text[at:m[0]] + "[" + sn.Text[m[0]:m[1]] + "]")
				at = m[1]
			}
			got.WriteString(sn.Text[at:] + " | ")
		}
		if !strings.Contains(got.String(), c.want) || c.want == "" && got.Len() > 0 {
			t.Errorf("%s finds %q, want %q", c.query, got.String(), c.want)
		}
	}
}

// A phrase that stands nowhere, of words that stand everywhere, costs a page no more than a
// bound: the pages lead on to the end, and what there is is found.
func TestPhrasesAreBounded(t *testing.T) {
	s := open(t)
	var entries []news.Entry
	for i := range 3 * mostTexts {
		text := "The harbour was searched and the board was told."
		if i == 7 {
			text = "The searched harbour was told."
		}
		entries = append(entries, entry(write(fmt.Sprintf("https://a.example/%d", i), "a", day.Add(time.Duration(i)*time.Minute), fmt.Sprint("Report ", i), text)))
	}
	appendAll(t, s, entries...)
	q, pages, found := Query{Text: `"searched harbour"`}, 0, 0
	for ; ; pages++ {
		page, err := s.Stories(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		found += len(page.Items)
		if q.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	if found != 1 || pages != 3 {
		t.Errorf("found %d on %d pages, want 1, after 3 that lead on", found, pages)
	}
}

// What can be told of a text at a glance agrees with what reading it says.
func TestGlances(t *testing.T) {
	texts := []string{
		"The ministry’s servers, “Exchange” ones, were hit by APT-29's tools.", "Servers' EXCHANGE\u00a0ones", "İstanbul'da saldırı", "東京の病院が攻撃された",
		"CVE-2024-1234/exploited by the-same-group", "hacked. Hacking; hacks", "STRASSE straße", "a b a c a b",
	}
	phrases := [][]string{
		{"ministry", "servers"},
		{"exchange", "ones"},
		{"apt", "29"},
		{"29", "tools"},
		{"servers", "exchange"},
		{"東", "京"},
		{"病", "院"},
		{"by", "the"},
		{"2024", "1234"},
		{"1234", "exploited"},
		{"hacked", "hacking"},
		{"a", "c"},
		{"c", "a"},
		{"b", "b"},
		{"straße", "strasse"},
		{"strasse", "straße"},
	}
	for _, text := range texts {
		terms := termsOf(map[byte][]string{anyField: {text}})
		for _, p := range phrases {
			var all []string
			words(text, func(w word) {
				if !w.whole {
					all = append(all, w.plain)
				}
			})
			want := strings.Contains(" "+strings.Join(all, " ")+" ", " "+strings.Join(p, " ")+" ")
			if says(text, p) != want {
				t.Errorf("%q says %q: %v", text, p, !want)
			}
		}
		for term := range terms {
			w := &sought{expr: &expr{key: term}}
			found := false
			for raw := range runs(text) {
				token(raw, func(word word) { found = found || w.means(word) && w.maybe(raw) })
			}
			if !found {
				t.Errorf("%q holds %q, and a glance says that it can't", text, term[1:])
			}
		}
	}
}
