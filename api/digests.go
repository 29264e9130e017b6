package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/digest"
	"ascribe/news"
	"ascribe/store"
)

// A form is a format of a digest.
type form struct {
	name, contentType string
	write             func(io.Writer, digest.Document) error
}

var forms = []form{
	{"md", "text/markdown; charset=utf-8; variant=GFM", digest.Markdown},
	{"html", "text/html; charset=utf-8", digest.HTML},
	{"json", jsonType, digest.JSON},
	{"csv", csvType, digest.CSV},
}

var digestParams = []*huma.Param{
	queryParam("format", "string", "Without it, what Accept asks for: text/html, application/json or text/csv; else Markdown.", false, "md", "markdown", "html", "json", "csv"),
	tlpParam,
	queryParam("title", "string", "The headline.", false),
	queryParam("download", "boolean", "Have a browser save it under a name.", false),
}

var tlpParam = queryParam("tlp", "string", "The level of the answer, CLEAR when absent: notes above it are left out.", false, "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")

var digestZone = queryParam("tz", "string", "The time zone of printed times: `Europe/Berlin`. UTC when absent.", false)

// period is how far back a digest looks when nobody says.
const period = "7d"

func (s *API) digestRoutes() {
	types := make([]string, len(forms))
	for i, f := range forms {
		types[i] = f.contentType
	}
	s.get(route{
		id: "get-incident-digest", path: "/v1/incidents/{id}/digest", tag: "Digests", summary: "Print one incident", types: types,
		params: append([]*huma.Param{idParam("The incident's id."), digestZone}, digestParams...), redirects: true, errors: []int{http.StatusNotFound},
	}, func(r *http.Request) (*reply, error) {
		p := parametersOf(r)
		f, d := p.document(r)
		d.Location = p.zone()
		if err := p.done(); err != nil {
			return nil, err
		}
		v, err := s.incident(r)
		if err != nil {
			return nil, err
		}
		if d.Title == "" {
			d.Title = v.Title
		}
		return s.digest(r, f, d, []store.IncidentView{v}, "incident-"+string(v.ID))
	})
	s.get(route{
		id: "get-digest", path: "/v1/digest", tag: "Digests", summary: "Print the incidents of a period", types: types,
		doc:    "Takes the filters of the list of incidents; without `since`, the last seven days.",
		params: append(s.filters("cursor"), digestParams...),
	}, s.periodDigest)
}

func (s *API) periodDigest(r *http.Request) (*reply, error) {
	p := parametersOf(r)
	f, d := p.document(r)
	d.Location = p.zone()
	p.known = slices.DeleteFunc(p.known, func(name string) bool { return name == "tz" }) // dates are in it too
	if !p.values.Has("since") {
		p.values.Set("since", period)
	}
	q, err := p.query(s.env())
	if err != nil {
		return nil, err
	}
	page, err := s.Store.Incidents(r.Context(), q)
	if err != nil {
		return nil, err
	}
	d.From, d.Until, d.More = q.Since, q.Until, page.Next != ""
	return s.digest(r, f, d, page.Items, "digest")
}

// document reads what the routes of digests share.
func (p *parameters) document(r *http.Request) (form, digest.Document) {
	name := p.one("format", "", "md", "markdown", "html", "json", "csv")
	if name == "" {
		name = accepted(r.Header.Get("Accept"))
	}
	i := max(0, slices.IndexFunc(forms, func(f form) bool { return f.name == name }))
	d := digest.Document{TLP: p.tlp(), Title: cut(p.one("title"), maxTitle)}
	p.flag("download")
	return forms[i], d
}

// tlp reads the level of an answer; "" is CLEAR. A plus that was not escaped came as a blank.
func (p *parameters) tlp() news.TLP {
	levels := []string{""}
	for _, l := range news.TLPs {
		levels = append(levels, string(l))
	}
	for i, v := range p.values["tlp"] {
		p.values["tlp"][i] = strings.ReplaceAll(v, " ", "+")
	}
	return news.TLP(p.one("tlp", levels...))
}

func (p *parameters) zone() *time.Location {
	name := p.one("tz")
	loc, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		p.wrong("tz", name, "want a time zone such as Europe/Berlin")
		return time.UTC
	}
	return loc
}

func accepted(accept string) string {
	for part := range strings.SplitSeq(accept, ",") {
		switch t, _, _ := strings.Cut(strings.TrimSpace(part), ";"); t {
		case "text/html":
			return "html"
		case "application/json":
			return "json"
		case "text/csv":
			return "csv"
		}
	}
	return "md"
}

func (s *API) digest(r *http.Request, f form, d digest.Document, views []store.IncidentView, name string) (*reply, error) {
	outlets := map[news.OutletID]news.Outlet{}
	for _, o := range s.Node.Outlets() {
		outlets[o.ID] = o
	}
	base := s.base(r)
	for _, v := range views {
		in := digest.Incident{Incident: v.Incident, Outlets: outlets}
		if base != "" {
			in.URL = base + "/incidents/" + string(v.ID)
		}
		stories, err := s.told(r.Context(), v)
		if err != nil {
			return nil, err
		}
		in.Stories = stories
		d.Incidents = append(d.Incidents, in)
	}
	feeds, err := s.Node.Feeds()
	if err != nil {
		return nil, err
	}
	states := make([]news.FeedState, len(feeds))
	for i, v := range feeds {
		states[i] = v.State
	}
	d.Blind = digest.Survey(d.Incidents, states)
	var out bytes.Buffer
	if err := f.write(&out, d); err != nil {
		return nil, err
	}
	rep := &reply{body: out.Bytes(), etag: tagOf(out.Bytes()), contentType: f.contentType}
	if f.name == "html" {
		rep.policy = digest.ContentSecurityPolicy()
	}
	if r.URL.Query().Get("download") == "true" || f.name == "csv" {
		rep.filename = fmt.Sprintf("ascribe-%s.%s", name, f.name)
	}
	return rep, nil
}

// told reads the stories of an incident.
func (s *API) told(ctx context.Context, v store.IncidentView) ([]news.Story, error) {
	views, err := s.members(v)
	if err != nil {
		return nil, err
	}
	stories := make([]news.Story, 0, len(views))
	for _, st := range views {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		stories = append(stories, st.Story)
	}
	return stories, nil
}

var plainHost = regexp.MustCompile(`^[A-Za-z0-9.\-]+(:[0-9]+)?$|^\[[0-9a-fA-F:.]+\](:[0-9]+)?$`)

// base is the address of the pages, for links that leave this server in a document.
func (s *API) base(r *http.Request) string {
	if s.BaseURL != "" || callerOf(r.Context()).local || !plainHost.MatchString(r.Host) {
		return strings.TrimSuffix(s.BaseURL, "/")
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
