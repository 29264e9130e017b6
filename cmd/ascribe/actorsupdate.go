package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ascribe/actor"
	"ascribe/claim"
)

type actorsUpdateCmd struct {
	Files  []string `arg:"" help:"Clusters of the MISP galaxy (threat-actor.json, microsoft-activity-group.json, ransomware.json), ATT&CK bundles (enterprise-attack.json)." type:"existingfile"`
	DryRun bool     `help:"Tell what would be new, and write nothing."`
}

// An actorsReport is what an update came to.
type actorsReport struct {
	Files   []actorsSource `json:"files"`
	Changes []actor.Change `json:"changes"`
	File    string         `json:"file"`
	Written bool           `json:"written"`
	Reader  string         `json:"reader"` // that reads by it
}

type actorsSource struct {
	File    string `json:"file"`
	Format  string `json:"format"`
	Version string `json:"version"`
	Groups  int    `json:"groups"`
}

// Run reads all files before it writes anything, and writes one file in one step.
func (cmd *actorsUpdateCmd) Run(c *console) error {
	_, dir, err := c.settings()
	if err != nil {
		return err
	}
	report := actorsReport{File: filepath.Join(dir, actorsFile), Changes: []actor.Change{}}
	var sources []actor.Source
	for _, path := range cmd.Files {
		s, err := readSource(path)
		if err != nil {
			return err
		}
		sources = append(sources, s)
		report.Files = append(report.Files, actorsSource{path, s.Format, s.Version, s.Records})
	}
	before, err := catalogueIn(dir)
	if err != nil {
		return err
	}
	earlier, err := os.ReadFile(report.File)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	update, after, err := actor.Update(earlier, sources...)
	if err != nil {
		return err
	}
	report.Changes = append(report.Changes, after.Changes(before)...)
	report.Reader = claim.EngineWith(after)
	if !cmd.DryRun && !bytes.Equal(earlier, update) {
		if err := writeUpdate(dir, update); err != nil {
			return err
		}
		report.Written = true
	}
	if !c.pretty {
		return c.printJSON(report)
	}
	report.print(c)
	return nil
}

// writeUpdate puts an update in the place of the one before it, whole or not at all.
func writeUpdate(dir string, update []byte) error {
	if err := makeFolder(dir); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".actors-*.tsv")
	if err != nil {
		return fmt.Errorf("the update was not written: %w", err)
	}
	defer os.Remove(f.Name()) // gone by then if all went well
	_, err = f.Write(update)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, actorsFile))
	}
	if err != nil {
		return fmt.Errorf("the update was not written: %w", err)
	}
	return nil
}

func (r actorsReport) print(c *console) {
	for _, f := range r.Files {
		fmt.Fprintf(c.out, "%s: %s %s, %d groups\n", plain(f.File), plain(f.Format), plain(f.Version), f.Groups)
	}
	added := 0
	for _, ch := range r.Changes {
		mark := " "
		if ch.New {
			mark = "+"
			added++
		}
		fmt.Fprintf(c.out, "%s %s (%s)%s\n", mark, plain(ch.Name), ch.ID, plain(facts(ch)))
		for _, a := range ch.Names {
			note := ""
			if a.Ambiguous {
				note += "; others go by it, too"
			}
			if a.Common {
				note += "; it may be a word, and needs a cue"
			}
			fmt.Fprintf(c.out, "    %s (%s)%s\n", plain(a.Name), plain(strings.Join(a.Users(), ", ")), note)
		}
	}
	fmt.Fprintf(c.out, "%d new, %d amended\n", added, len(r.Changes)-added)
	if r.Written {
		fmt.Fprintf(c.out, "written to %s. A running serve reads by it once it is restarted; ascribe reanalyse then reads the older stories by it (%s)\n", r.File, r.Reader)
		return
	}
	fmt.Fprintln(c.out, "nothing was written")
}

// facts tells what changed about a group's country and sponsor.
func facts(ch actor.Change) string {
	var out strings.Builder
	for _, f := range []struct {
		what string
		is   *actor.Amended
	}{{"base", ch.Country}, {"sponsor", ch.Sponsor}} {
		switch {
		case f.is == nil:
		case f.is.After == "":
			out.WriteString(fmt.Sprintf(", no longer %s %s", f.what, f.is.Before))
		case f.is.Before == "":
			out.WriteString(fmt.Sprintf(", %s %s (%s)", f.what, f.is.After, f.is.Source))
		default:
			out.WriteString(fmt.Sprintf(", %s %s instead of %s (%s)", f.what, f.is.After, f.is.Before, f.is.Source))
		}
	}
	return out.String()
}
