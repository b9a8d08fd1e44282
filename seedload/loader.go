package loader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/loader/rdf"
)

// Loader loads files into one graph. The zero value with a Graph works.
type Loader struct {
	Graph  *graph.Graph
	Texts  *graph.Texts // the documents' own words, for citations by quote and for holding digests against; nil for none
	Stdin  io.Reader    // what "-" names
	DryRun bool         // say what would change, and change nothing
	// Progress, if set, hears of each phase, and within the reading of RDF how many statements were read.
	Progress func(phase string, done int)
}

// Report is what a load changed, or would change.
type Report struct {
	graph.Report
	Files      int
	Claims     int // in claims files
	Statements int // in RDF files
	Took       time.Duration
}

// Load loads files, folders and "-", all of it or nothing. Its error is Problems where the content is at fault.
func (l *Loader) Load(ctx context.Context, paths ...string) (Report, error) {
	start := time.Now()
	files, err := expand(paths)
	if err != nil {
		return Report{}, err
	}
	var sources []*source
	for _, path := range files {
		s, err := l.open(path)
		if err != nil {
			return Report{}, err
		}
		sources = append(sources, s)
	}
	report, err := l.load(ctx, sources)
	report.Files, report.Took = len(files), time.Since(start)
	return report, err
}

// LoadFS loads the claims files of a file system, as Load does.
func (l *Loader) LoadFS(ctx context.Context, files fs.FS) (Report, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return Report{}, err
	}
	var sources []*source
	for _, name := range names {
		sources = append(sources, &source{name: name, format: claimsFormat, open: func() (io.ReadCloser, error) { return files.Open(name) }})
	}
	report, err := l.load(ctx, sources)
	report.Files = len(names)
	return report, err
}

func (l *Loader) load(ctx context.Context, sources []*source) (Report, error) {
	read := reading{texts: l.Texts}
	var statements []*source
	for _, s := range sources {
		if s.format != claimsFormat {
			statements = append(statements, s)
			continue
		}
		l.progress("reading "+s.name, 0)
		if err := read.file(s); err != nil {
			return Report{}, err
		}
	}
	read.verify()
	if err := read.problems.err(); err != nil {
		return Report{}, err
	}
	report := Report{}
	for _, d := range read.datasets() {
		report.Claims += len(d.Claims)
	}
	stream := l.statements(ctx, statements, &report.Statements)
	var err error
	report.Report, err = l.apply(ctx, read.datasets(), len(statements) > 0, stream)
	if problems := (graph.Problems)(nil); errors.As(err, &problems) {
		err = read.locate(problems).err()
	}
	return report, err
}

func (l *Loader) apply(ctx context.Context, datasets []*graph.Dataset, withQuads bool, quads iter.Seq2[quad.Quad, error]) (graph.Report, error) {
	switch {
	case l.DryRun && withQuads:
		planned, err := l.Graph.Plan(ctx, datasets)
		if err != nil {
			return planned, err
		}
		added, err := l.Graph.PlanQuads(ctx, quads)
		planned.Quads += added.Quads
		return planned, err
	case l.DryRun:
		return l.Graph.Plan(ctx, datasets)
	case withQuads && len(datasets) == 0:
		return l.Graph.LoadQuads(ctx, quads)
	case withQuads:
		return l.Graph.LoadTogether(ctx, datasets, quads)
	}
	l.progress("writing", 0)
	return l.Graph.Load(ctx, datasets)
}

func (l *Loader) progress(phase string, done int) {
	if l.Progress != nil {
		l.Progress(phase, done)
	}
}

// progressStep is how many statements are read between two reports of progress.
const progressStep = 100_000

// statements reads RDF files one behind the other. After a mistake no more statements are passed on, and reading goes on
// to find the next ones, until there are MaxProblems of them.
func (l *Loader) statements(ctx context.Context, sources []*source, count *int) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		var problems Problems
		for _, s := range sources {
			more, err := l.statementsOf(ctx, s, count, &problems, yield)
			if err != nil {
				yield(quad.Quad{}, err)
				return
			}
			if !more {
				return
			}
		}
		if err := problems.err(); err != nil {
			yield(quad.Quad{}, err)
		}
	}
}

func (l *Loader) statementsOf(ctx context.Context, s *source, count *int, problems *Problems, yield func(quad.Quad, error) bool) (more bool, err error) {
	r, err := s.reader()
	if err != nil {
		return false, err
	}
	defer r.Close()
	l.progress("reading "+s.name, *count)
	for q, err := range rdf.NewReader(r, rdf.Options{Name: s.name, Triples: s.format == triplesFormat}).All() {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if mistake := (*rdf.Error)(nil); errors.As(err, &mistake) {
			problems.add(&Problem{File: mistake.File, Line: mistake.Line, Column: mistake.Column, Err: errors.New(mistake.Msg)})
			if problems.full() {
				return false, problems.err()
			}
			continue
		}
		if err != nil {
			return false, err
		}
		if *count++; *count%progressStep == 0 {
			l.progress("reading "+s.name, *count)
		}
		if len(*problems) == 0 && !yield(q, nil) {
			return false, nil
		}
	}
	return true, nil
}

// expand turns folders into the files of a known name in them, in the order of their names.
func expand(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case path == "-":
			files = append(files, path)
			continue
		case err != nil:
			return nil, fmt.Errorf("%s: %w: name a file or a folder that is there", path, cause(err))
		case !info.IsDir():
			files = append(files, path)
			continue
		}
		before := len(files)
		err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && formatOfName(name) != unknownFormat {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, cause(err))
		}
		if len(files) == before {
			return nil, fmt.Errorf("%s: no file in it ends in %s", path, strings.Join(knownEndings(), " "))
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

// cause is what went wrong with a file, without its name, which the message has already.
func cause(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	return err
}
