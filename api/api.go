// Package api is the JSON API: what clients may rely on.
//
// Public types are not stored types. They are snake_case, fields are only ever added, a
// list is never null, what is unknown is null, and times are RFC 3339 in UTC beside a
// precision that says how much of them is known. Errors are RFC 9457 documents everywhere,
// and name every parameter that was wrong; what went wrong inside is logged, never sent.
//
// The routes are declared with huma, which makes the OpenAPI document of them and checks
// request bodies. Reading requests carry their parameters as they are (parameters.txt); the
// lists' are understood by package store. Every answer is a reply: bytes with an ETag, sent
// by one function that knows conditional requests and codings.
//
// A request passes, in this order: metrics and log, recovery, headers, the answer to a
// browser's question about other origins, the caller's identity (access.go), the cross-origin
// guard, the token's rate and the bound on work at once (limit.go), the mux.
package api

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/klauspost/compress/zstd"

	"ascribe/actor"
	"ascribe/news"
	"ascribe/node"
	"ascribe/store"
)

// Config is what the API works with. Node, Store and Catalogue are required.
type Config struct {
	Node      *node.Node
	Store     *store.Store
	Catalogue *actor.Catalogue
	Tokens    []Token  // none: loopback and the unix socket only, and everybody may do all
	Hosts     []string // further values of the Host header to answer without tokens
	Origins   []string // of pages elsewhere that may ask, from a browser: https://desk.example
	Rate      Rate     // of each token
	BaseURL   string   // where people find the pages, for links in digests; "" is the request's host
	Version   string
	Logger    *slog.Logger
}

// maxBody bounds the body of a request in bytes.
const maxBody = 1 << 20

// An API is the handler of every route.
type API struct {
	Config
	handler http.Handler
	pages   http.Handler // of what is no route; nil answers with a problem
	api     huma.API
	mux     *http.ServeMux
	params  []parameter
	items   *cache[itemKey, encodedItem]
	replies *cache[pageKey, *reply]
	zstd    *zstd.Encoder
	metrics *metrics
	meter   meter

	answering, following chan struct{} // places, each with who is in it
	heartbeat            time.Duration // how often a stream that has nothing to tell says that it lives

	leaving chan struct{} // closed by Leave
	leave   sync.Once
}

// New makes the API.
func New(c Config) (*API, error) {
	if c.Node == nil || c.Store == nil || c.Catalogue == nil {
		return nil, errors.New("api: a node, a store and a catalogue are needed")
	}
	for _, fault := range CheckTokens(c.Tokens) {
		return nil, fmt.Errorf("api: %w", fault)
	}
	if err := errors.Join(CheckOrigins(c.Origins), c.Rate.Check()); err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	c.Logger = slog.New(naming{c.Logger.Handler()})
	params, err := readParameters(parameterTable)
	if err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	s := &API{
		Config: c, mux: http.NewServeMux(), params: params, zstd: encoder,
		items: newCache[itemKey, encodedItem](itemBytes), replies: newCache[pageKey, *reply](pageBytes), leaving: make(chan struct{}),
		meter: meter{rate: c.Rate, buckets: map[string]*bucket{}}, answering: make(chan struct{}, mostAnswering), following: make(chan struct{}, mostFollowing),
		heartbeat: heartbeat,
	}
	s.metrics = newMetrics(s)
	s.api = humago.New(s.mux, describe(c))
	s.incidentRoutes()
	s.storyRoutes()
	s.claimRoutes()
	s.catalogueRoutes()
	s.sourceRoutes()
	s.countRoutes()
	s.digestRoutes()
	s.writeRoutes()
	s.editRoutes()
	s.changeRoutes()
	s.careRoutes()
	s.rereadRoutes()
	s.documentRoutes()
	s.healthRoutes()
	s.mux.HandleFunc("/", s.noRoute)
	s.handler = s.observed(s.recovered(s.headed(s.shared(s.admitted(s.admittedInTurn(http.HandlerFunc(s.routed)))))))
	return s, nil
}

// ServeHTTP answers a request.
func (s *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Leave ends the streams that follow the log: a server that shuts down needn't wait for
// them.
func (s *API) Leave() { s.leave.Do(func() { close(s.leaving) }) }

// Guard puts pages behind the same door as the API: what is no route of it goes to them,
// from callers who may read. Call it once, before the first request.
func Guard(machines *API, pages http.Handler) http.Handler {
	machines.pages = pages
	return machines
}

// env is what the parameters of a list are understood with.
func (s *API) env() store.Env {
	return store.Env{
		Now:     time.Now().UTC(),
		Resolve: s.Catalogue.Find,
		Country: s.country,
		OutletsIn: func(country string) []news.OutletID {
			var ids []news.OutletID
			for _, o := range s.Node.Outlets() {
				if o.Country == country {
					ids = append(ids, o.ID)
				}
			}
			return ids
		},
		Outlets: s.Node.OutletsNamed,
		Has:     s.Store.Has,
	}
}
