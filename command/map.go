package command

import (
	"fmt"
	"io"
	"os"

	"whence/loader"
)

type mapCommand struct {
	Out  string `short:"o" placeholder:"FILE" help:"File to write the mapping into. Default: standard output."`
	Path string `arg:"" name:"file" help:"Table, workbook, JSON or RDF to look at."`
}

// Run writes a first mapping of a file.
func (c *mapCommand) Run(s *system) error {
	write := func(w io.Writer) error {
		return loader.Draft(s.ctx, w, c.Path, func() (io.ReadCloser, error) { return os.Open(c.Path) })
	}
	if c.Out == "" {
		return write(s.stdout)
	}
	if _, err := os.Stat(c.Out); err == nil {
		return fmt.Errorf("%s is there already, and somebody may have worked on it: name another file with -o", c.Out)
	}
	return writeFile(c.Out, write)
}
