package command

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/klauspost/compress/gzip"

	"whence/export"
	"whence/graph/extract"
	"whence/server/claimlist"
)

type exportCommand struct {
	storeFlags
	remoteFlags
	Format string `enum:"nquads,jsonld,turtle,csv,xlsx,graphml,gexf,neo4j,ftm" default:"nquads" help:"nquads, jsonld or turtle, which come in again alike; csv or xlsx; graphml, gexf, neo4j (an archive of two tables) or ftm."`
	Filter string `placeholder:"QUERY" help:"Which claims, as the address of /list says it: \"k=funds&in=place/birmingham&y=2014\". Default: all."`
	Output string `short:"o" placeholder:"FILE" help:"File to write, compressed where its name ends in .gz. Default: standard output."`
}

// Run writes the graph, or the claims of a filter, in one of the formats. N-Quads of all come line by line in an order that does not
// depend on how it was loaded.
func (c *exportCommand) Run(s *system) (err error) {
	selected, query, err := c.selection()
	if err != nil {
		return err
	}
	if server, err := c.remote(); server != nil || err != nil {
		if err != nil {
			return err
		}
		return c.write(s.stdout, func(w io.Writer) error { return server.export(s.ctx, w, query) })
	}
	g, err := c.openToRead(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	if g.IsEmpty() {
		fmt.Fprintln(s.stderr, "the store is empty")
	}
	return c.write(s.stdout, func(w io.Writer) error { return export.Write(s.ctx, g.Now(), w, export.Format(c.Format), selected) })
}

// selection is which claims are asked for, nil where all are, and the same as the query of an address.
func (c *exportCommand) selection() (*extract.Selection, url.Values, error) {
	values, err := url.ParseQuery(strings.TrimPrefix(c.Filter, "?"))
	if err != nil {
		return nil, nil, fmt.Errorf("--filter: %w", err)
	}
	selected, err := selectionOf(values)
	if err != nil {
		return nil, nil, fmt.Errorf("--filter: %w", err)
	}
	values.Set("format", c.Format)
	return selected, values, nil
}

// selectionOf is which claims the query of an address asks for, nil where it asks for all.
func selectionOf(values url.Values) (*extract.Selection, error) {
	if len(values) == 0 || len(values) == 1 && values.Has("format") {
		return nil, nil
	}
	selected, err := claimlist.Selection(values)
	return &selected, err
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
