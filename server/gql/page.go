package gql

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/history"
	"whence/graph/paging"
	"whence/server/cursor"
	"whence/server/gql/answer"
)

// window is the part of a list that a field's arguments ask for.
type window struct {
	first    *int
	fallback int // for first, where it is null
	after    *string
}

func (w window) graph() paging.Window { return paging.Window{First: or(w.first, w.fallback)} }

// connect answers a connection field for the entities or other nodes of a list. A cursor belongs to the list of one of them: the others
// get an error of their own.
func connect[O claim.Node, T, C any](
	ctx context.Context, key cursor.Key, of []O, w window, build func(answer.List, *paging.Page[T]) *C,
	ask func(of []O, w paging.Window) ([]paging.Page[T], error),
) ([]*C, error) {
	field, out := &field{key: key, context: graphql.GetFieldContext(ctx)}, make([]*C, len(of))
	asked, from := make([]O, 0, len(of)), make([]int, 0, len(of))
	bounds, failed := w.graph(), graphql.BatchErrorList(nil)
	for i, e := range of {
		position, err := field.list(e.NodeID()).open(w.after)
		if err != nil {
			failed = append(failed, make(graphql.BatchErrorList, len(of)-len(failed))...)
			failed[i] = err
			continue
		}
		bounds.After = position
		asked, from = append(asked, e), append(from, i)
	}
	pages, err := ask(asked, bounds)
	if err != nil {
		return nil, err
	}
	for i := range pages {
		out[from[i]] = build(field.list(asked[i].NodeID()), &pages[i])
	}
	if failed != nil {
		return out, failed
	}
	return out, nil
}

// connectRoot answers a connection field of the query itself.
func connectRoot[T, C any](
	ctx context.Context, key cursor.Key, w window, build func(answer.List, *paging.Page[T]) *C,
	ask func(paging.Window) (paging.Page[T], error),
) (*C, error) {
	list := (&field{key: key, context: graphql.GetFieldContext(ctx)}).list("")
	position, err := list.open(w.after)
	if err != nil {
		return nil, err
	}
	bounds := w.graph()
	bounds.After = position
	page, err := ask(bounds)
	if err != nil {
		return nil, err
	}
	return build(list, &page), nil
}

// asTheyCome builds a connection whose nodes are a page's items.
func asTheyCome[T any](list answer.List, p *paging.Page[T]) *answer.Connection[T] {
	return answer.NewConnection(list, p, func(item T) T { return item })
}

// asEntities builds a connection of entities of any kind.
func asEntities(list answer.List, p *paging.Page[*claim.Entity]) *answer.EntityConnection {
	return answer.NewConnection(list, p, answer.EntityOf)
}

// asDocuments builds a connection of documents.
func asDocuments(list answer.List, p *paging.Page[*claim.Entity]) *answer.DocumentConnection {
	return answer.NewConnection(list, p, answer.DocumentOf)
}

// asChanges builds a connection of changes.
func asChanges(list answer.List, p *paging.Page[history.Change]) *answer.ChangeConnection {
	return answer.NewConnection(list, p, answer.ChangeOf)
}

// field is one connection field of an operation.
type field struct {
	key     cursor.Key
	context *graphql.FieldContext
	once    sync.Once
	chosen  string
}

// choice is the arguments that say what is listed and in which order, as text that is the same for all spellings.
func (f *field) choice() string {
	f.once.Do(func() {
		args := maps.Clone(f.context.Args)
		delete(args, "first")
		delete(args, "after")
		text, err := normalForm(args)
		if err != nil {
			panic(fmt.Sprintf("gql: arguments of %s: %v", f.context.Field.Name, err)) // they came in as JSON
		}
		f.chosen = text
	})
	return f.chosen
}

func (f *field) list(parent claim.ID) *list { return &list{f, parent} }

// list is what one object has in a connection field; cursors are bound to it.
type list struct {
	field  *field
	parent claim.ID // "" in the query itself
}

// Seal binds cursors to the field, the object and the arguments that choose and order.
func (l *list) Seal() cursor.Seal {
	return l.field.key.For(l.field.context.Field.Name, string(l.parent), l.field.choice())
}

// open is the position that a cursor stands for, "" without one.
func (l *list) open(after *string) (position string, err error) {
	if after == nil || *after == "" { // as a client has it that keeps a cursor in a text
		return "", nil
	}
	payload, err := l.Seal().Open(*after)
	if err != nil {
		return "", fmt.Errorf("after: %w: %w", err, graph.ErrCursor)
	}
	return string(payload), nil
}
