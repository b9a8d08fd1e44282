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
	remoteFlags
	Output string `short:"o" placeholder:"FILE" help:"File to write, compressed where its name ends in .gz. Default: standard output."`
}

// Run writes the graph as N-Quads, line by line in an order that does not depend on how it was loaded.
func (c *exportCommand) Run(s *system) (err error) {
	if server, err := c.remote(); server != nil || err != nil {
		if err != nil {
			return err
		}
		return c.write(s.stdout, func(w io.Writer) error { return server.export(s.ctx, w) })
	}
	g, err := c.openToRead(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	if g.IsEmpty() {
		fmt.Fprintln(s.stderr, "the store is empty")
	}
	return c.write(s.stdout, func(w io.Writer) error { return export(s, g.Now(), w) })
}

// write writes what dump writes to where the flags say.
func (c *exportCommand) write(stdout io.Writer, dump func(io.Writer) error) error {
	switch {
	case c.Output == "":
		return dump(stdout)
	case !strings.HasSuffix(c.Output, ".gz"):
		return writeFile(c.Output, dump)
	}
	return writeFile(c.Output, func(w io.Writer) error {
		z := gzip.NewWriter(w)
		return errors.Join(dump(z), z.Close())
	})
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
