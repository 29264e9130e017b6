package main

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/api"
)

// seed cuts the two articles out of the document that started the project: a forum thread
// that quotes them. Nothing of it is kept here.
func seed(t *testing.T) (guardian, wsj api.Submission, whole string) {
	t.Helper()
	shared := os.Getenv("ASCRIBE_SHARED")
	if shared == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	files, err := filepath.Glob(filepath.Join(shared, "seed", "*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("no seed document in %s: %v", shared, err)
	}
	whole = readFile(t, files[0])
	title, rest, _ := strings.Cut(whole, "\n")
	between := func(from, to string) string {
		_, after, ok := strings.Cut(rest, from)
		text, _, ok2 := strings.Cut(after, to)
		if !ok || !ok2 {
			t.Fatalf("the seed document has no text between %q and %q", from, to)
		}
		return strings.ReplaceAll(text, "    ", "")
	}
	guardian = api.Submission{
		URL: "https://www.theguardian.com/world/2021/jul/19/uk-and-allies", Title: strings.TrimSpace(title),
		Text: between("-microsoft-hack\n", "  2. themickey"),
	}
	wsj = api.Submission{URL: "https://www.wsj.com/articles/biden-11626692401", Text: between("mod=mhp\n", "  3. bone")}
	wsj.Text = strings.TrimLeft(strings.TrimSpace(wsj.Text), ".")
	return guardian, wsj, whole
}

func TestSeed(t *testing.T) {
	guardian, wsj, whole := seed(t)
	w := newWorld(t, `schedule: off
outlets:
  - {id: guardian, name: The Guardian, kind: newspaper, country: GB, home: "https://www.theguardian.com/"}
  - {id: wsj, name: The Wall Street Journal, kind: newspaper, country: US, home: "https://www.wsj.com/"}
`)
	var stories []api.Story
	for _, sub := range []api.Submission{guardian, wsj} {
		args := []string{"--json", "add", sub.URL, "--text", "-", "--published", "2021-07-19"}
		if sub.Title != "" {
			args = append(args, "--title", sub.Title)
		}
		code, out, errs := w.with(sub.Text, args...)
		if code != 0 {
			t.Fatalf("add: exit %d: %s", code, errs)
		}
		var st api.Story
		if err := json.Unmarshal([]byte(out), &st); err != nil {
			t.Fatal(err)
		}
		stories = append(stories, st)
	}
	if a, b := *stories[0].Incident, *stories[1].Incident; a != b {
		t.Fatalf("the articles are in two incidents, %s and %s", a, b)
	}
	var claims []api.Claim
	for _, st := range stories {
		claims = append(claims, st.Claims...)
	}
	for _, want := range []struct{ accuser, accused, country, relation, stance, about, subject, words string }{
		{"United Kingdom", "", "CN", "carried_out", "accuses", "main", "", "UK and allies accuse"},
		{"United Kingdom", "", "CN", "carried_out", "accuses", "main", "", "formally accused"},
		{"Microsoft", "Hafnium", "CN", "carried_out", "accuses", "main", "", "conducted by"},
		{"Microsoft", "China", "CN", "sponsored_by", "declines", "main", "Hafnium", "did not say"},
		{"NCSC", "China", "CN", "linked_to", "accuses", "main", "Hafnium", "highly likely"},
		{"", "MSS", "CN", "sponsored_by", "accuses", "main", "", "It is believed"},
		{"Alperovitch", "MSS", "CN", "sponsored_by", "accuses", "main", "", "MSS contractors"},
		{"Alperovitch", "Russia", "RU", "carried_out", "accuses", "other", "", "SolarWinds"},
		{"NATO", "China", "CN", "", "accuses", "main", "", "first time NATO"},
	} {
		found := false
		for _, c := range claims {
			found = found || claimHas(c, want.accuser, want.accused) && named(c.Accused.Country, "") == want.country && c.Stance == want.stance &&
				(want.relation == "" || c.Relation == want.relation) && c.About == want.about && strings.Contains(c.Quote, want.words) &&
				strings.Contains(strings.ToLower(named(c.Subject, "")), strings.ToLower(want.subject))
		}
		if !found {
			t.Errorf("not read: %+v", want)
		}
	}
	for _, c := range claims {
		if c.Stance == "accuses" && strings.Contains(c.Quote, "formal attribution of responsibility") {
			t.Errorf("a claim without an accused: %q", c.Quote)
		}
	}
	standingOfSeed(t, w, *stories[0].Incident)

	// The thread as it stands: its readers' remarks are nobody's attribution.
	line, err := json.Marshal(map[string]string{"id": "thread", "text": whole})
	if err != nil {
		t.Fatal(err)
	}
	if _, out, _ := w.with(string(line)+"\n", "claims", "--jsonl"); strings.Contains(out, "smarter") || !strings.Contains(out, "highly likely") {
		t.Errorf("the thread is read as %s", out)
	}
}

// claimHas compares names loosely: the catalogue may show a longer form.
func claimHas(c api.Claim, accuser, accused string) bool {
	long := map[string]string{"MSS": "Ministry of State Security", "NCSC": "National Cyber Security Centre"}
	is := func(name *string, want string) bool {
		n := strings.ToLower(named(name, ""))
		if want == "" {
			return n == ""
		}
		return strings.Contains(n, strings.ToLower(want)) || long[want] != "" && strings.Contains(n, strings.ToLower(long[want]))
	}
	return is(c.Accuser.Name, accuser) && (accused == "" || is(c.Accused.Name, accused))
}

// standingOfSeed: the UK, the NCSC and NATO accuse China or those it backs, Alperovitch
// the MSS, Microsoft's refusal shows as declined, and Russia has no standing.
func standingOfSeed(t *testing.T, w world, id string) {
	t.Helper()
	var in api.Incident
	if err := json.Unmarshal([]byte(w.must("--json", "show", url.PathEscape(id))), &in); err != nil {
		t.Fatal(err)
	}
	var accusers, decliners []string
	for _, s := range in.Standing {
		if named(s.Accused.Country, "") == "RU" {
			t.Error("Russia has a standing in the Exchange incident")
		}
		for _, p := range s.Accusers {
			accusers = append(accusers, named(p.Name, ""))
		}
		for _, p := range s.DeclinedBy {
			decliners = append(decliners, named(p.Name, ""))
		}
	}
	all := strings.Join(accusers, "; ")
	for _, want := range []string{"United Kingdom", "National Cyber Security Centre", "NATO", "Alperovitch"} {
		if !strings.Contains(strings.ReplaceAll(all, "NCSC", "National Cyber Security Centre"), want) {
			t.Errorf("%s is not among the accusers: %s", want, all)
		}
	}
	if !strings.Contains(strings.Join(decliners, "; "), "Microsoft") {
		t.Errorf("Microsoft's refusal does not show: %v", decliners)
	}
}
