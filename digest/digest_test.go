package digest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ascribe/news"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The world of these tests is invented: Veldoria (XA) and Ostland (XB) are no states.
var (
	veldoria = news.Party{ID: "state:xa", Name: "Veldoria", Kind: news.State, Country: "XA"}
	centre   = news.Party{ID: "org:ncc-xb", Name: "Ostland Cyber Centre", Kind: news.Agency, Country: "XB"}
	lantern  = news.Party{Name: "Lantern Security", Kind: news.Company}
	crew     = news.Party{ID: "actor:grey-heron", Name: "Grey Heron", Kind: news.Group, Country: "XA"}
	ministry = news.Party{Name: "Ministry of Ostland", Kind: news.GovernmentParty, Country: "XB"}
)

type says struct {
	accuser, accused news.Party
	relation         news.Relation
	stance           news.Stance
	level            news.Level
	quote, speaker   string
	hedge            string
	likelihood       *news.Likelihood
	review           news.Review
	about            news.About
}

func date(s string) news.Date {
	d, err := news.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func tell(url string, outlet news.OutletID, published, title string, access news.Access, claims ...says) news.Story {
	s := news.Story{
		ID: news.NewStoryID(url), Version: 1, URL: url, Outlet: outlet, Title: title, Access: access,
		Published: date(published), Arrived: date(published).Time.Add(time.Hour),
	}
	for _, c := range claims {
		if s.Text != "" {
			s.Text += " "
		}
		if c.about == "" {
			c.about = news.Main
		}
		if c.review == "" {
			c.review = news.Machine
		}
		start := len(s.Text)
		s.Text += c.quote
		s.Analysis.Claims = append(s.Analysis.Claims, news.Claim{
			ID:      news.NewClaimID(s.ID, c.quote, c.accuser, c.accused, c.relation, c.stance),
			Accuser: c.accuser, Accused: c.accused, Relation: c.relation, Stance: c.stance, Level: c.level, Speaker: c.speaker,
			Hedge: c.hedge, Likelihood: c.likelihood, About: c.about, Basis: news.ThirdParty, Type: news.PoliticalStatement,
			Date: date(published[:10]), Evidence: news.Span{Part: news.InText, Start: start, End: len(s.Text)}, Quote: c.quote, Review: c.review, Score: 80,
		})
	}
	s.Hash = s.Fingerprint()
	return s
}

func ids(s news.Story, n ...int) []news.ClaimID {
	var all []news.ClaimID
	for _, i := range n {
		all = append(all, s.Analysis.Claims[i].ID)
	}
	return all
}

var remarks = []news.Note{
	{Text: "Asked the Centre for its report.", TLP: news.Green, By: "mara", At: date("2031-03-04").Time},
	{Text: "Source says more is coming.", TLP: news.Red, By: "mara", At: date("2031-03-04").Time},
	{Text: "No level means AMBER.", By: "mara", At: date("2031-03-04").Time},
}

func waterworks() Incident {
	likely := &news.Likelihood{Term: "highly likely", Scale: "PHIA", Low: 80, High: 90}
	gazette := tell("https://gazette.example/water", "gazette", "2031-03-02T10:15Z", "Centre names Veldoria over waterworks break-in", news.Full,
		says{
			accuser: centre, accused: veldoria, relation: news.SponsoredBy, stance: news.Accuses, level: news.GovernmentLevel, speaker: "Ida Brandt",
			quote: "It is highly likely that Veldoria directed the break-in, the Ostland Cyber Centre said.", hedge: "highly likely", likelihood: likely, review: news.Confirmed,
		},
		says{
			accuser: veldoria, accused: veldoria, relation: news.CarriedOut, stance: news.Denies, level: news.GovernmentLevel,
			quote: "Veldoria's embassy called the charge “pure fantasy”.",
		},
		says{
			accuser: centre, accused: veldoria, relation: news.CarriedOut, stance: news.Accuses, level: news.GovernmentLevel, about: news.Other,
			quote: "The Centre had also blamed Veldoria for the harbour outage of 2029.",
		})
	wire := tell("https://wire.example/1?a=1&b=(2)", "wire", "2031-03-02T09:00:30Z", "<script>alert(1)</script> *Grey Heron* tied to [waterworks](https://evil.example)", news.Paywalled,
		says{
			accuser: lantern, accused: crew, relation: news.CarriedOut, stance: news.Accuses, level: news.CompanyLevel,
			quote: "=HYPERLINK(\"https://evil.example\"), Lantern believes Grey Heron broke in.", hedge: "believes",
		},
		says{
			accuser: ministry, accused: crew, relation: news.CarriedOut, stance: news.Declines, level: news.GovernmentLevel,
			quote: "The ministry would not say whether Grey Heron did it.",
		},
		says{
			accuser: lantern, accused: veldoria, relation: news.CarriedOut, stance: news.Accuses, level: news.CompanyLevel, review: news.Rejected,
			quote: "Lantern sells products in Veldoria.",
		})
	copied := tell("https://herald.example/water", "herald", "2031-03", "Waterworks: what we know", news.Full)
	copied.Analysis.Unread = "language: de"
	copied.URL = "javascript:alert(1)"
	hidden := tell("https://spam.example/1", "spam", "2031-03-03", "Buy filters", news.Full)

	id := gazette.ID.Founded()
	act := func(c news.Claim, claims []news.ClaimID, s news.Story) news.Act {
		return news.Act{
			Incident: id, Accuser: c.Accuser, Accused: c.Accused, Relation: c.Relation, Stance: c.Stance, About: c.About, Level: c.Level,
			Likelihood: c.Likelihood, First: c.Date, Last: c.Date, Claims: claims, Stories: []news.StoryID{s.ID}, Outlets: []news.OutletID{s.Outlet}, Origins: 1, Score: c.Score,
		}
	}
	in := news.Incident{
		ID: id, Title: "Break-in at the Northmere waterworks", First: wire.Published.Time, Last: gazette.Published.Time, Activity: gazette.Arrived,
		Members: []news.Member{{Story: gazette.ID}, {Story: wire.ID}, {Story: copied.ID, Copy: gazette.ID}, {Story: hidden.ID, Hidden: true}},
		CVEs:    []string{"CVE-2031-10001"}, VictimCountries: []string{"XN"}, VictimSectors: []string{"water", "waste_water"}, Outlets: []news.OutletID{"gazette", "wire", "herald"}, Origins: 2,
		Summary: []news.Excerpt{{Story: gazette.ID, Text: "Pumps at Northmere ran without orders for an hour."}},
		Timeline: []news.Milestone{
			{Date: date("2031-02"), Phase: news.Disclosed, Text: "Northmere reports a fault", Story: wire.ID},
			{Date: date("2031-03-02T10:15Z"), Phase: news.Attributed, Text: "Ostland Cyber Centre accuses Veldoria", Story: gazette.ID},
			{Date: date("2031-03-02T11:00Z"), Phase: news.Attributed, Text: "Lantern Security accuses Grey Heron", Story: gazette.ID, Claim: "c-00000000000000000001", Score: 41},
		},
		Standing: responsible(likely),
		Notes:    remarks,
	}
	g, w := gazette.Analysis.Claims, wire.Analysis.Claims
	in.Acts = []news.Act{
		act(g[1], ids(gazette, 1), gazette), act(g[0], ids(gazette, 0), gazette), act(g[2], ids(gazette, 2), gazette),
		act(w[0], append(ids(wire, 0), "c-00000000000000000000"), wire), act(w[1], ids(wire, 1), wire), act(w[2], ids(wire, 2), wire),
	}
	return Incident{
		Incident: in, Stories: []news.Story{wire, gazette, copied, hidden}, URL: "http://localhost:8080/incidents/" + string(id),
		Outlets: map[news.OutletID]news.Outlet{"gazette": {ID: "gazette", Name: "The Gazette"}, "wire": {ID: "wire", Name: "Ostland Wire"}},
	}
}

// responsible is what the acts of the waterworks amount to.
func responsible(likely *news.Likelihood) []news.Standing {
	return []news.Standing{
		{
			Accused: veldoria, Accusers: []news.Party{centre}, IndependentOrigins: 1, Level: news.GovernmentLevel, Likelihood: likely,
			DeniedBy: []news.Party{veldoria}, First: date("2031-03-02"), Last: date("2031-03-02"), Acts: 2, Claims: 2, Unreviewed: 1, Score: 80,
		},
		{
			Accused: crew, Accusers: []news.Party{lantern}, IndependentOrigins: 1, Level: news.CompanyLevel, DeclinedBy: []news.Party{ministry},
			First: date("2031-03-02"), Last: date("2031-03-02"), Acts: 2, Claims: 2, Unreviewed: 2, Score: 41,
		},
	}
}

func document() Document {
	in := waterworks()
	return Document{
		Title: "Week of the waterworks", From: date("2031-03-01").Time, Until: date("2031-03-08").Time, Made: date("2031-03-08").Time,
		Location: time.FixedZone("OST", 2*60*60), TLP: news.Green, Incidents: []Incident{in},
		Blind: Survey([]Incident{in}, []news.FeedState{
			{Feed: "wire-all", Health: news.Blocked, Reason: "403 from <b>a guard</b>", LastGood: date("2031-03-01T08:00Z").Time},
			{Feed: "gazette-all", Health: news.OK},
		}),
	}
}

var formats = map[string]func(io.Writer, Document) error{"md": Markdown, "html": HTML, "json": JSON, "csv": CSV}

func render(t *testing.T, format string, d Document) string {
	t.Helper()
	var out bytes.Buffer
	if err := formats[format](&out, d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGolden(t *testing.T) {
	for format := range formats {
		t.Run(format, func(t *testing.T) {
			got := render(t, format, document())
			if again := render(t, format, document()); got != again {
				t.Error("two runs differ")
			}
			file := filepath.Join("testdata", "week."+format)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
			}
		})
	}
}

func TestHostileText(t *testing.T) {
	html, md, table := render(t, "html", document()), render(t, "md", document()), render(t, "csv", document())
	for _, bad := range []string{"<script", "javascript:", "<b>"} {
		if strings.Contains(html, bad) {
			t.Errorf("html holds %q", bad)
		}
		if strings.Contains(md, bad) {
			t.Errorf("markdown holds %q", bad)
		}
	}
	if strings.Contains(md, "](https://evil.example)") || strings.Contains(md, " *Grey Heron*") {
		t.Error("an outlet's title is Markdown of its own")
	}
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 6 {
		t.Errorf("%d rows, want the header and 5 claims that nobody rejected", len(rows))
	}
	for _, row := range rows {
		for i, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("column %s starts a formula: %q", Columns[i], cell)
			}
		}
	}
}

