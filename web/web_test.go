package web

import (
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ascribe/news"
)

// Every page answers, with and without something to show, under headers that let nothing
// run and nothing be loaded from elsewhere.
func TestPages(t *testing.T) {
	full := newWorld(t, harbour, northmere, grid, museum)
	paths := []string{"/", "/stories", "/actors", "/actors?name=cozy+bear", "/actors?country=KP", "/actors/actor:apt40", "/feeds"}
	for name, w := range map[string]*world{"empty": newWorld(t), "full": full} {
		t.Run(name, func(t *testing.T) {
			for _, path := range paths {
				w.TB = t
				w.sound(path)
			}
		})
	}
	full.TB = t
	full.sound("/incidents/" + string(full.incidentOf(harbour)))
	full.sound("/incidents/" + string(full.incidentOf(museum)))
	full.sound("/stories/" + string(harbour.ID))
	full.sound("/stories/" + string(harbour.ID) + "/versions/1")
	for path, kind := range map[string]string{"/static/style.css": "text/css; charset=utf-8", "/static/favicon.svg": "image/svg+xml"} {
		if _, head := full.get(path, http.StatusOK); head.Get("Content-Type") != kind || head.Get("Cache-Control") == "" {
			t.Errorf("%s: headers %v", path, head)
		}
	}
	full.get("/favicon.ico", http.StatusMovedPermanently)
	if full.log.Len() > 0 {
		t.Errorf("the log has %s", full.log)
	}
}

// sound wants a page to be whole, and its links of this house to be of paths.
func (w *world) sound(path string) {
	w.Helper()
	page, head := w.get(path, http.StatusOK)
	want := map[string]string{
		"Content-Type":            "text/html; charset=utf-8",
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "no-referrer",
		"X-Frame-Options":         "DENY",
		"Cache-Control":           "no-cache",
	}
	for name, value := range want {
		if head.Get(name) != value {
			w.Errorf("%s: %s is %q", path, name, head.Get(name))
		}
	}
	if !strings.HasSuffix(strings.TrimSpace(page), "</html>") || strings.Count(page, "<h1") != 1 {
		w.Errorf("%s is no whole page:\n%s", path, page)
	}
	for _, mark := range []string{"<script", "style=", "ZgotmplZ", "&lt;no value", "%!", "<nil>"} {
		if strings.Contains(page, mark) {
			w.Errorf("%s has %q in it", path, mark)
		}
	}
	w.ids(path, page)
}

func (w *world) ids(path, page string) {
	w.Helper()
	seen := map[string]bool{}
	for _, piece := range strings.Split(page, ` id="`)[1:] {
		id, _, _ := strings.Cut(piece, `"`)
		if seen[id] {
			w.Errorf("%s has two elements of id %s", path, id)
		}
		seen[id] = true
	}
}

func TestNothingYet(t *testing.T) {
	w := newWorld(t)
	w.shows("/", "Nothing is here yet.", "says how they are")
	w.shows("/?accused=CN", "No incident is like that.")
	w.shows("/stories", "Nothing is here yet.")
	w.shows("/feeds", "2 feeds, 0 failing", "All of gazette", "never", "Nothing was turned away.")
}

func TestIncidents(t *testing.T) {
	w := newWorld(t, harbour, northmere, grid, museum)
	w.shows("/", "Northmere harbour break-in", "China accused by United Kingdom government denied by China", "2 stories",
		"Museum of Letters", "No attribution read yet", "Accused China 1 Russia 1")
	cases := []struct {
		query        string
		shown        string // of a title
		hidden, chip string
	}{
		{"accused=Russia", "Calder valley", "Northmere", "accused: Russia"},
		{"accused=ru&since=2020-01-01", "Calder valley", "Northmere", "since: 2020-01-01"},
		{"not_accused=CN", "Calder valley", "Northmere", "not accused: CN"},
		{"accused=CN&accused=RU", "Calder valley", "Museum", "accused: RU"},
		{"actor=gingham+typhoon", "Northmere", "Calder", "actor: gingham typhoon"},
		{"accuser=US&stance=accuses", "Calder valley", "Museum", "stance: accuses"},
		{"contested=true", "Northmere", "Calder", "contested ×"},
		{"outlet=gazette", "Museum", "Calder", "outlet: gazette"},
		{"outlet_country=GB", "Museum", "Calder", "outlet country: GB"},
		{"q=substations", "Calder valley", "Museum", "q: substations"},
		{"q=&accused=&sort=first&q=substations", "Calder valley", "Museum", "sort: first"},
	}
	for _, c := range cases {
		t.Run(c.query, func(t *testing.T) {
			w := *w
			w.TB = t
			w.shows("/?"+c.query, c.shown, c.chip, "Clear all")
			w.hides("/?"+c.query, c.hidden)
		})
	}
}

