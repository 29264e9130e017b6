package node

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ascribe/news"
	"ascribe/store"
)

// droppedAtOnce is how many texts are dropped for one entry into the log.
const droppedAtOnce = 100

// mostAhead is how long after the newest story that it knew of the clock may be when texts are dropped. A
// clock that runs years ahead must not drop all of them: nothing brings them back.
const mostAhead = 31 * 24 * time.Hour

// retainedBy is the time by which ages are counted: now, unless that is further from the newest story
// than a clock is believed.
func (n *Node) retainedBy() (time.Time, error) {
	newest, err := n.store.NewestArrival()
	if err != nil {
		return time.Time{}, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.arrived.IsZero() { // there was no story when this program started
		n.arrived = newest
	}
	now, believed := time.Now(), n.arrived.Add(mostAhead)
	if now.Before(believed) {
		n.arrived = newest
		return now, nil
	}
	n.logger.Warn("the clock is long after the newest story known: texts are dropped as if it were a month after that", "newest_story", n.arrived, "clock", now.UTC())
	if newest.After(n.arrived) { // the next look believes a month more
		n.arrived = newest
		if n.arrived.After(believed) {
			n.arrived = believed
		}
	}
	return believed, nil
}

// Retain drops the texts of the stories that arrived longer ago than an age; their claims
// stay, with the sentences that they quote. It rests between transactions, and says how many
// texts it dropped.
func (n *Node) Retain(ctx context.Context, age, rest time.Duration) (dropped int, err error) {
	reason := fmt.Sprintf("text dropped after %d days", int(age.Hours()/24))
	now, err := n.retainedBy()
	if err != nil {
		return 0, err
	}
	before := now.Add(-age)
	var faults []error
	for from, more := uint64(0), true; more; more = from > 0 {
		var old []news.StoryID
		if old, from, err = n.store.Aged(before, from); err != nil {
			return dropped, err
		}
		for len(old) > 0 {
			var entries []news.Entry
			for _, id := range old[:min(len(old), droppedAtOnce)] {
				entries = append(entries, news.Entry{
					Kind: news.ForgetEntry, At: time.Now().UTC(), Forget: &news.Forget{Story: id, Reason: reason, Text: true},
				})
			}
			done, err := n.dropAll(ctx, entries)
			dropped, old = dropped+done, old[len(entries):]
			if _, damaged := errors.AsType[store.Damage](err); damaged {
				faults = append(faults, err) // one record keeps no other text
			} else if err != nil {
				return dropped, errors.Join(append(faults, err)...)
			}
			if err := sleep(ctx, rest); err != nil {
				return dropped, err
			}
		}
		if err := sleep(ctx, rest); err != nil {
			return dropped, err
		}
	}
	return dropped, errors.Join(faults...)
}

// dropAll drops the texts at once or, if a record of one is damaged, each for itself, and says how many
// it dropped.
func (n *Node) dropAll(ctx context.Context, entries []news.Entry) (done int, err error) {
	_, err = n.log.Append(ctx, entries...)
	if err == nil {
		return len(entries), nil
	}
	if _, damaged := errors.AsType[store.Damage](err); !damaged {
		return 0, err
	}
	var faults []error
	for _, e := range entries {
		switch _, err := n.log.Append(ctx, e); {
		case err == nil:
			done++
		case ctx.Err() != nil:
			return done, err
		default:
			faults = append(faults, err)
		}
	}
	return done, errors.Join(faults...)
}

func sleep(ctx context.Context, rest time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(rest):
		return nil
	}
}
