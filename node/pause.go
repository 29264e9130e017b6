package node

import (
	"maps"
	"slices"
	"time"

	"ascribe/news"
)

// Hosts ask to be left alone for hours, and a pass from cron lasts minutes: so what a visit was told
// is kept with the state of its feed, for the processes to come.

// pauses are those of the hosts that a visit has met: its feed's and those of its pages.
func (v *visit) pauses(feedHost string) (all []news.Pause) {
	met := maps.Clone(v.lost)
	met[feedHost] = 0
	for _, p := range v.state.Pauses { // also those that nobody dared to ask
		met[p.Host] = 0
	}
	for _, h := range slices.Sorted(maps.Keys(met)) {
		if p := v.client.Pause(h); time.Until(p.Until) > time.Minute {
			all = append(all, p)
		}
	}
	return all
}

// keepPauses adds what a look at a page was told to the state of its feed, unless a visit of that
// is under way, which will keep it.
func (v *visit) keepPauses() error {
	v.mu.Lock()
	_, visited := v.visiting[v.feed.ID]
	v.mu.Unlock()
	if visited {
		return nil
	}
	st, err := v.store.FeedState(v.feed.ID)
	if err != nil || st.URL == "" {
		return err
	}
	v.state = st
	known := len(st.Pauses)
	if st.Pauses = v.pauses(host(v.feed.URL)); len(st.Pauses) <= known {
		return nil
	}
	return v.store.PutFeedState(st)
}

// recall has the client keep the pauses that earlier processes were told of.
func (n *Node) recall() error {
	states, err := n.store.FeedStates()
	if err != nil {
		return err
	}
	for _, st := range states {
		for _, p := range st.Pauses {
			n.client.LeaveAlone(p)
		}
	}
	return nil
}
