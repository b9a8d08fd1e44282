package direct

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// plan is an operation with its fragments merged, for one outcome of its @skip and @include. It grows as objects of
// further types are met, and is shared by every request that runs the operation.
//
// Objects that are reached on the same level through the same fields of the operation share a selection, whatever
// the types of their ancestors: that is what bounds the calls by levels times types.
type plan struct {
	types []Type
	shown []func(ctx context.Context) bool
	guard map[string]func(ctx context.Context) error
	kept  *atomic.Int64   // the size of all plans that are kept
	truth map[string]bool // the variables that @skip and @include look at
	root  *selection

	mu         sync.Mutex
	links      map[link]int32
	sets       map[int32]*set
	selections int32

	executions sync.Pool
	bytes      atomic.Int64 // the last answer's length, a guess at the next
}

// link continues an interned list of fields: the list known as before, and then field.
type link struct {
	before int32
	field  *ast.Field
}

// set is the merged selection set below fields that share a response key.
type set struct {
	plan   *plan
	level  int32
	fields []*ast.Field
	types  []atomic.Pointer[selection] // by the type's ordinal
}

// selection is a set as it applies to one object type.
type selection struct {
	id     int32 // dense within the plan
	level  int32
	typ    Type
	fields []selected
}

// selected is one response key of a selection.
type selected struct {
	fieldInfo
	prefix    string // the key as JSON with its colon, after a comma unless first; for __typename the value too
	constant  bool   // prefix is all there is
	column    bool   // a frontier resolves it before anything is written
	collected graphql.CollectedField
	set       *set // nil for leaves
	guard     func(ctx context.Context) error
}

// maxEager is how many selections a plan makes ahead of need, to find out what can be written in place.
const maxEager = 64

func newPlan(e *Executor, operation ast.SelectionSet, truth map[string]bool) (*plan, error) {
	p := &plan{types: e.types, shown: e.shown, guard: e.options.Guards.Fields, kept: &e.plans.size, truth: truth, links: map[link]int32{}, sets: map[int32]*set{}}
	var err error
	p.root, err = p.selection(0, e.root, []ast.SelectionSet{operation})
	return p, err
}

// child is the set below fields, which share a response key on the level above.
func (p *plan) child(level int32, fields []*ast.Field) *set {
	id := -level
	for _, f := range fields {
		next, ok := p.links[link{id, f}]
		if !ok {
			next = int32(len(p.links)) + 1
			p.links[link{id, f}] = next
		}
		id = next
	}
	s, ok := p.sets[id]
	if !ok {
		s = &set{plan: p, level: level, fields: fields, types: make([]atomic.Pointer[selection], len(p.types))}
		p.sets[id] = s
		p.kept.Add(int64(1 + len(s.types)/16))
	}
	return s
}

// of returns the selection for the type with that ordinal, which it plans on first use.
func (s *set) of(ordinal int) *selection {
	if sel := s.types[ordinal].Load(); sel != nil {
		return sel
	}
	s.plan.mu.Lock()
	defer s.plan.mu.Unlock()
	sel, err := s.plan.planned(s, ordinal)
	if err != nil {
		panic(err) // the operation was validated against another schema than the executor was generated from
	}
	return sel
}

func (p *plan) planned(s *set, ordinal int) (*selection, error) {
	if sel := s.types[ordinal].Load(); sel != nil {
		return sel, nil
	}
	sets := make([]ast.SelectionSet, len(s.fields))
	for i, f := range s.fields {
		sets[i] = f.SelectionSet
	}
	sel, err := p.selection(s.level, p.types[ordinal], sets)
	if err == nil {
		s.types[ordinal].Store(sel)
	}
	return sel, err
}

