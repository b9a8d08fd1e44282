package direct

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
)

// execution is one request. It is kept with its plan and used again, so that a query that has run before finds its
// frontiers made and of the right size.
type execution struct {
	plan    *plan
	options *Options
	ctx     context.Context
	op      *graphql.OperationContext

	frontiers []frontier   // by selection; nil until met
	levels    [][]frontier // those met in this request
	met       []bool       // by selection
	writer    Writer
	fields    int   // resolved so far
	err       error // why execution stopped
}

// resolve walks the levels down from the root.
func (x *execution) resolve() {
	root := x.frontier(x.plan.root).(*objects[Root])
	root.objs = append(root.objs, Root{})
	for level := 0; level < len(x.levels); level++ {
		for i := 0; i < len(x.levels[level]); i++ {
			if x.stopped() {
				return
			}
			x.levels[level][i].resolve()
		}
	}
}

// known returns the selection's frontier, whether it has joined its level or only knows how to write.
func (x *execution) known(sel *selection) frontier {
	for int(sel.id) >= len(x.frontiers) {
		x.frontiers = append(x.frontiers, nil)
		x.met = append(x.met, false)
	}
	if x.frontiers[sel.id] == nil {
		x.frontiers[sel.id] = sel.typ.newFrontier(x, sel)
	}
	return x.frontiers[sel.id]
}

// frontier returns the selection's frontier, which joins its level when first asked for.
func (x *execution) frontier(sel *selection) frontier {
	f := x.known(sel)
	if !x.met[sel.id] {
		x.met[sel.id] = true
		for int(sel.level) >= len(x.levels) {
			x.levels = append(x.levels, nil)
		}
		x.levels[sel.level] = append(x.levels[sel.level], f)
	}
	return f
}

// spend takes fields off the budget, and reports whether it held.
func (x *execution) spend(fields int) bool {
	x.fields += fields
	return x.options.MaxFields <= 0 || x.fields <= x.options.MaxFields || x.overspent()
}

// overspent ends the request for its number of fields. It reports false.
func (x *execution) overspent() bool {
	x.err = fmt.Errorf("%w: more than %d", ErrFields, x.options.MaxFields)
	return false
}

// stopped reports whether the request is over before its answer.
func (x *execution) stopped() bool {
	if x.err == nil && x.ctx.Err() != nil {
		x.err = context.Cause(x.ctx)
	}
	return x.err != nil
}

// recovered is the error for a panic, from the server's RecoverFunc.
func (x *execution) recovered(ctx context.Context, r any) error {
	if x.op.RecoverFunc == nil {
		return graphql.DefaultRecover(ctx, r)
	}
	return x.op.RecoverFunc(ctx, r)
}

// reset lets go of everything that belongs to the request.
func (x *execution) reset() {
	for level := range x.levels {
		for _, f := range x.levels[level] {
			f.reset()
		}
		clear(x.levels[level])
		x.levels[level] = x.levels[level][:0]
	}
	clear(x.met)
	x.ctx, x.op, x.err, x.fields = nil, nil, nil, 0
	x.writer = Writer{path: x.writer.path}
}
