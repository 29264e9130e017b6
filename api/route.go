package api

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// A route is an operation of the document and who may use it.
type route struct {
	method    string // "" is GET
	id, path  string
	tag       string
	summary   string
	doc       string
	role      Role // "" is Reader
	params    []*huma.Param
	answer    reflect.Type // of the JSON; nil for what is not JSON
	other     reflect.Type // of the JSON, where parameters ask for another one
	line      reflect.Type // of each object of a stream, for the document
	types     []string     // content types other than JSON
	status    int          // of success; 0 is 200
	redirects bool
	long      bool  // it may take longer than the server waits for others
	errors    []int // beside 401, 403, 422, 429, 500 and 503
}

// An asked is a request as huma hands it on. Parameters are read by the handlers, since no
// struct can say that a filter repeats, has a twin and must be named when unknown.
type asked struct{ r *http.Request }

// Resolve takes the request.
func (a *asked) Resolve(ctx huma.Context) []error {
	a.r, _ = humago.Unwrap(ctx)
	return nil
}

// An answer writes itself.
type answer struct{ Body func(huma.Context) }

// get registers a route that answers with a reply.
func (s *API) get(rt route, handle func(r *http.Request) (*reply, error)) {
	s.stream(rt, func(w http.ResponseWriter, r *http.Request) error {
		p, err := handle(r)
		if rt.long {
			err = errors.Join(err, lasting(w))
		}
		if err != nil {
			return err
		}
		s.send(w, r, p)
		return nil
	})
}

// stream registers a route that writes its answer itself. An error is written as a problem:
// return none after the first byte.
func (s *API) stream(rt route, handle func(w http.ResponseWriter, r *http.Request) error) {
	huma.Register(s.api, s.operation(rt), func(_ context.Context, a *asked) (*answer, error) {
		return s.answer(rt, a.r, handle), nil
	})
}

// post registers a route that takes a JSON body.
func post[B any](s *API, rt route, handle func(r *http.Request, body *B) (*reply, error)) {
	rt.method = http.MethodPost
	type sent struct {
		asked
		Body B
	}
	huma.Register(s.api, s.operation(rt), func(_ context.Context, in *sent) (*answer, error) {
		return s.answer(rt, in.r, func(w http.ResponseWriter, r *http.Request) error {
			p, err := handle(r, &in.Body)
			if rt.long {
				err = errors.Join(err, lasting(w))
			}
			if err != nil {
				return err
			}
			s.send(w, r, p)
			return nil
		}), nil
	})
}

func (s *API) answer(rt route, r *http.Request, handle func(http.ResponseWriter, *http.Request) error) *answer {
	return &answer{func(ctx huma.Context) {
		_, w := humago.Unwrap(ctx)
		if rt.long {
			unhurried(w)
		}
		if err := handle(w, r); err != nil {
			s.fail(w, r, err)
		}
	}}
}

// unhurried lets a handler take its time: else its work would be done, and its answer cut off. What
// it writes has a time of its own, see lasting.
func unhurried(w http.ResponseWriter) {
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Time{}) // without a network in between there are no deadlines
	_ = c.SetWriteDeadline(time.Time{})
}

// operation declares a route. The parameters are checked by its handler, which huma is
// told; whether the caller may do this is asked before a body is read.
func (s *API) operation(rt route) huma.Operation {
	if rt.method == "" {
		rt.method = http.MethodGet
	}
	if rt.role == "" {
		rt.role = Reader
	}
	status := max(rt.status, http.StatusOK)
	ok := &huma.Response{Description: http.StatusText(status), Content: map[string]*huma.MediaType{}}
	schemas := s.api.OpenAPI().Components.Schemas
	if rt.answer != nil {
		schema := schemas.Schema(rt.answer, true, rt.id)
		if rt.other != nil {
			schema = &huma.Schema{AnyOf: []*huma.Schema{schema, schemas.Schema(rt.other, true, rt.id)}}
		}
		ok.Content[jsonType] = &huma.MediaType{Schema: schema}
	}
	for _, t := range rt.types {
		ok.Content[t] = &huma.MediaType{Schema: &huma.Schema{Type: "string"}}
		if rt.line != nil && t == ndjsonType {
			ok.Content[t].Schema = schemas.Schema(rt.line, true, rt.id) // of each line
		}
	}
	if rt.method == http.MethodGet && rt.answer != nil {
		ok.Headers = map[string]*huma.Param{"ETag": {Description: "The state of the answer: send it as If-None-Match.", Schema: &huma.Schema{Type: "string"}}}
	}
	op := huma.Operation{
		OperationID: rt.id, Method: rt.method, Path: rt.path, Summary: rt.summary, Description: rt.doc, Tags: []string{rt.tag},
		Parameters: rt.params, SkipValidateParams: true, MaxBodyBytes: maxBody, DefaultStatus: status,
		Errors:    append([]int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable}, rt.errors...),
		Responses: map[string]*huma.Response{strconv.Itoa(status): ok},
		Metadata:  map[string]any{"role": rt.role},
		Middlewares: huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
			if r, w := humago.Unwrap(ctx); s.permitted(w, r, rt.role) {
				next(ctx)
			}
		}},
	}
	if rt.redirects {
		op.Responses["307"] = &huma.Response{Description: "The incident is part of another one now: follow Location."}
	}
	return op
}
