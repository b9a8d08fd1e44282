package loader

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"whence/loader/mapping"
)

// File is something to load from that has a name, as Files finds it.
type File struct {
	Name    string // as mistakes name it, and as its format is told by
	Size    int64  // bytes, 0 where unknown
	Open    func() (io.ReadCloser, error)
	Mapping *mapping.Mapping // nil where its content says what claims it makes
}

// Files hands to use what Load would load of some paths, to be opened while use runs.
func (l *Loader) Files(paths []string, use func([]File) error) error {
	u := undertaking{Loader: l}
	defer u.close()
	sources, err := u.sources(paths)
	if err == nil {
		sources, err = u.expand(sources)
	}
	if err != nil {
		return err
	}
	files := make([]File, len(sources))
	for i, s := range sources {
		files[i] = File{s.name, s.size, s.open, s.mapping}
	}
	return use(files)
}

// LoadFiles is Load of files that somebody else has found.
func (l *Loader) LoadFiles(ctx context.Context, files []File) (Report, error) {
	return l.load(ctx, func(*undertaking) ([]source, error) {
		sources := make([]source, len(files))
		for i, f := range files {
			sources[i] = source{name: f.Name, size: f.Size, open: f.Open, mapping: cmp.Or(f.Mapping, l.Mapping)}
		}
		return sources, nil
	})
}

// source is a file to load from, not opened yet.
type source struct {
	name    string // as mistakes name it
	size    int64  // bytes, 0 where unknown
	open    func() (io.ReadCloser, error)
	waiting bool             // reading it, or opening it, may wait for somebody
	mapping *mapping.Mapping // nil where its content says what claims it makes
}

// stdin is the path that stands for the standard input.
const stdin = "-"

// sources is the sources of some paths: a file, a pipe, stdin, or a folder.
func (u *undertaking) sources(paths []string) ([]source, error) {
	var sources []source
	for _, p := range paths {
		if p == stdin {
			if u.Stdin == nil {
				return nil, errors.New("-: there is no standard input to read")
			}
			open := func() (io.ReadCloser, error) { return io.NopCloser(u.Stdin), nil }
			sources = append(sources, source{name: stdin, open: open, waiting: true, mapping: u.Mapping})
			continue
		}
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			found, err := u.mappingOf(p, func(name string) (io.ReadCloser, error) { return os.Open(name) })
			if err != nil {
				return nil, err
			}
			open := func() (io.ReadCloser, error) { return os.Open(p) }
			sources = append(sources, source{p, info.Size(), open, !info.Mode().IsRegular(), found})
			continue
		}
		found, err := u.folderAt(p)
		if err != nil {
			return nil, err
		}
		sources = append(sources, found...)
	}
	return sources, nil
}

// mappingOf is the mapping that a file is read by: the one of the load, else the one beside the file, nil where there is none.
func (u *undertaking) mappingOf(name string, open func(string) (io.ReadCloser, error)) (*mapping.Mapping, error) {
	if u.Mapping != nil {
		return u.Mapping, nil
	}
	return beside(name, open)
}

// folderAt is the sources of a folder of the machine, and of nothing that a link in it leads to outside.
func (u *undertaking) folderAt(p string) ([]source, error) {
	root, err := os.OpenRoot(p)
	if err != nil {
		return nil, err
	}
	u.roots = append(u.roots, root)
	found, err := u.folder(root.FS(), p)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("folder %q holds nothing to load: want files that end in %s, with or without .gz, or archives of them that end in .zip", p, strings.Join(extensions, " "))
	}
	return found, err
}

// extensions are the names that a folder's files are told by.
var extensions = []string{".yaml", ".yml", ".json", ".nq", ".nt", ".ttl", ".trig", ".jsonld", ".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson"}

// folder is every claims file and dump in a folder, however deep, in the order of names. Hidden files are passed over, others
// with a warning. prefix stands before their names in mistakes.
func (u *undertaking) folder(files fs.FS, prefix string) ([]source, error) {
	var sources []source
	_, inArchive := files.(*zip.Reader)
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		shown := filepath.Join(prefix, filepath.FromSlash(name))
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir(), isMapping(name):
			return nil
		case isArchive(name) && inArchive:
			u.skip(shown, "an archive within an archive; unpack it and load its files")
			return nil
		case formatOf(name) == unknown && !isArchive(name):
			u.skip(shown, "its name ends in none of "+strings.Join(extensions, " "))
			return nil
		}
		info, err := fs.Stat(files, name) // through a link
		switch {
		case err != nil:
			u.skip(shown, "it is a link that leads nowhere, or out of the folder")
		case info.IsDir():
			u.skip(shown, "it is a link to a folder")
		case !info.Mode().IsRegular():
			u.skip(shown, "it is no regular file; name it by itself to load it")
		default:
			found, err := u.mappingOf(name, func(name string) (io.ReadCloser, error) { return files.Open(name) })
			if err != nil {
				return err
			}
			open := func() (io.ReadCloser, error) { return files.Open(name) }
			sources = append(sources, source{name: shown, size: info.Size(), open: open, mapping: found})
		}
		return nil
	})
	return sources, err
}

