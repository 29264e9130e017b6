package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// refusedFields posts what must be refused and returns the fields that are named.
func (w *world) refusedFields(path, body string) (fields []string) {
	w.Helper()
	resp := w.do(http.MethodPost, path, body)
	text := w.text(resp)
	var p struct {
		Detail string
		Errors []struct{ Message, Location string }
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil || resp.StatusCode != http.StatusUnprocessableEntity {
		w.Errorf("POST %s %s: %s: %s", path, body, resp.Status, text)
	}
	for _, e := range p.Errors {
		if len(e.Message) < 8 {
			w.Errorf("%s: %q says nothing", e.Location, e.Message)
		}
		fields = append(fields, e.Location)
	}
	return fields
}

// What nobody could find again is not taken: the answer names the field.
func TestCorrectionsAreRead(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	target := string(stories()[2].Analysis.Claims[0].ID)
	seq := w.store.Applied()
	for _, c := range []struct{ claim, field string }{
		{`{"victim_country":"ZZ"}`, "victim_country"},
		{`{"victim_country":"Atlantis"}`, "victim_country"},
		{`{"victim_sector":"frogs"}`, "victim_sector"},
		{`{"basis":"foo"}`, "basis"},
		{`{"type":"frog"}`, "type"},
		{`{"initiator_sort":"frog"}`, "initiator_sort"},
		{`{"level":"high"}`, "level"},
		{`{"date":"2099-01-01"}`, "date"},
		{`{"date":"soon"}`, "date"},
		{`{"accused":{"name":"Somebody","kind":"frog"}}`, "accused.kind"},
		{`{"accused":{"name":"Somebody","country":"ZZZZ"}}`, "accused.country"},
		{`{"accuser":{"id":"actor:nosuch"}}`, "accuser.id"},
		{`{"accuser":{"name":""}}`, "accuser.name"},
		{`{"accuser":{"name":"  "}}`, "accuser.name"},
		{`{"accuser":{"kind":"company"}}`, "accuser.name"},
		{`{"accused":{"kind":"unknown"}}`, "accused"},
		{`{"accuser":{"name":"` + strings.Repeat("x", 5000) + `"}}`, "accuser.name"},
		{`{"victim":"` + strings.Repeat("x", 5000) + `"}`, "victim"},
		{`{"quote":"The "}`, "quote"},
		{`{"quote":"ted States said Russia switched off"}`, "quote"},
		{`{"quote":""}`, "quote"},
	} {
		fields := w.refusedFields("/v1/edits", `{"action":"correct","reason":"r","target":"`+target+`","claim":`+c.claim+`}`)
		if want := "body.claim." + c.field; len(fields) != 1 || fields[0] != want {
			t.Errorf("%.80s: the answer names %q, want %s", c.claim, fields, want)
		}
	}
	for _, c := range []struct{ edit, field string }{
		{`{"action":"confirm","reason":"r","target":"` + target + `","stories":["s-1"],"text":"x"}`, "body.stories body.text"},
		{`{"action":"reject","reason":"r","target":"` + target + `","claim":{"victim":"x"}}`, "body.claim"},
		{`{"action":"undo","reason":"r","undoes":"e-1","tlp":"RED"}`, "body.tlp"},
	} {
		if fields := strings.Join(w.refusedFields("/v1/edits", c.edit), " "); fields != c.field {
			t.Errorf("%s: the answer names %q, want %s", c.edit, fields, c.field)
		}
	}
	for body, field := range map[string]string{
		`{"url":"https://gazette.example/x","text":"A text.","outlet":"nosuch"}`:        "body.outlet",
		`{"url":"https://gazette.example/x","text":"A text.","published":"2099-01-01"}`: "body.published",
	} {
		if fields := w.refusedFields("/v1/stories", body); len(fields) != 1 || fields[0] != field {
			t.Errorf("%s: the answer names %q", body, fields)
		}
	}
	if w.store.Applied() != seq {
		t.Error("something that was refused stands in the log")
	}
}

// What is corrected is found as if it had been read so, and what follows from it is derived.
func TestCorrectionsAreFound(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	target := string(stories()[2].Analysis.Claims[0].ID)
	correct := func(claim string) Claim {
		t.Helper()
		send[Edited](w, "/v1/edits", `{"action":"correct","reason":"r","target":"`+target+`","claim":`+claim+`}`, http.StatusCreated)
		var c Claim
		w.get("/v1/claims/"+target, &c)
		target = c.ID
		return c
	}
	found := func(query string) {
		t.Helper()
		var list List[Claim]
		if w.get("/v1/claims?"+query, &list); len(list.Items) != 1 || list.Items[0].ID != target {
			t.Errorf("claims?%s finds %d", query, len(list.Items))
		}
	}
	said := func(c Claim) string { return fmt.Sprint(*c.Accuser.Name, " ", c.Level, " ", c.Basis) }

	if c := correct(`{"victim_country":"Germany"}`); *c.VictimCountry != "DE" {
		t.Errorf("the victim's country is %q", *c.VictimCountry)
	}
	found("victim_country=DE")
	if c := correct(`{"accuser":{"name":"Northmere Labs","kind":"company","country":"france"}}`); said(c) != "Northmere Labs company it_security_community" || *c.Accuser.Country != "FR" {
		t.Errorf("a firm: %s of %s", said(c), *c.Accuser.Country)
	}
	if c := correct(`{"accuser":{"name":"DE"}}`); said(c) != "Germany government receiver_government" || *c.Accuser.ID != "state:de" {
		t.Errorf("the victim's state: %s", said(c))
	}
	found("accuser=Germany&accuser_kind=government&level=government")
	if c := correct(`{"accuser":{"name":"France"},"level":"joint"}`); said(c) != "France joint third_party" {
		t.Errorf("a state, with others: %s", said(c))
	}
	if c := correct(`{"accused":{"name":"cozy bear"}}`); *c.Accused.ID != "actor:apt29" || c.Level != "joint" {
		t.Errorf("a group by an alias: %+v", c.Accused)
	}
	found("accused=APT29")
	if c := correct(`{"accuser":{"kind":"unspecified"}}`); c.Accuser.Name != nil || c.Accuser.Kind != "unspecified" || c.Level != "media" {
		t.Errorf("nobody named: %+v, %v", c.Accuser, c.Level)
	}
}

// What may be unknown of a claim can be cleared again, and what may not can't be.
func TestCorrectionsClear(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	target := string(stories()[2].Analysis.Claims[0].ID)
	for _, claim := range []string{
		`{"confidence":"high","initiator_sort":"criminal","speaker":"A minister","hedge":"likely","victim":"A port","victim_country":"DE","subject":"A group"}`,
		`{"confidence":"","initiator_sort":"","speaker":"","hedge":"","victim":"","victim_country":"","victim_sector":"","subject":""}`,
	} {
		send[Edited](w, "/v1/edits", `{"action":"correct","reason":"r","target":"`+target+`","claim":`+claim+`}`, http.StatusCreated)
		var c Claim
		w.get("/v1/claims/"+target, &c)
		target = c.ID
		cleared := strings.Contains(claim, `""`)
		for name, v := range map[string]*string{
			"confidence": c.Confidence, "initiator_sort": c.InitiatorSort, "speaker": c.Speaker, "hedge": c.Hedge, "victim": c.Victim, "victim_country": c.VictimCountry, "subject": c.Subject,
		} {
			if (v == nil) != cleared {
				t.Errorf("%s: %s is %v", claim, name, v)
			}
		}
	}
	for _, field := range []string{"relation", "stance", "about", "level", "basis", "type", "initiator"} {
		fields := w.refusedFields("/v1/edits", `{"action":"correct","reason":"r","target":"`+target+`","claim":{"`+field+`":""}}`)
		if len(fields) != 1 || fields[0] != "body.claim."+field {
			t.Errorf("%s: the answer names %q", field, fields)
		}
	}
}

// What nothing goes by is named as what it should be.
func TestEditsOfNothing(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	for what, edit := range map[string]string{
		"edit e-0123456789abcdefghij":     `{"action":"undo","undoes":"e-0123456789abcdefghij","reason":"r"}`,
		"story s-0123456789abcdefghij":    `{"action":"hide","stories":["s-0123456789abcdefghij"],"reason":"r"}`,
		"claim c-0123456789abcdefghij":    `{"action":"confirm","target":"c-0123456789abcdefghij","reason":"r"}`,
		"incident i-0123456789abcdefghij": `{"action":"rename","incidents":["i-0123456789abcdefghij"],"text":"x","reason":"r"}`,
	} {
		resp := w.do(http.MethodPost, "/v1/edits", edit)
		var p struct{ Detail string }
		if err := json.Unmarshal([]byte(w.text(resp)), &p); err != nil || resp.StatusCode != http.StatusUnprocessableEntity || p.Detail != "there is no "+what {
			t.Errorf("%s: %s %q", edit, resp.Status, p.Detail)
		}
	}
}
