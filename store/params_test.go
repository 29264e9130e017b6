package store

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

// knowing is the catalogue with an outlet and a party that is none of a country.
func knowing() Env {
	env := catalogue
	env.Outlets = func(name string) []news.OutletID {
		if strings.EqualFold(name, "guardian") || name == "The Guardian" {
			return []news.OutletID{"guardian"}
		}
		return nil
	}
	env.Has = func(field, key string) bool { return field == "actor" && key == "name:hp" }
	return env
}

// A fault is what is wrong with a query: one parameter, and what is said of it.
type fault struct{ query, parameter, message string }

func (f fault) test(t *testing.T) {
	t.Helper()
	v, err := url.ParseQuery(f.query)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ParseQuery(v, knowing())
	bad, ok := err.(BadQuery)
	if !ok || len(bad) != 1 || bad[0].Parameter != f.parameter || !strings.Contains(bad[0].Message, f.message) {
		t.Errorf("ParseQuery(%q) = %v, want %s: %s", f.query, err, f.parameter, f.message)
	}
}

func TestParseQueryNamesEveryFault(t *testing.T) {
	for _, f := range []fault{
		{"colour=red", "colour", "there is no such filter"},
		{"accuseds=CN", "accuseds", "did you mean accused?"},
		{"foo=1", "foo", "there is no such filter; there are about,"},
		{"stance=shouts", "stance", "want one of [accuses denies"},
		{"not_level=huge", "not_level", "want one of [media company"},
		{"accused=", "accused", "it is empty"},
		{"cve=2021-1", "cve", "such as CVE-2021-26855"},
		{"victim_country=Atlantis", "victim_country", "want a country"},
		{"incident=s-1", "incident", "want an incident's id"},
		{"min_outlets=0", "min_outlets", "from 1 to 999"},
		{"limit=501", "limit", "from 1 to 500"},
		{"limit=5&limit=6", "limit", "give it once"},
		{"since=yesterday", "since", "or a span before now such as 36h"},
		{"not_since=2024", "not_since", "has no opposite; use until"},
		{"until=2024-01-01&since=2024-02-01", "until", "it is not after since"},
		{"tz=Mars", "tz", "a time zone such as"},
		{"sort=colour", "sort", "want one of [activity first size"},
		{"cursor=xyz", "cursor", "want the next_cursor"},
		{"contested=perhaps", "contested", "want true or false"},
		{"updated_since=now", "updated_since", "a sequence of the log"},
		{"q=" + url.QueryEscape(`"open`), "q", "a quotation mark is not closed"},
		{"q=(a", "q", "a ( is not closed"},
		{"q=a)", "q", "that closes nothing"},
		{"q=OR+a", "q", "nothing stands before OR"},
		{"q=a+AND", "q", "nothing stands after AND"},
		{"not_q=NOT", "not_q", "nothing stands after NOT"},
		{"q=title:", "q", "no word stands after title:"},
		{"q=" + strings.Repeat("a+", 60), "q", "more than 40 words"},
		{"outlet=nosuch", "outlet", "no outlet has this id or name"},
		{"not_outlet=nosuch", "not_outlet", "no outlet has this id or name"},
		{"language=english", "language", "want the code of a language"},
		{"language=xx", "language", "want the code of a language"},
		{"accused=XX", "accused", "no country has this code"},
		{"sector=helth", "sector", "want a sector as EuRepoC names it"},
	} {
		f.test(t)
	}
	v := url.Values{"stance": {"shouts"}, "limit": {"many"}, "hue": {"red"}}
	if _, err := ParseQuery(v, catalogue); !isBad(err) || strings.Count(err.Error(), ";") < 2 {
		t.Errorf("three faults: %v", err)
	}
}

// A search text of which anything would have to be left out is refused.
func TestSearchTextsAreNeverCurtailed(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 4)
	for _, f := range []fault{
		{"q=", "q", "it is empty"},
		{"not_q=+", "not_q", "it is empty"},
		{"q=%22%22", "q", "no word stands between quotation marks"},
		{"q=a+%22!%22", "q", "no word stands between quotation marks"},
		{"q=!!!", "q", "no word in it to search for"},
		{"q=-", "q", "no word in it to search for"},
		{"q=*", "q", "no word stands before *"},
		{"q=()", "q", "no word stands between ( and )"},
		{"q=a+OR+()", "q", "no word stands between ( and )"},
		{"q=a+OR+!", "q", "nothing stands after OR"},
		{"q=a+AND+!", "q", "nothing stands after AND"},
		{"q=NOT+%22%22", "q", "no word stands between quotation marks"},
		{"q=NOT+!", "q", "no word stands after NOT"},
		{"q=title:!", "q", "no word stands after title:"},
		{"q=title:AND", "q", "no word stands after title:"},
		{"q=title:-", "q", "no word stands after title:"},
		{"q=title:NOT", "q", "nothing stands after NOT"},
		{"q=titel:exchange", "q", "there is no field titel: to search; there are title:, text:, quote: and outlet:"},
		{"q=titel:%22a+b%22", "q", "there is no field titel:"},
		{"q=titel:(a+b)", "q", "there is no field titel:"},
		{"q=exch*ge", "q", "a * may stand at the end of a word"},
		{"q=exch?nge", "q", "a * may stand at the end of a word"},
		{"q=*change", "q", "a * may stand at the end of a word"},
		{"q=change**", "q", "a * may stand at the end of a word"},
		{"q=a:b*", "q", "only one word may stand before *"},
		{"q=%22exch*+server%22", "q", "a * means nothing between quotation marks"},
		{"q=" + long + "-example*", "q", "no more than 48 bytes may stand before a *"},
		{"q=outlet:nosuch", "q", "outlet:nosuch: no outlet has this id or name"},
		{"q=outlet:guard*", "q", "the id or the name of an outlet"},
		{"q=outlet:%22%22", "q", "the id or the name of an outlet"},
	} {
		f.test(t)
	}
}

