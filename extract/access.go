package extract

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed blocked.txt
var blockedText string

//go:embed gates.txt
var gatesText string

// A refusal is what a page says or loads in place of an article.
type refusal struct {
	reason  string
	markup  bool // phrases are looked for in the source
	phrases []string
}

var refusals = sync.OnceValue(func() []refusal {
	var all []refusal
	for line := range strings.Lines(blockedText) {
		if reason, list, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && line[0] != '#' {
			reason, markup := strings.CutPrefix(reason, "markup ")
			all = append(all, refusal{reason, markup, strings.Split(list, "|")})
		}
	}
	return all
})

var gates = sync.OnceValue(func() *phraseBook {
	book := newPhraseBook(600)
	for line := range strings.Lines(gatesText) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			book.add(line, 0)
		}
	}
	return book
})

// subscribe is the one reason that leaves the beginning of an article standing.
const subscribe = "subscribe to continue"

const (
	// thinPage: a page with more words than this is no block page, whatever it says.
	thinPage = 400
	// thinBody: so many words of running text make an article, if a short one.
	thinBody = 90
	// cutBody: with a gate below it, a body of fewer words is only the beginning.
	cutBody = 450
)

// judge sets the access of an article, and empties one that is a block page.
func (r *reading) judge(a *Article, v []verdict) {
	if r.total < thinPage {
		short := r.runningWords(v) < thinBody && countWords(a.Paragraphs) < 2*thinBody
		if reason, sure := r.refused(); reason != "" && reason != subscribe && (short || sure) {
			a.Paragraphs, a.Access, a.Reason = nil, Failed, reason
			return
		}
	}
	kept := countWords(a.Paragraphs)
	gate := r.gate(v)
	switch {
	case kept == 0 && (gate || r.ld.locked):
		a.Access, a.Reason = Paywalled, subscribe
	case kept == 0:
		a.Access, a.Reason = Failed, "no article found"
	case gate && kept < cutBody:
		a.Access, a.Reason = Paywalled, subscribe
	case r.ld.locked && kept < cutBody*2/3:
		a.Access, a.Reason = Paywalled, "declared as not accessible for free"
	case kept < 120 && r.cutOff(a.Paragraphs):
		a.Access, a.Reason = Teaser, "the text ends in the middle"
	}
}

func (r *reading) runningWords(v []verdict) (n int) {
	for i, x := range v {
		if b := &r.blocks[i]; x.in() && b.running {
			n += int(b.words)
		}
	}
	return n
}

// refused is the reason why a page of few words holds no article, "" when it gives none. It is sure when the page's
// title says so and its text says so again.
func (r *reading) refused() (reason string, sure bool) {
	title := ""
	for _, n := range r.meta.titles {
		title += nodeText(n) + "\n"
	}
	title = straight(title)
	said := title + straight(string(r.text))
	source := bytes.ToLower(r.in.Page[:min(len(r.in.Page), 1<<18)])
	hits, titled := 0, false
	for _, x := range refusals() {
		for _, p := range x.phrases {
			if !x.markup && strings.Contains(said, p) || x.markup && r.total < 120 && bytes.Contains(source, []byte(p)) {
				hits++
				titled = titled || strings.Contains(title, p)
				if reason == "" {
					reason = x.reason
				}
			}
		}
	}
	return reason, titled && hits > 2
}

// straight is a text in lower case with straight apostrophes.
func straight(s string) string { return strings.ReplaceAll(strings.ToLower(s), "’", "'") }

// gate reports the phrase of a paywall near the end of the body.
func (r *reading) gate(v []verdict) bool {
	last := -1
	for i, x := range v {
		if x.in() {
			last = i
		}
	}
	var low []byte
	for i := max(0, last-2); i < min(len(r.blocks), last+15); i++ {
		b := &r.blocks[i]
		if b.words > 60 || b.words < 2 || b.dist[gConcealed] < far || b.dist[gTagFooter] < far || b.dist[gTagNav] < far {
			continue
		}
		var found [numPhrases]uint8
		if _, low = gates().count(r.blockText(b), low, &found); found[0] > 0 {
			return true
		}
	}
	return false
}

// cutOff reports a body whose last paragraph stops short.
func (r *reading) cutOff(paragraphs []string) bool {
	last := strings.TrimRightFunc(paragraphs[len(paragraphs)-1], unicode.IsSpace)
	for _, end := range []string{"…", "...", "[…]", "[...]"} {
		if strings.HasSuffix(last, end) {
			return true
		}
	}
	return false
}