// isArchive reports whether a file is an archive by its name.
func isArchive(name string) bool { return strings.EqualFold(path.Ext(name), archiveEnding) }

// skip warns of a file of a folder that is not loaded.
func (u *undertaking) skip(name, why string) {
	u.warnings.add(SkippedFile, &Mistake{File: name, Msg: why})
}

// format is how a source is written.
type format int

const (
	unknown format = iota
	claims
	quads
	triples
	turtleText
	trigText
	linkedJSON
	undecided // a file of data, or of claims in JSON: its content says
	grantTable
	grantSheet
	grantJSON
	rorJSON
	placeTable
	ownershipJSON
	moneyJSON
	projectTable
	mapped // of any shape, by a mapping
	mappedTable
	mappedSheet
	mappedJSON
)

// isData reports whether a format is of data, whose records make claims.
func (f format) isData() bool { return f > undecided }

// formatOf tells a format by the name of a file, with or without .gz.
func formatOf(name string) format {
	switch strings.ToLower(path.Ext(strings.TrimSuffix(name, ".gz"))) {
	case ".yaml", ".yml":
		return claims
	case ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx":
		return undecided
	case ".nq":
		return quads
	case ".nt":
		return triples
	case ".ttl":
		return turtleText
	case ".trig":
		return trigText
	case ".jsonld":
		return linkedJSON
	default:
		return unknown
	}
}

// stream is a source that is being read.
type stream struct {
	io.Reader
	format format
	closer io.Closer

	mapping *mapping.Mapping // of one that is mapped
	shape   format           // and what it is by its syntax
}

const sniffed = 32 << 10

// stream opens a source and tells how it is written. advance hears of every byte that is read. What waits for somebody, as a
// pipe does, is waited for until ctx ends.
func (s source) stream(ctx context.Context, advance func(int)) (*stream, error) {
	open := s.open
	if s.waiting {
		open = func() (io.ReadCloser, error) { return openPatiently(ctx, s.open) }
	}
	file, err := open()
	if err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(&metered{file, advance}, sniffed)
	in := &stream{Reader: r, format: formatOf(s.name), closer: file}
	if magic, err := r.Peek(2); err == nil && string(magic) == "\x1F\x8B" {
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			_ = file.Close()
			return nil, damaged(s.name, nil, err)
		}
		r = bufio.NewReaderSize(unzipped, sniffed)
		in.Reader = r
	}
	if s.mapping != nil && in.format != claims {
		begin, _ := r.Peek(sniffed) // what can't be read is told when it is read
		in.format, in.mapping, in.shape = mapped, s.mapping, shape(s.name, begin, s.mapping)
		return in, nil
	}
	if in.format == unknown || in.format == undecided {
		begin, err := r.Peek(sniffed)
		if err != nil && !errors.Is(err, io.EOF) && (len(begin) == 0 || ctx.Err() != nil) {
			_ = file.Close()
			return nil, damaged(s.name, nil, err)
		}
		if in.format, err = sniff(s.name, begin); err != nil {
			_ = file.Close()
			return nil, err
		}
	}
	return in, nil
}

// damaged is the mistake of a source that can't be read to its end.
func damaged(name string, before []byte, err error) *Mistake {
	msg := fmt.Sprintf("the file can't be read on: %v", err)
	var corrupt flate.CorruptInputError
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		msg = "the file is cut short; fetch or compress it again"
	} else if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, &corrupt) {
		msg = "the compressed file is damaged; fetch or compress it again"
	}
	line := bytes.Count(before, []byte("\n"))
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return &Mistake{File: name, Line: line + 1, Column: column, Msg: msg, Err: err}
}

// metered tells how much is read.
type metered struct {
	io.Reader
	advance func(int)
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	m.advance(n)
	return n, err
}