func TestValuesByName(t *testing.T) {
	for _, right := range []string{
		"outlet=The+Guardian", "q=outlet:GUARDIAN+-outlet:%22The+Guardian%22", "language=en-GB", "language=de", "not_language=gsw", "accused=HP", "accuser=gb",
		"sector=Health", "sector=social_groups", "q=C:%5CWindows+12:30+http://a.example/x?y=*+Report:+why%3F",
	} {
		v, err := url.ParseQuery(right)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseQuery(v, knowing()); err != nil {
			t.Errorf("ParseQuery(%q) = %v", right, err)
		}
	}
}

func TestMoments(t *testing.T) {
	utc := func(s string) time.Time {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct{ query, since, until string }{
		{"since=2024-03-02&until=2024-03-02", "2024-03-02T00:00:00Z", "2024-03-03T00:00:00Z"},
		{"since=2024-03-02&until=2024-03-02&tz=America/New_York", "2024-03-02T05:00:00Z", "2024-03-03T05:00:00Z"},
		{"since=2023&until=2023-05", "2023-01-01T00:00:00Z", "2023-06-01T00:00:00Z"},
		{"since=2w&until=36h", "2024-02-20T09:00:00Z", "2024-03-03T21:00:00Z"},
		{"since=2024-03-02T10:00:00%2B02:00&until=2024-03-02T09:00:00Z", "2024-03-02T08:00:00Z", "2024-03-02T09:00:00Z"},
	} {
		v, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := ParseQuery(v, catalogue)
		if err != nil || !q.Since.Equal(utc(c.since)) || !q.Until.Equal(utc(c.until)) {
			t.Errorf("%s = %v to %v, %v", c.query, q.Since, q.Until, err)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Hackers hacked, hacking hacks.", "hacker hack hack hack"},
		{"China's agencies", "china agency"},
		{"CVE-2021-26855", "cve-2021-26855 cve 2021 26855"},
		{"APT-29 and APT29", "apt-29 apt29 apt 29 and apt29"},
		{"svchost.exe, evil.example.com.", "svchost.exe svchost exe evil.example.com evil exampl com"},
		{"the U.S. said", "the u.s u s said"},
		{"state‑backed", "state‑backed stat back"},
		{"accuse accused accuses", "accus accus accus"},
		{"bus crisis access stopped", "bus crisis access stop"},
		{"Überfall ÉTÉ", "überfall été"},
		{"黑客攻击", "黑 客 攻 击"},
		{"", ""},
		{"-- ... '", ""},
		{strings.Repeat("x", 60), strings.Repeat("x", longestTerm) + cutMark},
	} {
		var got []string
		words(c.text, func(w word) { got = append(got, w.term) })
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("words(%q) = %q, want %q", c.text, s, c.want)
		}
	}
}

func TestPhrasesStandInOrder(t *testing.T) {
	for _, c := range []struct {
		text, phrase string
		want         bool
	}{
		{"a b a b c", "a b c", true},
		{"a b x c", "a b c", false},
		{"the state-backed hackers", "state backed hackers", true},
		{"aa", "a", false},
		{"a a a b", "a a b", true},
	} {
		if got := says(c.text, strings.Fields(c.phrase)); got != c.want {
			t.Errorf("says(%q, %q) = %v", c.text, c.phrase, got)
		}
	}
}

// FuzzText looks for search texts that make the parser or the tokeniser stumble, and for
// documents that are not found by their own words.
func FuzzText(f *testing.F) {
	for _, text := range []string{`a AND "b c" OR NOT (d*)`, "title:x quote:(y z)", "-a --b", "((", `"`, "APT-29 é.exe", "outlet:guardian AND", "title:-“x”", "apt 29 - hackin* 12:30", "http://a.b/?c=*", "東京*"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := parseText(text, nil)
		if err == nil && e != nil {
			r := reading{texts: map[byte][]string{anyField: {text}}, facet: func(string) bool { return false }}
			r.terms = termsOf(r.texts)
			r.matches(e)
		}
		terms := termsOf(map[byte][]string{anyField: {text}})
		words(text, func(w word) {
			if _, ok := terms[string(byte(anyField))+w.term]; !ok || len(w.term) > longestTerm+8 {
				t.Errorf("%q is not found by %q", text, w.term)
			}
		})
	})
}

func TestSetsSurviveStorage(t *testing.T) {
	for _, members := range [][]uint16{{}, {0}, {chunkSize - 1}, {1, 2, 3, 500, 16000}, every(3), every(1)} {
		s, key := new(set), []byte("key")
		for _, m := range members {
			s.add(m)
		}
		stored := s.encode(key)
		back := new(set)
		if err := back.decodeInto(key, stored); err != nil || *back != *s || back.len() != len(members) {
			t.Errorf("%d members come back as %d, %v", len(members), back.len(), err)
		}
		if !slices.Equal(slices.Collect(back.all()), members) && len(members) > 0 {
			t.Errorf("all of %d members = %d", len(members), back.len())
		}
		stored[len(stored)/2] ^= 1
		if new(set).decodeInto(key, stored) == nil {
			t.Error("a flipped bit was not noticed")
		}
	}
}

func every(n int) (members []uint16) {
	for m := 0; m < chunkSize; m += n {
		members = append(members, uint16(m))
	}
	return members
}
