package store

// Pages of the file that are read are mapped, sixteen of the kernel's at a time, and count as memory of this process for as
// long as nobody asks for their room. The writer, who reads all over the file, lets go of them now and then: they stay in the
// system's cache while there is room there, and are mapped again when they are read.

// unloadEvery is how many entries or incidents are worked on between, whatever the transactions: what the writer
// reads always is mapped anew each time, which is a tenth of its work at a million stories when it is done twice as often.
const unloadEvery = 64

// unload is called after each of them. What a transaction sees is mapped whole; the file itself
// may be longer than that, and behind the map lies what is others'.
func (b *batch) unload() {
	if b.store.steps++; b.store.steps%unloadEvery == 0 {
		unload(b.store.db, b.tx.Size())
	}
}
