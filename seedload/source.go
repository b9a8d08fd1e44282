package loader

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// source is one file to load.
type source struct {
	name   string
	format format
	open   func() (io.ReadCloser, error)
}

// format is what a file is written in.
type format int

const (
	unknownFormat format = iota
	claimsFormat
	quadsFormat
	triplesFormat
)

var endings = []struct {
	ending string
	format format
}{{".yaml", claimsFormat}, {".yml", claimsFormat}, {".json", claimsFormat}, {".nq", quadsFormat}, {".nt", triplesFormat}}

func knownEndings() []string {
	out := make([]string, len(endings))
	for i, e := range endings {
		out[i] = e.ending
	}
	return append(out, "or one of these and .gz")
}

func formatOfName(name string) format {
	name = strings.TrimSuffix(name, ".gz")
	for _, e := range endings {
		if strings.HasSuffix(name, e.ending) {
			return e.format
		}
	}
	return unknownFormat
}

// open looks at a file's name and its first bytes.
func (l *Loader) open(path string) (*source, error) {
	s := &source{name: path, format: formatOfName(path), open: func() (io.ReadCloser, error) { return os.Open(path) }}
	if path == "-" {
		if l.Stdin == nil {
			return nil, errors.New("-: there is no standard input to read")
		}
		buffered := bufio.NewReader(l.Stdin)
		s.open = func() (io.ReadCloser, error) { return io.NopCloser(buffered), nil }
		start, err := peekText(buffered)
		if err != nil {
			return nil, fmt.Errorf("-: %w", err)
		}
		s.format = formatOfContent(start)
		return s, nil
	}
	r, err := s.open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, cause(err))
	}
	defer r.Close()
	start, err := peekText(bufio.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, cause(err))
	}
	if len(bytes.TrimSpace(start)) == 0 {
		return nil, fmt.Errorf("%s: the file is empty: nothing to load", path)
	}
	if found := formatOfContent(start); s.format == unknownFormat || (found == claimsFormat) != (s.format == claimsFormat) {
		s.format = found // what is in a file counts for more than its name
	}
	return s, nil
}

// peekLength is how much of a file is looked at to tell its format.
const peekLength = 4096

// peekText is the start of a file's text, out of its gzip where it is in one.
func peekText(r *bufio.Reader) ([]byte, error) {
	start, err := r.Peek(peekLength)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if !isGzip(start) {
		return start, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(start))
	if err != nil {
		return nil, fmt.Errorf("gzip: %w: the file is damaged", err)
	}
	text := make([]byte, peekLength)
	n, err := io.ReadFull(z, text)
	if err != nil && n == 0 && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("gzip: %w: the file is cut short or damaged", err)
	}
	return text[:n], nil
}

func isGzip(start []byte) bool { return bytes.HasPrefix(start, []byte{0x1f, 0x8b}) }

// formatOfContent tells RDF from claims by what the first statement begins with.
func formatOfContent(start []byte) format {
	for line := range bytes.Lines(bytes.TrimPrefix(start, []byte("\ufeff"))) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || line[0] == '#':
		case bytes.HasPrefix(line, []byte("<")) || bytes.HasPrefix(line, []byte("_:")):
			return quadsFormat
		default:
			return claimsFormat
		}
	}
	return claimsFormat
}

// reader opens the file's text, out of its gzip where it is in one.
func (s *source) reader() (io.ReadCloser, error) {
	file, err := s.open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, cause(err))
	}
	buffered := bufio.NewReaderSize(file, 1<<16)
	start, _ := buffered.Peek(2)
	if !isGzip(start) {
		return readCloser{buffered, file}, nil
	}
	z, err := gzip.NewReader(buffered)
	if err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("%s: gzip: %w: the file is damaged", s.name, err)
	}
	return readCloser{z, file}, nil
}

type readCloser struct {
	io.Reader
	io.Closer
}
