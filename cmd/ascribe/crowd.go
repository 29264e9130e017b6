package main

import (
	queue "container/list"
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// A crowd keeps the connections of a server within a bound. When there are too many, the
// one that has waited longest without asking anything is closed: who sends a header byte by
// byte, or keeps a connection for later, makes room for who has a question.
type crowd struct {
	most    int
	mu      sync.Mutex
	all     map[net.Conn]*queue.Element // nil while a request is answered
	waiting *queue.List                 // of guest, the longest first
}

// A guest is a connection that waits.
type guest struct {
	net.Conn
	since time.Time
}

// hearing is how long everybody may wait: on a busy machine a question takes its time from
// the network to its reader.
const hearing = time.Second

// mostGuests is how many connections a server has at most.
const mostGuests = 512

// mostConnections leaves file descriptors to everything else.
func mostConnections() int {
	return int(min(mostGuests, mostFiles()/4)) // three times as many for a moment, and files besides
}

func newCrowd(most int) *crowd {
	return &crowd{most: most, all: map[net.Conn]*queue.Element{}, waiting: queue.New()}
}

type guestKey struct{}

func (c *crowd) context(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, guestKey{}, conn)
}

// state hears of connections that come, rest and go.
func (c *crowd) state(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch state {
	case http.StateNew:
		c.wait(conn)
		for over := len(c.all) - c.most; over > 0 && c.waiting.Len() > 1; over-- {
			oldest := c.waiting.Front().Value.(guest)
			if time.Since(oldest.since) < hearing && len(c.all) < 3*c.most {
				break
			}
			c.busy(oldest.Conn)
			delete(c.all, oldest.Conn)
			_ = oldest.Close() // its server hears of it
		}
	case http.StateIdle:
		if _, here := c.all[conn]; here {
			c.wait(conn)
		}
	case http.StateClosed, http.StateHijacked:
		c.busy(conn)
		delete(c.all, conn)
	}
}

func (c *crowd) wait(conn net.Conn) {
	c.busy(conn)
	c.all[conn] = c.waiting.PushBack(guest{conn, time.Now()})
}

func (c *crowd) busy(conn net.Conn) {
	if e := c.all[conn]; e != nil {
		c.waiting.Remove(e)
		c.all[conn] = nil // here, and not waiting
	}
}

// handler knows which connections have asked something.
func (c *crowd) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if conn, ok := r.Context().Value(guestKey{}).(net.Conn); ok {
			c.mu.Lock()
			c.busy(conn)
			c.mu.Unlock()
		}
		next.ServeHTTP(w, r)
	})
}
