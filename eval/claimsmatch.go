package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// A keySet maps a normalised name to all that it may mean.
type keySet map[string]map[string]bool

func (k keySet) add(name, key string) {
	n := fold1(name)
	if n == "" {
		return
	}
	if k[n] == nil {
		k[n] = map[string]bool{}
	}
	k[n][key] = true
}

// fold1 is a name without case, marks and a leading article.
func fold1(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		} else if b.Len() > 0 {
			b.WriteByte(' ')
		}
	}
	f := strings.Fields(strings.ReplaceAll(b.String(), "u s ", "us "))
	if len(f) > 1 && (f[0] == "the" || f[0] == "a" || f[0] == "an") {
		f = f[1:]
	}
	return strings.Join(f, "")
}

// loadKeys reads the lists that names are compared by.
func loadKeys(dir string) (keySet, error) {
	ks := keySet{}
	var countries struct {
		Countries []struct {
			ISO2                                  string
			Name                                  string
			Demonyms, Aliases, Capitals, Metonyms []string
		}
	}
	if err := readJSON(filepath.Join(dir, "countries.json"), &countries); err != nil {
		return nil, err
	}
	for _, x := range countries.Countries {
		key := "country:" + x.ISO2
		ks.add(x.Name, key)
		for _, l := range [][]string{x.Aliases, x.Capitals, x.Metonyms} {
			for _, a := range l {
				ks.add(a, key)
			}
		}
		for _, d := range x.Demonyms {
			for _, g := range []string{" government", " state", " officials", " authorities"} {
				ks.add(d+g, key)
			}
		}
	}
	var orgs struct {
		Organisations []struct {
			Name, Kind, Country string
			Aliases             []string
		}
	}
	if err := readJSON(filepath.Join(dir, "organisations.json"), &orgs); err != nil {
		return nil, err
	}
	for _, x := range orgs.Organisations {
		key := "org:" + fold1(x.Name)
		if x.Kind == "government" && x.Country != "" {
			key = "country:" + x.Country
		}
		if x.Name == "European Union" {
			key = "country:EU"
		}
		ks.add(x.Name, key)
		for _, a := range x.Aliases {
			ks.add(a, key)
		}
	}
	var actors struct {
		Actors []struct {
			Canonical string
			Aliases   []struct{ Name string }
		}
	}
	if err := readJSON(filepath.Join(dir, "actors.json"), &actors); err != nil {
		return nil, err
	}
	for _, x := range actors.Actors {
		key := "actor:" + fold1(x.Canonical)
		ks.add(x.Canonical, key)
		for _, a := range x.Aliases {
			ks.add(a.Name, key)
		}
	}
	return ks, nil
}

func readJSON(path string, v any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, v)
}

func (k keySet) of(s string) map[string]bool {
	n := fold1(s)
	if m, ok := k[n]; ok {
		return m
	}
	return map[string]bool{"str:" + n: true}
}

func meet(a, b map[string]bool) bool {
	for x := range a {
		if b[x] {
			return true
		}
	}
	return false
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, f := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if f != "the" && f != "of" && f != "and" && f != "a" && f != "s" {
			m[f] = true
		}
	}
	return m
}

// share is how many words two texts share, of the shorter one's.
func share(a, b string) float64 {
	x, y := wordSet(a), wordSet(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	n := 0
	for t := range x {
		if y[t] {
			n++
		}
	}
	return float64(n) / float64(min(len(x), len(y)))
}

// A matcher decides whether a prediction agrees with a gold claim (guideline §5).
type matcher struct {
	keys    keySet
	lenient bool
}

func nobody(s string) bool {
	n := fold1(s)
	return n == "" || n == "unknown" || n == "unspecified"
}

func several(s string) []string {
	var out []string
	for p := range strings.SplitSeq(s, ";") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func unnamed(kind string) bool { return kind == "researchers" || kind == "anonymous" }

func (m matcher) accuser(g, p claimShape) bool {
	if nobody(g.Accuser) || nobody(p.Accuser) {
		if nobody(g.Accuser) && nobody(p.Accuser) {
			return true
		}
		return !nobody(g.Accuser) && p.Speaker != "" && g.Speaker != "" && share(g.Speaker, p.Speaker) >= 0.5
	}
	if unnamed(g.AccuserKind) && unnamed(p.AccuserKind) {
		return true
	}
	for _, x := range several(g.Accuser) {
		for _, y := range several(p.Accuser) {
			if meet(m.keys.of(x), m.keys.of(y)) || share(x, y) >= 0.99 {
				return true
			}
		}
	}
	return g.Speaker != "" && (share(g.Speaker, p.Accuser) >= 0.5 || p.Speaker != "" && share(g.Speaker, p.Speaker) >= 0.5 && len(wordSet(p.Accuser)) == 0)
}

func (m matcher) accused(g, p claimShape) bool {
	if nobody(g.Accused) || nobody(p.Accused) {
		return nobody(g.Accused) && nobody(p.Accused)
	}
	loose := func(c claimShape) bool { return c.AccusedKind == "vague" || c.AccusedKind == "state" }
	if g.AccusedKind == "vague" && p.AccusedKind == "vague" {
		return g.AccusedCountry == p.AccusedCountry
	}
	if m.lenient && loose(g) && loose(p) && g.AccusedCountry == p.AccusedCountry {
		return true
	}
	if g.AccusedKind == "person" && p.AccusedKind == "person" && g.AccusedCountry == p.AccusedCountry {
		return true
	}
	gk, pk := m.keys.of(g.Accused), m.keys.of(p.Accused)
	if meet(gk, pk) {
		return (g.AccusedKind == "vague") == (p.AccusedKind == "vague") || m.lenient
	}
	if g.AccusedKind == "person" || g.AccusedKind == "company" {
		return share(g.Accused, p.Accused) >= 0.5
	}
	if m.lenient && g.Subject != "" {
		for _, x := range several(g.Subject) {
			if meet(m.keys.of(x), pk) {
				return true
			}
		}
	}
	return false
}

func overlap(g, p claimShape) bool { return g.Start < p.End && p.Start < g.End }

func (m matcher) hedge(g, p claimShape) bool {
	if g.Hedge == "" || p.Hedge == "" {
		return g.Hedge == p.Hedge
	}
	return share(strings.ReplaceAll(g.Hedge, "|", " "), strings.ReplaceAll(p.Hedge, "|", " ")) >= 0.5
}

func (m matcher) victim(g, p claimShape) bool {
	return g.Victim == "" || share(g.Victim, p.Victim) >= 0.5
}

func (m matcher) triple(g, p claimShape) bool {
	return overlap(g, p) && m.accused(g, p) && m.accuser(g, p) && g.Stance == p.Stance
}

func (m matcher) all(g, p claimShape) bool {
	return m.triple(g, p) && g.Relation == p.Relation && m.hedge(g, p) && m.victim(g, p) &&
		g.AccusedCountry == p.AccusedCountry && g.AccuserCountry == p.AccuserCountry
}
