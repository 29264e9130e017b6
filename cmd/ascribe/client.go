package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"ascribe/api"
	"ascribe/store"
)

// A client asks the API: of the process that has the database, through its unix socket,
// or of a handler in this process. A command never needs to know which.
type client struct {
	http  *http.Client
	end   func() error
	other bool                    // another process answers
	again func() (*client, error) // finds who has the database when that process has ended; nil asks nobody
}

func (cl *client) close() error { return cl.end() }

// errGone says that the process that had the database ended before it took the request.
var errGone = errors.New("the process that had the database has ended")

// connect finds who has the database, or opens it here.
func (c *console) connect(write bool) (*client, error) {
	cfg, dir, err := c.settings()
	if err != nil {
		return nil, err
	}
	for patience := 10; ; patience-- {
		cl, err := dial(c.ctx, dir)
		if err != nil {
			return nil, err
		}
		if cl != nil {
			cl.again = func() (*client, error) { return c.connect(write) }
			return cl, nil
		}
		h, err := openHouse(cfg, dir, c.quietly(), write)
		if err == nil {
			return &client{http: &http.Client{Transport: inProcess{h.handler}}, end: h.Close}, nil
		}
		// The other process may be starting up and answer in a moment, or be a reader that
		// is about to end.
		if !errors.Is(err, store.ErrBusy) || patience == 0 {
			return nil, err
		}
		select {
		case <-c.ctx.Done():
			return nil, context.Cause(c.ctx)
		case <-time.After(300 * time.Millisecond):
		}
	}
}

// answerWithin is how long a living process takes to say so, on a machine with much to do.
const answerWithin = 15 * time.Second

// dial connects to the process that has the database; nil when there is none. It may end
// before the next request: errGone.
func dial(ctx context.Context, dir string) (*client, error) {
	path := socketPath(dir)
	if _, err := os.Stat(path); err != nil {
		return nil, nil
	}
	if err := ours(path); err != nil {
		return nil, err
	}
	tr := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", path)
	}}
	cl := &client{http: &http.Client{Transport: tr}, other: true, end: func() error { tr.CloseIdleConnections(); return nil }}
	alive, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	answer, err := cl.ask(alive, http.MethodGet, "/livez", nil, nil)
	if err != nil {
		_ = cl.close()
		switch {
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case alive.Err() != nil:
			return nil, fmt.Errorf("%w: the process that has the database in %s does not answer", store.ErrBusy, dir)
		}
		return nil, nil // left by a crash, or just closed
	}
	_, err = io.Copy(io.Discard, answer)
	return cl, errors.Join(err, answer.Close())
}

// A problem is an answer of the API that is none of success (RFC 9457).
type problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Errors []struct {
		Message  string `json:"message"`
		Location string `json:"location"`
		Value    any    `json:"value"`
	} `json:"errors"`
}

func (p problem) Error() string {
	text := p.Detail
	if text == "" {
		text = p.Title
	}
	for _, e := range p.Errors {
		text += fmt.Sprintf("\n  %s: %s", e.Location, e.Message)
	}
	return text
}

// ask sends a request and returns the answer's body, or a problem.
func (cl *client) ask(ctx context.Context, method, path string, query url.Values, body any) (io.ReadCloser, error) {
	return cl.send(ctx, method, path, query, body, "")
}

// lines asks for an answer of JSON lines that come one after the other.
func (cl *client) lines(ctx context.Context, method, path string, query url.Values) (io.ReadCloser, error) {
	return cl.send(ctx, method, path, query, nil, "application/x-ndjson")
}

// send asks who has the database now when the process that had it is gone.
func (cl *client) send(ctx context.Context, method, path string, query url.Values, body any, accept string) (io.ReadCloser, error) {
	answer, err := cl.sendOnce(ctx, method, path, query, body, accept)
	if cl.again == nil || !errors.Is(err, errGone) {
		return answer, err
	}
	next, err := cl.again()
	if err != nil {
		return nil, err
	}
	_ = cl.close()
	*cl = *next
	return cl.send(ctx, method, path, query, body, accept)
}

func (cl *client) sendOnce(ctx context.Context, method, path string, query url.Values, body any, accept string) (io.ReadCloser, error) {
	var payload io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		payload = bytes.NewReader(b)
	}
	u := url.URL{Scheme: "http", Host: "localhost", Path: path, RawQuery: query.Encode()}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), payload)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	// Nothing that a command asks for is doubled when it is asked twice, so the transport
	// may: a connection that waits is closed by a process that ends. The empty value stays here.
	req.Header["Idempotency-Key"] = []string{}
	resp, err := cl.http.Do(req)
	if err != nil {
		var op *net.OpError
		switch {
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case errors.As(err, &op) && op.Op == "dial":
			return nil, errGone
		}
		return nil, fmt.Errorf("the process that has the database did not answer: %w", err)
	}
	if resp.StatusCode < 300 {
		return resp.Body, nil
	}
	defer resp.Body.Close()
	p := problem{Status: resp.StatusCode, Title: resp.Status}
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&p); err != nil {
		p.Detail = resp.Status
	}
	asked := p.Status == http.StatusUnprocessableEntity || p.Status == http.StatusBadRequest
	if asked && (method == http.MethodGet || len(p.Errors) > 0) { // else the request is well, and what it wants can't be done
		return nil, exit{exitUsage, p}
	}
	return nil, p
}

// get decodes the answer to a GET into v.
func (cl *client) get(ctx context.Context, path string, query url.Values, v any) error {
	return cl.call(ctx, http.MethodGet, path, query, nil, v)
}

func (cl *client) call(ctx context.Context, method, path string, query url.Values, body, v any) error {
	answer, err := cl.ask(ctx, method, path, query, body)
	if err != nil {
		return err
	}
	defer answer.Close()
	return json.NewDecoder(answer).Decode(v)
}

// inProcess answers requests by a handler of this process. The answer is held in memory;
// lists are pages, so it is small.
type inProcess struct{ handler http.Handler }

func (t inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body == nil {
		req.Body = http.NoBody
	}
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	t.handler.ServeHTTP(w, req.WithContext(api.Local(req.Context())))
	return &http.Response{
		StatusCode: w.status, Status: fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)),
		Header: w.header, Body: io.NopCloser(&w.body), Request: req, ProtoMajor: 1, ProtoMinor: 1,
	}, nil
}

type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }
