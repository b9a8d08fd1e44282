package sqlstore

import "sync"

// cache keeps what never changes of what was read. When it is full it begins anew: what is asked for all the time is soon back.
type cache[K comparable, V any] struct {
	lock sync.RWMutex
	held map[K]V
}

// maxCached is how many things a cache holds.
const maxCached = 1 << 18

// get reads some keys into values, and calls missing with the place of each that is not there.
func (c *cache[K, V]) get(keys []K, values []V, missing func(i int)) {
	c.lock.RLock()
	defer c.lock.RUnlock()
	for i, key := range keys {
		v, ok := c.held[key]
		if values[i] = v; !ok {
			missing(i)
		}
	}
}

func (c *cache[K, V]) put(keys []K, values []V) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.held == nil || len(c.held)+len(keys) > maxCached {
		c.held = make(map[K]V, len(keys))
	}
	for i, key := range keys[:min(len(keys), maxCached)] {
		c.held[key] = values[i]
	}
}

func (c *cache[K, V]) clear() {
	c.lock.Lock()
	c.held = nil
	c.lock.Unlock()
}
