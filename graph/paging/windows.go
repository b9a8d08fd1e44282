package paging

import (
	"context"

	"whence/graph/parallel"
)

// Windows cuts the windows of the lists of a frontier, in room that is used again: Reset (or the zero value), Watch, Cut for each
// list, Done, then Bind what was picked to the items that it stands for. One goroutine uses it at a time.
type Windows struct {
	topK
	lists  []pageCut
	Picked []int  // the numbers of the items that are in a window, of one list after the other
	keys   []byte // theirs, one behind the other
	ends   []int  // of each key
}

// pageCut is the window of one list.
type pageCut struct {
	total, end int // of the list; of its part of what was picked
	seen       selectionSeen
}

// Watch has a context looked at while windows are cut out of items, if that takes long.
func (c *Windows) Watch(ctx context.Context, items int) {
	c.ended, c.Err = nil, nil
	if items >= parallel.Stride {
		c.ended = ctx.Err
	}
}

// Done is the context's error where it ended before the windows were cut.
func (c *Windows) Done() error {
	c.ended = nil
	return c.Err
}

// Reset forgets the lists and keeps the room.
func (c *Windows) Reset() {
	c.lists, c.Picked, c.keys, c.ends = c.lists[:0], c.Picked[:0], c.keys[:0], c.ends[:0]
}

// Cut cuts the window out of the next list, the items [from, to).
func (c *Windows) Cut(from, to int, w Window, of SortKey) {
	c.pick(from, to, w, of)
	for _, k := range c.kept {
		c.Picked = append(c.Picked, k.index)
		c.keys = append(c.keys, k.key...)
		c.ends = append(c.ends, len(c.keys))
	}
	c.lists = append(c.lists, pageCut{to - from, len(c.Picked), c.seen})
}

// PageOf cuts one page out of a list. Key appends item i's sort key, distinct and in the order of bytes.
func PageOf[T any](ctx context.Context, items []T, w Window, key func(i int, dst []byte) []byte) (Page[T], error) {
	var c Windows
	c.Watch(ctx, len(items))
	c.Cut(0, len(items), w, SortKey{Append: key})
	if err := c.Done(); err != nil {
		return Page[T]{}, err
	}
	chosen := make([]T, len(c.Picked))
	for i, at := range c.Picked {
		chosen[i] = items[at]
	}
	return Bind(&c, chosen)[0], nil
}

// Bind makes a page of each list that was cut. The items stand in the places of Picked.
func Bind[T any](c *Windows, items []T) []Page[T] {
	pages, positions := make([]Page[T], len(c.lists)), make([]string, len(items))
	all, from := string(c.keys), 0
	for i, end := range c.ends {
		positions[i], from = all[from:end], end
	}
	from = 0
	for i, l := range c.lists {
		pages[i] = Page[T]{
			Items: items[from:l.end:l.end], positions: positions[from:l.end:l.end],
			Total: l.total, HasNext: l.seen.behind, HasPrevious: l.seen.before,
		}
		from = l.end
	}
	return pages
}
