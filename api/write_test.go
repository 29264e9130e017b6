package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// send posts and decodes the answer, which must have the status.
func send[T any](w *world, path, body string, status int) (v T, resp *http.Response) {
	w.Helper()
	resp = w.do(http.MethodPost, path, body)
	text := w.text(resp)
	if resp.StatusCode != status {
		w.Fatalf("POST %s: %s: %s", path, resp.Status, text)
	}
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		w.Fatal(err)
	}
	return v, resp
}

func TestAddAStory(t *testing.T) {
	w := newWorld(t, nil)
	const body = `{"url":"https://gazette.example/pasted?utm_source=x","title":"Northmere harbour","text":"Britain said on Saturday that China was behind the break-in.","published":"2024-03-02","authors":["A. Reporter"]}`
	st, resp := send[Story](w, "/v1/stories", body, http.StatusCreated)
	if st.Outlet != "gazette" || st.Access != "pasted" || *st.PubPrecision != "day" || resp.Header.Get("Location") != "/v1/stories/"+st.ID {
		t.Errorf("%+v at %s", st, resp.Header.Get("Location"))
	}
	if again, _ := send[Story](w, "/v1/stories", body, http.StatusOK); again.ID != st.ID || again.Version != 1 {
		t.Errorf("added again: %+v", again)
	}
	var version Story
	w.get("/v1/stories/"+st.ID+"/versions/1", &version)
	if version.Text != st.Text {
		t.Errorf("version 1 says %q", version.Text)
	}
}

func TestEdits(t *testing.T) {
	w := newWorld(t, guarded).fill(stories()...)
	as := func(path, body string) Edited {
		t.Helper()
		resp := w.do(http.MethodPost, path, body, "Authorization", "Bearer edit-secret")
		text := w.text(resp)
		var e Edited
		if err := json.Unmarshal([]byte(text), &e); err != nil || resp.StatusCode != http.StatusCreated || e.ID == "" {
			t.Fatalf("%s: %s", resp.Status, text)
		}
		return e
	}
	read := func(path string, v any) {
		t.Helper()
		resp := w.do(http.MethodGet, path, "", "Authorization", "Bearer read-secret")
		if err := json.Unmarshal([]byte(w.text(resp)), v); err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s: %v", path, resp.Status, err)
		}
	}
	s := stories()
	grid, museum := string(s[2].ID.Founded()), string(s[3].ID.Founded())
	var listed List[StoryItem]
	read("/v1/stories?outlet=gazette&limit=1", &listed) // the museum's; its item is kept from here on
	merged := as("/v1/edits", `{"action":"merge","reason":"one operation","incidents":["`+grid+`","`+museum+`"]}`)

	var one Incident
	moved := w.do(http.MethodGet, "/v1/incidents/"+museum+"/claims?group=act", "", "Authorization", "Bearer read-secret")
	if want := "/v1/incidents/" + grid + "/claims?group=act"; moved.StatusCode != http.StatusTemporaryRedirect || moved.Header.Get("Location") != want {
		t.Errorf("an absorbed incident: %s to %s, want %s", moved.Status, moved.Header.Get("Location"), want)
	}
	read("/v1/incidents/"+grid, &one)
	if len(one.Members) != 2 {
		t.Errorf("%d members after the merge", len(one.Members))
	}
	if read("/v1/stories?outlet=gazette&limit=1", &listed); listed.Items[0].Incident != grid {
		t.Errorf("the list has a story in %s that moved to %s", listed.Items[0].Incident, grid)
	}
	as("/v1/edits", `{"action":"undo","reason":"no, two","undoes":"`+merged.ID+`"}`)
	read("/v1/incidents/"+museum, &one)
	if one.ID != museum {
		t.Errorf("after the undo %s is %s", museum, one.ID)
	}

	claim := string(s[2].Analysis.Claims[0].ID)
	read("/v1/claims?accused=RU", &List[Claim]{})
	as("/v1/edits", `{"action":"correct","reason":"it was GB","target":"`+claim+`","claim":{"accuser":{"name":"United Kingdom"}}}`)
	var claims List[Claim]
	if read("/v1/claims?accused=RU", &claims); len(claims.Items) != 1 || claims.Items[0].Review != "corrected" {
		t.Errorf("%+v", claims.Items)
	}
	var corrected Claim
	read("/v1/claims/"+claim, &corrected)
	if *corrected.Accuser.Country != "GB" || corrected.Review != "corrected" || corrected.Quote != s[2].Analysis.Claims[0].Quote {
		t.Errorf("%+v", corrected)
	}
	w.problem(w.do(http.MethodPost, "/v1/edits", `{"action":"add","reason":"r","stories":["`+string(s[3].ID)+`"],"claim":{"quote":"Nobody wrote this.","stance":"accuses","relation":"carried_out"}}`,
		"Authorization", "Bearer edit-secret"), http.StatusUnprocessableEntity)
	as("/v1/edits", `{"action":"add","reason":"r","stories":["`+string(s[3].ID)+`"],"claim":{"quote":"Nobody has said who holds the catalogue","stance":"declines","relation":"carried_out","accuser":{"name":"the museum","kind":"victim_org"}}}`)
	var list List[Claim]
	read("/v1/claims?story="+string(s[3].ID), &list)
	if len(list.Items) != 1 || list.Items[0].Stance != "declines" {
		t.Errorf("%+v", list.Items)
	}
	checkEdits(t, read)
}

