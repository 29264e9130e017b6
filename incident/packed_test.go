package incident

import (
	"math/rand/v2"
	"testing"
)

// The flat table must hold what a map holds, whatever comes and goes.
func TestCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	var flat counts
	want := map[uint32]int32{}
	for range 20_000 {
		hash := 1 + r.Uint32N(900)*64 // many want the same slot
		n := int32(1)
		if want[hash] > 0 && r.IntN(2) == 0 {
			n = -1
		}
		flat.add(hash, n)
		want[hash] += n
	}
	flat.add(0, 1)
	for hash := range uint32(70_000) {
		if got := flat.of(hash); got != want[hash] {
			t.Fatalf("%d has %d, want %d", hash, got, want[hash])
		}
	}
}

// What is remembered of a story compares as the story does.
func TestPacked(t *testing.T) {
	st, all := New(), invented(8)
	for _, s := range all {
		r := new(reader).read(s)
		again := recall(&r.doc)
		for name, pair := range map[string][2]vector{
			"body": {r.vectors.body, again.vectors.body}, "title": {r.vectors.title, again.vectors.title},
			"lead": {r.vectors.lead, again.vectors.lead}, "names": {r.vectors.names, again.vectors.names},
		} {
			if name == "body" && len(pair[0]) == 0 || len(pair[0]) != len(pair[1]) {
				t.Fatalf("%s: %d terms, %d after packing", name, len(pair[0]), len(pair[1]))
			}
			for i, was := range pair[0] {
				if is := pair[1][i]; is.hash != was.hash || is.weight != min(was.weight, One-1) {
					t.Errorf("%s: %v became %v", name, was, is)
				}
			}
		}
		q := st.fresh(r)
		if c := q.body.dot(r.doc.body()); c < One*98/100 || c > One {
			t.Errorf("a story is like itself by %d of %d", c, One)
		}
		for _, c := range r.doc.body() {
			if i, ok := r.doc.body().find(c.hash()); !ok || r.doc.body()[i] != c {
				t.Errorf("%x is not found", c.hash())
			}
		}
	}
}
