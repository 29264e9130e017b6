package incident

import "math/bits"

// One is certainty, and 1 in every fixed-point number of this package: 16 bits before
// the point, 16 behind it. Floats are refused, since compilers may fuse their operations
// differently on another machine and nodes would then disagree.
const One = 1 << 16

// log2 is the binary logarithm of x/One in fixed point, for x > 0.
func log2(x uint64) int {
	top := bits.Len64(x) - 1
	whole := (top - 16) * One
	// The mantissa in [1, 2) with 31 bits behind the point; each squaring yields one bit.
	var m uint64
	if top >= 31 {
		m = x >> (top - 31)
	} else {
		m = x << (31 - top)
	}
	part := 0
	for bit := One / 2; bit > 0; bit /= 2 {
		m = m * m >> 31
		if m >= 1<<32 {
			m >>= 1
			part += bit
		}
	}
	return whole + part
}

// root is the integer square root of x.
func root(x uint64) uint64 {
	if x == 0 {
		return 0
	}
	r := uint64(1) << ((bits.Len64(x) + 1) / 2)
	for {
		next := (r + x/r) / 2
		if next >= r {
			return r
		}
		r = next
	}
}

// sigmoids holds 1/(1+e^-x) for x = 0, 1/2, 1 … 8, in fixed point; between them a line.
var sigmoids = [...]int{
	32768, 40793, 47911, 53582, 57724, 60570, 62428, 63608, 64357,
	64811, 65098, 65270, 65374, 65437, 65476, 65500, 65514,
}

// sigmoid turns a logit into a probability, both in fixed point.
func sigmoid(x int) int {
	if x < 0 {
		return One - sigmoid(-x)
	}
	i, rest := x/(One/2), x%(One/2)
	if i >= len(sigmoids)-1 {
		return sigmoids[len(sigmoids)-1]
	}
	return sigmoids[i] + (sigmoids[i+1]-sigmoids[i])*rest/(One/2)
}
