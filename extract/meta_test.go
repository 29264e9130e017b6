package extract

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2021-07-19T10:11:12+02:00":              "2021-07-19T10:11:12+02:00 second",
		"2021-07-19T10:11:12.345Z":               "2021-07-19T10:11:12Z second",
		"2021-07-19T10:11-0400":                  "2021-07-19T10:11:00-04:00 minute",
		"2021-07-19 10:11":                       "2021-07-19T10:11:00Z minute",
		"2021-07-19":                             "2021-07-19T00:00:00Z day",
		"20210719":                               "2021-07-19T00:00:00Z day",
		"2021-07":                                "2021-07-01T00:00:00Z month",
		"July 19, 2021 at 3:04 p.m. EDT":         "2021-07-19T15:04:00-04:00 minute",
		"Mon, 19 Jul 2021 10:11:12 GMT":          "2021-07-19T10:11:12Z second",
		"Published 19th July 2021":               "2021-07-19T00:00:00Z day",
		"19. Juli 2021, 12.30 Uhr":               "2021-07-19T12:30:00Z minute",
		"19 de julio de 2021":                    "2021-07-19T00:00:00Z day",
		"19 июля 2021 г., 09:05 MSK":             "2021-07-19T09:05:00+03:00 minute",
		"Updated 12:04 AM ET, Mon July 19, 2021": "2021-07-19T00:00:00Z day",
		"19.07.2021":                             "2021-07-19T00:00:00Z day",
		"7/19/2021":                              "2021-07-19T00:00:00Z day",
		"1626689472":                             "2021-07-19T10:11:12Z second",
		"1626689472000":                          "2021-07-19T10:11:12Z second",
		"Mon Jul 19 10:11:12 EDT 2021":           "2021-07-19T10:11:12-04:00 second",
		"Mon Jul 19 2021 10:11:12 GMT+0200":      "2021-07-19T10:11:12+02:00 second",
		"2021年7月19日（月）":                          "2021-07-19T00:00:00Z day",
		"2021년 7월 19일 입력":                        "2021-07-19T00:00:00Z day",
		"2021. július 19.":                       "2021-07-19T00:00:00Z day",
		"19 Temmuz 2021":                         "2021-07-19T00:00:00Z day",
		"الاثنين 19 يوليو 2021":                  "2021-07-19T00:00:00Z day",
		"Harbour·JULY 19, 2021":                  "2021-07-19T00:00:00Z day",
		"Ada TesterJuly 19, 2021":                "2021-07-19T00:00:00Z day",
		"07.19.2021":                             "2021-07-19T00:00:00Z day",
		"31.02.2021":                             "",
		"yesterday":                              "",
		"":                                       "",
		"99999-99-99T99:99":                      "",
		"0001-01-01T00:00:00Z":                   "",
	} {
		got := ""
		if d := parseDate(in, false); d.Precision != "" {
			got = d.Time.Format(time.RFC3339) + " " + d.Precision
		}
		if got != want {
			t.Errorf("parseDate(%q) = %q, want %q", in, got, want)
		}
	}
	if d := parseDate("03/04/2021", true); d.Time.Month() != time.April {
		t.Errorf("day first: %v", d.Time)
	}
}

