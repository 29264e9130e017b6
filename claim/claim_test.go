package claim

import (
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// story makes a text a story that Verify accepts, without its analysis.
func story(title, text string) news.Story {
	s := news.Story{
		ID: news.NewStoryID("https://example.org/" + title + text), Version: 1, URL: "https://example.org/", Outlet: "example",
		Title: title, Text: text, Access: news.Full,
	}
	s.Hash = s.Fingerprint()
	return s
}

// label names a party as testdata/claims.txt does.
func label(p news.Party) string {
	switch {
	case p.ID != "":
		return p.ID
	case p.Name == "":
		return "-"
	case p.Kind == news.Vague || p.Kind == news.Person:
		return string(p.Kind) + ":" + p.Country
	}
	return p.Name
}

// statements runs a test over every passage of a file: "== name", a line of text, and what is wanted.
func statements(t *testing.T, file string, test func(t *testing.T, text, want string)) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(data), "\n== ")[1:]
	if len(blocks) == 0 {
		t.Fatal("no passages in " + file)
	}
	for _, block := range blocks {
		name, rest, _ := strings.Cut(strings.TrimSpace(block), "\n")
		text, want, _ := strings.Cut(rest, "\n")
		t.Run(name, func(t *testing.T) { test(t, text, want) })
	}
}

// TestClaims reads every passage of testdata/claims.txt and compares the claims.
func TestClaims(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/claims.txt", func(t *testing.T, text, want string) {
		got := map[string]bool{}
		for _, c := range Read(story("", text), news.Outlet{}, cat).Claims {
			line := label(c.Accuser) + " -> " + label(c.Accused) + " " + string(c.Relation) + "/" + string(c.Stance)
			if c.Hedge != "" {
				line += " hedge=" + c.Hedge
			}
			got[line] = true
		}
		sameLines(t, got, want)
	})
}

// TestTitle holds the headline apart from the text.
func TestTitle(t *testing.T) {
	s := story("Norway blames Russia for hack of parliament", "The foreign ministry in Oslo blamed Russia for the hack of the parliament on Monday.")
	parts := map[news.Part]bool{}
	for _, c := range Read(s, news.Outlet{}, actor.Load()).Claims {
		parts[c.Evidence.Part] = true
	}
	if !parts[news.InTitle] || !parts[news.InText] {
		t.Errorf("claims in %v, want title and text", parts)
	}
}

// TestHeadlineVerb keeps the verb of a headline of capitals out of the names before it.
func TestHeadlineVerb(t *testing.T) {
	for _, c := range Read(story("Cyber Firm Identifies Group Behind Hack of Dairy", "Milk is scarce."), news.Outlet{}, actor.Load()).Claims {
		t.Errorf("%s accuses %s", c.Accuser.Name, c.Accused.Name)
	}
}

// TestVoice makes the publisher of a vendor's blog the accuser of what "we" say.
func TestVoice(t *testing.T) {
	s := story("", "We assess with moderate confidence that the campaign was conducted by APT33.")
	cs := Read(s, news.Outlet{Voice: "Volexity", Kind: news.Vendor}, actor.Load()).Claims
	if len(cs) != 1 || cs[0].Accuser.ID != "org:volexity" || cs[0].Confidence != news.Moderate {
		t.Errorf("claims %+v, want one by Volexity with moderate confidence", cs)
	}
}

// TestUnread looks for no claims in another language, but still for names.
func TestUnread(t *testing.T) {
	s := story("Regierung macht Russland verantwortlich", "Die Bundesregierung macht die Gruppe APT28 für den Angriff auf die Partei verantwortlich, wie ein Sprecher am Freitag in Berlin mit Verweis auf die Ermittlungen sagte.")
	a := Read(s, news.Outlet{}, actor.Load())
	if a.Unread != "language: de" || a.Claims != nil {
		t.Errorf("unread %q with %d claims, want language: de with none", a.Unread, len(a.Claims))
	}
	if len(a.Mentions) == 0 {
		t.Error("no mentions: APT28 is named")
	}
}

