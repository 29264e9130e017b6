package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func guarded(c *Config) {
	c.Tokens = []Token{
		{"rita", hash("read-secret"), Reader}, {"ann", hash("edit-secret"), Analyst}, {"ada", hash("rule-secret"), Admin},
	}
}

func TestRolesByRoute(t *testing.T) {
	w := newWorld(t, guarded).fill(stories()...)
	routes := []struct {
		method, path, body string
		role               Role // "" is everybody
	}{
		{"GET", "/livez", "", ""},
		{"GET", "/readyz", "", ""},
		{"GET", "/v1/incidents", "", Reader},
		{"GET", "/v1/claims.csv", "", Reader},
		{"GET", "/v1/feeds", "", Reader},
		{"GET", "/v1/digest", "", Reader},
		{"GET", "/metrics", "", Reader},
		{"GET", "/docs", "", Reader},
		{"GET", "/openapi.json", "", Reader},
		{"POST", "/v1/edits", `{"action":"hide","reason":"spam","stories":["s-00000000000000000000"]}`, Analyst},
		{"POST", "/v1/stories", `{"url":"https://paste.example/1","title":"A title","text":"A pasted text."}`, Analyst},
		{"POST", "/v1/feeds/gazette-all/refresh", "", Admin},
		{"POST", "/v1/feeds/refresh", "", Admin},
		{"GET", "/v1/verify", "", Admin},
		{"POST", "/v1/backup", "", "socket"},
	}
	callers := []struct {
		role   Role
		header string
	}{
		{"", ""},
		{"unknown", "Bearer nonsense"},
		{Reader, "Bearer read-secret"},
		{Analyst, "Basic " + base64.StdEncoding.EncodeToString([]byte("anybody:edit-secret"))},
		{Admin, "bearer rule-secret"},
	}
	for _, rt := range routes {
		for _, c := range callers {
			var header []string
			if c.header != "" {
				header = []string{"Authorization", c.header}
			}
			resp := w.do(rt.method, rt.path, rt.body, header...)
			switch {
			case c.role == "unknown":
				w.problem(resp, http.StatusUnauthorized)
			case rt.role == "" || rt.role != "socket" && c.role.may(rt.role):
				if resp.StatusCode == 401 || resp.StatusCode == 403 {
					t.Errorf("%s %s as %q: %s", rt.method, rt.path, c.role, resp.Status)
				}
			case c.role == "":
				if w.problem(resp, http.StatusUnauthorized); resp.Header.Get("WWW-Authenticate") == "" {
					t.Errorf("%s %s: a 401 that does not say how", rt.method, rt.path)
				}
			default:
				w.problem(resp, http.StatusForbidden)
			}
		}
	}
}

func TestNobodyLearnsFromABodyWhatTheTokenWouldTell(t *testing.T) {
	w := newWorld(t, guarded)
	w.problem(w.do("POST", "/v1/edits", `{"action":`), http.StatusUnauthorized)
}

func TestWithoutTokensOnlyLocalNames(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.Hosts = []string{"ascribe.lan"} })
	for host, want := range map[string]int{
		"localhost": 200, "LOCALHOST:8080": 200, "127.0.0.1": 200, "[::1]:8080": 200, "ascribe.lan:80": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "169.254.169.254": 421, "localhost.evil.example:8080": 421,
	} {
		if resp := w.do("GET", "/v1/incidents", "", "Host", host); resp.StatusCode != want {
			t.Errorf("Host %s: %s, want %d", host, resp.Status, want)
		}
	}
	far := httptest.NewRequestWithContext(t.Context(), "GET", "http://localhost/v1/incidents", nil) // from 192.0.2.1
	answer := httptest.NewRecorder()
	w.api.ServeHTTP(answer, far)
	if answer.Code != http.StatusForbidden {
		t.Errorf("a stranger is answered %d", answer.Code)
	}
	answer = httptest.NewRecorder()
	w.api.ServeHTTP(answer, far.WithContext(Local(t.Context())))
	if answer.Code != http.StatusOK {
		t.Errorf("the unix socket is answered %d", answer.Code)
	}
}

func TestPagesOfOthersMayNotWrite(t *testing.T) {
	w := newWorld(t, nil)
	const body = `{"url":"https://paste.example/1","title":"T","text":"A pasted text."}`
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		w.problem(w.do("POST", "/v1/stories", body, header...), http.StatusForbidden)
	}
	if resp := w.do("POST", "/v1/stories", body, "Origin", w.url); resp.StatusCode != http.StatusCreated {
		t.Errorf("the own page: %s", resp.Status)
	}
}

func TestGuardKeepsPagesBehindTheSameDoor(t *testing.T) {
	pages := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("a page")) })
	w := newWorld(t, guarded)
	Guard(w.api, pages)
	w.problem(w.do("GET", "/incidents", ""), http.StatusUnauthorized)
	if got := w.text(w.do("GET", "/incidents", "", "Authorization", "Bearer read-secret")); got != "a page" {
		t.Errorf("a reader sees %q", got)
	}
	w.problem(w.do("POST", "/claims/c-1", "", "Authorization", "Bearer read-secret"), http.StatusForbidden)
	if got := w.text(w.do("POST", "/claims/c-1", "", "Authorization", "Bearer edit-secret")); got != "a page" {
		t.Errorf("an analyst who posts sees %q", got)
	}
	w.problem(w.do("POST", "/claims/c-1", "", "Authorization", "Bearer edit-secret", "Origin", "https://evil.example"), http.StatusForbidden)
	w.problem(w.do("GET", "/v1/nothing", "", "Authorization", "Bearer read-secret"), http.StatusNotFound)
}

func TestCheckAddress(t *testing.T) {
	one := []Token{{"a", hash("b"), Reader}}
	for _, tc := range []struct {
		addr   string
		tokens []Token
		ok     bool
	}{
		{"127.0.0.1:8080", nil, true},
		{"[::1]:8080", nil, true},
		{"localhost:0", nil, true},
		{"unix:/run/a.sock", nil, false},
		{"127.0.0.1:http", nil, true},
		{"127.0.0.1:99999", nil, false},
		{"127.0.0.1:", nil, true},
		{"8080", one, false},
		{":8080", nil, false},
		{"0.0.0.0:8080", nil, false},
		{"192.0.2.1:8080", nil, false},
		{"ascribe.example:80", nil, false},
		{"8080", nil, false},
		{":8080", one, true},
		{"0.0.0.0:8080", one, true},
	} {
		if err := CheckAddress(tc.addr, tc.tokens); (err == nil) != tc.ok {
			t.Errorf("CheckAddress(%q, %d tokens) = %v", tc.addr, len(tc.tokens), err)
		}
	}
}

func TestCheckTokensNamesEveryFault(t *testing.T) {
	faults := CheckTokens([]Token{
		{"a", hash("x"), Reader}, {"a", "short", "king"}, {"", hash("y"), Admin}, {"b", strings.ToUpper(hash("x")), Reader}, {"c", "", Reader},
	})
	var got []string
	for _, f := range faults {
		got = append(got, f.Error())
	}
	want := []string{
		`token 2: there are two tokens of the name "a"`,
		`token 2: sha256 of "a" must be the SHA-256 of the token, 64 hexadecimal digits`,
		`token 2: role of "a" is reader, analyst or admin, not "king"`,
		`token 3: it needs a name`,
		`token 4: "a" and "b" are the same token`,
		`token 5: sha256 of "c" must be the SHA-256 of the token, 64 hexadecimal digits`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := New(Config{}); err == nil {
		t.Error("an API without a store")
	}
}