func TestURLDate(t *testing.T) {
	for in, want := range map[string]string{
		"/2021/07/19/story": "2021-07-19", "/world/2021/jul/19/story": "2021-07-19", "/a/story-2021-07-19": "2021-07-19",
		"/news/20210719/x": "2021-07-19", "/2021/07/story": "", "/article/3640348/x": "", "/": "",
	} {
		got := ""
		if d := urlDate(in); d.Precision != "" {
			got = d.Time.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("urlDate(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanNames(t *testing.T) {
	for in, want := range map[string]string{
		"By Ada Tester":                                "Ada Tester",
		"by ADA TESTER and Bert Sample":                "ADA TESTER|Bert Sample",
		"Ada Tester, Senior Reporter":                  "Ada Tester",
		"Von Ada Tester, Exampleton":                   "Ada Tester",
		"ByAda Tester":                                 "Ada Tester",
		"Ada Tester, MD, PhD":                          "Ada Tester",
		"Ada Tester MS, RDN":                           "Ada Tester",
		"Ada (Proof) Tester":                           "Ada Proof Tester",
		"Ada Tester (Exampleton)":                      "Ada Tester",
		"Reviewed by: Ada Tester":                      "",
		"Ada Tester, Example News":                     "Ada Tester",
		"Text: Ada Tester | 4 min read":                "Ada Tester",
		"Ludwig van der Probe":                         "Ludwig van der Probe",
		"https://paper.example/by/ada":                 "",
		"March 9, 2020":                                "",
		"we asked forty of our readers what they like": "",
		"The Associated Press":                         "org The Associated Press",
		"Paper Staff":                                  "org Paper Staff",
	} {
		persons, orgs := cleanNames([]string{in}, "The Paper", nil)
		got := strings.Join(persons, "|")
		if got == "" && len(orgs) > 0 {
			got = "org " + strings.Join(orgs, "|")
		}
		if got != want {
			t.Errorf("cleanNames(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestStripSite(t *testing.T) {
	base, _ := url.Parse("https://www.dailypaper.example/a")
	for in, want := range map[string]string{
		"Lock makers meet | The Daily Paper":            "Lock makers meet",
		"Lock makers meet - Daily Paper":                "Lock makers meet",
		"The Daily Paper | Lock makers meet":            "Lock makers meet",
		"Lock makers meet | Business | The Daily Paper": "Lock makers meet | Business",
		"Locks - a history":                             "Locks - a history",
		"dailypaper":                                    "dailypaper",
	} {
		if got := stripSite(in, "The Daily Paper", base); got != want {
			t.Errorf("stripSite(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCanonical(t *testing.T) {
	base, _ := url.Parse("https://www.paper.co.uk/story/1?utm=x")
	for href, want := range map[string]string{
		"https://m.paper.co.uk/story/1":  "https://m.paper.co.uk/story/1",
		"/story/1#top":                   "https://www.paper.co.uk/story/1",
		"https://other.co.uk/story/1":    "",
		"https://paper.co.uk@evil.com/a": "",
		"javascript:alert(1)":            "",
		"https://www.paper.co.uk/":       "",
		"":                               "",
	} {
		if got := within(base, href); got != want {
			t.Errorf("within(%q) = %q, want %q", href, got, want)
		}
	}
}

func TestAgency(t *testing.T) {
	for in, want := range map[string]string{
		"LONDON (Reuters) - The lock makers met.":       "Reuters",
		"EXAMPLETON, May 3 (AP) — The lock makers met.": "AP",
		"The makers (AP among them) met.":               "",
		"Berlin (dpa) – Die Schlosser trafen sich.":     "dpa",
	} {
		if got := agency([]string{in}, nil, ""); got != want {
			t.Errorf("agency(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLinkedTakesWhatPagesWrite(t *testing.T) {
	const page = `<script type="application/ld+json"><!-- {"@context":"x","@type":["Thing","NewsArticle"],"headline":{"@value":"A lock"},
"author":["Ada Tester",{"@type":"Person","name":["Bert Sample"]}],"datePublished":"2021-07-19","keywords":"a, b",} --></script>`
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ld := readLinked(newPage(root, nil).meta.scripts)
	if !ld.found || ld.article.Headline.first() != "A lock" || !slices.Equal(ld.authors(), []string{"Ada Tester", "Bert Sample"}) {
		t.Errorf("%+v", ld.article)
	}
}

func TestModelFile(t *testing.T) {
	b := standard().Encode()
	if string(b) != string(bodyModel) {
		t.Error("Encode does not give back the file")
	}
	if len(b) > 300<<10 {
		t.Errorf("the model has %d bytes", len(b))
	}
	for i := 1; i < len(b); i += len(b)/50 + 1 {
		if _, err := ParseModel(b[:i]); err == nil {
			t.Errorf("a model cut at %d passes", i)
		}
	}
}

// JSON-LD is decoded level by level: what nests deeper than any article is passed over, unread.
func TestLinkedLevels(t *testing.T) {
	for levels, want := range map[int]string{3: "Ada Tester", 2000: ""} {
		names := strings.Repeat("[", levels) + `"Ada Tester", "a ] \" [ b"` + strings.Repeat("]", levels)
		ld := readLinked([]script{{"application/ld+json", []byte(`{"@type":"NewsArticle","author":` + names + `}`)}})
		if got := strings.Join(ld.authors(), ""); !strings.HasPrefix(got, want) || (want == "") != (got == "") {
			t.Errorf("%d levels: %q", levels, got)
		}
	}
	if n := levels([]byte(`{"a":["[{\"[", {"b":[]}], "c":1}`)); n != 4 {
		t.Errorf("%d levels", n)
	}
}
