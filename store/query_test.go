package store

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// library is a store with a few incidents that filters can be told apart by. Its stories
// are named by the last part of their URL.
func library(t *testing.T) *Store {
	t.Helper()
	s := open(t)
	add := func(name string, outlet news.OutletID, days int, title, text string, change func(*news.Story), says ...say) {
		story := write("https://x.example/"+name, outlet, day.AddDate(0, 0, days), title, text, says...)
		if change != nil {
			change(&story)
			story.Hash = story.Fingerprint()
		}
		appendAll(t, s, entry(story))
	}
	add("port", "guardian", 0, "Port of Eastmouth shut by hackers", "Cranes stood still in Eastmouth after the intrusion, said the harbour master.",
		func(s *news.Story) { *s = mention(*s, news.MentionVictim, "", "Eastmouth") },
		say{britain, russia, news.Accuses, ""}, say{america, china, news.Accuses, news.LegalLevel})
	add("bank", "wsj", 1, "Lender robbed of its ledgers", "The bank's ledger was copied through CVE-2024-1111 by a file called ledger.exe.",
		func(s *news.Story) {
			*s = mention(*s, news.MentionCVE, "cve:CVE-2024-1111", "CVE-2024-1111")
			s.Analysis.Claims[0].Score = 90
			s.Analysis.Claims[0].VictimCountry = "DE"
		},
		say{vendor, apt40, news.Accuses, news.CompanyLevel}, say{china, apt40, news.Denies, ""})
	add("grid", "guardian", 2, "Stromnetz gestört", "Das Netz fiel aus, von state-backed hackers spricht niemand.",
		func(s *news.Story) { s.Language = "de-AT"; s.Access = news.Teaser },
		say{britain, china, news.Declines, news.MediaLevel})
	add("quiet", "wire", 3, "Gardens open early", "Nothing was hacked, and APT-29 was not seen by anybody.", nil)
	return s
}

