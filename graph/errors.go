package graph

import (
	"errors"
	"fmt"
	"strings"

	"whence/graph/names"
	"whence/graph/quadstore"
)

// Sentinels that callers branch on; every error of this package that a caller can mend wraps one of them.
var (
	// ErrNotFound: the graph knows no such entity, claim or conflict.
	ErrNotFound = errors.New("not found")
	// ErrInvalid: an argument that no graph could answer.
	ErrInvalid = names.ErrInvalid
	// ErrCursor: a position that does not belong to the list it was given for.
	ErrCursor = errors.New("cursor does not belong to this list")
	// ErrLocked: another process holds the store.
	ErrLocked = quadstore.ErrLocked
	// ErrReadOnly: the store's folder can't be written to.
	ErrReadOnly = quadstore.ErrReadOnly
	// ErrCorrupt: the store's files are not what was written.
	ErrCorrupt = quadstore.ErrCorrupt
	// ErrLimit: the search ended at its budget with nothing to show.
	ErrLimit = errors.New("search limit reached")
)

// AmbiguousError is returned where one name is borne by several entities.
type AmbiguousError struct {
	Name       string
	Candidates []*Entity // at most ten
}

func (e *AmbiguousError) Error() string {
	ids := make([]string, len(e.Candidates))
	for i, c := range e.Candidates {
		ids[i] = string(c.ID)
	}
	return fmt.Sprintf("name %q is borne by several entities: ask for one of %s by id, or give its kind", e.Name, strings.Join(ids, ", "))
}

func notFound(what string, id ID) error { return fmt.Errorf("%s %.80q: %w", what, id, ErrNotFound) }

// unknownWord is the error for a word outside a closed list, with the nearest member suggested.
func unknownWord(what, got string, known []string) error {
	if near := Nearest(got, known); near != "" {
		return fmt.Errorf("unknown %s %.60q: did you mean %s? %w", what, got, near, ErrInvalid)
	}
	return fmt.Errorf("unknown %s %.60q: want one of %s: %w", what, got, strings.Join(known, " "), ErrInvalid)
}
