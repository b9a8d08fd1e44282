package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/alecthomas/kong"

	"whence/graph"
	"whence/loader"
	"whence/seeds"
)

// commands is every command of the program.
type commands struct {
	Serve  serveCommand  `cmd:"" help:"Serve the explorer, the playground and the API."`
	MCP    mcpCommand    `cmd:"" name:"mcp" help:"Answer an assistant over standard input and output, by the Model Context Protocol."`
	Load   loadCommand   `cmd:"" help:"Load claims files, files of data or RDF, all of them or nothing."`
	Map    mapCommand    `cmd:"" help:"Write a first mapping of a table, of JSON or of RDF, for load --mapping, from what its columns hold."`
	Verify verifyCommand `cmd:"" help:"Check every citation against the documents' texts."`
	Match  matchCommand  `cmd:"" help:"Say which organisations may be one, and join those that are sure (--auto)."`
	Export exportCommand `cmd:"" help:"Write the graph, or some of its claims, in one of nine formats."`

	Backup  backupCommand  `cmd:"" help:"Copy the store into an empty folder."`
	Restore restoreCommand `cmd:"" help:"Make a store from a backup."`
	Migrate migrateCommand `cmd:"" help:"Copy a store with its history into another place: from a folder into a database, or back."`

	Erase eraseCommand `cmd:"" help:"Take entities, documents or claims out of a store for good, from its past too, because the law asks for it."`

	Follow followCommand `cmd:"" help:"Hand each change of a running server on to a program."`

	Key keyCommand `cmd:"" help:"Make, list and revoke the keys by which a server knows who asks."`

	Doctor     doctorCommand     `cmd:"" help:"Say what is in a store, whether it is whole, and what the machine lacks for it."`
	Health     healthCommand     `cmd:"" help:"Ask a running server whether it is ready; exit status 0 where it is."`
	Licences   licencesCommand   `cmd:"" help:"List the licences of all that this program is made of."`
	Completion completionCommand `cmd:"" help:"Print a script that completes this program's command line in a shell."`

	Version kong.VersionFlag `help:"Print the version and exit."`
}

// Program is what a command may use of the process that it runs in.
type Program struct {
	Version        string // as --version prints it
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// system is a Program with the context of one run.
type system struct {
	ctx            context.Context
	version        string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// errUsage is a command line that does not name a command with its arguments; kong has said what is wrong with it.
var errUsage = errors.New("see whence --help")

// errStopped is how a command ends that was told to.
var errStopped = errors.New("whence: stopped before it was done")

// Run runs the command that args name and returns its error, which begins with a file's name where a file is wrong and
// with "whence: " elsewhere. It ends early when ctx does.
func (p Program) Run(ctx context.Context, args []string) error {
	err := p.run(ctx, args)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return errStopped
	}
	if _, ok := errors.AsType[loader.Mistakes](err); ok { // it begins with its place, so that editors can jump there
		return err
	}
	return fmt.Errorf("whence: %w", err)
}

func (p Program) run(ctx context.Context, args []string) error {
	var c commands
	exited := false
	parser, err := kong.New(&c, kong.Name("whence"), kong.Vars{"version": p.Version}, kong.Writers(p.Stdout, p.Stderr),
		kong.Description("A knowledge graph that can prove what it says. A flag overrides its WHENCE_* environment variable."),
		kong.Exit(func(int) { exited = true }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	switch {
	case exited:
		return nil
	case err != nil:
		return fmt.Errorf("%w: %w", err, errUsage)
	}
	return parsed.Run(&system{ctx, p.Version, p.Stdin, p.Stdout, p.Stderr}, parser)
}

// closing closes a graph and keeps the first error.
func closing(g *graph.Graph, err *error) {
	if closed := g.Close(); *err == nil {
		*err = closed
	}
}

// fill loads the seeds into a graph that holds nothing, and what Whence says of itself.
func fill(ctx context.Context, g *graph.Graph) error {
	if !g.IsEmpty() {
		return nil
	}
	l := loader.Loader{Graph: g}
	for _, files := range []fs.FS{seeds.Files, seeds.About()} {
		if _, err := l.LoadFS(ctx, files); err != nil {
			return err
		}
	}
	return nil
}
