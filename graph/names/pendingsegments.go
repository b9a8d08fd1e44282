package names

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/RoaringBitmap/roaring/v2"

	"whence/graph/claim"
)

// pendingSegments is the segments of an index to be.
type pendingSegments struct {
	in       folder
	prefix   string // of the names of new ones
	next     uint64
	floor    int        // how many, from the front, are not to be merged with others
	segments []*segment // oldest first
	kept     int        // of them, from the front, are the index's own
	made     []*segment // that are not in the index; some are merged already
}

// add writes entries into new segments.
func (p *pendingSegments) add(ctx context.Context, entries iter.Seq2[Entry, error]) error {
	var b buffer
	for e, err := range entries {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if e.ID == "" {
			return fmt.Errorf("entry named %.80q: %w: no id", e.Names, claim.ErrInvalid)
		}
		if !b.add(e) {
			continue
		}
		if err := p.append(b.write); err != nil {
			return err
		}
		b = buffer{}
	}
	if len(b.entries) == 0 {
		return nil
	}
	return p.append(b.write)
}

// append adds a segment that write makes.
func (p *pendingSegments) append(write func(in folder, name string) error) error {
	name := fmt.Sprintf("%s%08d%s", p.prefix, p.next, segmentSuffix)
	p.next++
	err := write(p.in, name)
	var s *segment
	if err == nil {
		s, err = openSegment(p.in, name)
	}
	if err != nil {
		_ = p.in.remove(name) // as far as it is there: a full disk has room again
		return err
	}
	p.segments = append(p.segments, s)
	p.made = append(p.made, s)
	return nil
}

// compact merges the newest segments, above the floor, until each is at least twice what is newer, so that segments are few and an entry is
// merged a few times only; or, where it is asked to, all of them.
func (p *pendingSegments) compact(ctx context.Context, whole bool) error {
	from := len(p.segments) - 1
	total := 0
	for i := from; i >= p.floor; i-- {
		n := p.segments[i].entityCount()
		if i < len(p.segments)-1 && !whole && n >= 2*total {
			break
		}
		total += n
		from = i
	}
	if from >= len(p.segments)-1 {
		return nil
	}
	m := merge{in: p.in, from: p.segments[from:], all: from == 0}
	p.segments = p.segments[:from:from]
	p.kept = min(p.kept, from)
	return p.append(func(_ folder, name string) error { return m.write(ctx, name) })
}

// hidden is what each segment holds that a newer one replaces.
func (p *pendingSegments) hidden() []*roaring.Bitmap {
	out := make([]*roaring.Bitmap, len(p.segments))
	for i, s := range p.segments {
		out[i] = s.dead
	}
	for i := p.kept; i < len(p.segments); i++ {
		for j := range i {
			out[j] = p.segments[j].hiddenBy(p.segments[i], out[j])
		}
	}
	return out
}

// discard removes what was made.
func (p *pendingSegments) discard() error {
	var errs []error
	for _, s := range p.made {
		errs = append(errs, s.close(), p.in.remove(s.name))
	}
	return errors.Join(errs...)
}
