package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"whence/graph"
	"whence/graph/pglog"
	"whence/graph/sourcetext"
	"whence/graph/write"
	"whence/loader"
	"whence/loader/mapping"
)

type loadCommand struct {
	storeFlags
	residence
	remoteFlags
	DryRun   bool     `help:"Say what would change, and change nothing."`
	TakeOver bool     `help:"Also rename what data sets of other owners describe, and take away more than half of what a data set said."`
	Dataset  string   `placeholder:"NAME" help:"Name of the data set that a file of data makes; loading it again replaces what it said before. Default: the file's name."`
	Mapping  string   `placeholder:"FILE" help:"Mapping that says what claims the records of any table, JSON or RDF make; whence map writes a first one. Default: the file FILE-metadata.json or FILE-metadata.yaml beside each FILE, where there is one."`
	Refuse   string   `placeholder:"N" help:"How many records may be set aside: none, all or a number. Default: a hundred, or one in a hundred."`
	Report   string   `placeholder:"FILE" help:"File to write a table of the records that were set aside into, with their places and reasons, and of the warnings."`
	Paths    []string `arg:"" name:"path" help:"Files, folders, or - for standard input."`
}

// loadGCPercent is how much garbage, beside what is used, a load lets lie. What it uses grows with the file, so that the usual
// 100 would take half as much again from a small machine.
const loadGCPercent = 50

// Run loads all paths or nothing.
func (c *loadCommand) Run(s *system) (err error) {
	if server, err := c.remote(); server != nil || err != nil {
		return c.loadThrough(s, server, err)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(loadGCPercent)
	}
	if c.storeFlags, err = c.in(c.storeFlags); err != nil {
		return err
	}
	g, made, err := c.openToLoad(s.ctx)
	if err != nil {
		return err
	}
	defer c.settle(g, made, &err)
	p := newProgress(s.stderr)
	refuse, err := loader.ParseRefuse(c.Refuse)
	if err != nil {
		return fmt.Errorf("--refuse: %w", err)
	}
	l := loader.Loader{Graph: g, Stdin: s.stdin, DryRun: c.DryRun, Dataset: c.Dataset, Refuse: refuse, Progress: p, Author: write.Author{TakeOver: c.TakeOver}}
	if l.Mapping, err = c.readMapping(); err != nil {
		return err
	}
	if c.Texts != "" {
		texts, err := sourcetext.Open(c.Texts)
		if err != nil {
			return err
		}
		defer func() { _ = texts.Close() }() // only read
		l.Texts = texts
	}
	report, err := l.Load(s.ctx, c.Paths...)
	p.close()
	if c.Report != "" {
		if err := writeFile(c.Report, report.WriteTable); err != nil {
			return err
		}
	}
	for _, w := range report.Warnings {
		fmt.Fprintln(s.stderr, w)
	}
	if err != nil {
		return err
	}
	c.sayMade(s.stderr, made)
	c.say(s.stdout, report)
	return nil
}

// readMapping reads the mapping that the command names, nil where it names none.
func (c *loadCommand) readMapping() (*mapping.Mapping, error) {
	if c.Mapping == "" {
		return nil, nil
	}
	in, err := os.Open(c.Mapping)
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }() // it was only read
	return loader.ReadMapping(c.Mapping, in)
}

// loadThrough has a server load all paths or nothing.
func (c *loadCommand) loadThrough(s *system, server *remote, err error) error {
	if err != nil {
		return err
	}
	by, err := c.readMapping()
	if err != nil {
		return err
	}
	var report loader.Report
	l := loader.Loader{Stdin: s.stdin, Mapping: by}
	err = l.Files(c.Paths, func(files []loader.File) error {
		report, err = server.load(s.ctx, files, loadRequest{DryRun: c.DryRun, TakeOver: c.TakeOver, Dataset: c.Dataset, Refuse: c.Refuse})
		return err
	})
	if c.Report != "" {
		if err := writeFile(c.Report, report.WriteTable); err != nil {
			return err
		}
	}
	for _, w := range report.Warnings {
		fmt.Fprintln(s.stderr, w)
	}
	if err != nil {
		return err
	}
	c.say(s.stdout, report)
	return nil
}

// openToLoad opens the store, and makes it where there is none; a dry run, which changes nothing, then plans against a graph
// in memory.
func (c *loadCommand) openToLoad(ctx context.Context) (g *graph.Graph, made bool, err error) {
	path, err := c.folder()
	if err != nil || !c.DryRun {
		return c.open(ctx)
	}
	if isDatabase(c.Store) {
		if g, err = c.openToRead(ctx); !errors.Is(err, pglog.ErrNone) {
			return g, false, err
		}
	}
	if path == "" || !graph.Exists(path) {
		g, err = graph.Open(ctx, c.options(""))
		return g, false, err
	}
	g, err = c.openToRead(ctx)
	return g, false, err
}

// shownRefusals is how many of the records that were set aside are printed.
const shownRefusals = 5

// say prints what a load did, or would do.
func (c *loadCommand) say(w io.Writer, r loader.Report) {
	verb, read := "loaded", r.Claims+r.Statements
	if c.DryRun {
		verb = "would load"
	}
	fmt.Fprintf(w, "%s %s: %d claims asserted, %d retracted, %d unchanged; %d citations added, %d taken away; %s described; %s added\n",
		verb, counted(r.Files, "file", "files"), r.Asserted, r.Retracted, r.Unchanged, r.Cited, r.Uncited,
		counted(r.Entities, "entity", "entities"), counted(r.Quads, "quad", "quads"))
	if r.HeldBack > 0 {
		fmt.Fprintf(w, "held back: %s that somebody retracted or corrected by hand, cited as it was then\n", counted(r.HeldBack, "claim", "claims"))
	}
	if r.Records > 0 {
		fmt.Fprintf(w, "read %s; %d set aside\n", counted(r.Records, "record", "records"), len(r.Refused))
		for _, refusal := range r.Refused[:min(len(r.Refused), shownRefusals)] {
			fmt.Fprintln(w, "  set aside:", refusal)
		}
		if more := len(r.Refused) - shownRefusals; more > 0 {
			fmt.Fprintf(w, "  and %d more: --report FILE writes them all\n", more)
		}
	}
	fmt.Fprintf(w, "read %d claims and %d statements in %v, %.0f a second\n",
		r.Claims, r.Statements, r.Took.Round(time.Millisecond), float64(read)/max(r.Took.Seconds(), 1e-9))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
