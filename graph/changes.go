package graph

import (
	"cmp"
	"context"
	"slices"
	"time"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// event is one recording or retraction of a claim, in the snapshot's terms.
type event struct {
	claim     quadstore.ID
	at        quadstore.ID // the literal
	retracted bool
}

// Changes is a page of what the graph came to say and unsay between two moments, both counted in, a zero one open;
// oldest first. A claim that came and went and came again is there three times.
func (v *View) Changes(ctx context.Context, q ChangesQuery) (Page[Change], error) {
	if err := q.Window.Check(); err != nil {
		return Page[Change]{}, err
	}
	ctx = v.Timed(ctx, errLongLog)
	times := map[quadstore.ID]time.Time{} // of literals, each read once
	kept, err := v.events(ctx, q.About, func(some []event) ([]event, error) {
		if err := v.readTimes(ctx, times, some); err != nil {
			return nil, err
		}
		return slices.DeleteFunc(some, func(e event) bool {
			t := times[e.at]
			return t.IsZero() || t.Before(q.From) || !q.To.IsZero() && t.After(q.To)
		}), nil
	})
	if err != nil {
		return Page[Change]{}, err
	}
	at := func(e event) time.Time { return times[e.at] }
	claimsKept := make([]quadstore.ID, len(kept))
	for i, e := range kept {
		claimsKept[i] = e.claim
	}
	var c pageSet
	c.watch(ctx, len(kept))
	ids := textsAhead{view: v, ctx: ctx, read: new(quadstore.Texts), terms: claimsKept, failed: &c.err}
	c.cut(0, len(kept), q.Window, keyOf{key: func(i int, dst []byte) []byte {
		dst = appendTimeKey(dst, at(kept[i]), false)
		if kept[i].retracted {
			return append(ids.appendID(dst, i), '-')
		}
		return append(ids.appendID(dst, i), '+')
	}})
	if err := c.done(); err != nil {
		return Page[Change]{}, err
	}
	chosen := make([]quadstore.ID, len(c.picked))
	for i, at := range c.picked {
		chosen[i] = kept[at].claim
	}
	claims, err := v.claimsOf(ctx, chosen)
	if err != nil {
		return Page[Change]{}, err
	}
	changes := make([]Change, len(c.picked))
	for i, p := range c.picked {
		e := kept[p]
		changes[i] = Change{At: at(e), Claim: claims[e.claim], Retracted: e.retracted}
	}
	page := bind(&c, changes)[0]
	return page.where(func(c Change) bool { return c.Claim != nil }), nil
}

// where leaves out the items of a page that can't be shown.
func (p Page[T]) where(keep func(T) bool) Page[T] {
	out := Page[T]{Total: p.Total, HasNext: p.HasNext, HasPrevious: p.HasPrevious}
	for i, item := range p.Items {
		if keep(item) {
			out.Items = append(out.Items, item)
			out.positions = append(out.positions, p.positions[i])
		}
	}
	return out
}

// claimsOf decodes claims by their nodes.
func (v *View) claimsOf(ctx context.Context, nodes []quadstore.ID) (map[quadstore.ID]claim.Claim, error) {
	found, err := v.EdgesOf(ctx, nodeset.New(append([]quadstore.ID(nil), nodes...)))
	if err != nil {
		return nil, err
	}
	decoded, err := v.Decode(ctx, found)
	if err != nil {
		return nil, err
	}
	claims := make(map[quadstore.ID]claim.Claim, len(found))
	for i, c := range decoded {
		claims[found[i].Claim] = c
	}
	return claims, nil
}

// events is those recordings and retractions of the claims about an entity, or of all claims, that are to be kept.
func (v *View) events(ctx context.Context, about claim.ID, keep func([]event) ([]event, error)) ([]event, error) {
	if about == "" {
		return v.everyEvent(ctx, keep)
	}
	claims, err := v.EverAbout(ctx, about)
	if err != nil {
		return nil, err
	}
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, claims, encoding.PredRecorded, encoding.PredRetracted); err != nil {
		return nil, err
	}
	var events []event
	err = parallel.Each(ctx, edges.Len(), func(i int) {
		e := event{edges.Subject[i], edges.Object[i], v.terms.FieldOf.Of(edges.Pred[i]) == encoding.FieldRetracted}
		events = append(events, e)
	})
	if err != nil {
		return nil, err
	}
	return keep(events)
}

// readTimes reads the times of some events that have not been read yet.
func (v *View) readTimes(ctx context.Context, times map[quadstore.ID]time.Time, of []event) error {
	var unread []quadstore.ID
	for _, e := range of {
		if _, read := times[e.at]; !read {
			times[e.at] = time.Time{}
			unread = append(unread, e.at)
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

// EverAbout is the claims that were ever made about an entity, retracted or not.
func (v *View) EverAbout(ctx context.Context, about claim.ID) (nodeset.Set, error) {
	ref := v.NodeOf(about)
	if ref == 0 {
		return nil, NotFound("about", about)
	}
	attributes, err := v.attributePredicates("")
	if err != nil {
		return nil, err
	}
	of := []quadstore.ID{ref}
	mentions, err := v.MentionsOf(ctx, nil, of)
	if err != nil {
		return nil, err
	}
	if int(mentions[0]) > v.limits.claims {
		if err := v.fewClaimsAbout(ctx, of); err != nil {
			return nil, err
		}
	}
	statements, err := v.statements(ctx, of, append(attributes, v.MeasurePredicates()...), true)
	if err != nil {
		return nil, err
	}
	incidences, err := v.IncidencesOf(ctx, of, nil, claim.Both, true)
	if err != nil {
		return nil, err
	}
	var claims []quadstore.ID
	for _, t := range append(incidences, statements...) {
		claims = append(claims, t.Claim)
	}
	return nodeset.New(claims), nil
}

func (v *View) everyEvent(ctx context.Context, keep func([]event) ([]event, error)) ([]event, error) {
	var events, waiting []event
	var failed error
	take := func() bool {
		var some []event
		if some, failed = keep(waiting); failed != nil {
			return false
		}
		if len(events)+len(some) > v.limits.Nodes {
			failed = errManyEvents
			return false
		}
		events, waiting = append(events, some...), waiting[:0]
		return true
	}
	err := v.eachEvent(ctx, func(e event) bool {
		waiting = append(waiting, e)
		return len(waiting) < parallel.Stride || take()
	})
	if err == nil && failed == nil {
		take()
	}
	return events, cmp.Or(err, failed)
}

// eachEvent visits every recording and retraction of a claim, until visit returns false.
func (v *View) eachEvent(ctx context.Context, visit func(event) bool) error {
	steps := 0
	for _, predicate := range []struct {
		id        quadstore.ID
		retracted bool
	}{{v.terms.ID(encoding.PredRecorded), false}, {v.terms.ID(encoding.PredRetracted), true}} {
		if predicate.id == 0 {
			continue
		}
		for q := range v.snap.Scan(predicate.id) {
			if steps++; steps%parallel.Stride == 1 && ctx.Err() != nil {
				return ctx.Err()
			}
			if q.Subject.IsClaim() && !visit(event{q.Subject, q.Object, predicate.retracted}) {
				return nil
			}
		}
	}
	return nil
}
