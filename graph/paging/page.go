package paging

import (
	"fmt"

	"whence/graph/claim"
)

// Page is one window of an ordered list.
type Page[T any] struct {
	Items       []T
	Total       int // of the whole list
	HasNext     bool
	HasPrevious bool

	positions []string
}

// Position is where item i stands in the list: give it as Window.After to go on behind it. It stays true while items come
// and go, for it names the item's place in the order, not its number.
func (p Page[T]) Position(i int) string { return p.positions[i] }

// Append puts an item that stands at a position behind those of the page.
func (p *Page[T]) Append(item T, position string) {
	p.Items, p.positions = append(p.Items, item), append(p.positions, position)
}

// Convert is the page of what its items stand for, without those that convert turns down; Total still counts those.
func Convert[T, U any](p Page[T], convert func(T) (U, bool)) Page[U] {
	out := Page[U]{Total: p.Total, HasNext: p.HasNext, HasPrevious: p.HasPrevious, Items: make([]U, 0, len(p.Items)), positions: make([]string, 0, len(p.Items))}
	for i, item := range p.Items {
		if u, ok := convert(item); ok {
			out.Append(u, p.positions[i])
		}
	}
	return out
}

// Window asks for part of a list.
type Window struct {
	First int    // 0 to MaxPage
	After string // a Page's Position, "" for the start
}

// MaxPage is the most items that one page holds.
const MaxPage = 100

// Checked is the window where its bounds may be asked for; the error wraps ErrInvalid.
func (w Window) Checked() (Window, error) { return w, w.Check() }

// Check is an error that wraps claim.ErrInvalid where the window asks for less than nothing or for more than MaxPage.
func (w Window) Check() error {
	if w.First < 0 || w.First > MaxPage {
		return fmt.Errorf("first: %d is outside 0 to %d: %w", w.First, MaxPage, claim.ErrInvalid)
	}
	return nil
}
