package node

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ascribe/news"
	"ascribe/store"
)

// Edit writes down a person's decision and returns its ID, which another edit may undo, and
// its place in the log once the view has applied it.
func (n *Node) Edit(ctx context.Context, e news.Edit, by string) (news.EditID, uint64, error) {
	now := time.Now().UTC()
	e.By = by
	e.ID = news.NewEditID(string(e.Action), by, now.Format(time.RFC3339Nano), string(e.Target), e.Text, fmt.Sprint(e.Incidents, e.Stories))
	if strings.TrimSpace(e.Reason) == "" {
		return "", 0, Refusal{"an edit needs a reason"}
	}
	if err := Fits(e); err != nil {
		return "", 0, err
	}
	if err := e.Verify(); err != nil {
		return "", 0, Refusal{err.Error()}
	}
	if err := n.known(e); err != nil {
		return "", 0, err
	}
	seq, err := n.log.Append(ctx, news.Entry{Kind: news.EditEntry, At: now, Edit: &e})
	if r, ok := errors.AsType[store.Refused](err); ok {
		err = Refusal{r.Reason}
	} else if errors.Is(err, store.ErrNotFound) {
		err = Refusal{err.Error()}
	}
	return e.ID, seq, err
}

// Fits refuses an edit with fields that say nothing for its action.
func Fits(e news.Edit) error {
	var wrong Faults
	for _, field := range e.Stray() {
		wrong.add(field, "", fmt.Sprintf("an edit that is to %s has no such field; it has %s and a reason", e.Action, strings.Join(e.Action.Fields(), ", ")))
	}
	return wrong.err()
}

// known refuses an edit of what is not there.
func (n *Node) known(e news.Edit) error {
	for _, id := range e.Incidents {
		if _, err := n.store.Incident(id); err != nil {
			return missing(err, "incident", string(id))
		}
	}
	for _, id := range e.Stories {
		if _, err := n.store.Story(id); err != nil {
			return missing(err, "story", string(id))
		}
	}
	if e.Target != "" {
		if _, err := n.store.Claim(e.Target); err != nil {
			return missing(err, "claim", string(e.Target))
		}
	}
	return nil
}

func missing(err error, what, id string) error {
	if errors.Is(err, store.ErrNotFound) {
		return Refusal{fmt.Sprintf("there is no %s %s", what, id)}
	}
	return err
}
