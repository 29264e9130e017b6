// Command ascribe watches the news for cyber attribution: who accuses whom of which
// operation, in which words, how sure, and who denies it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/alecthomas/kong"

	"ascribe/store"
)

// Exit codes, as documented in docs/operations.md.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
	exitPartial = 3  // some feeds failed
	exitBusy    = 75 // EX_TEMPFAIL: the store is in use and no daemon answers
)

// commands is the command line: one field a subcommand, one file each.
type commands struct {
	Config string `help:"Configuration file. Without it: ./config.yaml, then the usual places." placeholder:"FILE" env:"ASCRIBE_CONFIG"`
	Data   string `help:"Folder of the database." placeholder:"DIR" env:"ASCRIBE_DATA"`
	JSON   bool   `help:"Print JSON, as when the output is no terminal." name:"json"`
	Table  bool   `help:"Print tables for people, as on a terminal."`
	Quiet  bool   `help:"Log errors only." short:"q" xor:"log"`
	Debug  bool   `help:"Log every request as well." xor:"log"`

	Serve     serveCmd     `cmd:"" help:"Fetch on schedule and answer the API and the pages."`
	Ingest    ingestCmd    `cmd:"" help:"Visit the feeds that are due once; for cron."`
	Demo      demoCmd      `cmd:"" help:"Run a made-up newsroom through the whole pipeline and serve the result."`
	Add       addCmd       `cmd:"" help:"Keep a story by hand: a URL, a pasted excerpt, or a list of URLs."`
	Incidents incidentsCmd `cmd:"" help:"List incidents."`
	Show      showCmd      `cmd:"" help:"Show an incident, a story or a claim."`
	Search    searchCmd    `cmd:"" help:"Find stories by their words."`
	Actors    actorsCmd    `cmd:"" help:"List, explain or update the threat actors of the catalogue."`
	Feeds     feedsCmd     `cmd:"" help:"Show how the feeds are, and what they brought that was not kept."`
	Digest    digestCmd    `cmd:"" help:"Write a document about an incident or a period."`
	Extract   extractCmd   `cmd:"" help:"Extract the article of a page."`
	Claims    claimsCmd    `cmd:"" help:"Read the attribution claims of texts."`
	Group     groupCmd     `cmd:"" help:"Group texts into incidents."`
	Check     checkCmd     `cmd:"" help:"Check a configuration."`
	Backup    backupCmd    `cmd:"" help:"Write a copy of the database, also while it is in use."`
	Verify    verifyCmd    `cmd:"" help:"Check every record of the database."`
	Rebuild   rebuildCmd   `cmd:"" help:"Make the view again from the log, into a new file."`
	Compact   compactCmd   `cmd:"" help:"Write the file anew without free space."`
	Restore   restoreCmd   `cmd:"" help:"Put a backup in the place of the database."`
	Reanalyse reanalyseCmd `cmd:"" help:"Read again what an older reader has read, and tell what changes."`
	Probe     probeCmd     `cmd:"" name:"probe-file" hidden:""`
	Version   versionCmd   `cmd:"" help:"Print the version."`
}

// A console is where a command reads and writes.
type console struct {
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	err    io.Writer
	flags  *commands
	pretty bool // tables rather than JSON
	live   bool // progress may be drawn
}

// An exit is an error that has an exit code of its own. Err may be nil: everything was
// said already.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

func usage(format string, args ...any) error { return exit{exitUsage, fmt.Errorf(format, args...)} }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program; main only hands it the process.
func run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	var cli commands
	ended := false
	parser, err := kong.New(&cli, kong.Name("ascribe"),
		kong.Description("Who accuses whom of which cyber operation, in which words, and who denies it."),
		kong.Writers(out, errw), kong.Exit(func(int) { ended = true }), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(errw, "ascribe:", err)
		return exitFailure
	}
	if len(args) == 0 || args[0] == "help" {
		args = append(args[min(1, len(args)):], "--help")
	}
	parsed, err := parser.Parse(args)
	if ended { // --help
		return exitOK
	}
	if err != nil {
		fmt.Fprintf(errw, "ascribe: %v; try ascribe --help\n", err)
		return exitUsage
	}
	c := &console{ctx: ctx, in: in, out: out, err: errw, flags: &cli}
	c.pretty = cli.Table || !cli.JSON && terminal(out)
	c.live = !cli.Quiet && terminal(errw)
	return c.report(parsed.Run(c))
}

// report says what went wrong, once, and turns it into an exit code.
func (c *console) report(err error) int {
	if err == nil {
		return exitOK
	}
	code := exitFailure
	if e, ok := errors.AsType[exit](err); ok {
		if code = e.code; e.err == nil {
			return code
		}
	}
	switch {
	case errors.Is(err, store.ErrBusy):
		code = exitBusy
	case errors.Is(err, context.Canceled):
		code = 130
	}
	fmt.Fprintln(c.err, "ascribe:", err)
	return code
}

func terminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
