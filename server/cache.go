package server

import (
	"container/list"
	"sync"
	"sync/atomic"
)

// cache keeps the values used last, up to a number of bytes in all. It is safe
// for use by many goroutines.
type cache[V any] struct {
	most         int
	hits, misses atomic.Int64

	mu      sync.Mutex
	held    int
	entries map[string]*list.Element
	recent  list.List // of *entry[V], used last first
}

type entry[V any] struct {
	key   string
	value V
	bytes int
}

func newCache[V any](bytes int) *cache[V] {
	return &cache[V]{most: bytes, entries: map[string]*list.Element{}}
}

func (c *cache[V]) get(key string) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.entries[key]
	if !ok {
		c.misses.Add(1)
		return value, false
	}
	c.hits.Add(1)
	c.recent.MoveToFront(element)
	return element.Value.(*entry[V]).value, true
}

// add keeps value under key, which together take about size bytes. What is
// larger than a sixteenth of the cache is not worth what it would displace.
func (c *cache[V]) add(key string, value V, bytes int) {
	if bytes > c.most/16 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if element, ok := c.entries[key]; ok {
		c.recent.MoveToFront(element)
		return
	}
	c.entries[key] = c.recent.PushFront(&entry[V]{key, value, bytes})
	for c.held += bytes; c.held > c.most; {
		oldest := c.recent.Back()
		e := c.recent.Remove(oldest).(*entry[V])
		delete(c.entries, e.key)
		c.held -= e.bytes
	}
}
