package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
)

// EntityByIdentifier is the entity that a register knows by a value, compared as the register writes it. The error wraps
// ErrNotFound where the graph knows none, and is an AmbiguousError where several bear it.
func EntityByIdentifier(ctx context.Context, v *graph.View, scheme, value string) (*claim.Entity, error) {
	nodes, err := v.NodesBearing(ctx, []claim.Identifier{{Scheme: scheme, Value: value}})
	if err != nil {
		return nil, err
	}
	found, err := v.EntitiesAt(ctx, nodes)
	if err != nil {
		return nil, err
	}
	switch found = slices.DeleteFunc(found, func(e *claim.Entity) bool { return e == nil }); len(found) {
	case 0:
		return nil, fmt.Errorf("identifier %.60q %.60q: %w", scheme, value, graph.ErrNotFound)
	case 1:
		return found[0], nil
	}
	slices.SortFunc(found, func(a, b *claim.Entity) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return nil, &AmbiguousError{Identifier: true, Name: scheme + ":" + value, Candidates: found[:min(len(found), maxCandidates)]}
}

// maxCandidates bounds how many entities an AmbiguousError names.
const maxCandidates = 10
