package direct

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Column is one field of all objects of a frontier: a cell for each, or for a list a cell and one for each element.
// Leaves keep their Go values instead, and are written from those.
type Column struct {
	execution *execution
	field     *selected
	ctx       context.Context
	fc        *graphql.FieldContext

	cells    []cell
	starts   []int32 // where each object's cells begin; unused where each has one
	leaf     func(w *Writer, i int) bool
	failures []failure // by item, ascending
	whole    error     // every item failed with this

	// The frontier that the last object went to: runs of one type are the rule.
	ordinal int
	target  frontier
	id      int32
}

// cell is a child: object n of the frontier for a selection, a null, or a list of n cells that follow.
type cell struct {
	selection int32
	n         int32
}

const (
	nullCell int32 = -1 - iota
	listCell
)

type failure struct {
	item int
	err  error
}

// prepare makes the field's context and arguments. It reports false, and fails every item, if the arguments do not
// coerce.
func (c *Column) prepare(object string) (ok bool) {
	c.fc = c.fieldContext(object)
	c.ctx = graphql.WithFieldContext(c.ctx, c.fc)
	if c.field.args == nil {
		return true
	}
	defer func() {
		if r := recover(); r != nil {
			c.whole = c.execution.recovered(c.ctx, r)
			ok = false
		}
	}()
	raw := c.field.collected.ArgumentMap(c.execution.op.Variables)
	args, err := c.field.args(c.ctx, raw)
	if err != nil {
		c.whole = argumentError(err)
		return false
	}
	c.fc.Args = args
	return true
}

// belowField is an error of an argument: its path goes on from the field's.
type belowField struct {
	located *gqlerror.Error
	rest    ast.Path
}

func (e belowField) Error() string { return e.located.Error() }

func (e belowField) Unwrap() error { return e.located }

// argumentError keeps what follows the field in an argument error's path, which was made for one field and is
// reported for every object.
func argumentError(err error) error {
	var located *gqlerror.Error
	if !errors.As(err, &located) || len(located.Path) < 2 {
		return err
	}
	e := *located
	if e.Err == nil && err != error(located) { //nolint:errorlint // whether it is wrapped is the question
		e.Err = err
	}
	return belowField{&e, located.Path[1:]}
}

// Null adds a null, allowed or not: the writer knows.
func (c *Column) Null() { c.cells = append(c.cells, cell{nullCell, 0}) }

// List adds the head of a list of n cells, which the caller adds next.
func (c *Column) List(n int) { c.cells = append(c.cells, cell{listCell, int32(n)}) }

// Push adds an object, v, of the type with that ordinal among the executor's types.
func Push[T any](c *Column, ordinal int, v T) {
	if (c.target == nil || c.ordinal != ordinal) && !c.aim(ordinal) {
		c.Null()
		return
	}
	f := c.target.(*objects[T])
	c.cells = append(c.cells, cell{c.id, int32(len(f.objs))})
	f.objs = append(f.objs, v)
}

// aim turns to the frontier of a type, and reports false where the request may not see its objects.
func (c *Column) aim(ordinal int) bool {
	if shown := c.field.set.plan.shown[ordinal]; shown != nil && !shown(c.execution.ctx) {
		c.target = nil
		return false
	}
	sel := c.field.set.of(ordinal)
	c.ordinal, c.id, c.target = ordinal, sel.id, c.execution.frontier(sel)
	return true
}

// fail makes an item null with an error.
func (c *Column) fail(item int, err error) { c.failures = append(c.failures, failure{item, err}) }

// sort puts failures of two passes over the items in the order of the items.
func (c *Column) sort() {
	slices.SortStableFunc(c.failures, func(a, b failure) int { return cmp.Compare(a.item, b.item) })
}

// failed returns why the item is null, or nil.
func (c *Column) failed(item int) error {
	if c.whole != nil || len(c.failures) == 0 {
		return c.whole
	}
	at, found := slices.BinarySearchFunc(c.failures, item, func(f failure, item int) int { return cmp.Compare(f.item, item) })
	if !found {
		return nil
	}
	return c.failures[at].err
}

func (c *Column) reset() {
	c.cells, c.starts, c.failures = c.cells[:0], c.starts[:0], c.failures[:0]
	c.ctx, c.fc, c.leaf, c.whole, c.target = nil, nil, nil, nil, nil
}
