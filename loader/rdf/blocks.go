package rdf

import (
	"bytes"
	"context"
	"io"
	"iter"
	"runtime"

	"github.com/cayleygraph/quad"
	"golang.org/x/sync/errgroup"
)

// Block is some statements that follow one another, in numbers of terms, so that a term that many of them have is taken
// apart and looked up once.
type Block struct {
	Terms   []quad.Value // most of them once
	Quads   [][4]uint32  // subject, predicate, object and label: places in Terms plus one; 0 for no label
	Lines   []int        // of each quad, from 1
	Columns []int        // of each quad's object, in characters from 1
}

// Quad is the i-th statement.
func (b *Block) Quad(i int) (q quad.Quad) {
	row := b.Quads[i]
	q.Subject, q.Predicate, q.Object = b.Terms[row[0]-1], b.Terms[row[1]-1], b.Terms[row[2]-1]
	if row[3] != 0 {
		q.Label = b.Terms[row[3]-1]
	}
	return q
}

// blockSize is about how much text makes a block, in bytes.
const blockSize = 1 << 20

// piece is whole lines of the text on their way to a block.
type piece struct {
	lines lines
	block *Block
	errs  []error // mistakes, and what ended the text
	fatal bool    // nothing follows
	done  chan struct{}
}

// Blocks reads what Reader reads, with the same values and mistakes in the same order, on all processors: each block, then
// the mistakes of its lines. The text in memory at a time is a few megabytes for each of them.
//
// A block is the caller's. Its statements are in the order of the text. What ends the reading comes last, as an error.
func Blocks(ctx context.Context, r io.Reader, o Options) iter.Seq2[*Block, error] {
	if o.MaxLine <= 0 {
		o.MaxLine = DefaultMaxLine
	}
	return func(yield func(*Block, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		g, ctx := errgroup.WithContext(ctx)
		cores := runtime.GOMAXPROCS(0)
		work, inOrder := make(chan *piece), make(chan *piece, 2*cores)
		g.Go(func() error {
			defer close(work)
			defer close(inOrder)
			s := splitter{source: r, limit: o.MaxLine}
			return s.split(ctx, func(p *piece) error { return send(ctx, p, inOrder, work) })
		})
		for range cores {
			g.Go(func() error {
				s := statement{file: o.Name, triples: o.Triples, relative: o.Relative, terms: newTerms()}
				for p := range work {
					p.parse(&s)
					close(p.done)
				}
				return nil
			})
		}
		whole := deliver(ctx, inOrder, yield)
		cancel()
		for range inOrder { // so that the others can end
		}
		if err := g.Wait(); err != nil && whole {
			yield(nil, err)
		}
	}
}

// send hands a piece to the one who delivers and to those who parse.
func send(ctx context.Context, p *piece, to ...chan<- *piece) error {
	for _, c := range to {
		select {
		case c <- p:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// deliver yields what the pieces hold, in their order. It is false once nothing more is wanted.
func deliver(ctx context.Context, pieces <-chan *piece, yield func(*Block, error) bool) bool {
	for p := range pieces {
		select {
		case <-p.done:
		case <-ctx.Done():
			return true
		}
		if len(p.block.Quads) > 0 && !yield(p.block, nil) {
			return false
		}
		for _, err := range p.errs {
			if !yield(nil, err) {
				return false
			}
		}
		if p.fatal {
			return false
		}
	}
	return true
}

// parse reads the lines of a piece.
func (p *piece) parse(s *statement) {
	p.block = &Block{}
	p.fatal = p.lines.number == 0 && utf16(p.lines.buffer[:p.lines.end])
	r := Reader{lines: p.lines, statement: *s}
	r.statement.block = p.block
	for _, err := range r.All() {
		if err != nil {
			p.errs = append(p.errs, err)
			continue
		}
		p.block.Quads = append(p.block.Quads, r.statement.row)
		p.block.Lines = append(p.block.Lines, r.lines.number)
		p.block.Columns = append(p.block.Columns, column(r.statement.line, r.statement.objectAt))
	}
	s.scratch = r.statement.scratch
}

// splitter cuts text into pieces of whole lines.
type splitter struct {
	source io.Reader
	limit  int    // of a line, in bytes
	rest   []byte // what is read and in no piece
	number int    // of the last line in a piece
	ended  bool   // source has no more
	err    error  // why, unless that is the plain end of the text
}

// split hands over every piece.
func (s *splitter) split(ctx context.Context, use func(*piece) error) error {
	for !s.ended {
		text := make([]byte, max(blockSize, 2*len(s.rest)))
		n := copy(text, s.rest)
		n += s.fill(text[n:])
		text = text[:n]
		end := n
		if !s.ended {
			end = lastLineEnd(text)
		}
		s.rest = text[end:]
		if end == 0 && !s.ended {
			if len(text) <= s.limit {
				continue // with twice the room
			}
			text = s.cut()
			end = len(text)
		}
		if err := use(s.piece(text[:end])); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// fill reads until b is full or the source has no more.
func (s *splitter) fill(b []byte) (n int) {
	for empty := 0; n < len(b); {
		m, err := s.source.Read(b[n:])
		n += m
		if empty++; m > 0 {
			empty = 0
		}
		switch {
		case err == io.EOF:
			s.ended = true
			return n
		case err != nil:
			s.ended, s.err = true, err
			return n
		case empty == emptyReads:
			s.ended, s.err = true, io.ErrNoProgress
			return n
		}
	}
	return n
}

// lastLineEnd is the length of the whole lines that a text begins with. A CR at its end may belong to an LF that follows.
func lastLineEnd(text []byte) int {
	if n := bytes.LastIndexByte(text, '\n'); n >= 0 {
		return n + 1
	}
	return bytes.LastIndexByte(text[:max(len(text)-1, 0)], '\r') + 1
}

// cut takes a line over the limit from what is read and from the source, and is as much of it as says so.
func (s *splitter) cut() []byte {
	l := lines{source: s.source, limit: s.limit, buffer: s.rest, end: len(s.rest)}
	part, _, _ := l.next()
	if l.afterCR && l.start == l.end && !l.ended {
		l.fill()
	}
	l.dropLF()
	s.rest, s.ended, s.err = bytes.Clone(l.buffer[l.start:l.end]), l.ended && l.start == l.end, l.err
	if l.ended && !s.ended {
		s.source = bytes.NewReader(nil) // what is left of it is in rest
	}
	return append(part, ' ')
}

// piece makes a piece of lines.
func (s *splitter) piece(text []byte) *piece {
	p := &piece{
		lines: lines{limit: s.limit, buffer: text, end: len(text), number: s.number, ended: true},
		done:  make(chan struct{}),
	}
	if s.ended {
		p.lines.err = s.err
	}
	s.number += countLines(text)
	return p
}

// countLines counts the line ends LF, CR and CR LF, and what follows the last of them.
func countLines(text []byte) int {
	n := bytes.Count(text, []byte("\n"))
	for i := bytes.IndexByte(text, '\r'); i >= 0; {
		if i+1 == len(text) || text[i+1] != '\n' {
			n++
		}
		next := bytes.IndexByte(text[i+1:], '\r')
		if next < 0 {
			break
		}
		i += next + 1
	}
	if len(text) > 0 && text[len(text)-1] != '\n' && text[len(text)-1] != '\r' {
		n++
	}
	return n
}
