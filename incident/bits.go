package incident

import "math/bits"

// A bitWriter packs numbers into as few bits as they need, the lowest first.
type bitWriter struct {
	out  []byte
	held uint64 // what is no whole byte yet
	n    int    // bits of it
}

// put writes a number of so many bits, at most 56.
func (w *bitWriter) put(v uint64, n int) {
	w.held |= v << w.n
	for w.n += n; w.n >= 8; w.n -= 8 {
		w.out = append(w.out, byte(w.held))
		w.held >>= 8
	}
}

func (w *bitWriter) flag(set bool) {
	if set {
		w.put(1, 1)
	} else {
		w.put(0, 1)
	}
}

// small writes a number that is mostly 0, then 1, then 2: 0 takes one bit, 1 and 2 take three.
func (w *bitWriter) small(v int) {
	n := bits.Len(uint(v+1)) - 1
	w.put(1<<n, n+1)
	w.put(uint64(v+1)&^(1<<n), n)
}

// step writes one of many numbers of about 2^scale.
func (w *bitWriter) step(v uint32, scale int) {
	over := int(v >> scale)
	for ; over >= 32; over -= 32 {
		w.put(0, 32)
	}
	w.put(1<<over, over+1)
	w.put(uint64(v)&(1<<scale-1), scale)
}

// scale writes how large the steps of n ascending numbers are, and returns it.
func (w *bitWriter) scale(last uint32, n int) int {
	scale := max(0, bits.Len32(last/uint32(n))-1)
	w.put(uint64(scale), 5)
	return scale
}

// hashes writes ascending ones.
func (w *bitWriter) hashes(all []uint32) {
	if w.small(len(all)); len(all) == 0 {
		return
	}
	scale, before := w.scale(all[len(all)-1], len(all)), uint32(0)
	for _, h := range all {
		w.step(h-before, scale)
		before = h
	}
}

// bytes ends the writing.
func (w *bitWriter) bytes() []byte {
	if w.n > 0 {
		w.put(0, 8-w.n)
	}
	return w.out
}

// A bitReader reads what a bitWriter wrote.
type bitReader struct {
	in    []byte
	held  uint64 // the next bits; above n, perhaps, some of those that follow
	n     int
	short bool // more was asked for than there is
}

// fill holds 56 bits or more, if there are so many.
func (r *bitReader) fill() {
	if len(r.in) >= 8 {
		in := (*[8]byte)(r.in) // one read of memory, for the compiler
		r.held |= (uint64(in[0]) | uint64(in[1])<<8 | uint64(in[2])<<16 | uint64(in[3])<<24 |
			uint64(in[4])<<32 | uint64(in[5])<<40 | uint64(in[6])<<48 | uint64(in[7])<<56) << r.n
		more := (63 - r.n) / 8
		r.in, r.n = r.in[more:], r.n+8*more
		return
	}
	for ; r.n <= 56 && len(r.in) > 0; r.n += 8 {
		r.held |= uint64(r.in[0]) << r.n
		r.in = r.in[1:]
	}
}

// take reads a number of so many bits.
func (r *bitReader) take(n int) uint64 {
	if r.n < n {
		if r.fill(); r.n < n {
			r.short = true
			return 0
		}
	}
	v := r.held & (1<<n - 1)
	r.held, r.n = r.held>>n, r.n-n
	return v
}

func (r *bitReader) flag() bool { return r.take(1) == 1 }

// zeros reads up to the next bit that is set, and says how many are not.
func (r *bitReader) zeros() (zeros int) {
	for {
		if n := bits.TrailingZeros64(r.held); n < r.n {
			r.held, r.n = r.held>>(n+1), r.n-n-1
			return zeros + n
		}
		zeros += r.n
		r.held, r.n = r.held>>r.n, 0
		if r.fill(); r.n == 0 {
			r.short = true
			return 0
		}
	}
}

func (r *bitReader) small() int {
	n := r.zeros()
	if n > 31 {
		r.short = true
		return 0
	}
	return int(1<<n|r.take(n)) - 1
}

func (r *bitReader) step(scale int) uint32 { return uint32(r.zeros()<<scale) | uint32(r.take(scale)) }

// size reads how many numbers follow, each of which takes a bit at least.
func (r *bitReader) size() int {
	n := r.small()
	if n > r.n+8*len(r.in) {
		r.short = true
		return 0
	}
	return n
}

func (r *bitReader) hashes() []uint32 {
	n := r.size()
	if n == 0 {
		return nil
	}
	all, scale, before := make([]uint32, n), int(r.take(5)), uint32(0)
	for i := range all {
		before += r.step(scale)
		all[i] = before
	}
	return all
}
