package direct

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// cache keeps the plans of operations for exactly as long as somebody, the query cache mostly, keeps the operations
// themselves. A plan refers to fields and fragments of its operation but never to the operation.
type cache struct {
	operations sync.Map     // weak.Pointer[ast.OperationDefinition] to *operation
	size       atomic.Int64 // selected fields in all plans, some 150 bytes each, since the last clearing
}

// maxKept bounds the plans that are kept, to some 20 MB. A query cache counts queries or their bytes; a small query
// may need a large plan, so plans are cleared away together when they grow over this.
const maxKept = 1 << 17

// operation is an operation's plans, one for each outcome of its @skip and @include.
type operation struct {
	conditions []string // the variables that decide
	mu         sync.Mutex
	variants   map[string]*plan
}

// maxVariants bounds the plans of one operation: with n variables there are 2^n. Rarer outcomes are planned anew.
const maxVariants = 16

func (c *cache) operation(op *ast.OperationDefinition) *operation {
	if c.size.Load() > maxKept {
		c.operations.Clear()
		c.size.Store(0)
	}
	key := weak.Make(op)
	if o, ok := c.operations.Load(key); ok {
		return o.(*operation)
	}
	fresh := &operation{variants: map[string]*plan{}}
	seen := map[string]bool{}
	fresh.find(op.SelectionSet, seen)
	o, loaded := c.operations.LoadOrStore(key, fresh)
	if !loaded {
		runtime.AddCleanup(op, func(key weak.Pointer[ast.OperationDefinition]) { c.operations.Delete(key) }, key)
	}
	return o.(*operation)
}

// find adds the variables that the directives of the selections look at. Seen are variables and fragments.
func (o *operation) find(selections ast.SelectionSet, seen map[string]bool) {
	for _, s := range selections {
		switch s := s.(type) {
		case *ast.Field:
			o.note(s.Directives, seen)
			o.find(s.SelectionSet, seen)
		case *ast.InlineFragment:
			o.note(s.Directives, seen)
			o.find(s.SelectionSet, seen)
		case *ast.FragmentSpread:
			o.note(s.Directives, seen)
			if !seen["..."+s.Name] {
				seen["..."+s.Name] = true
				o.find(s.Definition.SelectionSet, seen)
			}
		}
	}
}

func (o *operation) note(directives ast.DirectiveList, seen map[string]bool) {
	for _, d := range directives {
		if d.Name != "skip" && d.Name != "include" {
			continue
		}
		if v := d.Arguments.ForName("if").Value; v.Kind == ast.Variable && !seen["$"+v.Raw] {
			seen["$"+v.Raw] = true
			o.conditions = append(o.conditions, v.Raw)
		}
	}
}

// plan returns the plan for the request's variables.
func (o *operation) plan(e *Executor, op *graphql.OperationContext) (*plan, error) {
	outcome := make([]byte, len(o.conditions))
	for i, name := range o.conditions {
		value, ok := op.Variables[name].(bool)
		if !ok {
			return nil, fmt.Errorf("%w: $%s is null", ErrCondition, name)
		}
		outcome[i] = '0'
		if value {
			outcome[i] = '1'
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if p, ok := o.variants[string(outcome)]; ok {
		return p, nil
	}
	truth := make(map[string]bool, len(outcome))
	for i, name := range o.conditions {
		truth[name] = outcome[i] == '1'
	}
	p, err := newPlan(e, op.Operation.SelectionSet, truth)
	if err == nil && len(o.variants) < maxVariants {
		o.variants[string(outcome)] = p
	}
	return p, err
}
