package loader

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/dump"
	"whence/graph/sourcetext"
	"whence/graph/write"
	"whence/loader/mapping"
)

// Loader loads files into one graph. The zero value with a Graph works.
type Loader struct {
	Graph    *graph.Graph
	Texts    *sourcetext.Texts // the documents' texts, to find quotes in and to hold citations against; nil where not at hand
	Stdin    io.Reader         // what "-" names
	Author   write.Author      // who loads claims files; the zero value is a command on this machine
	Dataset  string            // the name of the data set that a file of data makes; "" for one by the file's name
	Mapping  *mapping.Mapping  // what claims the records of files make that are no claims files; nil where their content says it
	Only     string            // the one data set that may be loaded; "" for any
	Refuse   Refuse            // how many records may be set aside
	DryRun   bool              // say what would change, and change nothing
	Progress Progress          // hears how far a load has come; nil for nobody
}

// Progress hears how far a load has come, one call at a time.
type Progress interface {
	// Phase is what begins, with the bytes that there are to read, 0 where unknown or none.
	Phase(name string, bytes int64)
	// Advance is how many more bytes were read.
	Advance(bytes int)
}

// Report counts what a load read and what it changed, or would change.
type Report struct {
	write.Report
	Commit     uint64 // its number, 0 where nothing was written, and of a load of dumps
	Files      int
	Datasets   []string // names of those that the files make, in the order of the files
	Claims     int      // in claims files
	Statements int      // in dumps
	Records    int      // in files of data
	Refused    []Refusal
	Took       time.Duration
	Warnings   Warnings // what was accepted and should be looked at
}

// maxClaimsFile bounds a claims file, uncompressed: what is larger is no work of hands, and N-Quads load at any size.
const maxClaimsFile = 256 << 20

// Load makes the graph say what files, folders and "-" say: all of them or, where its error is not nil, nothing. The
// error is Mistakes where something is wrong with what they hold. The report has the warnings in either case.
func (l *Loader) Load(ctx context.Context, paths ...string) (Report, error) {
	return l.load(ctx, func(u *undertaking) ([]source, error) { return u.sources(paths) })
}

// LoadFS loads every claims file and dump of a file system, as Load does.
func (l *Loader) LoadFS(ctx context.Context, files fs.FS) (Report, error) {
	return l.load(ctx, func(u *undertaking) ([]source, error) { return u.folder(files, "") })
}

func (l *Loader) load(ctx context.Context, find func(*undertaking) ([]source, error)) (report Report, err error) {
	began := time.Now()
	u := undertaking{Loader: l}
	defer u.close()
	sources, err := find(&u)
	if err == nil {
		sources, err = u.expand(sources)
	}
	if err == nil {
		err = u.read(ctx, sources)
	}
	if err == nil {
		err = u.readData(ctx)
	}
	if err == nil {
		u.lintEvidence()
		err = u.shared(ctx)
	}
	if err == nil {
		report, err = u.apply(ctx)
	}
	report.Files, report.Took, report.Warnings = len(sources), time.Since(began), u.warnings
	report.Records, report.Refused = u.records, u.refused
	return report, err
}

// undertaking is one call of Load.
type undertaking struct {
	*Loader
	files      []*claimsFile
	data       []dataSource // opened and not read yet
	imported   []*imported
	refused    []Refusal
	records    int
	dumps      []*dumpFile
	roots      []*os.Root  // of folders, open while their files may be
	archives   []io.Closer // open while their members may be
	statements int
	commit     uint64
	mistakes   Mistakes
	warnings   Warnings
}

// dumpFile is a source of N-Quads or N-Triples.
type dumpFile struct {
	name string
	*stream
	lines []int32 // of the source, by the line of what it is turned into; nil where they are the same
}

func (u *undertaking) close() {
	for _, d := range u.data {
		_ = d.closer.Close() // it was only read
	}
	for _, d := range u.dumps {
		_ = d.closer.Close() // it was only read
	}
	for _, a := range u.archives {
		_ = a.Close() // it was only read
	}
	for _, root := range u.roots {
		_ = root.Close() // it was only read
	}
}

func (u *undertaking) phase(name string, bytes int64) {
	if u.Progress != nil {
		u.Progress.Phase(name, bytes)
	}
}

func (u *undertaking) advance(bytes int) {
	if u.Progress != nil {
		u.Progress.Advance(bytes)
	}
}

// read reads the claims files and opens the dumps.
func (u *undertaking) read(ctx context.Context, sources []source) error {
	var size int64
	for _, s := range sources {
		size += s.size
	}
	u.phase("reading", size)
	for _, s := range sources {
		if err := ctx.Err(); err != nil {
			return err
		}
		in, err := s.stream(ctx, u.advance)
		switch {
		case err != nil:
		case in.format.isData():
			u.data = append(u.data, dataSource{s.name, in})
		case in.format == claims:
			err = u.readClaims(ctx, s.name, in)
		default:
			u.dumps = append(u.dumps, &dumpFile{name: s.name, stream: in})
		}
		var mistake *Mistake
		switch {
		case errors.As(err, &mistake):
			u.mistakes.add(mistake)
		case err != nil:
			return err
		}
		if u.mistakes.full() {
			break
		}
	}
	return u.mistakes.err()
}

