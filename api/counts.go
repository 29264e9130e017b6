package api

import (
	"cmp"
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"ascribe/news"
	"ascribe/store"
)

// Facets counts the values of fields.
type Facets struct {
	Of       string                  `json:"of" doc:"What is counted."`
	Fields   map[string][]FacetValue `json:"fields" doc:"The most frequent value first."`
	Complete bool                    `json:"complete" doc:"False when q has a phrase that more texts may hold than are read for one answer: then the newest of them are counted."`
	Seq      uint64                  `json:"seq"`
}

// A FacetValue is one value of a field.
type FacetValue struct {
	Value string  `json:"value"`
	Name  *string `json:"name" doc:"Of a party, a country or an outlet; null where the value says it all."`
	Count int     `json:"count"`
}

// A Matrix counts who accuses whom.
type Matrix struct {
	Accusers []Party `json:"accusers" doc:"With the most acts first."`
	Accused  []Party `json:"accused" doc:"With the most acts first."`
	Cells    []Cell  `json:"cells" doc:"Without those that are empty."`
	Complete bool    `json:"complete" doc:"False when there was more than one answer can count."`
	Seq      uint64  `json:"seq"`
}

// A Cell is what one accuser says of one accused.
type Cell struct {
	Accuser   int `json:"accuser" doc:"Index of the row in accusers."`
	Accused   int `json:"accused" doc:"Index of the column in accused."`
	Acts      int `json:"acts"`
	Incidents int `json:"incidents"`
	Claims    int `json:"claims"`
}

// maxActs and maxPages bound the work of one matrix: pages of a phrase may have few acts.
const (
	maxActs  = 20_000
	maxPages = 100
)

func (s *API) countRoutes() {
	var fields []any
	for _, p := range s.params {
		if p.repeat && !slices.Contains([]string{"outlet_country", "incident", "story"}, p.name) {
			fields = append(fields, p.name)
		}
	}
	s.get(route{
		id: "count-facets", path: "/v1/facets", tag: "Counts", summary: "Count the values of fields under the filters of the lists", answer: reflect.TypeFor[Facets](),
		params: append(s.filters("limit", "cursor", "sort"),
			queryParam("field", "string", "What to count the values of; `accused`, `accuser`, `level` and `outlet` when absent.", true, fields...),
			queryParam("of", "string", "What to count.", false, string(store.OfIncidents), string(store.OfStories), string(store.OfClaims)),
			queryParam("top", "integer", "How many values of each, 1 to 1000; 50 when absent.", false)),
	}, s.facets)
	s.get(route{
		id: "get-matrix", path: "/v1/matrix", tag: "Counts", summary: "Count who accuses whom", answer: reflect.TypeFor[Matrix](),
		doc:    "Acts about the incidents themselves. Without `stance` and `not_stance`, accusations.",
		params: s.filters("limit", "cursor", "sort"),
	}, s.matrix)
	s.get(route{
		id: "get-matrix-csv", path: "/v1/matrix.csv", tag: "Counts", summary: "Count who accuses whom, as a table", types: []string{csvType},
		doc:    "A row for each accuser and accused. More acts than one answer can count are refused: narrow the filters.",
		params: s.filters("limit", "cursor", "sort"),
	}, s.matrixTable)
}

func (s *API) facets(r *http.Request) (*reply, error) {
	key := pageKey{r.URL.Path, r.URL.RawQuery, s.Store.Applied()}
	if out, ok := s.replies.get(key); ok {
		return out, nil
	}
	p := parametersOf(r)
	of := p.one("of", string(store.OfIncidents), string(store.OfStories), string(store.OfClaims))
	top := p.number("top", 50, 1000)
	p.known = append(p.known, "field")
	p.without("limit", "cursor", "sort")
	fields := p.values["field"]
	if len(fields) == 0 {
		fields = []string{"accused", "accuser", "level", "outlet"}
	}
	q, err := p.query(s.env())
	if err != nil {
		return nil, err
	}
	q.Of = store.Kind(of)
	counts, err := s.Store.Facets(r.Context(), q, fields)
	if err != nil {
		return nil, err
	}
	out := Facets{Of: of, Fields: map[string][]FacetValue{}, Complete: counts.Complete, Seq: key.applied}
	for field, values := range counts.Values {
		out.Fields[field] = s.topValues(field, values, top)
	}
	rep, err := jsonReply(out)
	if err == nil && !p.moving() {
		s.replies.put(key, rep, 2*len(rep.body))
	}
	return rep, err
}