// FuzzRead holds what every reading must keep: it ends, the story verifies, the quotes
// stand where they say.
func FuzzRead(f *testing.F) {
	f.Add("Norway blames Russia", "Norway's security service said APT28 was behind the “hack” of parliament.\n\nRussia denied it.")
	f.Add("", "\xff\xfe’s U.S. officials, who — said (\"APT29\") hacked CVE-2021-1234")
	f.Add("’s", "* * > \u00ad said said by of the the APT")
	f.Add("The police and the spy agency blame China for hack", "The NCSC said China hacked parliament.")
	cat := actor.Load()
	f.Fuzz(func(t *testing.T, title, text string) {
		s := story(title, text)
		s.Analysis = Read(s, news.Outlet{Voice: "Volexity"}, cat)
		if err := s.Verify(); err != nil {
			t.Error(err)
		}
		ids := map[news.ClaimID]bool{}
		for _, c := range s.Analysis.Claims {
			if c.Score < 0 || c.Score > 100 {
				t.Errorf("score %d", c.Score)
			}
			if ids[c.ID] {
				t.Errorf("%q is the same claim twice", c.Quote)
			}
			ids[c.ID] = true
		}
		for _, e := range Explain(s, news.Outlet{Voice: "Volexity"}, cat) {
			if e.Text != s.Part(e.Span.Part)[e.Span.Start:e.Span.End] {
				t.Errorf("%q does not stand at %v", e.Text, e.Span)
			}
		}
	})
}

// TestExplainTellsWhatIsRead: the claims of an explanation are those that are read, with all their
// accusers, and of a language that is not read there are none.
func TestExplainTellsWhatIsRead(t *testing.T) {
	cat := actor.Load()
	s := story("", "Microsoft and Citizen Lab have linked the Israeli spyware company Candiru to new Windows spyware.")
	who := map[string]bool{}
	for _, c := range Read(s, news.Outlet{}, cat).Claims {
		who[c.Accuser.Name] = true
	}
	told := map[string]bool{}
	for _, k := range Explain(s, news.Outlet{}, cat)[0].Considered {
		for _, a := range k.Accusers {
			if k.Verdict == isClaim && a.Taken {
				told[a.Name] = true
			}
		}
	}
	if len(who) < 2 || !maps.Equal(who, told) {
		t.Errorf("read by %v, explained by %v", who, told)
	}
	s = story("", "Die Regierung sagte, der Angriff auf das Netz sei nicht aufgeklärt, und die Zeitung schrieb: “Norway blamed Russia for the hack of the parliament.” Das ist nicht die Meinung der Behörde und auch nicht die des Ministers.")
	for _, e := range Explain(s, news.Outlet{}, cat) {
		for _, k := range e.Considered {
			if k.Verdict == isClaim {
				t.Errorf("a claim of a text that is not read: %+v", k)
			}
		}
	}
}

// BenchmarkRead reads a story of some 700 words that holds claims throughout.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/claims.txt")
	if err != nil {
		b.Fatal(err)
	}
	var paragraphs []string
	for _, block := range strings.Split(string(data), "\n== ")[1:] {
		_, rest, _ := strings.Cut(block, "\n")
		text, _, _ := strings.Cut(rest, "\n")
		paragraphs = append(paragraphs, text)
	}
	text := strings.Join(paragraphs, "\n\n")
	plain := "The company said that the servers were restored over the weekend and that customers could log in again. Engineers had worked in shifts since the middle of last week, and the help desk took more calls than in the whole of the month before."
	for len(strings.Fields(text)) < 700 {
		text += "\n\n" + plain
	}
	s := story("Norway and partners accuse Russian state-backed group of parliament hack", text)
	cat := actor.Load()
	b.ReportAllocs()
	for b.Loop() {
		Read(s, news.Outlet{}, cat)
	}
}

// TestCostlyTexts reads texts that grow a part of the work with each sentence: whoever reads them in
// the square of their length or worse does not come back before the test is broken off.
func TestCostlyTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: that tells a detector of races nothing")
	}
	t.Parallel()
	cat := actor.Load()
	for name, text := range map[string]string{
		"victims that stand twice":  numbered("APT28 hacked Harbour%[1]d. APT28 hacked Harbour%[1]d. ", 6_000),
		"a quotation without end":   strings.Repeat("“It was hacked by Russia. ", 36_000),
		"straight marks":            strings.Repeat("\"He said Russia hacked it. ", 36_000),
		"one sentence of parties":   strings.Repeat("Russia and China hacked Estonia and ", 8_000),
		"one sentence of speech":    strings.Repeat("Norway said that Sweden said that ", 8_000) + "Russia hacked it.",
		"one firm from nowhere":     strings.Repeat("Lanternsoft blamed Russia for the breach. ", 12_000),
		"names of no known parties": numbered("Lantern%[1]d blamed Harbour%[1]d for the breach. ", 6_000),
	} {
		s := story("", text)
		s.Analysis = Read(s, news.Outlet{}, cat)
		if err := s.Verify(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// sameLines compares what was read with the lines of a fixture, in any order.
func sameLines(t *testing.T, got map[string]bool, want string) {
	t.Helper()
	for line := range strings.Lines(want) {
		if line = strings.TrimSpace(line); line == "none" || line == "" {
			continue
		}
		if !got[line] {
			t.Errorf("missing %s", line)
		}
		delete(got, line)
	}
	for line := range got {
		t.Errorf("unwanted %s", line)
	}
}
