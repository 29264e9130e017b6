package extract

import (
	"strings"
	"testing"
)

// What a block repeats of the page, and where the images are: what tells the captions and the lines about writer and outlet.
func TestSaid(t *testing.T) {
	page := `<html><head><meta name="author" content="Ada Tester"><meta property="og:site_name" content="Lock Daily"></head><body><article><h1>Lock makers meet</h1>
<p>The lock makers of Exampleton met on Thursday to speak about a fault.</p>
<img src="/a.jpg" alt="A locksmith at work in Exampleton"><div>A locksmith at work in Exampleton. <i>Photo: B. Sample</i></div>
<p><b>They agreed to say nothing</b></p>
<p>ADA TESTER writes about locks for the Lock Daily.</p></article></body></html>`
	r, err := read(Input{Page: []byte(page), URL: "https://x.example/a"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		starts                 string
		m                      mention
		since                  int16
		mostlyBold, partItalic bool
	}{
		{"The lock makers", mention{}, 30, false, false},
		{"A locksmith", mention{alt: true}, 0, false, true},
		{"They agreed", mention{}, 1, true, false},
		{"ADA TESTER", mention{writer: true, outlet: true}, 2, false, false},
	} {
		found := false
		for i := range r.blocks {
			b := &r.blocks[i]
			if !strings.HasPrefix(string(r.blockText(b)), want.starts) {
				continue
			}
			found = true
			if r.mentions[i] != want.m || r.sinceMedia[i] != want.since {
				t.Errorf("%s: %+v, %d blocks since the image", want.starts, r.mentions[i], r.sinceMedia[i])
			}
			long := b.end - b.start
			if (2*b.strong > long) != want.mostlyBold || (b.slanted > 0 && b.slanted < long) != want.partItalic {
				t.Errorf("%s: %d bytes of %d bold, %d in italics", want.starts, b.strong, long, b.slanted)
			}
		}
		if !found {
			t.Errorf("no block %q", want.starts)
		}
	}
	if r.untilMedia[1] != 0 {
		t.Errorf("the image is %d blocks behind the paragraph before it", r.untilMedia[1])
	}
}

// A block of the article shares its longer words with the others, a teaser does not.
func TestVocabulary(t *testing.T) {
	page := `<html><body><p>The Exampleton locks opened by themselves on Monday.</p><p>On Monday nobody in Exampleton had asked for locks that opened.</p>
<p>Whales sing longer songs when Atlantic waters grow warm.</p></body></html>`
	r, err := read(Input{Page: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	v := r.vocabulary([]int32{100, 100, -100})
	share := func(i int, own bool) (words, names int16) {
		row := v.features(nil, r.blockText(&r.blocks[i]), own)
		return row[0], row[1]
	}
	// Long words of the first: Exampleton locks opened themselves Monday; "themselves" is its own alone.
	if words, names := share(0, true); words != 80 || names != 100 {
		t.Errorf("the first shares %d %% of its words and %d %% of its names", words, names)
	}
	if words, names := share(2, false); words != 0 || names != 0 {
		t.Errorf("the teaser shares %d %% of its words and %d %% of its names", words, names)
	}
}
