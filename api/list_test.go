package api

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"ascribe/news"
)

func TestIncidentsAreLightAndExplicit(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	var page List[IncidentItem]
	resp := w.get("/v1/incidents", &page)
	if len(page.Items) != 3 || page.NextCursor != nil || page.Seq != w.store.Applied() {
		t.Fatalf("%d items, next %v, seq %d", len(page.Items), page.NextCursor, page.Seq)
	}
	i := slices.IndexFunc(page.Items, func(it IncidentItem) bool { return it.Stories == 2 })
	if i < 0 {
		t.Fatal("the two stories on Northmere are not one incident")
	}
	it := page.Items[i]
	if !it.Contested || it.Claims != 3 || it.Outlets != 2 || len(it.Standing) != 1 || it.Standing[0].Denied != 1 || *it.Standing[0].Country != "CN" {
		t.Errorf("%+v", it)
	}
	for _, name := range []string{"ETag", "Cache-Control"} {
		if resp.Header.Get(name) == "" {
			t.Errorf("no %s", name)
		}
	}
	raw := w.text(w.do(http.MethodGet, "/v1/incidents", ""))
	for _, want := range []string{`"next_cursor":null`, `"standing":[]`, `"likelihood":null`, `"cves":[]`} {
		if !strings.Contains(raw, want) {
			t.Errorf("%s is not explicit: %s", want, raw)
		}
	}
	for _, item := range strings.Split(raw, `{"id":"i-`)[1:] {
		if len(item) > 1024 {
			t.Errorf("an item of %d bytes", len(item))
		}
	}
}

func TestPagesFollowOneAnother(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	var ids []string
	path := "/v1/stories?limit=1&outlet=gazette&outlet=wire"
	for range 9 {
		var page List[StoryItem]
		resp := w.get(path, &page)
		for _, s := range page.Items {
			ids = append(ids, s.ID)
		}
		if page.NextCursor == nil {
			if resp.Header.Get("Link") != "" {
				t.Error("the last page links on")
			}
			break
		}
		link, ok := strings.CutSuffix(strings.TrimPrefix(resp.Header.Get("Link"), "<"), `>; rel="next"`)
		if u, err := url.Parse(link); !ok || err != nil || u.Query().Get("cursor") != *page.NextCursor || len(u.Query()["outlet"]) != 2 {
			t.Fatalf("Link %q does not lead to the next page", resp.Header.Get("Link"))
		}
		path = link
	}
	if want := len(stories()); len(ids) != want || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != want {
		t.Errorf("walked over %v", ids)
	}
}

func TestClaimFiltersBindToOneAct(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	for query, want := range map[string]int{
		"accused=CN&accuser=GB": 1, "accused=China&accuser=gb": 1, "accused=CN&accuser=US": 0, "accused=RU&accuser=GB": 0,
		"accused=RU&accused=CN": 2, "not_accused=CN": 2, "stance=denies": 1, "contested=true": 1, "min_outlets=2": 1, "q=Calder": 1,
	} {
		var page List[IncidentItem]
		w.get("/v1/incidents?"+query, &page)
		if len(page.Items) != want {
			t.Errorf("%s: %d incidents, want %d", query, len(page.Items), want)
		}
	}
}

func TestActs(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	var claims List[Claim]
	var acts List[Act]
	w.get("/v1/claims", &claims)
	w.get("/v1/claims?group=act", &acts)
	if len(claims.Items) != 4 || len(acts.Items) != 3 {
		t.Errorf("%d claims and %d acts, want 4 and 3", len(claims.Items), len(acts.Items))
	}
	w.get("/v1/claims?group=act&accuser=GB", &acts)
	if len(acts.Items) != 1 || len(acts.Items[0].Claims) != 2 {
		t.Errorf("%+v: want one act of two claims", acts.Items)
	}
	w.problem(w.do(http.MethodGet, "/v1/claims?group=outlet", ""), http.StatusUnprocessableEntity)
}

