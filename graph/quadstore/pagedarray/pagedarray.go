// Package pagedarray is a growing list whose items are never moved.
package pagedarray

import "iter"

// How many items a page holds, and the base-two logarithm of that.
const (
	PageBits = 16
	PageLen  = 1 << PageBits
)

// Array is a growing list that is never moved: full pages stay where they are,
// so that growing costs no second copy of what is there.
//
// A copy is a view of the list as it was. Appending to the newest view
// leaves older ones as they are; only one line of appends may continue a view
// that readers hold.
type Array[T any] struct {
	Full [][]T // pages of PageLen items
	Last []T   // fewer: the page that grows
}

// Len is how many items there are.
func (p *Array[T]) Len() int { return len(p.Full)<<PageBits + len(p.Last) }

// At is the item at a place, which must be one.
func (p *Array[T]) At(i int) *T {
	if n := i >> PageBits; n < len(p.Full) {
		return &p.Full[n][i&(PageLen-1)]
	}
	return &p.Last[i&(PageLen-1)]
}

// Append adds an item.
func (p *Array[T]) Append(v T) {
	p.Last = append(p.Last, v)
	if len(p.Last) == PageLen {
		p.Full = append(p.Full, Fit(p.Last))
		p.Last = nil
	}
}

// Fit returns s without room to grow, so that a full page wastes none.
func Fit[T any](s []T) []T {
	if cap(s) == len(s) {
		return s
	}
	return append(make([]T, 0, len(s)), s...)
}

// All yields the items in order.
func (p *Array[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, page := range p.Full {
			for _, v := range page {
				if !yield(v) {
					return
				}
			}
		}
		for _, v := range p.Last {
			if !yield(v) {
				return
			}
		}
	}
}
