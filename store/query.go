package store

import (
	"fmt"
	"strings"
	"time"

	"ascribe/news"
)

// A Query selects objects of one list. Its filters are ANDed; the values of one filter are
// ORed. The zero Query selects everything that no person has hidden or rejected.
type Query struct {
	Filters []Filter
	Text    string // q: words, "phrases", AND OR NOT, prefix*, title: text: quote:
	NotText string // not_q

	// A story is filed under its publication, a claim under its date, an incident under its
	// last activity. Until is exclusive.
	Since, Until time.Time
	UpdatedSince AsOf // what changed after Seq; the zero one is no filter
	Gone         bool // tell what changed since UpdatedSince and is not in the list

	MinOutlets  int
	MinAccusers int // parties that accuse the same accused: who is filtered for, else anybody
	MinScore    int // 0 to 100
	Contested   *bool
	// NotContested is its opposite: both may be asked for, and then nothing is found.
	NotContested *bool
	Of           Kind // what Facets counts; incidents when ""
	Sort         Sort
	Limit        int // 0 is DefaultLimit
	Cursor       string

	rejectedToo bool // takes nothing out that was not asked to be taken out

	outlets func(name string) (keys []string, wrong string) // reads outlet: in Text; nil takes ids
}

// The numbers of items on a page.
const (
	DefaultLimit = 50
	MaxLimit     = 500
)

// A Filter is one parameter with its values.
type Filter struct {
	Name   string   // of the parameter, without not_
	Not    bool     // none of the values may be there
	Values []string // as asked
	// Keys are what the index calls the values: set by ParseQuery, and where they are nil
	// the values are looked up as they stand.
	Keys []string
}

// A Kind is what a list is of.
type Kind string

// The kinds of lists.
const (
	OfIncidents Kind = "incidents"
	OfStories   Kind = "stories"
	OfClaims    Kind = "claims"
)

// Kinds are all kinds.
var Kinds = []Kind{OfIncidents, OfStories, OfClaims}

// A Sort is the order of a list. "" is the list's own.
type Sort string

// The orders, all newest, largest or best first.
const (
	ByActivity  Sort = "activity"  // incidents
	ByFirst     Sort = "first"     // incidents
	BySize      Sort = "size"      // incidents
	ByStanding  Sort = "standing"  // incidents: the strongest level that accuses, then how many do
	ByRelevance Sort = "relevance" // stories and claims that a text is searched for in: BM25
)

// Sorts are all orders; the first ones are kept in buckets, see ordersOf.
var Sorts = []Sort{ByActivity, ByFirst, BySize, ByStanding, ByRelevance}

// Env is what reading a query needs to know of the rest of the house. Functions may be nil.
type Env struct {
	Now       time.Time
	Resolve   func(name string) []string              // IDs of the parties that go by a name
	Country   func(name string) (iso string, ok bool) // of an ISO code, a name, a demonym
	OutletsIn func(country string) []news.OutletID
	Outlets   func(name string) []news.OutletID // that have this id or name
	Has       func(field, key string) bool      // Store.Has
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

// limit is how many items a page holds.
func (q Query) limit() int {
	if q.Limit <= 0 {
		return DefaultLimit
	}
	return min(q.Limit, MaxLimit)
}
