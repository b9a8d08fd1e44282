package loader

import (
	"context"
	"io"
)

// patient reads what may never come, such as a pipe that nobody writes to, until its context ends. What a read that is given
// up brings later is lost, and its goroutine waits on: whoever gives up ends the process.
type patient struct {
	ctx    context.Context
	file   io.ReadCloser
	room   []byte
	left   []byte
	answer chan answer
}

// answer is what a read or an opening brought.
type answer struct {
	file io.ReadCloser
	n    int
	err  error
}

// openPatiently opens a file and reads it until ctx ends.
func openPatiently(ctx context.Context, open func() (io.ReadCloser, error)) (io.ReadCloser, error) {
	p := &patient{ctx: ctx, room: make([]byte, sniffed), answer: make(chan answer, 1)}
	go func() {
		file, err := open()
		p.answer <- answer{file: file, err: err}
	}()
	a, err := p.wait()
	if err != nil {
		return nil, err
	}
	p.file = a.file
	return p, nil
}

// wait is the answer, or why it is not waited for.
func (p *patient) wait() (answer, error) {
	select {
	case a := <-p.answer:
		return a, a.err
	case <-p.ctx.Done():
		return answer{}, p.ctx.Err()
	}
}

// Read reads what there is, as any reader does.
func (p *patient) Read(into []byte) (int, error) {
	if len(p.left) == 0 {
		go func() {
			n, err := p.file.Read(p.room)
			p.answer <- answer{n: n, err: err}
		}()
		a, err := p.wait()
		p.left = p.room[:a.n]
		if a.n == 0 {
			return 0, err
		}
	}
	n := copy(into, p.left)
	p.left = p.left[n:]
	return n, nil
}

// Close closes the file.
func (p *patient) Close() error { return p.file.Close() }
