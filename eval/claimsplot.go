package main

import (
	"bytes"
	"fmt"
	"math"
)

// plotReliability draws a reliability diagram: a dot for each bin, as large as it has claims,
// with the interval of its share; honest scores lie on the diagonal.
func plotReliability(r reliability) []byte {
	const size, left, top = 320.0, 56.0, 24.0
	x := func(p float64) float64 { return left + p*size }
	y := func(p float64) float64 { return top + (1-p)*size }
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Reliability of the score of a claim">`+"\n", left+size+24, top+size+52)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" fill="#fff"/><rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" fill="none" stroke="#999"/>`+"\n", left, top, size, size)
	for i := range 11 {
		p := float64(i) / 10
		fmt.Fprintf(&b, `<path d="M%.0f %.0fV%.0fM%.0f %.0fH%.0f" stroke="#e4e4e4"/>`, x(p), y(0), y(1), x(0), y(p), x(1))
		if i%2 == 0 {
			fmt.Fprintf(&b, `<text x="%.0f" y="%.0f" text-anchor="middle">%d</text><text x="%.0f" y="%.0f" text-anchor="end">%d</text>`, x(p), y(0)+16, 10*i, left-6, y(p)+4, 10*i)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, `<path d="M%.0f %.0fL%.0f %.0f" stroke="#777" stroke-dasharray="4 4"/>`+"\n", x(0), y(0), x(1), y(1))
	for _, n := range r.Bins {
		if n.N == 0 {
			continue
		}
		low, high := wilson(int(math.Round(n.Found*float64(n.N))), n.N)
		fmt.Fprintf(&b, `<path d="M%.1f %.1fV%.1f" stroke="#1d5fa8"/><circle cx="%.1f" cy="%.1f" r="%.1f" fill="#1d5fa8" fill-opacity="0.75"><title>%d claims: said %.0f %%, right %.0f %%</title></circle>`+"\n",
			x(n.Said), y(low), y(high), x(n.Said), y(n.Found), 2+math.Sqrt(float64(n.N))/2, n.N, 100*n.Said, 100*n.Found)
	}
	fmt.Fprintf(&b, `<text x="%.0f" y="%.0f" text-anchor="middle">score of the claim</text>`, x(0.5), y(0)+36)
	fmt.Fprintf(&b, `<text transform="translate(16 %.0f) rotate(-90)" text-anchor="middle">found right, per cent</text>`, y(0.5))
	fmt.Fprintf(&b, `<text x="%.0f" y="16">%d claims, cross-validated; calibration error %.1f points</text></svg>`+"\n", left, r.Claims, 100*r.Error)
	return b.Bytes()
}
