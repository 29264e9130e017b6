package node

import (
	"context"
	"fmt"
	"time"

	"ascribe/news"
)

// droppedAtOnce is how many texts are dropped for one entry into the log.
const droppedAtOnce = 100

// Retain drops the texts of the stories that arrived longer ago than an age; their claims
// stay, with the sentences that they quote. It rests between transactions, and says how many
// texts it dropped.
func (n *Node) Retain(ctx context.Context, age, rest time.Duration) (dropped int, err error) {
	reason := fmt.Sprintf("text dropped after %d days", int(age.Hours()/24))
	before := time.Now().Add(-age)
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
			if _, err := n.log.Append(ctx, entries...); err != nil {
				return dropped, err
			}
			dropped, old = dropped+len(entries), old[len(entries):]
			if err := sleep(ctx, rest); err != nil {
				return dropped, err
			}
		}
		if err := sleep(ctx, rest); err != nil {
			return dropped, err
		}
	}
	return dropped, nil
}

func sleep(ctx context.Context, rest time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(rest):
		return nil
	}
}