// inPlace reports whether objects of the named type can be written from their parents, without a frontier: nothing
// that is selected of them, whichever type they have, takes a call.
func (p *plan) inPlace(s *set, name string) bool {
	for ordinal, typ := range p.types {
		if !typ.satisfies(name) {
			continue
		}
		if p.shown[ordinal] != nil {
			return false
		}
		if p.selections > maxEager {
			return false
		}
		sel, err := p.planned(s, ordinal)
		if err != nil {
			return false
		}
		for i := range sel.fields {
			if sel.fields[i].column {
				return false
			}
		}
	}
	return true
}

func (p *plan) selection(level int32, typ Type, sets []ast.SelectionSet) (*selection, error) {
	c := collection{truth: p.truth, typ: typ}
	for _, s := range sets {
		c.add(s)
	}
	sel := &selection{id: p.selections, level: level, typ: typ, fields: make([]selected, len(c.groups))}
	p.selections++
	p.kept.Add(int64(len(sel.fields)))
	for i, fields := range c.groups {
		if err := p.fill(&sel.fields[i], i, sel, fields); err != nil {
			return nil, err
		}
	}
	return sel, nil
}

func (p *plan) fill(to *selected, position int, sel *selection, fields []*ast.Field) error {
	first := fields[0]
	to.prefix = `"` + first.Alias + `":`
	if position > 0 {
		to.prefix = "," + to.prefix
	}
	if first.Name == "__typename" {
		to.prefix += `"` + sel.typ.name() + `"`
		to.constant = true
		return nil
	}
	var known bool
	if to.fieldInfo, known = sel.typ.field(first.Name); !known {
		return fmt.Errorf("%w: %s.%s", ErrSchema, sel.typ.name(), first.Name)
	}
	to.collected = graphql.CollectedField{Field: first, Selections: first.SelectionSet}
	if len(fields) > 1 {
		to.collected.Selections = nil
		for _, f := range fields {
			to.collected.Selections = append(to.collected.Selections, f.SelectionSet...)
		}
	}
	if len(first.SelectionSet) > 0 && !strings.HasPrefix(first.Name, "__") {
		to.set = p.child(sel.level+1, fields)
	}
	if to.guard = p.guard[sel.typ.name()+"."+first.Name]; to.guard != nil && !to.resolver {
		return fmt.Errorf("%w: %s.%s has a guard and no resolver", ErrSchema, sel.typ.name(), first.Name)
	}
	to.column = to.resolved && !(to.inline && p.inPlace(to.set, first.Definition.Type.Name()))
	return nil
}

// collection gathers the fields that apply to a type, grouped by response key in the order of their first mention:
// CollectFields of the specification.
type collection struct {
	truth   map[string]bool
	typ     Type
	groups  [][]*ast.Field
	keys    map[string]int
	visited map[string]bool
}

func (c *collection) add(selections ast.SelectionSet) {
	for _, s := range selections {
		switch s := s.(type) {
		case *ast.Field:
			if c.included(s.Directives) {
				c.field(s)
			}
		case *ast.InlineFragment:
			if c.included(s.Directives) && c.typ.satisfies(s.TypeCondition) {
				c.add(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			if !c.included(s.Directives) || c.visited[s.Name] {
				continue
			}
			if c.visited == nil {
				c.visited = map[string]bool{}
			}
			c.visited[s.Name] = true
			if c.typ.satisfies(s.Definition.TypeCondition) {
				c.add(s.Definition.SelectionSet)
			}
		}
	}
}

func (c *collection) field(f *ast.Field) {
	if i, ok := c.keys[f.Alias]; ok {
		c.groups[i] = append(c.groups[i], f)
		return
	}
	if c.keys == nil {
		c.keys = map[string]int{}
	}
	c.keys[f.Alias] = len(c.groups)
	c.groups = append(c.groups, []*ast.Field{f})
}

func (c *collection) included(directives ast.DirectiveList) bool {
	for _, d := range directives {
		if d.Name != "skip" && d.Name != "include" {
			continue
		}
		value := d.Arguments.ForName("if").Value
		holds := value.Raw == "true"
		if value.Kind == ast.Variable {
			holds = c.truth[value.Raw]
		}
		if holds == (d.Name == "skip") {
			return false
		}
	}
	return true
}