func TestUnchangedListsAreNotSentAgain(t *testing.T) {
	all := stories()
	w := newWorld(t, nil).fill(all[:3]...)
	const path = "/v1/incidents?accused=CN"
	first := w.do(http.MethodGet, path, "")
	tag := first.Header.Get("ETag")
	second := w.do(http.MethodGet, path, "", "If-None-Match", tag)
	if second.StatusCode != http.StatusNotModified || second.Header.Get("ETag") != tag || second.Header.Get("Cache-Control") == "" || w.text(second) != "" {
		t.Errorf("%s with ETag %q, want 304 with %q", second.Status, second.Header.Get("ETag"), tag)
	}
	w.fill(all[3]) // the log goes on, but not about China
	if third := w.do(http.MethodGet, path, "", "If-None-Match", `"other", `+tag); third.StatusCode != http.StatusNotModified {
		t.Errorf("%s after a change elsewhere", third.Status)
	}
	revised := all[0]
	revised.Title, revised.Arrived = "Britain accuses China of the Northmere harbour break-in: what we know", revised.Arrived.AddDate(0, 0, 1)
	revised.Hash = revised.Fingerprint()
	w.fill(revised)
	if fourth := w.do(http.MethodGet, path, "", "If-None-Match", tag); fourth.StatusCode != http.StatusOK || fourth.Header.Get("ETag") == tag {
		t.Errorf("%s after a change here", fourth.Status)
	}
}

