// Package news holds the nouns of ascribe: who publishes (Outlet, Feed), what was
// published (Story), who is spoken of (Party, Actor, Mention), who accuses whom in which
// words (Claim, Act, Standing), what it amounts to (Incident), and what is written down
// about all of it (Entry, Change).
//
// It imports the standard library only, does no I/O and reads no clock. The JSON of these
// types is what the log keeps: fields are added, never renamed or given another meaning.
//
// Offsets are bytes of UTF-8, half-open: text[start:end]. Times are UTC. Countries are
// ISO 3166-1 alpha-2 codes, "EU" for the Union, "" when unknown. Languages are BCP 47 tags.
package news

// OutletID and FeedID are slugs that the configuration gives, such as "guardian" and
// "guardian-world".
type (
	OutletID string
	FeedID   string
)

// An Outlet publishes: a newspaper, a trade site, a government, a vendor.
type Outlet struct {
	ID      OutletID   `json:"id"`
	Name    string     `json:"name"`
	Kind    OutletKind `json:"kind"`
	Owner   string     `json:"owner,omitempty"`
	Country string     `json:"country,omitempty"`
	Home    string     `json:"home,omitempty"` // URL of the front page
	// Voice is the name of the party that speaks when the outlet says "we": a vendor's blog
	// speaks for the vendor, a ministry's page for the ministry. It is "" for journalism.
	Voice string `json:"voice,omitempty"`
}

// An OutletKind says what sort of publisher an outlet is.
type OutletKind string

// The kinds of outlets.
const (
	Newspaper  OutletKind = "newspaper"
	Broadcast  OutletKind = "broadcaster"
	Wire       OutletKind = "wire"
	Trade      OutletKind = "trade"
	Government OutletKind = "government"
	Vendor     OutletKind = "vendor"
	Research   OutletKind = "research"
	OtherKind  OutletKind = "other"
)

// A Feed is an RSS, Atom, RDF or JSON Feed document of an outlet.
type Feed struct {
	ID     FeedID   `json:"id"`
	Outlet OutletID `json:"outlet"`
	Title  string   `json:"title"`
	URL    string   `json:"url"`
	Scope  Scope    `json:"scope"`
}

// A Scope says which items of a feed are kept.
type Scope string

// The scopes of a feed.
const (
	ScopeAll   Scope = "all"   // every item
	ScopeCyber Scope = "cyber" // items that claim.Scope finds to be about cyber operations
)