func (s *API) topValues(field string, counts map[string]int, top int) []FacetValue {
	values := make([]FacetValue, 0, len(counts))
	for v, n := range counts {
		values = append(values, FacetValue{Value: v, Count: n})
	}
	slices.SortFunc(values, func(a, b FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	values = values[:min(top, len(values))]
	for i, v := range values {
		values[i].Name = some(s.nameOf(field, v.Value))
	}
	return values
}

func (s *API) nameOf(field, value string) string {
	if e, ok := s.Catalogue.Entry(value); ok {
		return e.Party.Name
	}
	if field == "outlet" {
		if o, ok := s.Node.Outlet(news.OutletID(value)); ok {
			return o.Name
		}
	}
	if len(value) == 2 {
		if name, ok := s.Catalogue.Country(value); ok {
			return name
		}
	}
	return ""
}

func (s *API) matrix(r *http.Request) (*reply, error) {
	m, err := s.countedMatrix(r)
	if err != nil {
		return nil, err
	}
	return jsonReply(m)
}

func (s *API) countedMatrix(r *http.Request) (Matrix, error) {
	p := parametersOf(r)
	p.without("limit", "cursor", "sort")
	if !p.values.Has("stance") && !p.values.Has("not_stance") {
		p.values.Set("stance", string(news.Accuses))
	}
	q, err := p.query(s.env())
	if err != nil {
		return Matrix{}, err
	}
	seq := s.Store.Applied()
	m := newTally()
	complete, err := s.eachAct(r.Context(), q, m.add)
	if err != nil {
		return Matrix{}, err
	}
	out := m.matrix()
	out.Complete, out.Seq = complete, seq
	return out, nil
}

// eachAct walks the acts of a query, up to maxActs.
func (s *API) eachAct(ctx context.Context, q store.Query, do func(news.Act)) (complete bool, err error) {
	q.Limit = store.MaxLimit
	for n, pages := 0, 0; n < maxActs && pages < maxPages; pages++ {
		page, err := s.Store.Acts(ctx, q)
		if err != nil {
			return false, err
		}
		for _, a := range page.Items {
			if a.About == news.Main {
				do(a)
			}
		}
		if page.Next == "" {
			return true, nil
		}
		n += len(page.Items)
		q.Cursor = page.Next
	}
	return false, nil
}

// A pairs tally counts by accuser and accused.
type pairs struct {
	parties map[string]news.Party
	acts    map[[2]string]int
	claims  map[[2]string]int
	in      map[[2]string]map[news.IncidentID]bool
}

func newTally() *pairs {
	return &pairs{map[string]news.Party{}, map[[2]string]int{}, map[[2]string]int{}, map[[2]string]map[news.IncidentID]bool{}}
}

func (t *pairs) add(a news.Act) {
	key := [2]string{a.Accuser.Key(), a.Accused.Key()}
	t.parties[key[0]], t.parties[key[1]] = a.Accuser, a.Accused
	t.acts[key]++
	t.claims[key] += len(a.Claims)
	if t.in[key] == nil {
		t.in[key] = map[news.IncidentID]bool{}
	}
	t.in[key][a.Incident] = true
}

func (t *pairs) matrix() Matrix {
	rows, columns := t.side(0), t.side(1)
	m := Matrix{Cells: []Cell{}, Accusers: []Party{}, Accused: []Party{}}
	for i, row := range rows {
		m.Accusers = append(m.Accusers, newParty(t.parties[row]))
		for j, column := range columns {
			if key := [2]string{row, column}; t.acts[key] > 0 {
				m.Cells = append(m.Cells, Cell{i, j, t.acts[key], len(t.in[key]), t.claims[key]})
			}
		}
	}
	for _, column := range columns {
		m.Accused = append(m.Accused, newParty(t.parties[column]))
	}
	return m
}

// side lists the accusers (0) or the accused (1), those with the most acts first.
func (t *pairs) side(n int) []string {
	total := map[string]int{}
	for key, acts := range t.acts {
		total[key[n]] += acts
	}
	var names []string
	for name := range total {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(total[b], total[a]), strings.Compare(a, b)) })
	return names
}
