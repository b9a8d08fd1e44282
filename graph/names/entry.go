package names

// Entry is what the index holds of an entity.
type Entry struct {
	ID   string
	Kind string // any word; at most 255 different ones in an index
	// Names begins with the name; the rest are aliases. An entry without names is not found by anything.
	Names []string
	// Weight orders entries that match equally well, greater first: a degree, say. It is kept as a float32.
	Weight float64
}