func (u *undertaking) readClaims(ctx context.Context, name string, in *stream) error {
	defer in.closer.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxClaimsFile+1))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return damaged(name, data, err)
	}
	if len(data) > maxClaimsFile {
		return &Mistake{File: name, Line: 1, Column: 1, Msg: fmt.Sprintf("a claims file of more than %d MB; split it, or load N-Quads", maxClaimsFile>>20)}
	}
	f := readClaims(name, data, u.Texts)
	u.files = append(u.files, f)
	for _, m := range f.mistakes {
		u.mistakes.add(m)
	}
	u.warnings.join(f.warnings)
	return nil
}

// apply hands what was read to the graph.
func (u *undertaking) apply(ctx context.Context) (Report, error) {
	var report Report
	var datasets []*claim.Dataset
	for _, p := range u.parts() {
		datasets = append(datasets, p.contents())
		report.Datasets = append(report.Datasets, p.contents().Name)
		report.Claims += len(p.contents().Claims)
	}
	if err := u.only(); err != nil {
		return report, err
	}
	var err error
	report.Report, err = u.change(ctx, datasets)
	report.Commit = u.commit
	report.Statements = u.statements
	if problems, ok := errors.AsType[claim.ValidationErrors](err); ok {
		return report, u.blame(problems)
	}
	return report, err
}

// change makes the graph say what was read, or says what that would change.
func (u *undertaking) change(ctx context.Context, datasets []*claim.Dataset) (write.Report, error) {
	u.phase("checking and writing", 0)
	by := u.Author
	by.Agent = cmp.Or(by.Agent, write.LocalAgent)
	switch {
	case len(u.dumps) == 0 && u.DryRun:
		return write.PlanLoad(ctx, u.Graph, by, datasets)
	case len(u.dumps) == 0:
		commit, report, err := write.LoadAs(ctx, u.Graph, by, datasets)
		if commit != nil {
			u.commit = commit.Number
		}
		return report, err
	case len(datasets) == 0 && u.DryRun:
		return write.PlanQuads(ctx, u.Graph, u.quads(ctx))
	case len(datasets) == 0:
		return write.LoadBlocks(ctx, u.Graph, u.blocks(ctx))
	case u.DryRun:
		report, err := write.PlanLoad(ctx, u.Graph, by, datasets)
		if err != nil {
			return report, err
		}
		added, err := write.PlanQuads(ctx, u.Graph, u.quads(ctx))
		report.Quads += added.Quads
		return report, err
	default:
		return write.LoadTogether(ctx, u.Graph, by, datasets, u.quads(ctx))
	}
}

// blame says where in the files the graph's problems stand.
func (u *undertaking) blame(problems claim.ValidationErrors) error {
	for _, f := range u.parts() {
		var own Mistakes
		for _, p := range problems {
			if p.Dataset == f.contents().Name {
				own.add(f.blame(p))
			}
		}
		own.sort()
		for _, m := range own {
			u.mistakes.add(m)
		}
	}
	return u.mistakes.err()
}

// warnForeign warns of the statements of a block that nobody will see.
func (u *undertaking) warnForeign(d *dumpFile, b *graph.Block, lines []int) {
	for i := range dump.Foreign(u.Graph, b) {
		u.warnings.count(ForeignVocabulary, func() *Mistake {
			return &Mistake{File: d.name, Line: d.line(lines[i]), Column: 1, Msg: dump.WhyForeign(u.Graph, b.Quad(i)) + "; no question will find it"}
		})
	}
}

// blocks is the statements of all dumps. After a mistake it looks for more of them and yields nothing, but all mistakes as
// one error at the end.
func (u *undertaking) blocks(ctx context.Context) iter.Seq2[*graph.Block, error] {
	return func(yield func(*graph.Block, error) bool) {
		rules := dump.NewRules(u.Graph)
		for n, d := range u.dumps {
			for read, err := range d.statements(ctx) {
				if mistake, ok := errors.AsType[*Mistake](err); ok {
					if u.mistakes.add(mistake); u.mistakes.full() {
						break
					}
					continue
				}
				if err != nil {
					yield(nil, err)
					return
				}
				b := &graph.Block{Terms: read.Terms, Quads: read.Quads}
				u.statements += len(b.Quads)
				u.warnForeign(d, b, read.Lines)
				for i, err := range rules.Check(b, n, read.Lines) {
					u.mistakes.add(&Mistake{File: d.name, Line: d.line(read.Lines[i]), Column: read.Columns[i], Msg: plain(err)})
				}
				if len(u.mistakes) == 0 && !yield(b, nil) {
					return
				}
			}
		}
		if err := u.complete(ctx, rules); err != nil {
			yield(nil, err)
		}
	}
}

// complete is the mistakes, those in claims that the dumps leave incomplete among them.
func (u *undertaking) complete(ctx context.Context, rules *dump.Rules) error {
	incomplete, err := rules.End(ctx, MaxMistakes)
	if err != nil {
		return err
	}
	for _, c := range incomplete {
		u.mistakes.add(&Mistake{File: u.dumps[c.Source].name, Line: u.dumps[c.Source].line(c.Line), Column: 1, Msg: plain(c.Err)})
	}
	return u.mistakes.err()
}

// quads is blocks, a quad at a time.
func (u *undertaking) quads(ctx context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for b, err := range u.blocks(ctx) {
			if err != nil {
				yield(quad.Quad{}, err)
				return
			}
			for i := range b.Quads {
				if !yield(b.Quad(i), nil) {
					return
				}
			}
		}
	}
}
