package graph

import "fmt"

// Page is one window of an ordered list.
type Page[T any] struct {
	Items       []T
	Total       int // of the whole list
	HasNext     bool
	HasPrevious bool

	position func(T) string
}

// Position is where item i stands in the list: give it as Window.After to go on behind it. It is stable while the item is.
func (p Page[T]) Position(i int) string { return p.position(p.Items[i]) }

// Window asks for part of a list. The zero value asks for its first twenty.
type Window struct {
	First int    // 0..MaxPage; see Nothing for a count alone
	After string // a Page's Position, "" for the start
}

// MaxPage is the most items that one page holds.
const MaxPage = 100

func (w Window) check() error {
	if w.First < 0 || w.First > MaxPage {
		return fmt.Errorf("first: %d is outside 0 to %d: %w", w.First, MaxPage, ErrInvalid)
	}
	return nil
}
