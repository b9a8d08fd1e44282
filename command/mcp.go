package command

import (
	"io"
	"log/slog"

	"whence/server"
	"whence/server/assistant"
	"whence/server/cursor"
	"whence/server/gql"
	"whence/server/gql/direct"
)

type mcpCommand struct {
	storeFlags
	server.Limits
}

// Run answers one program by the Model Context Protocol over standard input and output, until it hangs up. The store is only
// read.
func (c *mcpCommand) Run(s *system) (err error) {
	g, err := c.openToRead(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	limits := c.WithDefaults()
	service := server.New(server.Options{
		Schema: gql.New(g, gql.Options{Cursors: cursor.RandomKey(), Queries: direct.Options{
			MaxFields: limits.Execution.Fields, MaxBytes: limits.Execution.Response,
		}}),
		Present:  gql.Present,
		Log:      slog.New(slog.NewJSONHandler(s.stderr, nil)),
		Limits:   limits,
		Decimals: []string{"Decimal"},
	})
	return assistant.Serve(s.ctx, s.version, service.Query, io.NopCloser(s.stdin), s.stdout)
}