func TestCodings(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	plain := w.do(http.MethodGet, "/v1/stories", "")
	want := w.text(plain)
	if len(want) < smallest {
		t.Fatalf("a list of %d bytes shows nothing", len(want))
	}
	tags := map[string]bool{plain.Header.Get("ETag"): true}
	for _, tc := range []struct{ accept, coding string }{
		{"gzip", "gzip"}, {"zstd, gzip", "zstd"}, {"gzip;q=0.9, zstd;q=0.5", "gzip"}, {"gzip;q=0", ""}, {"br", ""}, {"GZIP", "gzip"},
	} {
		resp := w.do(http.MethodGet, "/v1/stories", "", "Accept-Encoding", tc.accept)
		if got := resp.Header.Get("Content-Encoding"); got != tc.coding || !strings.Contains(resp.Header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s: coded as %q, want %q", tc.accept, got, tc.coding)
		}
		var body io.Reader = resp.Body
		switch tc.coding {
		case "gzip":
			z, err := gzip.NewReader(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		case "zstd":
			z, err := zstd.NewReader(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			defer z.Close()
			body = z
		}
		if got, err := io.ReadAll(body); err != nil || string(got) != want {
			t.Errorf("%s: another body (%v)", tc.accept, err)
		}
		tags[resp.Header.Get("ETag")] = true
		if again := w.do(http.MethodGet, "/v1/stories", "", "Accept-Encoding", tc.accept, "If-None-Match", plain.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %s for the state that the client has in another coding", tc.accept, again.Status)
		}
	}
	if len(tags) != 3 {
		t.Errorf("tags %v, want one for each of three codings", tags)
	}
}

func TestExports(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	lines := strings.Split(strings.TrimSpace(w.text(w.do(http.MethodGet, "/v1/claims.ndjson", ""))), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines, want a line for each of 4 claims", len(lines))
	}
	for _, line := range lines {
		var c Claim
		if err := json.Unmarshal([]byte(line), &c); err != nil || c.Quote == "" {
			t.Errorf("%q: %v", line, err)
		}
	}
	resp := w.do(http.MethodGet, "/v1/claims.csv?accused=CN", "")
	rows, err := csv.NewReader(resp.Body).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows (%v), want the header and 3 claims", len(rows), err)
	}
	quote := slices.Index(rows[0], "quote")
	guarded := 0
	for _, row := range rows[1:] {
		if strings.HasPrefix(row[quote], "'=China") {
			guarded++
		}
	}
	if guarded != 1 {
		t.Errorf("a quote that starts like a formula is not guarded: %v", rows)
	}
	for path, want := range map[string]int{"/v1/incidents.ndjson": 3, "/v1/stories.ndjson?limit=2": 2, "/v1/stories.csv": 5, "/v1/incidents.csv": 4} {
		if got := strings.Count(w.text(w.do(http.MethodGet, path, "")), "\n"); got != want {
			t.Errorf("%s: %d lines, want %d", path, got, want)
		}
	}
	w.problem(w.do(http.MethodGet, "/v1/claims.csv?acused=CN", ""), http.StatusUnprocessableEntity)
}

func TestWithinAnIncident(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	var page List[IncidentItem]
	w.get("/v1/incidents?contested=true", &page)
	id := page.Items[0].ID
	var in Incident
	w.get("/v1/incidents/"+id, &in)
	if len(in.Members) != 2 || len(in.Acts) != 2 || len(in.Standing) != 1 || in.Claims != 3 || in.Unreviewed != 3 || !slices.Equal(in.Countries, []string{"GB", "US"}) {
		t.Errorf("%+v", in)
	}
	if item := page.Items[0].Standing[0]; in.Acts[0].Score != 70 || in.Standing[0].Score != 70 || item.Score != 70 {
		t.Errorf("an act is read with %d, the standing with %d, in the list %d; want 70", in.Acts[0].Score, in.Standing[0].Score, item.Score)
	}
	for _, m := range in.Timeline {
		if (m.Claim == nil) != (m.Score == nil) || m.Score != nil && *m.Score != 70 {
			t.Errorf("%q is read with %v, want 70 for a claim alone", m.Text, m.Score)
		}
	}
	var told List[StoryItem]
	w.get("/v1/incidents/"+id+"/stories", &told)
	var claims List[Claim]
	resp := w.get("/v1/incidents/"+id+"/claims?stance=accuses&limit=1", &claims)
	if len(told.Items) != 2 || len(claims.Items) != 1 || claims.NextCursor == nil || strings.Contains(resp.Header.Get("Link"), "incident=") {
		t.Errorf("%d stories, %d claims, Link %s", len(told.Items), len(claims.Items), resp.Header.Get("Link"))
	}
	var acts List[Act]
	w.get("/v1/incidents/"+id+"/claims?group=act", &acts)
	var timeline List[Milestone]
	w.get("/v1/incidents/"+id+"/timeline", &timeline)
	if len(acts.Items) != 2 || len(timeline.Items) == 0 {
		t.Errorf("%d acts, %d milestones", len(acts.Items), len(timeline.Items))
	}
	w.problem(w.do(http.MethodGet, "/v1/incidents/"+id+"/stories?incident=i-00000000000000000000", ""), http.StatusUnprocessableEntity)
}

func TestFeeds(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	for path, want := range map[string]int{"/v1/incidents.atom?accused=CN&limit=5": 1, "/v1/stories.atom": 4, "/v1/claims.atom?stance=denies": 1, "/v1/claims.atom?accused=FR": 0} {
		body := w.text(w.do(http.MethodGet, path, ""))
		var feed atomFeed
		if err := xml.Unmarshal([]byte(body), &feed); err != nil {
			t.Fatalf("%s: %v: %s", path, err, body)
		}
		if len(feed.Entries) != want || feed.Links[0].Rel != "self" || feed.Links[0].Href != w.url+path {
			t.Errorf("%s: %d entries, %+v", path, len(feed.Entries), feed.Links)
		}
		for _, e := range feed.Entries {
			_, err := time.Parse(time.RFC3339, e.Updated)
			if err != nil || !strings.HasPrefix(e.ID, "urn:uuid:") || e.Title == "" || e.Content.Text == "" && !strings.Contains(path, "stories") || len(e.Links) != 1 {
				t.Errorf("%s: %+v", path, e)
			}
		}
		if again := w.text(w.do(http.MethodGet, path, "")); again != body {
			t.Errorf("%s moves by itself", path)
		}
	}
}

// Outlets go by id or name, configured or known by their stories. What can be no value is
// told, not answered with nothing.
func TestValuesThatCanBeNone(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...).fill(tell("https://blog.example/1", "blog.example", "2024-07-01", "Pipeline of Southwold shut", "Somebody shut it."))
	for query, want := range map[string]int{
		"outlet=gazette": 2, "outlet=The+Gazette": 2, "outlet=WIRE": 2, "outlet=blog.example": 1, "outlet=Blog.Example": 1, "not_outlet=the+gazette": 3,
		"q=outlet:%22Ostland+Wire%22": 2, "q=outlet:(gazette+OR+blog.example)": 3, "language=en-GB": 5, "language=fr": 0, "sector=energy": 0,
	} {
		var page List[StoryItem]
		if w.get("/v1/stories?"+query, &page); len(page.Items) != want {
			t.Errorf("%s: %d stories, want %d", query, len(page.Items), want)
		}
	}
	for _, query := range []string{"outlet=nosuch", "not_outlet=nosuch", "q=outlet:nosuch", "language=english", "accused=XX", "accused=ZQ", "sector=helth", "victim_country=XX", "q=", "q=%22%22", "q=" + strings.Repeat("a-", 32) + "a*"} {
		w.problem(w.do(http.MethodGet, "/v1/stories?"+query, ""), http.StatusUnprocessableEntity)
	}
	zq := tell("https://wire.example/zq", "wire", "2024-07-02", "ZQ blamed", "A printer did it.", said{britain, news.Party{Name: "ZQ", Kind: news.Company}, news.Accuses, "Britain blames ZQ for the printers."})
	var page List[StoryItem]
	if w.fill(zq).get("/v1/stories?accused=ZQ", &page); len(page.Items) != 1 {
		t.Errorf("a party of two letters is not found by its name: %d", len(page.Items))
	}
}
