package main

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"ascribe/actor"
	"ascribe/claim"
	"ascribe/news"
)

//go:embed testdata/claims.txt
var ownPassages string

// own reports whether we wrote the passage ourselves.
func (p passage) own() bool { return p.file == "own" }

// readOwn reads our own annotated passages; their file tells its form.
func readOwn() ([]passage, error) {
	var out []passage
	for n, line := range strings.Split(ownPassages, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, claims, _ := strings.Cut(line, " || ")
		text = strings.TrimSuffix(text, " ||")
		p := passage{ID: fmt.Sprintf("own-%d", n+1), Incident: "own", file: "own", Text: text}
		spans := claim.Sentences(news.Story{Text: text})
		for c := range strings.SplitSeq(claims, ";;") {
			if c = strings.TrimSpace(c); c == "" {
				continue
			}
			shape, err := ownClaim(c, spans)
			if err != nil {
				return nil, fmt.Errorf("testdata/claims.txt:%d: %w", n+1, err)
			}
			p.Claims = append(p.Claims, shape)
		}
		out = append(out, p)
	}
	return out, nil
}

// ownClaim parses "1 FBI > state:KP | carried_out | accuses".
func ownClaim(s string, spans []news.Span) (claimShape, error) {
	head, tail, ok := strings.Cut(s, " > ")
	f := strings.Split(tail, "|")
	number, accuser, _ := strings.Cut(head, " ")
	n, err := strconv.Atoi(number)
	if !ok || len(f) != 3 || err != nil || n < 1 || n > len(spans) {
		return claimShape{}, fmt.Errorf("not a claim: %q", s)
	}
	g := claimShape{Start: spans[n-1].Start, End: spans[n-1].End, Relation: strings.TrimSpace(f[1]), Stance: strings.TrimSpace(f[2]), About: "main"}
	if g.Accuser = accuser; accuser == "-" {
		g.Accuser = ""
	} else if name, ok := strings.CutPrefix(accuser, "~"); ok {
		g.Accuser, g.AccuserKind = name, "researchers"
	}
	g.AccusedKind, g.Accused, _ = strings.Cut(strings.TrimSpace(f[0]), ":")
	switch g.AccusedKind {
	case "unknown":
		g.Accused = "unknown"
	case "vague", "state":
		g.AccusedCountry = g.Accused
		g.Accused = countryName(g.Accused)
	case "agency": // an unnamed service is its country's
		if len(g.Accused) == 2 {
			g.AccusedCountry, g.Accused = g.Accused, countryName(g.Accused)
		}
	case "person":
		g.AccusedCountry, g.Accused, _ = strings.Cut(g.Accused, ":")
	}
	return g, nil
}

// countryName is a country as the lists of names spell it.
func countryName(iso string) string {
	if iso == "" {
		return "foreign state"
	}
	name, _ := actor.Load().Country(iso)
	return name
}
