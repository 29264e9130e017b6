package api

import (
	"container/list"
	"sync"

	"ascribe/store"
)

// The bounds of the caches, in bytes of encoded JSON.
const (
	itemBytes = 32 << 20
	pageBytes = 16 << 20
)

// An itemKey names one state of one object: an item is encoded once for each.
type itemKey struct {
	kind  store.Kind
	state store.Ref
}

// A pageKey names one answer: while the view stands still, equal questions have equal
// answers.
type pageKey struct {
	path, query string
	applied     uint64
}

// A cache keeps what was used last, up to a size. Its values are shared: they must not be
// changed.
type cache[K comparable, V any] struct {
	mu    sync.Mutex
	limit int
	size  int
	order *list.List // of *kept[K, V], last used first
	byKey map[K]*list.Element
}

type kept[K comparable, V any] struct {
	key  K
	v    V
	size int
}

func newCache[K comparable, V any](limit int) *cache[K, V] {
	return &cache[K, V]{limit: limit, order: list.New(), byKey: map[K]*list.Element{}}
}

func (c *cache[K, V]) get(key K) (v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return v, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*kept[K, V]).v, true
}

// put keeps v, which takes size bytes. What is larger than an eighth of the cache is not
// kept: it would drive out everything else.
func (c *cache[K, V]) put(key K, v V, size int) {
	if size > c.limit/8 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, twice := c.byKey[key]; twice {
		return
	}
	c.byKey[key] = c.order.PushFront(&kept[K, V]{key, v, size})
	c.size += size
	for c.size > c.limit {
		last := c.order.Back()
		old := c.order.Remove(last).(*kept[K, V])
		delete(c.byKey, old.key)
		c.size -= old.size
	}
}
