package store

// Pages of the file that are read are mapped, sixteen of the kernel's at a time, and count as memory of this process for as
// long as nobody asks for their room. The writer, who reads all over the file, lets go of them when they are many: they stay in
// the system's cache while there is room there, and are mapped again when they are read.

// unloadEvery is how many entries or incidents are worked on between two looks at how much is mapped, whatever the transactions.
const unloadEvery = 64

// What is mapped may take a twenty-fourth of the file, within these bounds, in bytes: a large store needs it most, since what the
// writer reads there again and again is mapped anew each time. To let go after each look took a fifth to a third of the work
// at a million stories, where page faults are dear.
const (
	leastMapped = 32 << 20
	mostMapped  = 256 << 20
)

// unload is called after each of them. What a transaction sees is mapped whole; the file itself
// may be longer than that, and behind the map lies what is others'.
func (b *batch) unload() {
	if b.store.steps++; b.store.steps%unloadEvery != 0 {
		return
	}
	if size := b.tx.Size(); mappedNow() > min(max(leastMapped, size/24), mostMapped) {
		unload(b.store.db, size)
	}
}
