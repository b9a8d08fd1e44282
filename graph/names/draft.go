package names

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/RoaringBitmap/roaring/v2"
)

// draft is the segments of an index to be.
type draft struct {
	in       folder
	next     uint64
	segments []*segment // oldest first
	kept     int        // of them, from the front, are the index's own
	made     []*segment // that are not in the index; some are merged already
}

// add writes entries into new segments.
func (d *draft) add(ctx context.Context, entries iter.Seq2[Entry, error]) error {
	var r run
	for e, err := range entries {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if e.ID == "" {
			return fmt.Errorf("entry named %.80q: %w: no id", e.Names, ErrInvalid)
		}
		if !r.add(e) {
			continue
		}
		if err := d.append(r.write); err != nil {
			return err
		}
		r = run{}
	}
	if len(r.entries) == 0 {
		return nil
	}
	return d.append(r.write)
}

// append adds a segment that write makes.
func (d *draft) append(write func(in folder, name string) error) error {
	name := fmt.Sprintf("%08d%s", d.next, segmentSuffix)
	d.next++
	err := write(d.in, name)
	var s *segment
	if err == nil {
		s, err = openSegment(d.in, name)
	}
	if err != nil {
		_ = d.in.remove(name) // as far as it is there: a full disk has room again
		return err
	}
	d.segments = append(d.segments, s)
	d.made = append(d.made, s)
	return nil
}

// compact merges the newest segments until each is at least twice what is newer, so that segments are few and an entry is
// merged a few times only; or, where it is asked to, all of them.
func (d *draft) compact(ctx context.Context, whole bool) error {
	from := len(d.segments) - 1
	total := 0
	for i := from; i >= 0; i-- {
		n := d.segments[i].entityCount()
		if i < len(d.segments)-1 && !whole && n >= 2*total {
			break
		}
		total += n
		from = i
	}
	if from >= len(d.segments)-1 {
		return nil
	}
	m := merge{in: d.in, from: d.segments[from:], all: from == 0}
	d.segments = d.segments[:from:from]
	d.kept = min(d.kept, from)
	return d.append(func(_ folder, name string) error { return m.write(ctx, name) })
}

// hidden is what each segment holds that a newer one replaces.
func (d *draft) hidden() []*roaring.Bitmap {
	out := make([]*roaring.Bitmap, len(d.segments))
	for i, s := range d.segments {
		if s.dead != nil {
			out[i] = s.dead.Clone()
		}
	}
	for i := d.kept; i < len(d.segments); i++ {
		for j := range i {
			out[j] = d.segments[j].hiddenBy(d.segments[i], out[j])
		}
	}
	return out
}

// abandon removes what was made.
func (d *draft) abandon() error {
	var errs []error
	for _, s := range d.made {
		errs = append(errs, s.close(), d.in.remove(s.name))
	}
	return errors.Join(errs...)
}
