package store

import (
	"time"

	"go.etcd.io/bbolt"
)

// Pages of the file that are read are mapped, sixteen of the kernel's at a time, and count as memory of this process for as
// long as nobody asks for their room. Who reads all over the file lets go of them when they are many: they stay in the system's
// cache while there is room there, and are mapped again when they are read.

// unloadEvery is how many entries or incidents the writer works on between two looks at how much is mapped, whatever the transactions.
const unloadEvery = 64

// What is mapped may take a twenty-fourth of the file, within these bounds, in bytes: a large store needs it most, since what the
// writer reads there again and again is mapped anew each time. To let go after each look took a fifth to a third of the work
// at a million stories, where page faults are dear.
const (
	leastMapped = 32 << 20
	mostMapped  = 256 << 20
)

// lookedAt is how long readers may go on between two looks.
const lookedAt = 50 * time.Millisecond

// started is what looks are timed from: clocks may be set, this one goes on.
var started = time.Now()

// unloadRead is called at the end of each transaction that reads: readers go all over the file as well, and there may be no
// writer. Lists and searches come back to the same pages, so they may keep the most whatever the size of the file.
func (s *Store) unloadRead(tx *bbolt.Tx) {
	now, last := int64(time.Since(started)), s.looked.Load()
	if now-last >= int64(lookedAt) && s.looked.CompareAndSwap(last, now) {
		unloadOver(s.db, tx.Size(), mostMapped)
	}
}

// unload is called by the writer after each entry or incident.
func (b *batch) unload() {
	if b.store.steps++; b.store.steps%unloadEvery == 0 {
		size := b.tx.Size()
		unloadOver(b.store.db, size, min(max(leastMapped, size/24), mostMapped))
	}
}

// unloadOver lets go of all that is mapped of a file up to a size, if more than so many bytes are. It is called within a
// transaction: what that sees is mapped whole, and stays where it is. The file itself may be longer, and behind the map lies
// what is others'.
func unloadOver(db *bbolt.DB, size, most int64) {
	if mappedNow() > most {
		unload(db, size)
	}
}
