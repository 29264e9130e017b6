package store

import (
	"container/list"
	"sync"
)

// cacheBytes bounds what the cache holds of decoded objects, roughly, in bytes.
const cacheBytes = 32 << 20

// A cache keeps decoded objects by what they are and the sequence that last changed them,
// so that an entry is never stale: it is only no longer asked for. Its objects are shared
// and read-only.
type cache struct {
	mu     sync.Mutex
	most   int
	held   int
	items  map[cacheKey]*list.Element
	recent *list.List // most recently used first
}

type cacheKey struct {
	family  family
	ordinal uint64
	changed uint64
}

type cacheItem struct {
	key   cacheKey
	value any
	cost  int
}

func newCache(most int) *cache {
	return &cache{most: most, items: map[cacheKey]*list.Element{}, recent: list.New()}
}

func (c *cache) get(key cacheKey) (any, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.items[key]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(cacheItem).value, true
}

func (c *cache) put(key cacheKey, value any, cost int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.items[key]; ok {
		c.held -= c.recent.Remove(e).(cacheItem).cost
	}
	c.items[key] = c.recent.PushFront(cacheItem{key, value, cost})
	c.held += cost
	for c.held > c.most {
		e := c.recent.Back()
		old := c.recent.Remove(e).(cacheItem)
		delete(c.items, old.key)
		c.held -= old.cost
	}
}

// drop takes out what nobody will ask for again.
func (c *cache) drop(key cacheKey) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.items[key]; ok {
		c.held -= c.recent.Remove(e).(cacheItem).cost
		delete(c.items, key)
	}
}

// forget empties the cache: after a transaction that failed, its sequences mean something
// else.
func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.items)
	c.recent.Init()
	c.held = 0
}
