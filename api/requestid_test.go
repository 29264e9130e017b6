package api

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestRequestsHaveNames: an answer says the name of its request, the caller's own where it fits into a log, and
// the log has what happened under it.
func TestRequestsHaveNames(t *testing.T) {
	log := &strings.Builder{}
	w := newWorld(t, func(c *Config) {
		guarded(c)
		c.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	ask := func(path, id string) *httptest.ResponseRecorder { // without a network: the line is logged when it returns
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Authorization", "Bearer read-secret")
		r.Header.Set(requestHeader, id)
		out := httptest.NewRecorder()
		w.api.ServeHTTP(out, r)
		return out
	}
	named := func(id string) string { return ask("/v1/stories", id).Header().Get(requestHeader) }
	if got := named("desk-7.a_B"); got != "desk-7.a_B" {
		t.Errorf("the caller's own name came back as %q", got)
	}
	first := named("")
	if second := named("two words"); len(first) != 16 || len(second) != 16 || first == second {
		t.Errorf("made-up names %q, %q", first, second)
	}
	if long := named(strings.Repeat("x", longestRequestID+1)); len(long) != 16 {
		t.Errorf("a long name came back as %q", long)
	}
	for _, name := range []string{"desk-7.a_B", first} {
		found := false
		for line := range strings.Lines(log.String()) {
			found = found || strings.Contains(line, "path=/v1/stories") && strings.Contains(line, "request="+name) && strings.Contains(line, "by=rita")
		}
		if !found {
			t.Errorf("%s is not in the log:\n%s", name, log)
		}
	}
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	if out := ask("/v1/claims", "broken-1"); out.Code != http.StatusInternalServerError || !strings.Contains(out.Body.String(), "at request broken-1") {
		t.Errorf("the problem doesn't say its request: %d %s", out.Code, out.Body)
	}
	if !strings.Contains(log.String(), "error=") || !strings.Contains(log.String(), "request=broken-1") {
		t.Errorf("the log doesn't say what broke at it:\n%s", log)
	}
}
