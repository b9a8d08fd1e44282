package answer

import (
	"fmt"
	"io"
	"sync"

	"whence/graph/claim"
	"whence/server/cursor"
)

// Cursor is a place in a list as clients see it: opaque, and of use in that list alone. It is sealed when it is written.
// The zero value is null.
type Cursor struct {
	source *source
	index  int
	plain  string // said as it is, where there is no source
}

// PlainCursor is a cursor that is not sealed: the place behind a commit, which is good in every list of commits.
func PlainCursor(s string) Cursor { return Cursor{plain: s} }

// List is what a Connection is a page of.
type List interface {
	// Seal binds cursors to the list.
	Seal() cursor.Seal
}

// source makes the cursors of one page.
type source struct {
	page interface{ Position(i int) string }
	list List
	once sync.Once
	seal cursor.Seal
}

// sealed is the list's seal, made once a page and only if a cursor is asked for.
func (s *source) sealed() cursor.Seal {
	s.once.Do(func() { s.seal = s.list.Seal() })
	return s.seal
}

// AppendGQL appends the cursor as a JSON string.
func (c Cursor) AppendGQL(b []byte) []byte {
	switch {
	case c.source == nil && c.plain == "":
		return append(b, "null"...)
	case c.source == nil:
		return append(append(append(b, '"'), c.plain...), '"')
	}
	b = c.source.sealed().Append(append(b, '"'), []byte(c.source.page.Position(c.index)))
	return append(b, '"')
}

// MarshalGQL writes the cursor as a JSON string.
func (c Cursor) MarshalGQL(w io.Writer) {
	var room [160]byte
	_, _ = w.Write(c.AppendGQL(room[:0])) // gqlgen's writers are buffers, and MarshalGQL has no way to tell
}

// UnmarshalGQL is there because gqlgen pairs it with MarshalGQL; a cursor is taken as a string, and opened by its list.
func (c *Cursor) UnmarshalGQL(any) error {
	return fmt.Errorf("cursor: no argument is of this type: %w", claim.ErrInvalid)
}
