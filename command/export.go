package command

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"

	"whence/graph"
	"whence/loader/rdf"
)

type exportCommand struct {
	storeFlags
	Output string `short:"o" placeholder:"FILE" help:"File to write, compressed where its name ends in .gz. Default: standard output."`
}

// Run writes the graph as N-Quads, line by line in an order that does not depend on how it was loaded.
func (c *exportCommand) Run(s *system) (err error) {
	g, err := c.openToRead(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	if g.IsEmpty() {
		fmt.Fprintln(s.stderr, "the store is empty")
	}
	if c.Output == "" {
		return export(s, g.Now(), s.stdout)
	}
	return writeFile(c.Output, func(w io.Writer) error { return c.write(s, g.Now(), w) })
}

func (c *exportCommand) write(s *system, v *graph.View, w io.Writer) error {
	if !strings.HasSuffix(c.Output, ".gz") {
		return export(s, v, w)
	}
	z := gzip.NewWriter(w)
	return errors.Join(export(s, v, z), z.Close())
}

func export(s *system, v *graph.View, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	for q, err := range v.Quads(s.ctx) {
		if err != nil {
			return err
		}
		line = rdf.Append(line[:0], q)
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}
