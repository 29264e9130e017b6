package store

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"ascribe/news"
)

// A Query selects objects of one list. Its filters are ANDed; the values of one filter are
// ORed. The zero Query selects everything that no person has hidden.
type Query struct {
	Filters []Filter
	Text    string // q: words, "phrases", AND OR NOT, prefix*, title: text: quote:

	// A story is filed under its publication, a claim under its date, an incident under its
	// last activity. Until is exclusive.
	Since, Until time.Time
	UpdatedSince uint64 // log sequence; 0 is no filter

	MinOutlets  int
	MinAccusers int
	MinScore    int
	Contested   *bool
	Of          Kind // what Facets counts
	Sort        Sort
	Limit       int // 0 is DefaultLimit
	Cursor      string
}

// The numbers of items on a page.
const (
	DefaultLimit = 50
	MaxLimit     = 500
)

// A Filter is one parameter: its values, resolved to what the index knows.
type Filter struct {
	Name   string   // of the parameter, without not_
	Not    bool     // no value may be there
	Values []string // as asked
	keys   []string // what the index calls them
}

// A Kind is what a list is of.
type Kind string

// The kinds of lists.
const (
	OfIncidents Kind = "incidents"
	OfStories   Kind = "stories"
	OfClaims    Kind = "claims"
)

// A Sort is the order of a list of incidents. Other lists know their own only.
type Sort string

// The orders, all newest or largest first. "" is the list's own.
const (
	ByActivity Sort = "activity"
	ByFirst    Sort = "first"
	BySize     Sort = "size"
)

// Env is what reading a query needs to know of the rest of the house. Functions may be nil.
type Env struct {
	Now       time.Time
	Resolve   func(name string) []string              // IDs of the parties that go by a name
	Country   func(name string) (iso string, ok bool) // of an ISO code, a name, a demonym
	OutletsIn func(country string) []news.OutletID
}

// A Problem is one parameter that can't be understood.
type Problem struct {
	Parameter string
	Value     string
	Message   string // says what would be right
}

// BadQuery is the error for a query that can't be understood; it names every parameter.
type BadQuery []Problem

// Error lists the problems.
func (b BadQuery) Error() string {
	var all []string
	for _, p := range b {
		all = append(all, fmt.Sprintf("%s=%q: %s", p.Parameter, p.Value, p.Message))
	}
	return strings.Join(all, "; ")
}

// ParseQuery reads the parameters of a request. Every parameter must be a filter: take out
// what else the route knows before.
func ParseQuery(v url.Values, env Env) (Query, error) { return Query{}, nil }
