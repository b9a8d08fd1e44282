package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"whence/graph"
	"whence/seedload"
)

type loadCommand struct {
	storeFlags
	DryRun bool     `help:"Say what would change, and change nothing."`
	Paths  []string `arg:"" name:"path" help:"Files, folders, or - for standard input."`
}

// Run loads all paths or nothing.
func (c *loadCommand) Run(s *system) (err error) {
	g, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	l := loader.Loader{Graph: g, Stdin: s.stdin, DryRun: c.DryRun, Progress: progress(s.stderr)}
	if c.Texts != "" {
		l.Texts = graph.NewTexts(os.DirFS(c.Texts))
	}
	report, err := l.Load(s.ctx, c.Paths...)
	l.Progress("", 0)
	if err != nil {
		return err
	}
	say(s.stdout, report, c.DryRun)
	return nil
}

// say prints what a load did, or would do.
func say(w io.Writer, r loader.Report, dryRun bool) {
	verb := "loaded"
	if dryRun {
		verb = "would load"
	}
	fmt.Fprintf(w, "%s %d files: %d claims asserted, %d retracted, %d unchanged; %d citations added, %d taken away; %d entities described; %d quads added",
		verb, r.Files, r.Asserted, r.Retracted, r.Unchanged, r.Cited, r.Uncited, r.Entities, r.Quads)
	if r.Statements > 0 {
		fmt.Fprintf(w, "; %d statements read", r.Statements)
	}
	rate := float64(r.Quads) / max(r.Took.Seconds(), 1e-9)
	fmt.Fprintf(w, " in %v (%.0f quads/s)\n", r.Took.Round(time.Millisecond), rate)
}

// progress shows phases as a bar on a terminal, and elsewhere as a line each.
func progress(w io.Writer) func(phase string, done int) {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		last := ""
		return func(phase string, _ int) {
			if phase != last && phase != "" {
				fmt.Fprintln(w, phase)
			}
			last = phase
		}
	}
	bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(w), progressbar.OptionShowCount(),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString("quads"), progressbar.OptionClearOnFinish())
	return func(phase string, done int) {
		if phase == "" {
			_ = bar.Finish()
			return
		}
		bar.Describe(phase)
		_ = bar.Set(done)
	}
}