func TestNotesAboveTheLevelAreLeftOut(t *testing.T) {
	for _, tc := range []struct {
		tlp        news.TLP
		shown, out int
	}{{"", 0, 3}, {news.Clear, 0, 3}, {news.Green, 1, 2}, {news.Amber, 2, 1}, {news.Red, 3, 0}} {
		d := document()
		d.TLP = tc.tlp
		for format := range formats {
			got := render(t, format, d)
			if secret := strings.Contains(got, "Source says more"); secret != (tc.tlp == news.Red && format != "csv") {
				t.Errorf("%s at %q: the RED note is there: %v", format, tc.tlp, secret)
			}
		}
		var doc sheet
		if err := json.Unmarshal([]byte(render(t, "json", d)), &doc); err != nil {
			t.Fatal(err)
		}
		if in := doc.Incidents[0]; len(in.Notes) != tc.shown || in.LeftOut != tc.out || doc.LeftOut != tc.out {
			t.Errorf("at %q: %d notes, %d left out; want %d and %d", tc.tlp, len(in.Notes), in.LeftOut, tc.shown, tc.out)
		}
	}
}

func TestEmptyDocument(t *testing.T) {
	for format, want := range map[string]string{"md": "No incident", "html": "No incident", "json": `"incidents": []`, "csv": "tlp,incident"} {
		if got := render(t, format, Document{}); !strings.Contains(got, want) {
			t.Errorf("%s: %q does not say %q", format, got, want)
		}
	}
	if got := render(t, "json", Document{}); strings.Contains(got, "null,\n  \"incidents\"") {
		t.Error("a list is null")
	}
}

