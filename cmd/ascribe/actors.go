package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

type actorsCmd struct {
	List   actorsListCmd   `cmd:"" default:"withargs" help:"List the threat actors, or those that go by a name."`
	Show   actorsShowCmd   `cmd:"" help:"Explain a name: every party that it may mean, who uses it, and what it takes to believe it."`
	Update actorsUpdateCmd `cmd:"" help:"Take names from newer MISP galaxy clusters and ATT&CK bundles."`
}

type actorsListCmd struct {
	Name string `arg:"" optional:"" help:"Any alias; without it all are listed."`
}

// Run lists actors, or shows everybody that goes by a name.
func (cmd *actorsListCmd) Run(c *console) error {
	q := url.Values{}
	if cmd.Name != "" {
		q.Set("q", cmd.Name)
	}
	return c.asking(func(cl *client) error {
		if !c.pretty {
			return c.pass(cl, "/v1/actors", q)
		}
		var list struct {
			Items []struct {
				ID      string  `json:"id"`
				Name    string  `json:"name"`
				Kind    string  `json:"kind"`
				Country *string `json:"country"`
				Aliases []json.RawMessage
			} `json:"items"`
		}
		if err := cl.get(c.ctx, "/v1/actors", q, &list); err != nil {
			return err
		}
		t := c.table("ID", "NAME", "KIND", "BASE", "ALIASES")
		for _, a := range list.Items {
			t.row(a.ID, a.Name, a.Kind, named(a.Country, ""), strings.Join(aliasNames(a.Aliases), ", "))
		}
		t.flush()
		if len(list.Items) == 0 {
			fmt.Fprintln(c.out, "the catalogue knows nobody by that name")
		}
		return nil
	})
}

// aliasNames takes aliases as names or as objects with a name.
func aliasNames(raw []json.RawMessage) []string {
	var names []string
	for _, r := range raw {
		var name string
		var alias struct {
			Name string `json:"name"`
		}
		if json.Unmarshal(r, &name) != nil && json.Unmarshal(r, &alias) == nil {
			name = alias.Name
		}
		names = append(names, name)
	}
	return names
}

// actorsFile is the update of the catalogue, beside the database.
const actorsFile = "actors.tsv"

// catalogueIn is the embedded catalogue with the update of a folder, if it has one.
func catalogueIn(dir string) (*actor.Catalogue, error) {
	path := filepath.Join(dir, actorsFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return actor.Load(), nil
	}
	return updatedCatalogue(path)
}

// updatedCatalogue is the embedded catalogue with the update in a file, "" being none.
func updatedCatalogue(path string) (*actor.Catalogue, error) {
	if path == "" {
		return actor.Load(), nil
	}
	update, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the update of the catalogue could not be read: %w", err)
	}
	cat, err := actor.LoadUpdated(update)
	if err != nil {
		return nil, fmt.Errorf("%s is no update of the catalogue: %w; remove it and run ascribe actors update again", path, err)
	}
	return cat, nil
}

// A knownParty is a party of the catalogue as it is explained.
type knownParty struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Class   string `json:"class"`
	Country string `json:"country,omitempty"`
	Sponsor string `json:"sponsor,omitempty"`
	Source  string `json:"source,omitempty"` // of the country, else of the sponsor

	SponsorSource string `json:"sponsor_source,omitempty"`

	SpeaksFor   string            `json:"speaks_for,omitempty"`
	PartOf      string            `json:"part_of,omitempty"`
	Identifiers map[string]string `json:"identifiers,omitempty"`
	Names       []knownName       `json:"names"`
}

type knownName struct {
	Name   string   `json:"name"`
	UsedBy []string `json:"used_by,omitempty"`
	// Inferred is the one of UsedBy that no source names: read off the form of the name.
	Inferred string `json:"inferred,omitempty"`

	Also []string `json:"also,omitempty"` // the other parties that it may mean
	Cue  bool     `json:"cue,omitempty"`  // it is another word too
}

type actorsShowCmd struct {
	Name string `arg:"" help:"Any name or identifier: APT28, G0007, NCSC, actor:apt28."`
}

