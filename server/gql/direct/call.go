package direct

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
)

// Values completes objects or lists of objects that are read off their parents through get.
func Values[T, R any](c *Column, objs []T, complete func(*Column, *R), get func(obj T) *R) {
	for next := 0; next < len(objs); {
		next = values(c, objs, next, complete, get)
	}
}

// values is Values from an object on, to the end or past one whose completion panics. It does what items does without
// a call between: most objects of an answer come from here.
func values[T, R any](c *Column, objs []T, from int, complete func(*Column, *R), get func(obj T) *R) (next int) {
	mark := 0
	defer func() {
		if r := recover(); r != nil {
			c.cells = c.cells[:mark]
			c.Null()
			c.fail(next, c.execution.recovered(c.ctx, r))
			next++
		}
	}()
	list := c.field.shape&List != 0
	for next = from; next < len(objs); next++ {
		mark = len(c.cells)
		if list {
			c.starts = append(c.starts, int32(mark))
		}
		complete(c, get(objs[next]))
	}
	return next
}

// Batch calls a batch resolver once, for n parents, and completes its objects or lists of objects.
func Batch[R any](
	c *Column, n int, complete func(*Column, *R),
	call func(ctx context.Context, fc *graphql.FieldContext) ([]R, error),
) {
	if values, ok := batch(c, n, call); ok {
		c.items(n, func(i int) { complete(c, &values[i]) })
	}
}

// BatchLeaf is Batch for scalars, enums and lists of those.
func BatchLeaf[R any](
	c *Column, n int, write func(*Writer, R) bool,
	call func(ctx context.Context, fc *graphql.FieldContext) ([]R, error),
) {
	if values, ok := batch(c, n, call); ok {
		c.leaf = func(w *Writer, i int) bool { return write(w, values[i]) }
	}
}

// Each calls a resolver or method once an object, one after another, and completes its objects or lists of objects.
func Each[T, R any](
	c *Column, objs []T, complete func(*Column, *R),
	call func(ctx context.Context, fc *graphql.FieldContext, obj T) (R, error),
) {
	values := each(c, objs, call)
	c.items(len(objs), func(i int) { complete(c, &values[i]) })
}

// EachLeaf is Each for scalars, enums and lists of those.
func EachLeaf[T, R any](
	c *Column, objs []T, write func(*Writer, R) bool,
	call func(ctx context.Context, fc *graphql.FieldContext, obj T) (R, error),
) {
	values := each(c, objs, call)
	c.leaf = func(w *Writer, i int) bool { return write(w, values[i]) }
}

// Foreign leaves a root field and all below it to gqlgen's executor: introspection.
func Foreign(c *Column, field func(ctx context.Context, field graphql.CollectedField) graphql.Marshaler) {
	m := field(c.ctx, c.field.collected)
	c.leaf = func(w *Writer, _ int) bool {
		m.MarshalGQL(w)
		return m != graphql.Null
	}
}

func batch[R any](
	c *Column, n int, call func(ctx context.Context, fc *graphql.FieldContext) ([]R, error),
) (values []R, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			c.whole = c.execution.recovered(c.ctx, r)
			values, ok = nil, false
		}
	}()
	values, err := call(c.ctx, c.fc)
	var items graphql.BatchErrors
	itemised := errors.As(err, &items)
	switch {
	case err != nil && !itemised:
		c.whole = err
	case len(values) != n:
		c.whole = fmt.Errorf("%w: %s: %d results for %d parents", ErrBatch, c.field.collected.Name, len(values), n)
	case itemised && len(items.Errors()) != n:
		c.whole = fmt.Errorf("%w: %s: %d errors for %d parents", ErrBatch, c.field.collected.Name, len(items.Errors()), n)
	case itemised:
		for i, err := range items.Errors() {
			if err != nil {
				c.fail(i, err)
			}
		}
	}
	return values, c.whole == nil
}

func each[T, R any](
	c *Column, objs []T, call func(ctx context.Context, fc *graphql.FieldContext, obj T) (R, error),
) []R {
	values := make([]R, len(objs))
	c.protect(len(objs), func(i int) {
		if c.field.resolver && c.execution.stopped() {
			return
		}
		var err error
		if values[i], err = call(c.ctx, c.fc, objs[i]); err != nil {
			c.fail(i, err)
		}
	}, c.fail)
	return values
}

// items adds the cells of n items: a null for those that failed, what complete adds for the rest.
func (c *Column) items(n int, complete func(i int)) {
	failed := c.failures
	mark := 0
	c.protect(n, func(i int) {
		if c.field.shape&List != 0 {
			c.starts = append(c.starts, int32(len(c.cells)))
		}
		mark = len(c.cells)
		if len(failed) > 0 && failed[0].item == i {
			failed = failed[1:]
			c.Null()
			return
		}
		complete(i)
	}, func(i int, err error) {
		c.cells = c.cells[:mark]
		c.Null()
		c.fail(i, err)
	})
	c.sort()
}

// protect calls do for 0 to n-1. Where it panics it calls failed, and goes on with the next.
func (c *Column) protect(n int, do func(i int), failed func(i int, err error)) {
	for next := 0; next < n; {
		next = c.protected(next, n, do, failed)
	}
}

func (c *Column) protected(from, n int, do func(i int), failed func(i int, err error)) (next int) {
	defer func() {
		if r := recover(); r != nil {
			failed(next, c.execution.recovered(c.ctx, r))
			next++
		}
	}()
	for next = from; next < n; next++ {
		do(next)
	}
	return next
}
