package server

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"whence/server/body"
)

// What the cache of queries counts is what it holds: the memory that is live after filling it, and no more than the limit.
func TestQueryCacheCountsLiveMemory(t *testing.T) {
	const limit = 4 << 20
	s := New(Options{Schema: newStage(), Limits: Limits{Caches: CacheLimits{Queries: limit}}})
	live := func() int {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	for name, query := range map[string]func(i int) string{
		"short":  func(i int) string { return fmt.Sprintf("{a%d:hello}", i) },
		"fields": func(i int) string { return fmt.Sprintf("query Q%d{items{%s}}", i, strings.Repeat("id ", 100)) },
		"aliases": func(i int) string {
			return fmt.Sprintf("{a%d:hello(name:\"%s\") items{id}}", i, strings.Repeat("x", 500))
		},
		"lists": func(i int) string { return fmt.Sprintf("mutation M%d{change(many:[%s])}", i, strings.Repeat("1 ", 90)) },
	} {
		s.engine.queries = newCache[*prepared](limit)
		live() // pools keep what they hold for one more collection
		before := live()
		for i := range 20_000 {
			p, refusals := s.engine.operation(&body.Request{Query: query(i)}, &outcome{})
			if refusals != nil {
				t.Fatalf("%s: %v", name, refusals)
			}
			if i > 2000 && s.engine.queries.held > limit*9/10 && p != nil {
				break
			}
		}
		held, counted := live()-before, s.engine.queries.held
		t.Logf("%s: %d kB live, %d kB counted", name, held>>10, counted>>10)
		if counted > limit || held > limit*5/4 {
			t.Errorf("%s: %d kB are live where %d may be, %d counted", name, held>>10, limit>>10, counted>>10)
		}
		if held < counted/3 {
			t.Errorf("%s: %d kB are live, and %d counted: the cache is smaller than it says", name, held>>10, counted>>10)
		}
	}
	runtime.KeepAlive(s)
}
