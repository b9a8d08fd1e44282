package history

import "whence/graph"

var (
	errLongLog    = &graph.LimitError{Says: "the changes could not be read in the time that the request has: ask for those of one entity", Late: true}
	errManyEvents = &graph.LimitError{Says: "more changes than can be held at once: ask for those of one entity, or between two moments"}
)
