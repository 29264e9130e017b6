package store

// What is due every so many entries would keep somebody waiting if it were done at once, a quarter of a
// second with a million stories. So each entry of the log does a little of it. How far it is says the file, and
// what a share is the log: so the file does not depend on how the log was cut into batches.

// An idle says what upkeep has nothing left to do about.
type idle struct{ ids, links bool }

// upkeep does the share of the entry at hand.
func (b *batch) upkeep() error {
	if err := b.fileBlock(); err != nil {
		return err
	}
	for _, of := range []struct {
		runs stack
		idle *bool
	}{{idRuns, &b.store.idle.ids}, {filedRuns, &b.store.idle.links}} {
		if *of.idle {
			continue
		}
		more, err := of.runs.share(b.tx)
		if err != nil {
			return err
		}
		*of.idle = !more
	}
	for _, f := range []family{stories, claims} {
		if b.meta.Unfinished[nth(f)] == nil {
			continue
		}
		if err := b.finish(f, elderPages); err != nil {
			return err
		}
	}
	return b.settleShare()
}
