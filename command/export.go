package command

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/gzip"

	"whence/graph"
	"whence/loader/rdf"
)

type exportCommand struct {
	storeFlags
	Output string `short:"o" placeholder:"FILE" help:"File to write, compressed where its name ends in .gz. Default: standard output."`
}

// Run writes the graph as N-Quads, line by line in an order that does not depend on how it was loaded. A file is put in
// its place when it is whole.
func (c *exportCommand) Run(s *system) (err error) {
	g, err := c.openToRead(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	if c.Output == "" {
		return export(s, g.Now(), s.stdout)
	}
	partial := c.Output + ".partial"
	file, err := os.Create(partial)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(partial)
		}
	}()
	if err := c.write(s, g.Now(), file); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(partial, c.Output)
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
