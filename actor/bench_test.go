package actor

import (
	"strings"
	"testing"
)

func BenchmarkDecode(b *testing.B) {
	for b.Loop() {
		if _, err := decode(tables, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	c := Load()
	words := strings.Fields(`The Justice Department said on Tuesday that officers of the Ministry of State Security had
		worked with APT 40 , also called Leviathan , while the NCSC blamed Fancy Bear for the theft of letters from a ministry in Berlin`)
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			c.Match(words[i:])
		}
	}
	b.ReportMetric(float64(b.N*len(words))/b.Elapsed().Seconds(), "words/s")
}
