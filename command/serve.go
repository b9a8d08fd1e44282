package command

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"whence/graph"
	"whence/graph/sourcetext"
	"whence/loader"
	"whence/server"
	"whence/server/assistant"
	"whence/server/claimlist"
	"whence/server/cursor"
	"whence/server/documents"
	"whence/server/gql"
	"whence/server/gql/direct"
	"whence/server/logqueue"
	"whence/server/nested"
	"whence/server/uploads"
)

type serveCommand struct {
	storeFlags
	residence
	server.Addresses
	server.Limits
	server.Front
	accessFlags
	Documents string   `env:"WHENCE_DOCUMENTS" placeholder:"FILE" type:"path" help:"Manifest of the documents that clients may name by id (documentId), as Apollo's or Relay's compiler writes it."`
	EmbedBy   []string `env:"WHENCE_EMBED_BY" placeholder:"ORIGIN" help:"Sites that may show an entity's page in a frame, as https://www.example.org."`
	ReadOnly  bool     `env:"WHENCE_READ_ONLY" help:"Write nothing into the store, as where its folder can't be written."`
	Seeds     bool     `env:"WHENCE_SEEDS" default:"true" negatable:"" help:"Fill an empty store with the seed graph."`
}

// Run serves until the process is told to stop.
func (c *serveCommand) Run(s *system) (err error) {
	ctx := s.ctx
	server.LimitMemory()
	signal.Ignore(syscall.SIGPIPE) // a log whose reader has gone is no reason to stop
	logs := logqueue.New(s.stderr)
	defer func() { _ = logs.Close() }()
	log := slog.New(slog.NewJSONHandler(logs, nil))
	g, err := c.openToServe(ctx, log)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	if err := c.seed(ctx, g); err != nil {
		return err
	}
	key, err := c.cursorKey(g)
	if err != nil {
		return err
	}
	tracing, err := server.StartTracing(ctx, s.version)
	if err != nil {
		return err
	}
	defer endTracing(ctx, tracing)
	manifest, err := c.manifest()
	if err != nil {
		return err
	}
	authority, err := c.authority(c.storeFlags, log)
	if err != nil {
		return err
	}
	defer authority.Close()
	beside, done, err := c.transfers(g)
	if err != nil {
		return err
	}
	defer done()
	limits := c.Limits.WithDefaults()
	return server.New(server.Options{
		Schema: gql.New(g, gql.Options{Cursors: key, Queries: direct.Options{
			MaxFields: limits.Execution.Fields, MaxBytes: limits.Execution.Response, Around: tracing.Around(),
		}, Writing: authority != nil, Needs: c.needs(), FourEyes: c.FourEyes, Loads: beside, Records: &loader.RecordFiles{Folder: c.Texts}}),
		Assistant: func(query, propose nested.Run) http.Handler { return assistant.Handler(s.version, query, propose) },
		Pages:     pages(g, authority, c.Front, c.EmbedBy),
		Streams:   authority.Required(claimlist.Handler(g.Now), c.Front.BehindProxy),
		Present:   gql.Present,
		Ready:     ready(g, log), Versions: g,
		Changes:   gql.Changes(g),
		Transfers: beside.list(),
		Log:       log,
		Tracer:    tracing.Tracer(),
		Limits:    limits,
		Authority: authority,
		Front:     c.Front,
		Decimals:  []string{"Decimal"},
		Documents: manifest,
		Dropped:   logs.Dropped,
	}).Run(ctx, c.Addresses, s.stdout)
}

// seed fills a store that is empty with the seeds, where it may, and lets the claims be found by their words.
func (c *serveCommand) seed(ctx context.Context, g *graph.Graph) error {
	if c.Seeds && !g.ReadOnly() {
		if err := fill(ctx, g); err != nil {
			return err
		}
	}
	g.IndexWords()
	return nil
}

// transfers keeps what is sent with the store, or where it is in memory, for as long as the server runs.
func (c *serveCommand) transfers(g *graph.Graph) (t *transfers, done func(), err error) {
	folder, err := c.folder()
	if err != nil {
		return nil, nil, err
	}
	done = func() {}
	if folder == "" || g.ReadOnly() {
		if folder, err = os.MkdirTemp("", "whence-uploads-"); err != nil {
			return nil, nil, err
		}
		done = func() { _ = os.RemoveAll(folder) }
	}
	t = &transfers{graph: g, files: uploads.New(filepath.Join(folder, "uploads"), uploads.Options{}), folder: c.Texts}
	if c.Texts != "" {
		if t.texts, err = sourcetext.Open(c.Texts); err != nil {
			done()
			return nil, nil, err
		}
		remove := done
		done = func() {
			_ = t.texts.Close()
			remove()
		}
	}
	return t, done, nil
}

// openToServe opens the store, and makes it where there is none. One that can't be written, for its folder's sake or because
// the disk is full, is served as it is.
func (c *serveCommand) openToServe(ctx context.Context, log *slog.Logger) (*graph.Graph, error) {
	flags, err := c.in(c.storeFlags)
	if err != nil {
		return nil, err
	}
	c.storeFlags = flags
	if c.ReadOnly {
		return c.openToRead(ctx)
	}
	g, made, err := c.open(ctx)
	switch {
	case made && err == nil:
		log.Info("made a new store", "store", c.place())
	case !made && (errors.Is(err, graph.ErrReadOnly) || errors.Is(err, graph.ErrSpace)):
		log.Warn("the store is served without writing to it", "why", err.Error())
		return c.openToRead(ctx)
	}
	return g, err
}

// endTracing sends the spans that are left, for a moment: a collector that does not answer must not keep the process.
func endTracing(ctx context.Context, t server.Tracing) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	_ = t.Close(ctx) // spans that are lost are lost
}

// manifest is the documents that clients may name; nil where there are none.
func (c *serveCommand) manifest() (*documents.Manifest, error) {
	if c.Documents == "" {
		return nil, nil
	}
	return documents.Load(c.Documents)
}

// cursorKey is the key that lies with the store, so that its cursors outlive the process; where none can be put there they
// end with it. In a database it is there for all servers.
func (c *serveCommand) cursorKey(g *graph.Graph) (cursor.Key, error) {
	if key, ok := sharedCursorKey(g); ok {
		return key, nil
	}
	folder, err := c.folder()
	if err != nil || folder == "" {
		return cursor.RandomKey(), err
	}
	key, err := cursor.LoadKey(filepath.Join(folder, "cursor.key"))
	if err != nil && g.ReadOnly() {
		return cursor.RandomKey(), nil
	}
	return key, err
}
