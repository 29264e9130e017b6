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
	coined, err := readProducers(filepath.Join(out, "producers.tsv"))
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, m := range microsoft {
		listed[foldName(m.Name)] = true
	}
	rows := map[string]*actorRow{}
	for _, m := range in.Actors {
		if r := newActorRow(m, listed, coined); r != nil {
			joinRow(rows, r)
		}
	}
	return writeActors(filepath.Join(out, "actors.tsv"), rows)
}

// newActorRow returns nil for a record without a name.
func newActorRow(m merged, listed map[string]bool, coined func(string) string) *actorRow {
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
	names := cleanName(m.Canonical)
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
		for _, name := range cleanName(a.Name) {
			if key := foldName(name); !seen[key] {
				seen[key] = true
				r.names = append(r.names, actorName{name, lists.String(), coined(name)})
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

var (
	idLike   = regexp.MustCompile(`^[GC]\d{4}$|^\[.*\]$`)
	aside    = regexp.MustCompile(` \([^)]*\)$`)
	crime    = regexp.MustCompile(`(?i) (spider|tempest)$`) // as CrowdStrike and Microsoft name criminals
	subgroup = regexp.MustCompile(`^Subgroup: `)
)

// cleanName takes remarks off a name ("TG-2884 (SCWX CTU)") and splits two names in one
// ("ALPHV/BlackCat"). It returns none for what is no name.
func cleanName(s string) []string {
	s = strings.Map(func(r rune) rune {
		if r == '\u2011' {
			return '-'
		}
		return r
	}, s)
	s = aside.ReplaceAllString(subgroup.ReplaceAllString(strings.Trim(s, " ,;"), ""), "")
	if idLike.MatchString(s) || strings.ContainsAny(s, "=;\t") || foldName(s) == "" {
		return nil
	}
	if before, after, ok := strings.Cut(s, "/"); ok && len(before) > 3 {
		return []string{before, after}
	}
	return []string{s}
}

// foldName is what two spellings of one name agree in.
func foldName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// readProducers reads the table of name forms and returns who coined a name, or "".
func readProducers(path string) (func(string) string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	type form struct {
		pattern *regexp.Regexp
		who     string
	}
	var forms []form
	for line := range strings.Lines(string(text)) {
		pattern, who, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		re, err := regexp.Compile(`^(?:` + pattern + `)$`)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		forms = append(forms, form{re, who})
	}
	return func(name string) string {
		for _, f := range forms {
			if f.pattern.MatchString(name) {
				return f.who
			}
		}
		return ""
	}, nil
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
