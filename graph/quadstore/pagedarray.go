package quadstore

import "iter"

// pageBits is the base-two logarithm of a page's length.
const pageBits = 16

const pageLen = 1 << pageBits

// pagedArray is a growing list that is never moved: full pages stay where they are,
// so that growing costs no second copy of what is there.
//
// A copy is a view of the list as it was. Appending to the newest view
// leaves older ones as they are; only one line of appends may continue a view
// that readers hold.
type pagedArray[T any] struct {
	full [][]T
	last []T
}

func (p *pagedArray[T]) len() int { return len(p.full)<<pageBits + len(p.last) }

func (p *pagedArray[T]) at(i int) *T {
	if n := i >> pageBits; n < len(p.full) {
		return &p.full[n][i&(pageLen-1)]
	}
	return &p.last[i&(pageLen-1)]
}

func (p *pagedArray[T]) append(v T) {
	p.last = append(p.last, v)
	if len(p.last) == pageLen {
		p.full = append(p.full, fit(p.last))
		p.last = nil
	}
}

// fit returns s without room to grow, so that a full page wastes none.
func fit[T any](s []T) []T {
	if cap(s) == len(s) {
		return s
	}
	return append(make([]T, 0, len(s)), s...)
}

// all yields the items in order.
func (p *pagedArray[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, page := range p.full {
			for _, v := range page {
				if !yield(v) {
					return
				}
			}
		}
		for _, v := range p.last {
			if !yield(v) {
				return
			}
		}
	}
}
