package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/eval/load"
)

// commands are all that eval does.
func commands() []command {
	return []command{
		{"extract", runExtract},
		{"claims", runClaims},
		{"incidents", runIncidents},
		{"scope", runScope},
		{"floors", runFloors},
		{"load", load.Ingest},
		{"kills", load.Kills},
		{"once", load.Once},
		{"warm", load.Warm},
		{"beside", load.Beside},
		{"queries", load.Queries},
		{"floor", load.Floor},
		{"catalogue", runCatalogue},
	}
}

func runExtract(args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "train" {
		return train("extract train", args[1:], "extract/body.model", out, trainExtract)
	}
	f := newFlags("extract")
	others := f.String("predictions", "", "score another extractor's articles: JSON lines of id, title, text")
	cost := f.Bool("cost", false, "time it beside html.Parse, and measure nothing else")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *cost {
		return printExtractCost(f.folder("extract"), out)
	}
	var r any
	var err error
	if *others != "" {
		r, err = scorePredictions(f.folder("extract"), *others)
	} else {
		r, err = evalExtract(f.folder("extract"), f.folds)
	}
	if err != nil {
		return err
	}
	if f.json {
		return printJSON(out, r)
	}
	printExtract(out, r)
	return nil
}

func runClaims(args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "train" {
		return train("claims train", args[1:], "claim/weights.txt", out, trainClaimWeights)
	}
	if len(args) > 0 && args[0] == "sample" {
		return runClaimsSample(args[1:], out)
	}
	calibrate := len(args) > 0 && args[0] == "calibrate"
	if calibrate {
		args = args[1:]
	}
	f := newFlags("claims")
	var opt claimsOptions
	f.BoolVar(&opt.Errors, "errors", false, "print what was missed and what was wrong, of the development part")
	reliable := f.Bool("calibration", false, "print how reliable the scores are, cross-validated, and measure nothing else")
	f.StringVar(&opt.Part, "part", "", "dev or blind; both when empty")
	f.StringVar(&opt.Actors, "actors", "", "folder of the lists that names are compared by")
	if err := f.Parse(args); err != nil {
		return err
	}
	if calibrate || *reliable {
		return runCalibration(f.folder("claims"), calibrate, f.json, out)
	}
	opt.Folds = f.folds
	r, err := evalClaims(f.folder("claims"), opt)
	if err != nil {
		return err
	}
	if f.json {
		return printJSON(out, r)
	}
	printClaims(out, r.(claimsResult))
	return nil
}

func runIncidents(args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "train" {
		return train("incidents train", args[1:], "incident/model.txt", out, trainIncidents)
	}
	f := newFlags("incidents")
	if err := f.Parse(args); err != nil {
		return err
	}
	r, err := evalIncidents(f.folder("incidents"), f.folds)
	if err != nil {
		return err
	}
	if f.json {
		return printJSON(out, r)
	}
	printIncidents(out, r)
	return nil
}

func train(name string, args []string, file string, out io.Writer, learn func(dir, file string, out io.Writer) error) error {
	f := newFlags(name)
	to := f.String("out", file, "file to write")
	if err := f.Parse(args); err != nil {
		return err
	}
	return learn(f.folder(strings.Fields(name)[0]), *to, out)
}

func runCatalogue(args []string, _ io.Writer) error {
	f := flag.NewFlagSet("catalogue", flag.ContinueOnError)
	data := f.String("data", "", "folder of the source lists")
	to := f.String("out", "actor/data", "folder to write to")
	if err := f.Parse(args); err != nil {
		return err
	}
	return buildCatalogue(*data, *to)
}

// folder is where the data of one measure lies: below the folder given, or that itself.
func (f *measureFlags) folder(name string) string {
	below := filepath.Join(f.data, name)
	if info, err := os.Stat(below); err == nil && info.IsDir() {
		return below
	}
	return f.data
}

// floorsFile holds what each measure must reach: a path into the JSON of a measure, such
// as "claims.strict.triple", and the least value. A floor is raised when it is passed.
const floorsFile = "eval/floors.json"

// runFloors measures everything and compares it with the floors.
func runFloors(args []string, out io.Writer) error {
	f := newFlags("floors")
	if err := f.Parse(args); err != nil {
		return err
	}
	src, err := os.ReadFile(floorsFile)
	if err != nil {
		return err
	}
	var floors map[string]float64
	if err := json.Unmarshal(src, &floors); err != nil {
		return fmt.Errorf("%s: %w", floorsFile, err)
	}
	measured := map[string]any{}
	for name, run := range map[string]func([]string, io.Writer) error{"extract": runExtract, "claims": runClaims, "incidents": runIncidents, "scope": runScope} {
		var b strings.Builder
		args := []string{"-data", f.data, "-json"}
		if name == "incidents" { // by models that have not seen what they are measured on
			args = append(args, "-folds", "2")
		}
		if err := run(args, &b); err != nil {
			return err
		}
		var v any
		if err := json.Unmarshal([]byte(b.String()), &v); err != nil {
			return err
		}
		measured[name] = v
	}
	below := 0
	for _, path := range slices.Sorted(maps.Keys(floors)) {
		got, ok := at(measured, strings.Split(path, "."))
		verdict := "ok"
		if !ok || got < floors[path] {
			verdict = "BELOW THE FLOOR"
			below++
		}
		fmt.Fprintf(out, "%-36s %.4f  floor %.4f  %s\n", path, got, floors[path], verdict)
	}
	if below > 0 {
		return fmt.Errorf("%d measures are below their floors", below)
	}
	return nil
}

func at(v any, path []string) (float64, bool) {
	for _, key := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return 0, false
		}
		v = m[key]
	}
	n, ok := v.(float64)
	return n, ok
}
