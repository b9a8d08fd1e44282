package graph

import (
	"context"
	"errors"
	"fmt"

	"whence/graph/claim"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// Sentinels that callers branch on; every error of this package that a caller can mend wraps one of them or claim.ErrInvalid.
var (
	// ErrNotFound: the graph knows no such entity, claim or conflict.
	ErrNotFound = errors.New("not found")
	// ErrCursor: a position that does not belong to the list it was given for.
	ErrCursor = errors.New("cursor does not belong to this list")
	// ErrLocked: another process holds the store.
	ErrLocked = quadstore.ErrLocked
	// ErrReadOnly: the store's folder can't be written to.
	ErrReadOnly = quadstore.ErrReadOnly
	// ErrBase: the store was made with another base of IRIs.
	ErrBase = quadstore.ErrPrefix
	// ErrSpace: the store's disk is full, or so nearly that nothing is written to it.
	ErrSpace = quadstore.ErrSpace
	// ErrCorrupt: the store's files are not what was written.
	ErrCorrupt = quadstore.ErrCorrupt
	// ErrUnavailable: the store's database can't be reached. Reading goes on; a write is not done, or can be found out by its key.
	ErrUnavailable = store.ErrUnavailable
	// ErrBehind: another process wrote what the reader wants, and this one does not have it yet.
	ErrBehind = errors.New("this server has not caught up yet")
	// ErrLimit: the question ended at its budget with nothing to show.
	ErrLimit = errors.New("search limit reached")
)

// LimitError is how a question ends at its budget. It wraps ErrLimit and, where it was the time that was spent,
// context.DeadlineExceeded.
type LimitError struct {
	Says string // what was spent, and how to ask for less
	Late bool   // it was the time
}

func (e *LimitError) Error() string { return e.Says }

// Is reports whether the error is ErrLimit or, where the time was spent, context.DeadlineExceeded.
func (e *LimitError) Is(target error) bool {
	return target == ErrLimit || e.Late && target == context.DeadlineExceeded
}

// Narrower is the advice of an error about a question that was too wide.
const Narrower = "ask for less of it: name kinds, documents, or the entities or the place at one end"

var (
	errManyConditions = &LimitError{"the filter has more conditions than can be asked of as many entities as there are: narrow it by kinds, ids or a place first", false}
	errManyClaims     = &LimitError{"more claims than can be held at once: " + Narrower, false}
	errManyNodes      = &LimitError{"more entities than can be held at once: ask for those within a place", false}
	errLongCount      = &LimitError{"what the graph holds could not be counted in the time that the request has", true}

	// ErrLongList ends a list at the request's time.
	ErrLongList = &LimitError{"the list could not be made in the time that the request has: " + Narrower, true}
	// ErrReadingTime ends the gathering of what serves in part, never a question.
	ErrReadingTime = &LimitError{"the time for reading is spent", true}
)

// NotFound is the error for an id that the graph does not know: it wraps ErrNotFound.
func NotFound(what string, id claim.ID) error {
	return fmt.Errorf("%s %.80q: %w", what, id, ErrNotFound)
}