// Run explains whom a name may mean.
func (cmd *actorsShowCmd) Run(c *console) error {
	_, dir, err := c.settings()
	if errors.Is(err, errNoConfig) {
		dir, err = c.dataDir(&config{}) // the catalogue is embedded; only its update needs a folder
	}
	if err != nil {
		return err
	}
	cat, err := catalogueIn(dir)
	if err != nil {
		return err
	}
	var parties []knownParty
	for _, id := range cat.Find(cmd.Name) {
		parties = append(parties, explain(cat, id))
	}
	if len(parties) == 0 {
		return fmt.Errorf("the catalogue knows nobody by the name %q", cmd.Name)
	}
	if !c.pretty {
		return c.printJSON(parties)
	}
	if len(parties) > 1 {
		fmt.Fprintf(c.out, "%s may mean %d parties; the text decides, and where it does not, all of them stay possible.\n\n", plain(cmd.Name), len(parties))
	}
	for _, p := range parties {
		p.print(c)
	}
	return nil
}

func explain(cat *actor.Catalogue, id string) knownParty {
	e, _ := cat.Entry(id)
	p := knownParty{ID: id, Name: e.Party.Name, Class: e.Class, Country: e.Party.Country, SpeaksFor: e.SpeaksFor, PartOf: e.PartOf}
	if p.SpeaksFor == id {
		p.SpeaksFor = ""
	}
	users := map[string]news.Alias{}
	if a := e.Actor; a != nil {
		p.Sponsor, p.SponsorSource, p.Source, p.Identifiers = a.Sponsor, a.SponsorSource, a.Source, a.IDs
		for _, al := range a.Aliases {
			users[al.Name] = al
		}
	}
	for _, n := range e.Names {
		k := knownName{Name: n, UsedBy: users[n].UsedBy, Inferred: users[n].Inferred}
		for _, other := range cat.Find(n) {
			if other != id {
				k.Also = append(k.Also, other)
			}
		}
		if hit, ok := cat.Match(strings.Fields(n)); ok {
			k.Cue = hit.Common
		}
		p.Names = append(p.Names, k)
	}
	return p
}

func (p knownParty) print(c *console) {
	fmt.Fprintf(c.out, "%s  (%s), %s\n", plain(p.Name), p.ID, p.Class)
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(c.out, "  %-12s %s\n", label, plain(value))
		}
	}
	if p.Source != "" {
		line("base", p.Country)
		if p.Country != "" {
			line("says who", p.Source+", as a suspicion")
		}
		line("sponsor", p.Sponsor)
		if p.Sponsor != "" {
			line("says who", p.SponsorSource+", as a suspicion")
		}
	} else {
		line("country", p.Country)
	}
	line("speaks for", p.SpeaksFor)
	line("part of", p.PartOf)
	for _, list := range slices.Sorted(maps.Keys(p.Identifiers)) {
		line(list, p.Identifiers[list])
	}
	t := c.table("  NAME", "USED BY", "ALSO A NAME OF", "")
	for _, n := range p.Names {
		cue := ""
		if n.Cue {
			cue = "a word too"
		}
		t.row("  "+n.Name, cmp.Or(strings.Join(news.Alias{UsedBy: n.UsedBy, Inferred: n.Inferred}.Users(), ", "), " "), cmp.Or(strings.Join(n.Also, ", "), " "), cue)
	}
	t.flush()
	if slices.ContainsFunc(p.Names, func(n knownName) bool { return n.Inferred != "" }) {
		fmt.Fprintln(c.out, "  Inferred: no list says that they use the name; it has the form of theirs.")
	}
	if slices.ContainsFunc(p.Names, func(n knownName) bool { return n.Cue }) {
		fmt.Fprintln(c.out, "  A word too: another word, a place or a product. It counts as it is spelled here, and with a cue near it (a group, hackers, a verb of attribution).")
	}
	fmt.Fprintln(c.out)
}

// maxSource is more than any published list has.
const maxSource = 512 << 20

// readSource reads one of the user's files.
func readSource(path string) (actor.Source, error) {
	f, err := os.Open(path)
	if err != nil {
		return actor.Source{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSource+1))
	if err == nil && len(data) > maxSource {
		err = fmt.Errorf("it is larger than %d MB", maxSource>>20)
	}
	var s actor.Source
	if err == nil {
		s, err = actor.ReadSource(data)
	}
	if err != nil {
		return s, fmt.Errorf("%s was not taken: %w", path, err)
	}
	return s, nil
}
