package node

import "ascribe/news"

// What a visit brought may be impossible to keep: the disk is full, the file is damaged. Then the
// feed's state can't be written either, and the one that is kept would say that all is well.

// An unkept is why the last visits of a feed could not be kept. It is forgotten with the process.
type unkept struct {
	times int // in a row
	err   error
}

// fault remembers how a visit ended on our side; nil ends a row of faults.
func (n *Node) fault(id news.FeedID, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err == nil {
		delete(n.unkept, id)
		return
	}
	n.unkept[id] = unkept{n.unkept[id].times + 1, err}
}

// faultsOf is how many visits in a row could not be kept.
func (n *Node) faultsOf(id news.FeedID) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.unkept[id].times
}

// telling puts into a state what it can't say itself.
func (n *Node) telling(st news.FeedState) news.FeedState {
	n.mu.Lock()
	defer n.mu.Unlock()
	if u, ok := n.unkept[st.Feed]; ok {
		st.Health, st.Reason = news.Unkept, "what its last visit brought could not be kept: "+u.err.Error()
	}
	return st
}
