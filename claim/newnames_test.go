package claim

import (
	_ "embed"
	"slices"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// newNamesFloor is how many sentences about names that nobody knows must be read rightly, in per mille. A single word at the
// head of a sentence and nowhere else may be any word: those are among the rest.
const newNamesFloor = 930

//go:embed testdata/newnames.txt
var newNamesText string

// TestNewNames reads the frames of grid.txt with groups that no catalogue holds.
func TestNewNames(t *testing.T) {
	cat := actor.Load()
	part, names := gridParts(gridText), gridParts(newNamesText)
	behind := names["behind"][0].text
	right, all := 0, 0
	for _, f := range slices.Concat(part["frames"], part["more"]) {
		wrong, of, fault := 0, 0, ""
		for k, a := range part["accusers"] {
			if k%4 != 1 || testing.Short() && k%16 != 1 {
				continue
			}
			for _, b := range names["accused"] {
				victim := part["victims"][all%len(part["victims"])].text
				text, title := gridSentence(f.text, a, b, victim)
				s := story("", text+" "+behind)
				if title {
					s = story(text, behind)
				}
				all, of = all+1, of+1
				if why := gridFault(cat, Read(s, news.Outlet{}, cat).Claims, a.means, b.means, f.means); why != "" {
					wrong, fault = wrong+1, text+"\n"+why
					continue
				}
				right++
			}
		}
		if wrong > 0 {
			t.Logf("%d of %d wrong: %s\n%s", wrong, of, f.text, fault)
		}
	}
	t.Logf("%d of %d sentences read rightly", right, all)
	if right*1000 < all*newNamesFloor {
		t.Errorf("%d of %d sentences read rightly, want %d per mille", right, all, newNamesFloor)
	}
}
