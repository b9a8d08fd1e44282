package graph

import (
	"cmp"
	"runtime"
	"sync"
)

// inParts cuts n things into as many parts as there are processors, none of them smaller than least, and has each worked
// on by a goroutine of its own: part is the number of the part, [from, to) what is in it. It returns
// the first error.
func inParts(n, least int, work func(part, from, to int) error) error {
	parts := partsOf(n, least)
	size := (n + parts - 1) / parts
	errs := make([]error, parts)
	var wg sync.WaitGroup
	for part := range parts {
		wg.Go(func() { errs[part] = work(part, min(part*size, n), min((part+1)*size, n)) })
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// partsOf is how many parts inParts makes.
func partsOf(n, least int) int { return max(1, min(runtime.GOMAXPROCS(0), n/least)) }
