package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ascribe/actor"
)

// catalogueHead is the comment over the generated table.
const catalogueHead = `# Threat groups, merged from MITRE ATT&CK, the MISP galaxy and Microsoft's list of names (see NOTICE).
# Made by "go run ./eval catalogue"; our own corrections stand in overlay.tsv.
# names: each with the lists that hold it (a ATT&CK, m MISP, x Microsoft, o our own) and who coined it.
# name	class	country	country says	sponsor	sponsor says	attack	misp	microsoft	names
`

// A merged record is one actor of the prototype that the sources were merged into.
type merged struct {
	Canonical string `json:"canonical"`
	Attack    string `json:"attack_id"`
	MISP      string `json:"misp_uuid"`
	Aliases   []struct {
		Name   string   `json:"name"`
		Source []string `json:"source"`
	} `json:"aliases"`
	State       string `json:"state"`
	StateSource string `json:"state_source"`
	Unit        string `json:"sponsor_unit"`
	UnitSource  string `json:"sponsor_source"`
	Motive      string `json:"motive"`
	Type        string `json:"type"`
}

// An actorRow is a line of actors.tsv.
type actorRow struct {
	name, class, country, says, sponsor, sponsorSays, attack, misp, microsoft string

	names []actorName
}

type actorName struct{ name, lists, who string }

// buildCatalogue merges the source lists in the folder sources into out/actors.tsv. It
// copies facts and identifiers only: no descriptions and no references.
func buildCatalogue(sources, out string) error {
	var in struct {
		Actors []merged `json:"actors"`
	}
	var microsoft []struct {
		Name string `json:"Threat actor name"`
	}
	if err := errors.Join(
		readSource(filepath.Join(sources, "actors.json"), &in),
		readSource(filepath.Join(sources, "microsoft-mapping.json"), &microsoft),
	); err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, m := range microsoft {
		listed[foldName(m.Name)] = true
	}
	rows := map[string]*actorRow{}
	for _, m := range in.Actors {
		if r := newActorRow(m, listed); r != nil {
			joinRow(rows, r)
		}
	}
	return writeActors(filepath.Join(out, "actors.tsv"), rows)
}

// newActorRow returns nil for a record without a name.
func newActorRow(m merged, listed map[string]bool) *actorRow {
	r := &actorRow{
		class: classOf(m), country: m.State, sponsor: m.Unit, sponsorSays: labelOf(m.UnitSource, m),
		attack: m.Attack, misp: m.MISP,
	}
	if m.State != "" {
		r.says = labelOf(m.StateSource, m)
	}
	if r.sponsor == "" {
		r.sponsorSays = ""
	}
	names := actor.CleanName(m.Canonical)
	if len(names) == 0 {
		return nil
	}
	r.name = names[0]
	seen := map[string]bool{}
	for _, a := range m.Aliases {
		var lists strings.Builder
		for _, l := range []struct{ source, letter string }{{"attack", "a"}, {"misp", "m"}, {"microsoft", "x"}, {"curated", "o"}} {
			if slices.Contains(a.Source, l.source) {
				lists.WriteString(l.letter)
			}
		}
		for _, name := range actor.CleanName(a.Name) {
			if key := foldName(name); !seen[key] {
				seen[key] = true
				r.names = append(r.names, actorName{name, lists.String(), actor.Producer(name)})
				if listed[key] && r.microsoft == "" {
					r.microsoft = name
				}
			}
		}
	}
	return r
}

// joinRow adds r, or unites it with the record of the same name: the one with an ATT&CK
// identifier gives the facts.
func joinRow(rows map[string]*actorRow, r *actorRow) {
	key := foldName(r.name)
	old, ok := rows[key]
	if !ok {
		rows[key] = r
		return
	}
	if old.attack == "" && r.attack != "" {
		old, r = r, old
		rows[key] = old
	}
	old.country, old.says = cmp.Or(old.country, r.country), cmp.Or(old.says, r.says)
	old.sponsor, old.sponsorSays = cmp.Or(old.sponsor, r.sponsor), cmp.Or(old.sponsorSays, r.sponsorSays)
	old.misp, old.microsoft = cmp.Or(old.misp, r.misp), cmp.Or(old.microsoft, r.microsoft)
	for _, n := range r.names {
		if !slices.ContainsFunc(old.names, func(o actorName) bool { return foldName(o.name) == foldName(n.name) }) {
			old.names = append(old.names, n)
		}
	}
}

// classOf tells criminals and hacktivists from the rest. The sources' "state" only means
// that a country is given, where the group is thought to sit.
func classOf(m merged) string {
	switch {
	case strings.HasPrefix(strings.ToLower(m.Motive), "hacktivis"):
		return "hacktivist"
	case crime.MatchString(strings.TrimSpace(m.Canonical)), m.Type == "criminal", m.Motive == "Cybercrime", m.Type == "curated" && m.Motive == "financial":
		return "criminal"
	case m.Motive == "private-sector offensive actor":
		return "spyware"
	}
	return "actor"
}

// labelOf names the list that a fact was taken from.
func labelOf(source string, m merged) string {
	switch {
	case strings.HasPrefix(source, "misp"):
		return "MISP galaxy"
	case source == "microsoft":
		return "Microsoft"
	case strings.HasPrefix(source, "curated"), source == "":
		return "ascribe"
	case m.Attack != "":
		return "MITRE ATT&CK"
	}
	return "MISP galaxy"
}

// crime is how CrowdStrike and Microsoft name criminals.
var crime = regexp.MustCompile(`(?i) (spider|tempest)$`)

// foldName is what two spellings of one name agree in.
func foldName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func readSource(path string, v any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func writeActors(path string, rows map[string]*actorRow) error {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	w.WriteString(catalogueHead)
	sorted := make([]*actorRow, 0, len(rows))
	for _, r := range rows {
		sorted = append(sorted, r)
	}
	slices.SortFunc(sorted, func(a, b *actorRow) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), cmp.Compare(a.name, b.name))
	})
	for _, r := range sorted {
		names := make([]string, 0, len(r.names))
		for _, n := range r.names {
			cell := n.name + "=" + n.lists
			if n.who != "" {
				cell += "," + n.who
			}
			names = append(names, cell)
		}
		cells := []string{r.name, r.class, r.country, r.says, r.sponsor, r.sponsorSays, r.attack, r.misp, r.microsoft, strings.Join(names, "; ")}
		w.WriteString(strings.Join(cells, "\t") + "\n")
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}
