package search

import (
	"fmt"
	"strings"

	"whence/graph/claim"
)

// AmbiguousError is returned where one name or identifier is borne by several entities.
type AmbiguousError struct {
	Name       string
	Identifier bool            // Name is an identifier: scheme, colon, value
	Candidates []*claim.Entity // at most ten
}

// Error says which entities bear it.
func (e *AmbiguousError) Error() string {
	if e.Identifier {
		return fmt.Sprintf("identifier %q is borne by several entities: ask for one of %s by id", e.Name, e.Listed())
	}
	return fmt.Sprintf("name %q is borne by several entities: ask for one of %s by id, or give its kind", e.Name, e.Listed())
}

// IDs is the ids of the candidates.
func (e *AmbiguousError) IDs() []string {
	ids := make([]string, len(e.Candidates))
	for i, c := range e.Candidates {
		ids[i] = string(c.ID)
	}
	return ids
}

// Listed is the ids of the candidates in one line.
func (e *AmbiguousError) Listed() string { return strings.Join(e.IDs(), ", ") }
