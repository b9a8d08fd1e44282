package history

import (
	"cmp"
	"context"
	"slices"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/paging"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// Changes is a page of what the graph came to say and unsay between two moments, both counted in, a zero one open;
// oldest first. A claim that came and went and came again is there three times.
func Changes(ctx context.Context, v *graph.View, q ChangesQuery) (paging.Page[Change], error) {
	if err := q.Window.Check(); err != nil {
		return paging.Page[Change]{}, err
	}
	ctx = v.Timed(ctx, errLongLog)
	times := map[quadstore.ID]time.Time{} // of literals, each read once
	kept, err := events(ctx, v, q.About, func(some []graph.Event) ([]graph.Event, error) {
		if err := readTimes(ctx, v, times, some); err != nil {
			return nil, err
		}
		return slices.DeleteFunc(some, func(e graph.Event) bool {
			t := times[e.At]
			return t.IsZero() || t.Before(q.From) || !q.To.IsZero() && t.After(q.To)
		}), nil
	})
	if err != nil {
		return paging.Page[Change]{}, err
	}
	at := func(e graph.Event) time.Time { return times[e.At] }
	claimsKept := make([]quadstore.ID, len(kept))
	for i, e := range kept {
		claimsKept[i] = e.Claim
	}
	var c paging.Windows
	c.Watch(ctx, len(kept))
	ids := v.TextsAhead(ctx, claimsKept, new(quadstore.Texts), &c.Err)
	c.Cut(0, len(kept), q.Window, paging.SortKey{Append: func(i int, dst []byte) []byte {
		dst = paging.AppendTime(dst, at(kept[i]), false)
		if kept[i].Retracted {
			return append(ids.AppendID(dst, i), '-')
		}
		return append(ids.AppendID(dst, i), '+')
	}})
	if err := c.Done(); err != nil {
		return paging.Page[Change]{}, err
	}
	chosen := make([]quadstore.ID, len(c.Picked))
	for i, at := range c.Picked {
		chosen[i] = kept[at].Claim
	}
	claims, err := v.ClaimsAt(ctx, chosen)
	if err != nil {
		return paging.Page[Change]{}, err
	}
	changes := make([]Change, len(c.Picked))
	for i, p := range c.Picked {
		e := kept[p]
		changes[i] = Change{At: at(e), Claim: claims[e.Claim], Retracted: e.Retracted}
	}
	page := paging.Bind(&c, changes)[0]
	return paging.Convert(page, func(c Change) (Change, bool) { return c, c.Claim != nil }), nil
}

// events is those recordings and retractions of the claims about an entity, or of all claims, that are to be kept.
func events(ctx context.Context, v *graph.View, about claim.ID, keep func([]graph.Event) ([]graph.Event, error)) ([]graph.Event, error) {
	if about == "" {
		return everyEvent(ctx, v, keep)
	}
	claims, err := v.EverAbout(ctx, about)
	if err != nil {
		return nil, err
	}
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, claims, encoding.PredRecorded, encoding.PredRetracted); err != nil {
		return nil, err
	}
	var events []graph.Event
	err = parallel.Each(ctx, edges.Len(), func(i int) {
		e := graph.Event{Claim: edges.Subject[i], At: edges.Object[i], Retracted: v.Vocabulary().FieldOf.Of(edges.Pred[i]) == encoding.FieldRetracted}
		events = append(events, e)
	})
	if err != nil {
		return nil, err
	}
	return keep(events)
}

// readTimes reads the times of some events that have not been read yet.
func readTimes(ctx context.Context, v *graph.View, times map[quadstore.ID]time.Time, of []graph.Event) error {
	var unread []quadstore.ID
	for _, e := range of {
		if _, read := times[e.At]; !read {
			times[e.At] = time.Time{}
			unread = append(unread, e.At)
		}
	}
	texts, err := v.TextsOf(ctx, unread)
	if err != nil {
		return err
	}
	for _, literal := range unread {
		times[literal] = encoding.ParseTime(texts.Of(literal))
	}
	return nil
}

func everyEvent(ctx context.Context, v *graph.View, keep func([]graph.Event) ([]graph.Event, error)) ([]graph.Event, error) {
	var events, waiting []graph.Event
	var failed error
	take := func() bool {
		var some []graph.Event
		if some, failed = keep(waiting); failed != nil {
			return false
		}
		if len(events)+len(some) > v.Limits().Nodes {
			failed = errManyEvents
			return false
		}
		events, waiting = append(events, some...), waiting[:0]
		return true
	}
	err := v.EachEvent(ctx, func(e graph.Event) bool {
		waiting = append(waiting, e)
		return len(waiting) < parallel.Stride || take()
	})
	if err == nil && failed == nil {
		take()
	}
	return events, cmp.Or(err, failed)
}

// ChangesQuery asks what the graph came to say or unsay between two moments.
type ChangesQuery struct {
	About    claim.ID // "" is anything
	From, To time.Time
	Window   paging.Window
}

// Change is one act of asserting or retracting.
type Change struct {
	At        time.Time
	Claim     claim.Claim
	Retracted bool // else asserted
}