// names are the last parts of the URLs of an incident's, a claim's or a story's story.
func names(t *testing.T, s *Store, q Query, list string) string {
	t.Helper()
	var out []string
	add := func(id news.StoryID) {
		v, err := s.Story(id)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v.URL[strings.LastIndex(v.URL, "/")+1:])
	}
	var err error
	switch list {
	case "incidents":
		var p Page[IncidentView]
		p, err = s.Incidents(t.Context(), q)
		for _, in := range p.Items {
			add(in.ID.Founder())
		}
	case "stories":
		var p Page[StoryView]
		p, err = s.Stories(t.Context(), q)
		for _, v := range p.Items {
			add(v.ID)
		}
	case "claims":
		var p Page[ClaimView]
		p, err = s.Claims(t.Context(), q)
		for _, c := range p.Items {
			add(c.Story)
		}
	case "acts":
		var p Page[news.Act]
		p, err = s.Acts(t.Context(), q)
		for _, a := range p.Items {
			out = append(out, a.Accuser.Country+">"+a.Accused.Country)
		}
		slices.Sort(out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

var catalogue = Env{
	Now: day.AddDate(0, 0, 4),
	Country: func(name string) (string, bool) {
		iso, ok := map[string]string{"cn": "CN", "china": "CN", "gb": "GB", "us": "US", "ru": "RU", "de": "DE"}[strings.ToLower(name)]
		return iso, ok
	},
	Resolve: func(name string) []string {
		if fold(name) == "leviathan" {
			return []string{"actor:apt40"}
		}
		return nil
	},
	OutletsIn: func(country string) []news.OutletID {
		return map[string][]news.OutletID{"GB": {"guardian"}, "US": {"wsj"}}[country]
	},
}

func TestQueries(t *testing.T) {
	s := library(t)
	for _, c := range []struct{ query, list, want string }{
		{"", "incidents", "quiet grid bank port"},
		{"", "stories", "quiet grid bank port"},
		{"", "claims", "grid bank bank port port"},
		{"", "acts", "CN>CN GB>CN GB>RU US>CN US>CN"},

		// One and the same act.
		{"accused=CN&accuser=GB", "incidents", "grid"},
		{"accused=CN&accuser=GB", "stories", "grid"},
		{"accused=CN&accuser=GB", "claims", "grid"},
		{"accused=CN&accuser=GB", "acts", "GB>CN"},
		{"accused=CN&accuser=GB&stance=accuses", "incidents", ""},
		{"accused=CN&level=government&stance=accuses", "incidents", ""},
		{"accused=CN&level=legal&stance=accuses", "incidents", "port"},
		{"accused=CN&accuser=GB&accuser=US", "incidents", "grid bank port"},
		{"accused=RU&accused=CN&accuser=GB", "incidents", "grid port"},
		{"accuser=CN&stance=accuses", "incidents", ""},
		{"victim_country=DE&stance=denies", "incidents", ""},
		{"victim_country=DE&stance=accuses", "incidents", "bank"},
		{"min_score=80&stance=denies", "incidents", ""},
		{"min_score=80&stance=accuses", "stories", "bank"},
		{"min_score=80", "claims", "bank"},
		{"min_score=61", "incidents", "bank"},

		// No act with it; of acts and claims, the act itself.
		{"not_accused=RU", "incidents", "quiet grid bank"},
		{"accused=CN&not_accuser=US", "incidents", "grid"},
		{"accused=CN&not_accuser=US", "acts", "CN>CN GB>CN"},
		{"not_accused=CN", "acts", "GB>RU"},
		{"not_stance=accuses&not_stance=denies", "claims", "grid"},

		{"accused=China", "incidents", "grid bank port"},
		{"accused=actor:apt40", "incidents", "bank"},
		{"accused=Leviathan", "incidents", "bank"},
		{"actor=apt-40", "incidents", "bank"},
		{"actor=leviathan", "stories", "bank"},
		{"accuser_kind=company", "claims", "bank"},
		{"outlet=guardian&outlet=wsj", "stories", "grid bank port"},
		{"not_outlet=guardian", "incidents", "quiet bank"},
		{"outlet_country=GB", "stories", "grid port"},
		{"outlet_country=DE", "stories", ""},
		{"language=de", "incidents", "grid"},
		{"access=teaser", "claims", "grid"},
		{"not_access=teaser&not_access=full", "stories", ""},
		{"cve=cve-2024-1111", "incidents", "bank"},
		{"cve=CVE-2024-1111", "claims", "bank bank"},
		{"victim=eastmouth", "incidents", "port"},
		{"contested=true", "incidents", "bank"},
		{"contested=true", "claims", "bank bank"},
		{"not_contested=true", "stories", "quiet grid port"},
		{"min_accusers=2", "incidents", "port"},
		{"min_accusers=2", "stories", "port"},
		{"min_outlets=2", "incidents", ""},
		{"review=machine", "claims", "grid bank bank port port"},
		{"review=confirmed", "incidents", ""},

		{"since=2024-03-03", "stories", "quiet grid"},
		{"since=2024-03-03", "incidents", "quiet grid"},
		{"until=2024-03-01", "stories", "port"},
		{"since=2024-03-02&until=2024-03-03", "claims", "grid bank bank"},
		{"since=48h", "stories", "quiet grid"},
		{"since=2024-03-04T09:00:00Z", "stories", "quiet"},
		{"until=2024-03-04T09:00:00Z", "stories", "grid bank port"},
		{"since=2024-03-03&sort=first", "incidents", "quiet grid"},
		{"updated_since=2", "stories", "quiet grid"},
		{"updated_since=2", "incidents", "quiet grid"},
		{"updated_since=4", "claims", ""},
		{"sort=first", "incidents", "quiet grid bank port"},
		{"sort=size", "incidents", "quiet grid bank port"},

		{"q=hacker", "incidents", "grid port"},
		{"q=HACKING", "stories", "quiet"},
		{"q=hackers -port", "stories", "grid"},
		{"q=\"hacker\" -port", "stories", ""},
		{"q=ledger.exe", "stories", "bank"},
		{"q=cve-2024-1111", "incidents", "bank"},
		{"q=apt29", "stories", "quiet"},
		{"q=\"stood still in\"", "stories", "port"},
		{"q=\"still stood in\"", "stories", ""},
		{"q=eastm*", "stories", "port"},
		{"q=crane OR ledger", "stories", "bank port"},
		{"q=(crane OR ledger) NOT bank", "stories", "port"},
		{"q=title:ledgers", "stories", "bank"},
		{"q=title:bank", "stories", ""},
		{"q=quote:denies", "stories", "bank"},
		{"q=denies", "claims", "bank"},
		{"q=outlet:wsj", "stories", "bank"},
		{"q=NOT title:\"port of eastmouth\"", "stories", "quiet grid bank"},
		{"not_q=hackers", "incidents", "quiet bank"},
		{"q=state-backed", "stories", "grid"},
		{"q=hackers&accused=RU", "incidents", "port"},
		{"q=gestört", "stories", "grid"},
	} {
		v, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := ParseQuery(v, catalogue)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if got := names(t, s, q, c.list); got != c.want {
			t.Errorf("%s of %q = %q, want %q", c.list, c.query, got, c.want)
		}
	}
}

func TestFiltersByName(t *testing.T) {
	s := library(t)
	port := write("https://x.example/port", "guardian", day, "", "")
	for _, list := range []string{"incidents", "stories"} {
		for _, f := range []Filter{
			{Name: "story", Values: []string{string(port.ID)}},
			{Name: "incident", Values: []string{string(port.ID.Founded())}},
		} {
			if got := names(t, s, Query{Filters: []Filter{f}}, list); got != "port" {
				t.Errorf("%s by %s = %q, want port", list, f.Name, got)
			}
			f.Not = true
			if got := names(t, s, Query{Filters: []Filter{f}}, list); got != "quiet grid bank" {
				t.Errorf("%s not by %s = %q", list, f.Name, got)
			}
		}
	}
	byIncident := Filter{Name: "incident", Values: []string{string(port.ID.Founded()), string(news.NewStoryID("none").Founded())}}
	if got := names(t, s, Query{Filters: []Filter{byIncident}}, "claims"); got != "port port" {
		t.Errorf("claims of an incident = %q", got)
	}
}

func TestFacets(t *testing.T) {
	s := library(t)
	got, err := s.Facets(t.Context(), Query{}, []string{"accused", "language", "stance"})
	if err != nil {
		t.Fatal(err)
	}
	if got["accused"]["CN"] != 3 || got["accused"]["state:ru"] != 1 || got["language"]["en"] != 3 || got["stance"]["accuses"] != 2 {
		t.Errorf("Facets = %v", got)
	}
	bound := Query{Of: OfStories, Filters: []Filter{{Name: "accused", Values: []string{"CN"}}, {Name: "accuser", Values: []string{"GB"}}}}
	got, err = s.Facets(t.Context(), bound, []string{"outlet"})
	if err != nil || fmt.Sprint(got) != "map[outlet:map[guardian:1]]" {
		t.Errorf("Facets of bound filters = %v, %v", got, err)
	}
	if _, err = s.Facets(t.Context(), Query{}, []string{"colour"}); !isBad(err) {
		t.Errorf("Facets of an unknown field: %v", err)
	}
}

func isBad(err error) bool {
	_, ok := errors.AsType[BadQuery](err)
	return ok
}

// TestWalkAndUpdatedSince pages through a list while a writer moves everything about: what
// the walk misses is found by one more call.
func TestWalkAndUpdatedSince(t *testing.T) {
	s := open(t)
	all := map[news.StoryID]string{}
	put := func(i int, title string) {
		story := write(fmt.Sprintf("https://x.example/%d", i), "guardian", day.Add(time.Duration(i)*time.Hour), title, fmt.Sprint("Text ", i))
		appendAll(t, s, entry(story))
		all[story.ID] = story.Hash
	}
	for i := range 60 {
		put(i, "First title")
	}
	for _, order := range Sorts {
		got := map[news.StoryID]string{}
		read := func(q Query) Page[IncidentView] {
			page, err := s.Incidents(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, in := range page.Items {
				for _, m := range in.Members {
					v, err := s.Story(m.Story)
					if err != nil {
						t.Fatal(err)
					}
					got[m.Story] = v.Hash
				}
			}
			return page
		}
		q := Query{Limit: 7, Sort: order}
		page := read(q)
		seq := page.Seq
		for n := 0; page.Next != ""; n++ {
			put(n, fmt.Sprint("Changed ", order)) // moves to the front
			put(100+n, "A new one")
			q.Cursor = page.Next
			page = read(q)
			if page.Seq != seq {
				t.Fatalf("Seq of a later page = %d, want %d", page.Seq, seq)
			}
		}
		for q = (Query{UpdatedSince: seq, Limit: 20}); ; q.Cursor = page.Next {
			if page = read(q); page.Next == "" {
				break
			}
		}
		for id, hash := range all {
			if got[id] != hash {
				t.Errorf("sort=%s: story %s was not seen as it is now", order, id)
			}
		}
	}
}

func TestCursorsOfAnotherList(t *testing.T) {
	s := library(t)
	page, err := s.Stories(t.Context(), Query{Limit: 1})
	if err != nil || page.Next == "" {
		t.Fatal(page, err)
	}
	if _, err := s.Incidents(t.Context(), Query{Cursor: page.Next}); !isBad(err) {
		t.Errorf("a cursor of stories for incidents: %v", err)
	}
	c, err := parseCursor(page.Next)
	if err != nil {
		t.Fatal(err)
	}
	c.epoch++
	if _, err := s.Stories(t.Context(), Query{Cursor: c.String()}); !errors.Is(err, ErrGone) {
		t.Errorf("a cursor of another grouping: %v, want ErrGone", err)
	}
}

// TestLookUpFindsWhatAWalkFinds compares the two ways to a page, which a store of this
// size would never choose between by itself.
func TestLookUpFindsWhatAWalkFinds(t *testing.T) {
	s := open(t)
	tell(t, s, history(23, 150), 150)
	for _, c := range []struct {
		family family
		query  string
	}{
		{incidents, ""},
		{incidents, "sort=size"},
		{incidents, "sort=first&since=2024-03-02"},
		{incidents, "accused=CN&accuser=GB&until=2024-03-02"},
		{incidents, "q=harbour+OR+railway"},
		{stories, "outlet=outlet1&since=2024-03-02"},
		{stories, "accused=RU&stance=accuses&min_score=10"},
		{claims, "level=company&min_outlets=2"},
	} {
		v, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := ParseQuery(v, catalogue)
		if err != nil {
			t.Fatal(err)
		}
		err = s.paged(t.Context(), c.family, q, false, func(_ *bbolt.Tx, p *plan) error {
			at, order, err := p.start(q)
			if err != nil {
				return err
			}
			for range 3 { // pages
				walked, done, err := p.walk(t.Context(), order, at, 5)
				if err != nil || !done {
					return fmt.Errorf("walk: %w", err)
				}
				looked, err := p.lookUp(t.Context(), order, at, 5)
				if err != nil {
					return err
				}
				if !slices.Equal(walked, looked) {
					t.Errorf("%s %q: a walk finds %v, looking up %v", c.family.kind(), c.query, walked, looked)
				}
				if len(walked) == 0 {
					break
				}
				at.rank, at.ordinal = walked[len(walked)-1].rank, walked[len(walked)-1].ordinal
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
