package extract

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed agencies.txt
var agenciesText string

// agencies maps a lower-case name to that of the agency.
var agencies = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(agenciesText) {
		if name, list, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && line[0] != '#' {
			for alias := range strings.SplitSeq(list, "|") {
				m[alias] = name
			}
		}
	}
	return m
})

// agency is the wire agency whose copy a text is: by the dateline, "LONDON (Reuters) -", by the byline, or by "/AFP" at the end.
func agency(paragraphs, authors []string, raw string) string {
	for _, p := range paragraphs[:min(2, len(paragraphs))] {
		head := p[:min(len(p), 90)]
		for rest := head; ; {
			_, after, ok := strings.Cut(rest, "(")
			if !ok {
				break
			}
			name, tail, ok := strings.Cut(after, ")")
			if !ok {
				break
			}
			if a := agencies()[strings.ToLower(strings.TrimSpace(name))]; a != "" && dash(tail) {
				return a
			}
			rest = tail
		}
	}
	for _, a := range append(authors, raw) {
		if name := agencies()[strings.ToLower(strings.TrimSpace(a))]; name != "" {
			return name
		}
	}
	if n := len(paragraphs); n > 0 && len(paragraphs[n-1]) < 40 && strings.Count(paragraphs[n-1], " ") < 4 {
		for _, f := range strings.FieldsFunc(strings.ToLower(paragraphs[n-1]), func(r rune) bool { return strings.ContainsRune(" /()|,.—–-", r) }) {
			if name := agencies()[f]; name != "" {
				return name
			}
		}
	}
	return ""
}

func dash(s string) bool {
	s = strings.TrimLeft(s, " ")
	return strings.HasPrefix(s, "-") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—") || strings.HasPrefix(s, ".") || strings.HasPrefix(s, ":")
}

// correctionStarts begin a notice; correctionParts may stand anywhere in the first words of one.
var (
	correctionStarts = []string{
		"correction:", "correction (", "correction -", "correction –", "correction —", "corrections:", "clarification:", "clarification (", "corrects ", "correction to",
		"correction,", "clarification,", "richtigstellung:", "korrektur:", "rectificatif", "editor's note: this", "editors' note: this", "editor's note: an earlier", "this correction",
	}
	correctionParts = []string{
		"an earlier version of this", "a previous version of this", "an earlier version incorrectly", "this article was amended on", "has been corrected", "was corrected on",
		"this article has been updated to correct", "this story has been updated to correct", "has been amended to", "in einer früheren version", "une version précédente de cet article",
	}
)

// correctionWords begin words of which all notices have one. They are in lower case, by their first letter.
var correctionWords = func() (by [256][]string) {
	for _, w := range []string{"corre", "clarification", "richtigstellung", "korrektur", "rectificatif", "editor", "version", "amended"} {
		by[w[0]] = append(by[w[0]], w)
	}
	return by
}()

// mayCorrect reports whether a text may be a notice. Most are not, which is sooner seen than what a notice says.
func mayCorrect(low []byte) bool {
	for i, c := range low {
		if i > 0 && isAlnum(low[i-1]) {
			continue
		}
		for _, w := range correctionWords[c] {
			if len(low)-i >= len(w) && string(low[i:i+len(w)]) == w {
				return true
			}
		}
	}
	return false
}

const correctionScan = 200 // bytes of a block that are searched

// correction finds the notice that the article was corrected among kept blocks and those near them.
func (r *reading) correction(v []verdict) (text string, block int) {
	first, last := len(v), -1
	for i, x := range v {
		if x.in() {
			first, last = min(first, i), i
		}
	}
	var low []byte
	for i := max(0, first-10); i < min(len(v), last+15); i++ {
		b := &r.blocks[i]
		if b.words < 6 || b.words > 150 {
			continue
		}
		t := r.blockText(b)
		if low = appendLower(low[:0], t[:min(len(t), correctionScan)]); !mayCorrect(low) {
			continue
		}
		head := strings.ReplaceAll(strings.ToLower(string(t[:min(len(t), correctionScan)])), "’", "'")
		for _, s := range correctionStarts {
			if strings.HasPrefix(head, s) {
				return string(t), i
			}
		}
		for _, s := range correctionParts {
			if strings.Contains(head, s) {
				return string(t), i
			}
		}
	}
	return "", -1
}

// live reports a live blog: declared as one, or an address that says so over many entries with a time each.
func (r *reading) live() bool {
	if r.ld.live {
		return true
	}
	if r.base == nil {
		return false
	}
	path := strings.ToLower(r.base.Path)
	if !strings.Contains(path, "/live/") && !strings.Contains(path, "liveblog") && !strings.Contains(path, "live-updates") && !strings.Contains(path, "live-blog") {
		return false
	}
	times := 0
	for _, m := range r.meta.marked {
		if m.node.Data == "time" {
			times++
		}
	}
	return times >= 6
}
