package actor

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// A Source is a published list of threat groups, as far as the catalogue uses it: names,
// identifiers, countries. No text of it is kept.
type Source struct {
	Format  string // "MISP galaxy threat-actor", "MITRE ATT&CK"
	Version string // as the file says it
	Records int
	records []record
}

// A record is what a source says of one group.
type record struct {
	names        []string // its own first
	class        string
	country      string // as the source writes it
	attack, misp string
	about        string // ATT&CK has no field for a country; its descriptions open with it
	label        string // who says so
	letter       rune   // of the source in actors.tsv
	naming       bool   // the source says which names are one group's: names alone identify it
}

// ReadSource recognises a cluster of the MISP galaxy and a STIX bundle of ATT&CK, and reads
// its groups.
func ReadSource(data []byte) (Source, error) {
	var head struct {
		Type     string          `json:"type"`
		Category string          `json:"category"`
		Values   json.RawMessage `json:"values"`
		Objects  json.RawMessage `json:"objects"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			return Source{}, fmt.Errorf("it is no JSON, or was cut off: %w at byte %d of %d", err, syntax.Offset, len(data))
		}
		return Source{}, errors.New("it is JSON, but neither a MISP galaxy cluster (an object with values) nor a STIX bundle (one with objects)")
	}
	var s Source
	var err error
	switch {
	case head.Type == "bundle" && head.Objects != nil:
		s, err = readBundle(data)
	case head.Values != nil && head.Category != "actor" && head.Type != "ransomware":
		err = fmt.Errorf("it is the MISP galaxy cluster %q of the category %q, which holds no threat groups; threat-actor, microsoft-activity-group and ransomware do", head.Type, head.Category)
	case head.Values != nil:
		s, err = readGalaxy(data)
	default:
		err = errors.New("it is JSON, but neither a MISP galaxy cluster (an object with values) nor a STIX bundle (one with objects)")
	}
	if err == nil && len(s.records) == 0 {
		err = errors.New("it holds no threat group with a name")
	}
	s.Records = len(s.records)
	return s, err
}

// texts is a JSON string or a list of them: the galaxy has both for one field.
type texts []string

func (t *texts) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*t = texts{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(t))
}

func (t texts) first() string {
	if len(t) == 0 {
		return ""
	}
	return strings.TrimSpace(t[0])
}

// readGalaxy reads a cluster of actors of the MISP galaxy.
func readGalaxy(data []byte) (Source, error) {
	var in struct {
		Type    string `json:"type"`
		Version int    `json:"version"`
		Values  []struct {
			Value string `json:"value"`
			UUID  string `json:"uuid"`
			Meta  struct {
				Synonyms texts `json:"synonyms"`
				Country  texts `json:"country"`
				Sponsor  texts `json:"cfr-suspected-state-sponsor"`
				Motive   texts `json:"motive"`
			} `json:"meta"`
		} `json:"values"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return Source{}, fmt.Errorf("it is no MISP galaxy cluster as they are published: %w", err)
	}
	s := Source{Format: "MISP galaxy " + in.Type, Version: fmt.Sprint(in.Version)}
	for _, v := range in.Values {
		r := record{class: "actor", country: v.Meta.Country.first(), misp: identifier(v.UUID), label: "MISP galaxy", letter: 'm'}
		switch {
		case in.Type == "ransomware":
			r.class, r.misp = "ransomware", ""
		case in.Type == "microsoft-activity-group":
			r.label, r.letter, r.naming, r.misp = "Microsoft", 'x', true, ""
		}
		if r.country == "" {
			r.country = v.Meta.Sponsor.first()
		}
		switch motive := strings.ToLower(v.Meta.Motive.first()); {
		case strings.HasPrefix(motive, "hacktivis"):
			r.class = "hacktivist"
		case motive == "cybercrime":
			r.class = "criminal"
		}
		s.add(r, append([]string{v.Value}, v.Meta.Synonyms...))
	}
	return s, nil
}

// readBundle reads the intrusion sets of a STIX bundle; withdrawn ones are none.
func readBundle(data []byte) (Source, error) {
	var in struct {
		Objects []struct {
			Type        string   `json:"type"`
			Name        string   `json:"name"`
			Aliases     []string `json:"aliases"`
			Description string   `json:"description"`
			Revoked     bool     `json:"revoked"`
			Deprecated  bool     `json:"x_mitre_deprecated"`
			Version     string   `json:"x_mitre_version"`
			References  []struct {
				Source string `json:"source_name"`
				ID     string `json:"external_id"`
			} `json:"external_references"`
		} `json:"objects"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return Source{}, fmt.Errorf("it is no STIX bundle as ATT&CK publishes it: %w", err)
	}
	s := Source{Format: "MITRE ATT&CK"}
	for _, o := range in.Objects {
		switch {
		case o.Type == "x-mitre-collection":
			s.Version = o.Version
			continue
		case o.Type != "intrusion-set" || o.Revoked || o.Deprecated:
			continue
		}
		r := record{class: "actor", about: o.Description, label: "MITRE ATT&CK", letter: 'a'}
		for _, ref := range o.References {
			if ref.Source == "mitre-attack" {
				r.attack = identifier(ref.ID)
			}
		}
		s.add(r, append([]string{o.Name}, o.Aliases...))
	}
	return s, nil
}

// criminal is how CrowdStrike and Microsoft name criminals.
var criminal = regexp.MustCompile(`(?i) (spider|tempest)$`)

// add takes a record over, if any of its names is one.
func (s *Source) add(r record, names []string) {
	seen := map[string]bool{}
	for _, name := range names {
		for _, n := range CleanName(name) {
			if k := key(n); !seen[k] {
				seen[k] = true
				r.names = append(r.names, n)
			}
		}
	}
	if len(r.names) == 0 {
		return
	}
	if r.class == "actor" && criminal.MatchString(r.names[0]) {
		r.class = "criminal"
	}
	s.records = append(s.records, r)
}

// identifiers are what sources may call their own: a UUID, "G0007".
var identifiers = regexp.MustCompile(`^[\w.-]{1,64}$`)

// identifier is an identifier as it is kept, "" if it is none: a cell of the catalogue holds no tab.
func identifier(s string) string {
	if identifiers.MatchString(s) {
		return s
	}
	return ""
}
