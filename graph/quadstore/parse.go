package quadstore

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"
)

// parseBlock is how much text is parsed at a time.
const parseBlock = 1 << 20

// block is a piece of N-Quads of whole lines, and what it parses to.
type block struct {
	text  string
	line  int // before the first
	terms []parsed
	quads [][4]uint32 // numbers in terms plus one, 0 for no label
	err   error
	done  chan struct{}
}

// parsed is a term, taken apart.
type parsed struct {
	term    term
	claim   claimKey
	isClaim bool
}

// parseBlocks parses N-Quads on all cores and hands over the blocks in the
// order of the text. What is in memory at a time is about four blocks a core.
func (ts *termStore) parseBlocks(ctx context.Context, r io.Reader, use func(*block) error) error {
	cores := runtime.GOMAXPROCS(0)
	g, ctx := errgroup.WithContext(ctx)
	work, inOrder := make(chan *block), make(chan *block, 2*cores)
	g.Go(func() error {
		defer close(work)
		defer close(inOrder)
		return readBlocks(ctx, r, func(b *block) error {
			for _, c := range []chan *block{inOrder, work} {
				select {
				case c <- b:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	})
	for range cores {
		g.Go(func() error {
			for b := range work {
				b.err = b.parse(ts)
				close(b.done)
			}
			return nil
		})
	}
	g.Go(func() error {
		for b := range inOrder {
			select {
			case <-b.done:
			case <-ctx.Done():
				return ctx.Err()
			}
			if b.err != nil {
				return b.err
			}
			if err := use(b); err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}

// readBlocks cuts text into blocks at line ends.
func readBlocks(ctx context.Context, r io.Reader, send func(*block) error) error {
	var rest []byte
	line := 0
	for {
		buf := make([]byte, max(parseBlock, 2*len(rest)))
		n := copy(buf, rest)
		m, err := io.ReadFull(r, buf[n:])
		buf = buf[:n+m]
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return err
		}
		end := len(buf)
		if !last {
			end = bytes.LastIndexByte(buf, '\n') + 1
		}
		rest = append([]byte(nil), buf[end:]...)
		b := &block{text: string(buf[:end]), line: line, done: make(chan struct{})}
		line += strings.Count(b.text, "\n")
		if end > 0 {
			if err := send(b); err != nil {
				return err
			}
		}
		if last {
			return ctx.Err()
		}
	}
}

// parse finds the terms and the quads of a block.
func (b *block) parse(ts *termStore) error {
	numbers := make(map[string]uint32, len(b.text)/100)
	b.quads = make([][4]uint32, 0, len(b.text)/80)
	text := b.text
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		b.line++
		st, ok, err := parseStatement(line)
		if err != nil {
			return fmt.Errorf("line %d: %w", b.line, err)
		}
		if !ok {
			continue
		}
		var q [4]uint32
		for i, s := range st {
			if s == "" {
				continue
			}
			n, ok := numbers[s]
			if !ok {
				if n, err = b.add(ts, s); err != nil {
					return fmt.Errorf("line %d: %w", b.line, err)
				}
				numbers[s] = n
			}
			q[i] = n
		}
		b.quads = append(b.quads, q)
	}
	return nil
}

func (b *block) add(ts *termStore, s string) (uint32, error) {
	t, err := parseTerm(s)
	if err != nil {
		return 0, err
	}
	p := parsed{term: t}
	if t.kind == kindIRI {
		iri := s[1 : len(s)-1]
		if strings.IndexByte(iri, '\\') >= 0 {
			iri = t.head + t.tail
		}
		p.claim, p.isClaim = ts.claimOfIRI(iri)
	}
	b.terms = append(b.terms, p)
	return uint32(len(b.terms)), nil
}
