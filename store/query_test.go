package store

import (
	"errors"
	"fmt"
	"net/url"
	"os"
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
	table, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		fields := strings.Split(strings.TrimSpace(line), " |")
		if len(fields) != 3 {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				t.Errorf("%q is no list | query | names", line)
			}
			continue
		}
		list, query, want := fields[0], strings.TrimSpace(fields[1]), strings.TrimSpace(fields[2])
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := ParseQuery(v, catalogue)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if got := names(t, s, q, list); got != want {
			t.Errorf("%s of %q = %q, want %q", list, query, got, want)
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
	for _, order := range Sorts[:len(Sorts)-1] { // incidents know no relevance
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
		for q = (Query{UpdatedSince: AsOf{Seq: seq}, Limit: 20}); ; q.Cursor = page.Next {
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