// The form gives back what was asked, so that a second filter does not lose the first, and
// the links for programs ask the same.
func TestFormKeepsFilters(t *testing.T) {
	w := newWorld(t, harbour, grid)
	page := w.shows("/?accused=CN&accused=RU&min_outlets=1&level=government&contested=true&cursor=")
	for _, want := range []string{
		`name="accused" value="CN"`, `type="hidden" name="accused" value="RU"`, `type="hidden" name="min_outlets" value="1"`,
		`<option value="government" selected>`, `name="contested" value="true" checked`,
		`href="/v1/incidents.csv?accused=CN&amp;accused=RU&amp;contested=true&amp;level=government&amp;min_outlets=1"`,
		`<a href="/?accused=CN&amp;contested=true&amp;level=government&amp;min_outlets=1">`, // without RU
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
}

func TestPaging(t *testing.T) {
	w := newWorld(t, harbour, grid, museum)
	for _, list := range []string{"/?limit=1", "/stories?limit=1&q=the"} {
		seen := map[string]bool{}
		for path := list; path != ""; {
			page, _ := w.get(path, http.StatusOK)
			for _, title := range []string{harbour.Title, grid.Title, museum.Title} {
				if strings.Contains(page, title) {
					if seen[title] {
						t.Errorf("%s: %q twice", path, title)
					}
					seen[title] = true
				}
			}
			_, rest, more := strings.Cut(page, `<p class="more"><a href="`)
			if path = ""; more {
				next, _, _ := strings.Cut(rest, `"`)
				path = strings.ReplaceAll(next, "&amp;", "&")
			}
		}
		if len(seen) != 3 {
			t.Errorf("%s and what follows show %v", list, seen)
		}
	}
}

func TestFaults(t *testing.T) {
	w := newWorld(t, harbour)
	cases := []struct {
		path   string
		status int
		says   string
	}{
		{"/nowhere", http.StatusNotFound, "nothing at this address"},
		{"/incidents/i-00000000000000000000", http.StatusNotFound, "nothing at this address"},
		{"/incidents/nonsense", http.StatusNotFound, "nothing at this address"},
		{"/stories/s-00000000000000000000", http.StatusNotFound, "nothing at this address"},
		{"/stories/" + string(harbour.ID) + "/versions/9", http.StatusNotFound, "nothing at this address"},
		{"/stories/" + string(harbour.ID) + "/versions/one", http.StatusNotFound, "nothing at this address"},
		{"/actors/actor:nobody", http.StatusNotFound, "nothing at this address"},
		{"/actors/state:cn", http.StatusNotFound, "nothing at this address"},
		{"/static/", http.StatusNotFound, "nothing at this address"},
		{"/?colour=red", http.StatusUnprocessableEntity, "colour=red"},
		{"/?level=strong&since=whenever", http.StatusUnprocessableEntity, "level=strong want one of [media company government joint legal self]"},
		{"/stories?q=%22open", http.StatusUnprocessableEntity, `q="open`},
		{"/?cursor=rubbish", http.StatusUnprocessableEntity, "cursor=rubbish"},
		{"/feeds?x=1", http.StatusUnprocessableEntity, "x=1 this page has no such parameter"},
		{"/actors?nmae=bear", http.StatusUnprocessableEntity, "nmae=bear"},
		{"/incidents/" + string(w.incidentOf(harbour)) + "?tz=UTC", http.StatusUnprocessableEntity, "tz=UTC"},
	}
	for _, c := range cases {
		page, head := w.get(c.path, c.status)
		if text := read(page); !strings.Contains(text, c.says) {
			t.Errorf("%s: %s", c.path, text)
		}
		if head.Get("Content-Security-Policy") == "" {
			t.Errorf("%s has no policy", c.path)
		}
	}
	resp, err := http.Post(w.url+"/", "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST /: %s", resp.Status)
	}
}

// A place in a list of another grouping of the stories is gone.
func TestGone(t *testing.T) {
	w := newWorld(t, harbour, grid)
	page, _ := w.get("/?limit=1", http.StatusOK)
	_, rest, _ := strings.Cut(page, "cursor=")
	cursor, _, _ := strings.Cut(rest, "&amp;")
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < 7 {
		t.Fatalf("cursor %q: %v", cursor, err)
	}
	raw[6]++ // the number of the grouping ends here
	page, _ = w.get("/?limit=1&cursor="+base64.RawURLEncoding.EncodeToString(raw), http.StatusGone)
	if !strings.Contains(read(page), "Start again from the first page.") {
		t.Errorf("it says %s", read(page))
	}
}

// An absorbed incident leads to the one that holds its founder.
func TestAbsorbed(t *testing.T) {
	w := newWorld(t, harbour, grid)
	from, to := w.incidentOf(grid), w.incidentOf(harbour)
	if from == to {
		t.Fatal("the two stories are one incident")
	}
	w.edit(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{to, from}, Reason: "one operation"})
	if w.incidentOf(grid) != to {
		from, to = to, from
	}
	_, head := w.get("/incidents/"+string(from), http.StatusTemporaryRedirect)
	if got := head.Get("Location"); got != "/incidents/"+string(to) {
		t.Errorf("it leads to %q", got)
	}
	w.shows("/incidents/"+string(to), harbour.Title, grid.Title)
}

func TestActors(t *testing.T) {
	w := newWorld(t, northmere)
	w.shows("/actors?name="+url.QueryEscape("midnight blizzard"), "1 actor of", "APT29", "Russia")
	w.hides("/actors?name="+url.QueryEscape("midnight blizzard"), "APT40")
	w.shows("/actors?country=IR", "base in Iran", "APT33")
	w.shows("/actors?name=zzzz", "0 actors of", "“zzzz”")
	w.shows("/actors/actor:apt40", "APT40", "suspected base: China", "Gingham Typhoon", "G0065", northmere.Title)
	seen, path := map[string]bool{}, "/actors"
	for pages := 0; path != ""; pages++ {
		if pages > 50 {
			t.Fatal("the list has no end")
		}
		page, _ := w.get(path, http.StatusOK)
		for _, row := range strings.Split(page, `<th scope="row"><a href="`)[1:] {
			id, _, _ := strings.Cut(row, `"`)
			if seen[id] {
				t.Errorf("%s: %s twice", path, id)
			}
			seen[id] = true
		}
		_, rest, more := strings.Cut(page, `<p class="more"><a href="`)
		if path = ""; more {
			path, _, _ = strings.Cut(rest, `"`)
			path = html.UnescapeString(path)
		}
	}
	if len(seen) < 500 {
		t.Errorf("all pages name %d actors", len(seen))
	}
}
