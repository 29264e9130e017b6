// Command eval measures ascribe on development data, trains what is learned, and makes the
// catalogue's data from its sources.
//
//	go run ./eval extract|claims|incidents -data DIR [-json] [-folds N]
//	go run ./eval scope -data DIR           what is kept and what is turned away
//	go run ./eval floors -data DIR          every measure against eval/floors.json
//	go run ./eval load|warm|kills|once -origin DIR  the program over a synthetic web: its cost, and that nothing is lost
//	go run ./eval beside -hostile DIR               good feeds beside hostile ones: none comes late
//	go run ./eval queries -stories N,N -dir DIR     what questions cost to stores of such sizes
//	go run ./eval catalogue -data DIR       the actor room's data from its sources
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// A command is one thing that eval does.
type command struct {
	name string
	run  func(args []string, out io.Writer) error
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) > 0 {
		for _, c := range commands() {
			if c.name == args[0] {
				return c.run(args[1:], out)
			}
		}
	}
	var names strings.Builder
	for _, c := range commands() {
		names.WriteString(" " + c.name)
	}
	return errors.New("name one of:" + names.String())
}

// measureFlags are what every measure takes.
type measureFlags struct {
	*flag.FlagSet
	data  string
	json  bool
	folds int
}

func newFlags(name string) *measureFlags {
	f := &measureFlags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError)}
	f.StringVar(&f.data, "data", "", "folder of the data")
	f.BoolVar(&f.json, "json", false, "print one JSON object")
	f.IntVar(&f.folds, "folds", 0, "also cross-validate over so many folds")
	return f
}

func printJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
