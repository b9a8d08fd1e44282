package direct

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
)

// frontier is all objects that one selection applies to in a request: a level's objects of one type. It is resolved
// once, a field at a time, and then written an object at a time.
type frontier interface {
	resolve()
	write(w *Writer, i int) bool
	reset()
}

// objects is the frontier of one parent type.
type objects[T any] struct {
	execution *execution
	selection *selection
	object    *Object[T]
	objs      []T
	slots     []slot[T] // by position in the selection
	columns   []Column  // likewise; unused for what Write writes
}

// slot is what writing needs of a selected field, close together.
type slot[T any] struct {
	prefix  text // after the object's brace for the first; with a quote if asText
	kind    kind
	nonNull bool
	text    func(obj T) string
	write   func(w *Writer, obj T) bool
	inline  func(w *Writer, at *Place, obj T) bool
	at      *Place
}

// kind is how a field is written.
type kind uint8

const (
	asConstant kind = iota // the prefix is all there is
	asText
	asLeaf
	asInline
	asColumn
)

func (s *slot[T]) fill(x *execution, field *selected, of *Field[T]) {
	s.text, s.write, s.inline = of.Text, of.Write, of.Inline
	switch {
	case field.column:
		s.kind = asColumn
	case s.inline != nil:
		s.kind, s.at = asInline, &Place{execution: x, set: field.set}
	case s.text != nil:
		s.kind = asText
	default:
		s.kind = asLeaf
	}
}

func newObjects[T any](x *execution, sel *selection, object *Object[T]) *objects[T] {
	f := &objects[T]{
		execution: x, selection: sel, object: object,
		slots: make([]slot[T], len(sel.fields)), columns: make([]Column, len(sel.fields)),
	}
	for k := range sel.fields {
		field := &sel.fields[k]
		prefix := field.prefix
		if k == 0 {
			prefix = "{" + prefix
		}
		if !field.constant {
			f.columns[k].execution, f.columns[k].field = x, field
			f.slots[k].nonNull = field.shape.nonNull(0)
			f.slots[k].fill(x, field, &object.Fields[field.ordinal])
		}
		if f.slots[k].kind == asText {
			prefix += `"`
		}
		f.slots[k].prefix = newText(prefix)
	}
	return f
}

// resolve fills a column for every selected field that is not read straight off the objects. New frontiers appear on
// the next level.
func (f *objects[T]) resolve() {
	if !f.execution.spend(len(f.objs) * len(f.slots)) {
		return
	}
	for k := range f.selection.fields {
		field := &f.selection.fields[k]
		if !field.column {
			continue
		}
		c := &f.columns[k]
		c.ctx = f.execution.ctx
		if field.resolver || field.args != nil {
			if !c.prepare(f.object.Name) {
				continue
			}
		}
		if field.guard != nil {
			if c.whole = field.guard(c.ctx); c.whole != nil {
				continue
			}
		}
		f.call(c, f.object.Fields[field.ordinal].Resolve)
		if f.execution.err != nil {
			return
		}
	}
}

func (f *objects[T]) call(c *Column, resolve func(*Column, []T)) {
	objs := slices.Clip(f.objs)
	around := f.execution.options.Around
	if around == nil || !c.field.resolver {
		resolve(c, objs)
		return
	}
	call := Call{
		Object: f.object.Name, Field: c.field.collected.Name, Alias: c.field.collected.Alias,
		Level: int(f.selection.level), Objects: len(objs),
	}
	around(c.ctx, call, func(ctx context.Context) {
		c.ctx = ctx
		resolve(c, objs)
	})
}

func (f *objects[T]) write(w *Writer, i int) bool { return f.writeObject(w, f.objs[i], i) }

// writeObject appends obj, the frontier's object i or one that is written in place, and reports whether it stands:
// false where a null bubbles up to it. Every field is written even so, as every error counts.
func (f *objects[T]) writeObject(w *Writer, obj T, i int) bool {
	if len(w.buf) >= w.limit {
		return w.overflow()
	}
	slots := f.slots
	if len(slots) == 0 {
		w.buf = append(w.buf, '{')
	}
	stands := true
	depth := w.down(f.selection)
	for k := range slots {
		s := &slots[k]
		if s.kind == asText && !w.careful {
			w.quote(&s.prefix, s.text(obj))
			continue
		}
		w.room(s.prefix.n)
		w.buf = w.buf[:s.prefix.put(w.buf[:cap(w.buf)], len(w.buf))]
		if s.kind == asConstant {
			continue
		}
		w.path[depth].index = k
		if s.kind == asText {
			w.buf = w.buf[:len(w.buf)-1] // the quote may have to give way to null
		}
		mark := len(w.buf)
		var ok bool
		switch {
		case s.kind == asColumn:
			ok = w.column(&f.columns[k], i)
		case w.careful:
			ok = f.guarded(w, s, obj)
		case s.kind == asInline:
			ok = s.inline(w, s.at, obj)
		default:
			ok = s.write(w, obj)
		}
		if !ok {
			w.cut(mark)
			stands = stands && !s.nonNull
		}
	}
	w.path = w.path[:depth]
	w.buf = append(w.buf, '}')
	return stands
}

// guarded writes what is read off the object.
func (f *objects[T]) guarded(w *Writer, s *slot[T], obj T) bool {
	return w.guarded(func() bool {
		switch s.kind {
		case asText:
			return w.String(s.text(obj))
		case asInline:
			return s.inline(w, s.at, obj)
		default:
			return s.write(w, obj)
		}
	})
}

// reset leaves the objects where they are, to be written over: clearing pointers is work for the collector. They are
// let go of with the execution, which the pool drops at the second collection.
func (f *objects[T]) reset() {
	f.objs = f.objs[:0]
	for k := range f.slots {
		if f.slots[k].kind == asColumn {
			f.columns[k].reset()
		}
	}
}

// fieldContext is the graphql.FieldContext that resolvers of the field see. Its path is the field's key alone: it
// stands for many objects.
func (c *Column) fieldContext(object string) *graphql.FieldContext {
	return &graphql.FieldContext{
		Object: object, Field: c.field.collected,
		IsMethod: c.field.method, IsResolver: c.field.resolver,
	}
}
