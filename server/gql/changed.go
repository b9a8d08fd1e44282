package gql

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"whence/graph"
	"whence/graph/commitlog"
	"whence/graph/history"
	"whence/server/fault"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
	"whence/server/live"
)

// changesLog is the graph's commits, as subscriptions follow them.
type changesLog struct{ graph *graph.Graph }

// Changes is the log of a graph's commits, for server.Options.
func Changes(g *graph.Graph) live.Log { return changesLog{g} }

func (l changesLog) Head() uint64 {
	number, _ := l.graph.Now().Head()
	return number
}

func (l changesLog) Committed() <-chan struct{} { return l.graph.Committed() }

func (l changesLog) Cursor(_ context.Context, number uint64) (string, error) {
	return cursorBehind(l.graph.Now(), number)
}

func cursorBehind(v *graph.View, number uint64) (string, error) {
	if number == 0 {
		return commitlog.CursorOf(0, [32]byte{}), nil
	}
	c, err := history.CommitByNumber(v, number)
	if err != nil || c == nil {
		return "", fmt.Errorf("commit %d: %w", number, errors.Join(err, graph.ErrNotFound))
	}
	return c.Cursor(), nil
}

func (l changesLog) Position(ctx context.Context, cursor string) (uint64, error) {
	if err := l.graph.AwaitCursor(ctx, cursor); err != nil {
		return 0, fault.Wrap(err, fault.Behind, "this server does not have the commit of the cursor yet: ask again, or another server")
	}
	number, err := history.Behind(l.graph.Now(), cursor)
	switch {
	case errors.Is(err, commitlog.ErrCursorLost) && !strings.Contains(cursor, "-"):
		return 0, fault.Wrap(err, fault.BadCursor, "the cursor is not one of ours: take one from an event or a commit")
	case errors.Is(err, commitlog.ErrCursorLost):
		return 0, fault.Wrap(err, fault.CursorLost, "the cursor is of another history, for a backup was restored: read the graph anew")
	}
	return number, err
}

// subscriptions resolves what is followed, for one event at a time: see package live.
type subscriptions struct{}

// maxSent is how many edits of a commit are sent with it.
const maxSent = 500

// Changed yields the event that the operation is executed for, where it passes.
func (subscriptions) Changed(ctx context.Context, filter *gen.CommitFilter, _ *string) (<-chan *gen.Changed, error) {
	out := make(chan *gen.Changed, 1)
	defer close(out)
	event, ok := live.EventOf(ctx)
	if !ok {
		return nil, fault.New(fault.BadRequest, "changed is followed over a WebSocket or server-sent events")
	}
	chosen, err := commitFilter(filter)
	if err != nil {
		return nil, err
	}
	v := view(ctx)
	told := &gen.Changed{Behind: event.Behind, Edits: []gen.Edit{}}
	if told.Cursor, err = cursorBehind(v, event.Number); err != nil {
		return nil, err
	}
	if event.Sign {
		out <- told
		return out, nil
	}
	c, err := history.CommitByNumber(v, event.Number)
	if err != nil {
		return nil, err
	}
	edits, more, passes, err := history.PassingEdits(ctx, v, c, chosen, maxSent)
	if err != nil || !passes {
		return out, err
	}
	told.Commit, told.Truncated = answer.CommitOf(c), more
	shown, err := editsOf(ctx, edits)
	if err != nil {
		return nil, err
	}
	for _, e := range shown {
		if e != nil {
			told.Edits = append(told.Edits, e)
		}
	}
	out <- told
	return out, nil
}
