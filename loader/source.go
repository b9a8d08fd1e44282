package loader

import (
	"bufio"
	"bytes"
	"compress/flate"
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
)

// source is a file to load from, not opened yet.
type source struct {
	name string // as mistakes name it
	size int64  // bytes, 0 where unknown
	open func() (io.ReadCloser, error)
}

// stdin is the path that stands for the standard input.
const stdin = "-"

// sources is the sources of some paths: a file, stdin, or a folder.
func (l *Loader) sources(paths []string) ([]source, error) {
	var sources []source
	for _, p := range paths {
		if p == stdin {
			if l.Stdin == nil {
				return nil, errors.New("-: there is no standard input to read")
			}
			sources = append(sources, source{name: stdin, open: func() (io.ReadCloser, error) { return io.NopCloser(l.Stdin), nil }})
			continue
		}
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			sources = append(sources, source{p, info.Size(), func() (io.ReadCloser, error) { return os.Open(p) }})
			continue
		}
		found, err := folder(os.DirFS(p), p)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("folder %q holds nothing to load: want files that end in %s, with or without .gz", p, strings.Join(extensions, " "))
		}
		sources = append(sources, found...)
	}
	return sources, nil
}

// extensions are the names that a folder's files are told by.
var extensions = []string{".yaml", ".yml", ".json", ".nq", ".nt"}

// folder is every claims file and dump in a folder, however deep, in the order of names; hidden files are passed over.
// prefix stands before their names in mistakes.
func folder(files fs.FS, prefix string) ([]source, error) {
	var sources []source
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case !entry.IsDir() && formatOf(name) != unknown:
			info, err := entry.Info()
			if err != nil {
				return err
			}
			open := func() (io.ReadCloser, error) { return files.Open(name) }
			sources = append(sources, source{filepath.Join(prefix, filepath.FromSlash(name)), info.Size(), open})
		}
		return nil
	})
	return sources, err
}

// format is how a source is written.
type format int

const (
	unknown format = iota
	claims
	quads
	triples
)

// formatOf tells a format by the name of a file, with or without .gz.
func formatOf(name string) format {
	switch strings.ToLower(path.Ext(strings.TrimSuffix(name, ".gz"))) {
	case ".yaml", ".yml", ".json":
		return claims
	case ".nq":
		return quads
	case ".nt":
		return triples
	default:
		return unknown
	}
}

// sniff tells a format by its first bytes: a statement of N-Quads begins with an IRI or a blank node, which YAML can't.
func sniff(begin []byte) format {
	for line := range strings.Lines(string(begin)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '<' || strings.HasPrefix(line, "_:"):
			return quads
		default:
			return claims
		}
	}
	return claims
}

// stream is a source that is being read.
type stream struct {
	io.Reader
	format format
	closer io.Closer
}

const sniffed = 32 << 10

// stream opens a source and tells how it is written. advance hears of every byte that is read.
func (s source) stream(advance func(int)) (*stream, error) {
	file, err := s.open()
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
	if in.format == unknown {
		begin, err := r.Peek(sniffed)
		if err != nil && !errors.Is(err, io.EOF) && len(begin) == 0 {
			_ = file.Close()
			return nil, damaged(s.name, nil, err)
		}
		in.format = sniff(begin)
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
