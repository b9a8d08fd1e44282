package command

import (
	"fmt"
	"io"
	"os"
	"time"

	"whence/graph"
	"whence/loader"
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
	p := newProgress(s.stderr)
	l := loader.Loader{Graph: g, Stdin: s.stdin, DryRun: c.DryRun, Progress: p}
	if c.Texts != "" {
		l.Texts = graph.NewTexts(os.DirFS(c.Texts))
	}
	report, err := l.Load(s.ctx, c.Paths...)
	p.close()
	if err != nil {
		return err
	}
	c.say(s.stdout, report)
	return nil
}

// say prints what a load did, or would do.
func (c *loadCommand) say(w io.Writer, r loader.Report) {
	verb, read := "loaded", r.Claims+r.Statements
	if c.DryRun {
		verb = "would load"
	}
	fmt.Fprintf(w, "%s %s: %d claims asserted, %d retracted, %d unchanged; %d citations added, %d taken away; %s described; %s added\n",
		verb, counted(r.Files, "file", "files"), r.Asserted, r.Retracted, r.Unchanged, r.Cited, r.Uncited,
		counted(r.Entities, "entity", "entities"), counted(r.Quads, "quad", "quads"))
	fmt.Fprintf(w, "read %d claims and %d statements in %v, %.0f a second\n",
		r.Claims, r.Statements, r.Took.Round(time.Millisecond), float64(read)/max(r.Took.Seconds(), 1e-9))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
