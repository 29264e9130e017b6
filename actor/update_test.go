package actor

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var rewrite = flag.Bool("update", false, "write testdata/update/want.txt anew")

func source(t *testing.T, name string) Source {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "update", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := ReadSource(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

// TestUpdate holds what each source changes, and the table that comes of all, to a file
// that a person has read.
func TestUpdate(t *testing.T) {
	var got strings.Builder
	var table []byte
	before := Load()
	for _, name := range []string{"galaxy", "naming", "ransomware", "attack"} {
		s := source(t, name)
		fmt.Fprintf(&got, "# %s: %s %s, %d groups\n", name, s.Format, s.Version, s.Records)
		next, c, err := Update(table, s)
		if err != nil {
			t.Fatal(err)
		}
		for _, ch := range c.Changes(before) {
			fmt.Fprintf(&got, "%s new=%v", ch.ID, ch.New)
			if ch.Country != nil {
				fmt.Fprintf(&got, " country %s→%s (%s)", ch.Country.Before, ch.Country.After, ch.Country.Source)
			}
			if ch.Sponsor != nil {
				fmt.Fprintf(&got, " sponsor %s→%s (%s)", ch.Sponsor.Before, ch.Sponsor.After, ch.Sponsor.Source)
			}
			for _, a := range ch.Names {
				fmt.Fprintf(&got, "; %s by %s", a.Name, strings.Join(a.UsedBy, "+"))
				if a.Ambiguous {
					got.WriteString(" AMBIGUOUS")
				}
				if a.Common {
					got.WriteString(" COMMON")
				}
			}
			got.WriteString("\n")
		}
		table, before = next, c
	}
	got.WriteString("# the table\n")
	got.Write(table)
	const file = "testdata/update/want.txt"
	if *rewrite {
		if err := os.WriteFile(file, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

// TestUpdateTwice wants the same bytes and no change when a source comes again, and the
// same catalogue in whatever order sources come that don't speak of the same groups.
func TestUpdateTwice(t *testing.T) {
	galaxy, attack := source(t, "galaxy"), source(t, "attack")
	once, c, err := Update(nil, galaxy, attack)
	if err != nil {
		t.Fatal(err)
	}
	twice, again, err := Update(once, galaxy, attack)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(once, twice) || c.Version() != again.Version() || len(again.Changes(c)) != 0 {
		t.Errorf("the second time changed something:\n%s\n%s", once, twice)
	}
	if c.Version() == "" || Load().Version() != "" {
		t.Errorf("versions %q with an update, %q without", c.Version(), Load().Version())
	}
	if none, c, err := Update(nil); err != nil || len(c.Changes(Load())) != 0 || len(none) != 0 {
		t.Errorf("no source makes an update: %q, %v", none, err)
	}
}

// TestUpdatedMatch reads names in a text that only the update knows.
func TestUpdatedMatch(t *testing.T) {
	_, c, err := Update(nil, source(t, "galaxy"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text   string
		ids    string
		common bool
	}{
		{"Granite Otter", "actor:granite-otter", false},
		{"PaddleNet", "actor:granite-otter", false},
		{"Quarry", "actor:granite-otter actor:placard-swarm", true},
		{"Velvet Bear", "actor:apt28", false},
		{"quarry", "", false},
	} {
		h, ok := c.Match(strings.Fields(tt.text))
		if strings.Join(h.IDs, " ") != tt.ids || h.Common != tt.common || ok != (tt.ids != "") {
			t.Errorf("%s is %v, common %v; want %s", tt.text, h.IDs, h.Common, tt.ids)
		}
	}
	if _, ok := Load().Match([]string{"Granite", "Otter"}); ok {
		t.Error("the embedded catalogue has learned from the update")
	}
}

// TestBadSources wants a message that says what a file is, never a panic.
func TestBadSources(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", "no JSON"},
		{"<html>", "no JSON"},
		{`{"type":"threat-actor","category":"actor","values":[{"value":"Granite`, "cut off"},
		{`[1, 2]`, "neither a MISP galaxy cluster"},
		{`{"hello": 1}`, "neither a MISP galaxy cluster"},
		{`{"type":"country","category":"country","values":[{"value":"Peru"}]}`, `cluster "country"`},
		{`{"type":"threat-actor","category":"actor","values":[]}`, "no threat group"},
		{`{"type":"threat-actor","category":"actor","values":[{"value":"[Unnamed group]"}]}`, "no threat group"},
		{`{"type":"threat-actor","category":"actor","values":{"value":"A"}}`, "as they are published"},
		{`{"type":"bundle","objects":[{"type":"malware","name":"Anvil"}]}`, "no threat group"},
		{`{"type":"bundle","objects":[{"type":"intrusion-set","name":7}]}`, "as ATT&CK publishes it"},
	} {
		if _, err := ReadSource([]byte(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.in, err, tt.want)
		}
	}
	if _, err := LoadUpdated([]byte("one cell\n")); err == nil || !strings.Contains(err.Error(), "the update:1: 1 cells, want 10") {
		t.Errorf("a damaged update: %v", err)
	}
}

func TestProducer(t *testing.T) {
	for name, want := range map[string]string{"Velvet Bear": "CrowdStrike", "Gravel Typhoon": "Microsoft", "UNC9917": "Mandiant", "Abacus Team": ""} {
		if got := Producer(name); got != want {
			t.Errorf("Producer(%s) = %q, want %q", name, got, want)
		}
	}
}

// TestOddNames: names that are none by half, and identifiers that would be cells of their own, cost a
// group that name or identifier and no more.
func TestOddNames(t *testing.T) {
	s, err := ReadSource([]byte(`{"name":"Threat actor","type":"threat-actor","category":"actor","version":1,"values":[
{"value":"Zorblax Kitten","uuid":"abc\tdef\nxx\trow","meta":{"country":"IR","synonyms":["----/Foobarix","????/Acme Zor","Zorblix / Quuxar"]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	table, c, err := Update(nil, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Zorblax Kitten", "Zorblix", "Quuxar"} {
		if len(c.Find(name)) != 1 {
			t.Errorf("nobody is called %q in\n%s", name, table)
		}
	}
	if bytes.Contains(table, []byte("abc")) || bytes.Contains(table, []byte("Zorblix =")) {
		t.Errorf("%s", table)
	}
}

// TestUpdateMovesGroup: the sponsor goes with the country that it is of, whoever named it, and each fact has
// its own source. Who uses a name is inferred where no list says so.
func TestUpdateMovesGroup(t *testing.T) {
	was, _ := Load().Entry("actor:salt-typhoon")
	if was.Actor.Country != "CN" || was.Actor.Source != "MISP galaxy" || was.Actor.Sponsor == "" || was.Actor.SponsorSource != "ascribe" {
		t.Fatalf("before: %+v", was.Actor)
	}
	s, err := ReadSource([]byte(`{"name":"Threat actor","type":"threat-actor","category":"actor","version":1,"values":[
{"value":"Salt Typhoon","uuid":"3c3ca8f3-c6ab-4c5d-9bd0-be6677d6cdeb","meta":{"country":"RU","synonyms":["Copper Marmot","Velvet Bear"]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	_, c, err := Update(nil, s)
	if err != nil {
		t.Fatal(err)
	}
	is, _ := c.Entry("actor:salt-typhoon")
	if a := is.Actor; a.Country != "RU" || a.Source != "MISP galaxy" || a.Sponsor != "" || a.SponsorSource != "" {
		t.Errorf("after: %+v", a)
	}
	for _, al := range is.Actor.Aliases {
		if al.Name == "Velvet Bear" && (al.Inferred != "CrowdStrike" || strings.Join(al.Users(), ", ") != "CrowdStrike (inferred), MISP galaxy") {
			t.Errorf("%+v", al)
		}
		if al.Name == "Salt Typhoon" && al.Inferred != "" {
			t.Errorf("Microsoft's own list has %+v", al)
		}
	}
	changes := c.Changes(Load())
	if len(changes) != 1 || changes[0].Sponsor == nil || changes[0].Sponsor.After != "" || changes[0].Country.Source != "MISP galaxy" {
		t.Errorf("%+v", changes)
	}
}
