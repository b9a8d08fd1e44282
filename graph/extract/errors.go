package extract

import "whence/graph"

var errLongDescription = &graph.LimitError{Says: "more is said of it than one description holds: ask for its relationships, a page at a time"}
