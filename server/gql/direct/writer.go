package direct

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Writer writes an answer's data. A null that its type forbids takes back what was written of its parent, and so on
// up: bubbling is cutting the buffer. It is an io.Writer, and its Write never fails.
type Writer struct {
	execution *execution
	frontiers []frontier // the execution's
	buf       []byte
	path      []step
	limit     int // of buf, less what failures add to the answer
	failures  []report
	careful   bool
}

// step is an element of a path: a field of a selection, or where that is nil an element of a list.
type step struct {
	selection *selection
	index     int
}

// down goes a step further on the path, and returns which it is.
func (w *Writer) down(sel *selection) (depth int) {
	depth = len(w.path)
	if depth < cap(w.path) && w.path[:depth+1][depth].selection == sel { // spares the collector a write barrier
		w.path = w.path[:depth+1]
		return depth
	}
	w.path = append(w.path, step{selection: sel})
	return depth
}

// report is an error on its way to the client, in the context of the field it belongs to.
type report struct {
	ctx context.Context
	err error
}

// render writes the data. A panic while writing is rare and a guard on each leaf is not free, so the first attempt
// has none; if it panics, the second has.
func (w *Writer) render() {
	if !w.attempt() {
		w.careful = true
		w.attempt()
	}
}

func (w *Writer) attempt() (done bool) {
	if !w.careful {
		defer func() {
			if recover() != nil {
				done = false
			}
		}()
	}
	x := w.execution
	w.frontiers = x.frontiers
	w.buf, w.path, w.failures, w.limit = w.buf[:0], w.path[:0], nil, math.MaxInt
	if x.options.MaxBytes > 0 {
		w.limit = x.options.MaxBytes
	}
	if !x.frontiers[x.plan.root.id].write(w, 0) {
		w.buf = append(w.buf[:0], "null"...)
	}
	if len(w.buf) > w.limit {
		w.overflow()
	}
	return true
}

// guarded writes a leaf, and makes of its panic an error.
func (w *Writer) guarded(write func() bool) (ok bool) {
	mark, depth := len(w.buf), len(w.path)
	defer func() {
		if r := recover(); r != nil {
			w.buf, w.path = w.buf[:mark], w.path[:depth]
			w.Fail(w.execution.recovered(w.context(), r))
			ok = false
		}
	}()
	return write()
}

// text is a string that is written over and over. Short ones, most keys, are copied by two moves of the processor.
type text struct {
	short [shortText]byte
	n     int
	long  string
}

const shortText = 16

func newText(s string) text {
	t := text{n: len(s), long: s}
	copy(t.short[:], s)
	return t
}

// put copies the text into b, which has room for a short one and for this one, and returns where it ends.
func (t *text) put(b []byte, at int) (end int) {
	if t.n > shortText {
		return at + copy(b[at:], t.long)
	}
	*(*[shortText]byte)(b[at : at+shortText : at+shortText]) = t.short
	return at + t.n
}

// column writes item i of a column.
func (w *Writer) column(c *Column, i int) bool {
	if c.whole != nil || len(c.failures) > 0 {
		if err := c.failed(i); err != nil {
			w.Fail(err)
			return false
		}
	}
	if c.leaf != nil {
		if w.careful {
			return w.guarded(func() bool { return c.leaf(w, i) })
		}
		return c.leaf(w, i)
	}
	if c.field.shape&List != 0 {
		i = int(c.starts[i])
	}
	if cell := c.cells[i]; cell.selection >= 0 {
		return w.frontiers[cell.selection].write(w, int(cell.n))
	}
	_, ok := w.cell(c, i, 0)
	return ok
}

// cell writes the cell at that position, depth lists deep, and returns the position after it and whether it stands.
func (w *Writer) cell(c *Column, at, depth int) (next int, ok bool) {
	cell := c.cells[at]
	switch {
	case cell.selection >= 0:
		return at + 1, w.frontiers[cell.selection].write(w, int(cell.n))
	case cell.selection == listCell:
		return w.list(c, at+1, int(cell.n), depth+1)
	case c.field.shape.nonNull(depth):
		return at + 1, w.forbidden(depth == 0 && c.field.shape&Untyped != 0)
	}
	return at + 1, w.Null()
}

// list writes a list of n cells from that position on.
func (w *Writer) list(c *Column, at, n, depth int) (next int, ok bool) {
	ok = true
	top := w.openList()
	for i := range n {
		mark := w.element(top, i)
		var stands bool
		if cell := c.cells[at]; cell.selection >= 0 {
			at, stands = at+1, w.frontiers[cell.selection].write(w, int(cell.n))
		} else {
			at, stands = w.cell(c, at, depth)
		}
		if !stands {
			w.cut(mark)
			ok = ok && !c.field.shape.nonNull(depth)
		}
	}
	w.closeList(top)
	return at, ok
}

// openList begins a list. It returns where its indices are on the path.
func (w *Writer) openList() (top int) {
	w.buf = append(w.buf, '[')
	return w.down(nil)
}

// element begins element i, and returns where it does.
func (w *Writer) element(top, i int) (mark int) {
	if i > 0 {
		w.buf = append(w.buf, ',')
	}
	w.path[top].index = i
	return len(w.buf)
}

// cut puts null in place of all that was written since.
func (w *Writer) cut(mark int) { w.buf = append(w.buf[:mark], "null"...) }

func (w *Writer) closeList(top int) {
	w.path = w.path[:top]
	w.buf = append(w.buf, ']')
}

// overflow ends the request for the length of its answer. It reports false.
func (w *Writer) overflow() bool {
	if x := w.execution; x.err == nil {
		x.err = fmt.Errorf("%w: more than %d bytes", ErrBytes, x.options.MaxBytes)
	}
	return false
}

var (
	errNullField = errors.New("must not be null")
	errNullValue = errors.New("the requested element is null which the schema does not allow")
)

// forbidden reports a null where the type allows none, in gqlgen's words, unless its field has failed already.
func (w *Writer) forbidden(untyped bool) bool {
	ctx := w.context()
	if graphql.HasFieldError(ctx, graphql.GetFieldContext(ctx)) {
		return false
	}
	err := errNullValue
	if untyped {
		err = errNullField
	}
	w.failures = append(w.failures, report{ctx, err})
	return false
}

// Fail reports an error at the present path.
func (w *Writer) Fail(err error) {
	ctx := w.context()
	if list, ok := err.(gqlerror.List); ok { //nolint:errorlint // a list within an error is that error's matter
		for _, err := range list {
			w.fail(ctx, err)
		}
		return
	}
	w.fail(ctx, err)
}

func (w *Writer) fail(ctx context.Context, err error) {
	w.limit -= 64 + 16*len(w.path) + len(err.Error())
	switch e := err.(type) { //nolint:errorlint // what wraps one of these is the error to report
	case belowField:
		located := *e.located
		located.Path = append(graphql.GetPath(ctx), e.rest...)
		err = &located
	case *gqlerror.Error:
		located := *e // it may be a sentinel that other requests return too
		err = &located
	}
	w.failures = append(w.failures, report{ctx, graphql.AddFieldLocationToError(ctx, err)})
}

// context returns the request's context with the field contexts of the present path.
func (w *Writer) context() context.Context {
	ctx := w.execution.ctx
	for i := range w.path {
		fc := &graphql.FieldContext{}
		if s := w.path[i]; s.selection != nil {
			fc.Field = s.selection.fields[s.index].collected
		} else {
			fc.Index = &s.index
		}
		ctx = graphql.WithFieldContext(ctx, fc)
	}
	return ctx
}
