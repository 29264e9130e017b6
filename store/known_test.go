package store

import (
	"fmt"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"ascribe/news"
)

// All that is known may be there, and hardly anything else.
func TestKnown(t *testing.T) {
	k := newKnown(1 << 10)
	for i := range 1 << 10 {
		k.add([]byte(strconv.Itoa(i)))
	}
	if k.left != 0 {
		t.Errorf("there is room for %d more", k.left)
	}
	for i := range 1 << 10 {
		if !k.may(strconv.Itoa(i)) {
			t.Errorf("%d can't be there", i)
		}
	}
	vain := 0
	for i := range 10_000 {
		if k.may(strconv.Itoa(1<<10 + i)) {
			vain++
		}
	}
	if vain > 100 {
		t.Errorf("of 10,000 that are not there %d may be", vain)
	}
}

// When there is no more room the IDs are read again, those of runs too; and what was there
// before is never taken for new.
func TestKnownOutgrown(t *testing.T) {
	const stories = 100
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s, err := Open(path, Options{window: 20}) // the margin is settled with every tenth entry
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all := make([]news.Entry, stories)
	for i := range all {
		url := fmt.Sprintf("https://a.example/%d", i)
		all[i] = entry(write(url, "a", day.Add(time.Duration(i)*time.Hour), fmt.Sprintf("Breach %d", i), "A text.", say{who: britain, whom: china, stance: news.Accuses}))
	}
	appendAll(t, s, all...)
	s.known.left = 0
	if seq := appendAll(t, s, all...); seq != stories {
		t.Errorf("%d entries were written, of %d", seq, stories)
	}
	if s.known.left <= 0 {
		t.Error("the IDs were not read again")
	}
}
