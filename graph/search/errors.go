package search

import "whence/graph"

var errLongName = &graph.LimitError{Says: "the names could not be searched in the time that the request has: give a whole name", Late: true}