func TestRejectedClaimsAreCounted(t *testing.T) {
	got := render(t, "md", document())
	if !strings.Contains(got, "1 of 5 claims reviewed by a person. 1 claim was rejected and left out.") {
		t.Error("the review line does not say what was reviewed and rejected")
	}
	if strings.Contains(got, "sells products") {
		t.Error("a rejected claim is printed")
	}
}

func TestJointStatement(t *testing.T) {
	d := document()
	st := &d.Incidents[0].Stories[0]
	c := st.Analysis.Claims[0]
	c.Joint = "j-one"
	st.Analysis.Claims[0] = c
	c.ID, c.Accuser = "c-other", news.Party{Name: "Free Port of Sarkany", Kind: news.GovernmentParty}
	st.Analysis.Claims = append(st.Analysis.Claims, c)
	if got := render(t, "md", d); !strings.Contains(got, ", jointly with Free Port of Sarkany, in ") {
		t.Errorf("nothing says who spoke with whom:\n%s", got)
	}
}

// Who reads many incidents sees first what each amounts to.
func TestManyIncidentsBeginInShort(t *testing.T) {
	d := document()
	quiet := waterworks()
	quiet.ID, quiet.Title, quiet.Standing, quiet.Acts = "i-00000000000000000001", "A quiet *affair*", nil, nil
	d.Incidents = append(d.Incidents, quiet)
	md, html := render(t, "md", d), render(t, "html", d)
	head, _, _ := strings.Cut(md, "\n## [Break-in")
	for _, want := range []string{
		"## In short", "- **Break-in at the Northmere waterworks**, 2031-03-02, contested. Veldoria is accused by Ostland Cyber Centre",
		`- **A quiet \*affair\***, 2031-03-02. No attribution found yet in what was read.`,
	} {
		if !strings.Contains(head, want) {
			t.Errorf("no %q at the head of:\n%s", want, head)
		}
	}
	if !strings.Contains(html, `<a href="#i-00000000000000000001" dir="auto">A quiet *affair*</a>`) || !strings.Contains(html, `<section id="i-00000000000000000001">`) {
		t.Error("the page does not lead to its incidents")
	}
	if strings.Contains(render(t, "md", document()), "In short") {
		t.Error("one incident needs no overview")
	}
}

// What a document has no room for is said at its head and its end.
func TestMoreIncidentsThanShown(t *testing.T) {
	d := document()
	d.More = true
	for _, format := range []string{"md", "html"} {
		if got := strings.Count(render(t, format, d), "More incidents were asked for than the 1 here"); got != 2 {
			t.Errorf("%s says %d times that there is more, want 2", format, got)
		}
	}
	if !strings.Contains(render(t, "json", d), `"more": true`) || !strings.Contains(render(t, "json", document()), `"more": false`) {
		t.Error("json does not say whether there is more")
	}
}
