package actor

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"ascribe/news"
)

func TestNames(t *testing.T) {
	c := Load()
	for _, row := range table(t, "names.txt") {
		ids := c.Find(row[0])
		if ids == nil {
			t.Errorf("nobody goes by %s", row[0])
			continue
		}
		e, _ := c.Entry(ids[0])
		if got := []string{e.Party.Name, e.Class, e.Party.Country}; !slices.Equal(got, row[1:]) {
			t.Errorf("%s is %q, want %q", row[0], got, row[1:])
		}
	}
}

// TestEveryNameLeadsBack holds the catalogue to its promise: whoever has a name is found
// by it, and matched by it as it is spelled.
func TestEveryNameLeadsBack(t *testing.T) {
	c := Load()
	commons, err := rows(tables, "common.txt", 1)
	if err != nil {
		t.Fatal(err)
	}
	var never []string // spellings that are not looked for
	for _, row := range commons {
		never = append(never, row[0])
	}
	for id, e := range c.entries {
		if !slices.Contains(c.Find(id), id) {
			t.Errorf("%s is not found by its ID", id)
		}
		if e.Names[0] != e.Party.Name {
			t.Errorf("%s: the first name is %q, not %q", id, e.Names[0], e.Party.Name)
		}
		for _, n := range e.Names {
			if !slices.Contains(c.Find(n), id) {
				t.Errorf("%s is not found by %q", id, n)
			}
			words := strings.Fields(n)
			hit, ok := c.Match(words)
			spelled := c.first[split(n)[0].folded]
			common := slices.ContainsFunc(spelled, func(x *name) bool { return x.hit.Common && strings.EqualFold(x.text, n) })
			if slices.Contains(never, "-"+n) {
				continue
			}
			if ok && (!slices.Contains(hit.IDs, id) || hit.Words != len(words)) || !ok && !common {
				t.Errorf("%s is not matched by %q: %v", id, n, hit)
			}
		}
	}
}

func TestEntries(t *testing.T) {
	c := Load()
	for id, e := range c.entries {
		p := e.Party
		if p.ID != id || p.Name == "" || strings.TrimSpace(p.Name) != p.Name {
			t.Errorf("%s: party %+v", id, p)
		}
		if p.Country != "" && c.states[p.Country].name == "" {
			t.Errorf("%s is in %s, which is no country", id, p.Country)
		}
		if prefix, _, _ := strings.Cut(id, ":"); (prefix == "actor") != (e.Actor != nil) {
			t.Errorf("%s: actor %v", id, e.Actor)
		}
		for _, other := range []string{e.PartOf, e.SpeaksFor} {
			if _, ok := c.Entry(other); other != "" && !ok {
				t.Errorf("%s belongs to %s, which is not there", id, other)
			}
		}
		if e.Class == "unit" && e.PartOf == "" {
			t.Errorf("%s is a unit of nothing", id)
		}
		for _, n := range e.Names {
			if len(n) > 80 {
				t.Errorf("%s: %q is a sentence, not a name", id, n)
			}
		}
	}
}

func TestActors(t *testing.T) {
	actors := Load().Actors()
	if len(actors) < 1000 {
		t.Fatalf("only %d actors", len(actors))
	}
	if !slices.IsSortedFunc(actors, func(a, b news.Actor) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("actors are not sorted")
	}
	flagged, coined := 0, 0
	for _, a := range actors {
		for _, al := range a.Aliases {
			if al.Ambiguous {
				flagged++
			}
			if len(al.UsedBy) == 0 {
				t.Errorf("%s: nobody uses %q", a.ID, al.Name)
			}
			if slices.Contains(al.UsedBy, "Microsoft") {
				coined++
			}
		}
		if (a.Country != "" || a.Sponsor != "") && a.Source == "" {
			t.Errorf("%s: nobody says that it is of %s %s", a.ID, a.Country, a.Sponsor)
		}
	}
	if flagged == 0 || coined == 0 {
		t.Errorf("%d ambiguous aliases, %d coined by Microsoft", flagged, coined)
	}
}

func TestCountries(t *testing.T) {
	c := Load()
	for _, tt := range []struct{ in, want string }{
		{"cn", "CN"},
		{"China", "CN"},
		{"chinese", "CN"},
		{"Beijing", "CN"},
		{"eu", "EU"},
		{"U.S.", "US"},
		{"Brussels", ""},
		{"Atlantis", ""},
		{"xx", ""},
		{"", ""},
		{"APT28", ""},
	} {
		got, ok := c.CountryCode(tt.in)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("CountryCode(%q) = %q, %v", tt.in, got, ok)
		}
	}
	if name, ok := c.Country("kp"); !ok || name != "North Korea" {
		t.Errorf("Country(kp) = %q, %v", name, ok)
	}
	if d := c.Demonyms("RU"); !slices.Contains(d, "Russian") {
		t.Errorf("Demonyms(RU) = %q", d)
	}
	if all := c.Countries(); len(all) < 190 || !slices.IsSorted(all) {
		t.Errorf("%d countries", len(all))
	}
}

// TestDamagedTables wants a clear fault, naming file and line, never a panic.
func TestDamagedTables(t *testing.T) {
	whole := func() fstest.MapFS {
		fsys := fstest.MapFS{}
		for file, text := range map[string]string{
			"common.txt": "# none\n", "states.tsv": "CN\tChina\tChinese\t\tBeijing\t\n", "agencies.tsv": "mss\tintelligence\tCN\tMSS\t\t\n",
			"organisations.tsv": "acme\tvendor\tUS\tAcme\t\t\n", "malware.tsv": "Worm\t\n", "overlay.tsv": "",
			"actors.tsv": "APT0\tactor\tCN\tx\t\t\t\t\t\tAPT0=a\n",
		} {
			fsys[file] = &fstest.MapFile{Data: []byte(text)}
		}
		return fsys
	}
	if _, err := decode(whole(), nil); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ file, text, want string }{
		{"states.tsv", "CN\tChina\n", "states.tsv:1: 2 cells, want 6"},
		{"agencies.tsv", "mss\tspooks\tCN\tMSS\t\t\n", "unknown class"},
		{"organisations.tsv", "mss\tvendor\tUS\tAcme\t\t\nmss\tvendor\tUS\tAcme\t\t\n", "stands twice"},
		{"organisations.tsv", "acme\tvendor\tUS\t!\t\t\n", "without letters"},
		{"overlay.tsv", "APT0\t.\t.\t.\t.\tX\t\n", "+X or -X"},
		{"overlay.tsv", "APT0\t.\t.\t.\t.\t\tAPT9\n", "which is not there"},
	} {
		fsys := whole()
		fsys[tt.file] = &fstest.MapFile{Data: []byte(tt.text)}
		if _, err := decode(fsys, nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %q: error %v, want %q", tt.file, tt.text, err, tt.want)
		}
	}
}
