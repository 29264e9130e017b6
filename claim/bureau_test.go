package claim

import "testing"

// A text that names an agency in every sentence, and takes none of them up, must not be looked through again and again.
func TestBureausAreBounded(t *testing.T) {
	var mem memory
	var last *mention
	for range 10 * mostBureaus {
		last = &mention{kind: mAgency}
		mem.noteBureau(last)
		mem.noteBureau(last) // each is noted when it is found, and when its sentence has been read
	}
	if len(mem.bureaus) != mostBureaus || mem.bureaus[mostBureaus-1] != last || mem.bureaus[mostBureaus-2] == last {
		t.Errorf("%d bureaus kept, want the last %d, each once", len(mem.bureaus), mostBureaus)
	}
}
