package quadstore

import "whence/graph/store"

// The types of the interface that a store implements.
type (
	// ID is a term's number.
	ID = store.ID
	// Quad is a quad in numbers.
	Quad = store.Quad
	// Edges is what an expansion finds.
	Edges = store.Edges
	// Texts is texts without a string for each.
	Texts = store.Texts
	// Stats counts what is in a store.
	Stats = store.Stats
)

const firstClaim = store.FirstClaim