// checkEdits reads the list of the four edits.
func checkEdits(t *testing.T, read func(path string, v any)) {
	t.Helper()
	var edits List[PastEdit]
	read("/v1/edits?limit=3", &edits)
	if len(edits.Items) != 3 || edits.NextCursor == nil || edits.Items[0].Action != "add" || edits.Items[0].By != "ann" {
		t.Errorf("%+v", edits)
	}
	read("/v1/edits?limit=3&cursor="+*edits.NextCursor, &edits)
	if len(edits.Items) != 1 || edits.NextCursor != nil || *edits.Items[0].UndoneBy == "" {
		t.Errorf("%+v", edits)
	}
}

func TestRefresh(t *testing.T) {
	w := newWorld(t, nil)
	report, _ := send[RefreshReport](w, "/v1/feeds/gazette-all/refresh", "", http.StatusOK)
	if report.Feed != "gazette-all" || report.State.LastGood == nil {
		t.Errorf("%+v", report)
	}
	pass, _ := send[IngestReport](w, "/v1/feeds/refresh?all=true", "", http.StatusOK)
	if len(pass.Feeds) != 1 || pass.Failing != 0 {
		t.Errorf("%+v", pass)
	}
	lines := strings.Split(strings.TrimSpace(w.text(w.do(http.MethodPost, "/v1/feeds/refresh?all=true", "", "Accept", ndjsonType))), "\n")
	if len(lines) != 2 || !strings.Contains(lines[1], `"failing":0`) {
		t.Errorf("%q: want a line for the feed and one for the pass", lines)
	}
	var feeds List[Feed]
	w.get("/v1/feeds", &feeds)
	if len(feeds.Items) != 1 || feeds.Items[0].Health == "new" || feeds.Items[0].Next == nil {
		t.Errorf("%+v", feeds.Items)
	}
}

// TestLongAnswers: what takes longer than the server's time-outs is answered all the same.
func TestLongAnswers(t *testing.T) {
	w := newWorld(t, nil)
	server := httptest.NewUnstartedServer(w.api)
	server.Config.ReadTimeout, server.Config.WriteTimeout = 50*time.Millisecond, 50*time.Millisecond
	server.Start()
	defer server.Close()
	w.url = server.URL
	w.slow.Store(int64(200 * time.Millisecond))
	for _, path := range []string{"/v1/feeds/gazette-all/refresh", "/v1/feeds/refresh?all=true"} {
		for _, accept := range []string{"application/json", ndjsonType} {
			if text := w.text(w.do(http.MethodPost, path, "", "Accept", accept)); !strings.Contains(text, `"gazette-all"`) {
				t.Errorf("%s as %s: %q", path, accept, text)
			}
		}
	}
}

func TestBackupGoesOverTheSocketOnly(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	req := httptest.NewRequestWithContext(Local(t.Context()), http.MethodPost, "http://localhost/v1/backup", nil)
	out := httptest.NewRecorder()
	w.api.ServeHTTP(out, req)
	if out.Code != http.StatusOK || out.Body.Len() < 4096 {
		t.Errorf("%d with %d bytes", out.Code, out.Body.Len())
	}
	var report VerifyReport
	w.get("/v1/verify", &report)
	if !report.OK || report.Entries == 0 || report.Faults == nil || report.Problems == nil {
		t.Errorf("%+v", report)
	}
}
