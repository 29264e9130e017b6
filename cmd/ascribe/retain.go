package main

import (
	"context"
	"log/slog"
	"time"
)

const (
	// retainEvery is how often serve looks for texts that have become too old.
	retainEvery = 24 * time.Hour
	// retainRest is the rest after a hundred texts, or a look at 2,000 stories.
	retainRest = 200 * time.Millisecond
)

// retain drops old texts now and once a day, until ctx ends; an age of 0 keeps them all.
func (h *house) retain(ctx context.Context, age time.Duration, log *slog.Logger) {
	for age > 0 {
		h.retainOnce(ctx, age, retainRest, log)
		select {
		case <-ctx.Done():
			return
		case <-time.After(retainEvery):
		}
	}
}

func (h *house) retainOnce(ctx context.Context, age, rest time.Duration, log *slog.Logger) {
	n, err := h.node.Retain(ctx, age, rest)
	if err != nil && ctx.Err() == nil {
		log.Error("dropping old texts broke off; the next look goes on", "dropped", n, "err", err)
	} else if n > 0 {
		log.Info("old texts were dropped; ascribe compact gives the space back", "texts", n, "older_than", age)
	}
}
