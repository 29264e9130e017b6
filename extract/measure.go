package extract

import "bytes"

// textStats is what one pass over the bytes of a block tells.
type textStats struct {
	words, chars, digits, upper, title int32 // title: words that begin with a capital
	commas, stops, quotes              int16 // stops: sentence ends
	endsSentence, endsColon, lowStart  bool
}

func measureText(t []byte) textStats {
	var s textStats
	in, cjk := false, int32(0)
	for i := 0; i < len(t); i++ {
		c := t[i]
		switch {
		case smallBytes[c]: // most of a text: the rest of the word at once
			if !in {
				s.words++
				s.lowStart = s.lowStart || s.words == 1
			}
			from := i
			for i+1 < len(t) && smallBytes[t[i+1]] {
				i++
			}
			s.chars += int32(i + 1 - from)
			in = true
		case isAlnum(c):
			if !in {
				s.words++
			}
			s.letter(c, !in)
			in = true
		case c == 0xe2 && i+2 < len(t) && t[i+1] == 0x80: // general punctuation: dashes, quotes, ellipsis
			if q := t[i+2]; q == 0x9c || q == 0x9d || q == 0x9e {
				s.quotes++
			} else if q == 0xa6 {
				s.stops++
			}
			if t[i+2] != 0x99 {
				in = false
			}
			i += 2
		case c >= 0xe3 && c <= 0xed && i+2 < len(t): // mostly Chinese, Japanese, Korean
			if c == 0xe3 && t[i+1] == 0x80 {
				s.stops++
			}
			cjk++
			i += 2
		case c >= 0x80:
			if c >= 0xc3 && !in {
				s.words++
			}
			s.chars++
			in = true
		default:
			switch c {
			case '.', '!', '?':
				s.stops++
			case ',', ';':
				s.commas++
			case '"':
				s.quotes++
			case '\'':
				continue
			}
			in = false
		}
	}
	s.words += (cjk + 1) / 2
	s.chars += cjk * 3
	s.endsSentence, s.endsColon = ending(t)
	return s
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// letter counts an ASCII capital or digit; first says that it begins a word.
func (s *textStats) letter(c byte, first bool) {
	s.chars++
	switch {
	case c <= '9':
		s.digits++
	default:
		s.upper++
		if first {
			s.title++
		}
	}
}

// ending reports a sentence end, closing quotes and brackets aside.
func ending(t []byte) (sentence, colon bool) {
	for len(t) > 0 {
		switch c := t[len(t)-1]; {
		case c == '.' || c == '!' || c == '?':
			return true, false
		case c == ':':
			return false, true
		case c == '"' || c == ')' || c == '\'' || c == ' ':
			t = t[:len(t)-1]
		case len(t) >= 3 && t[len(t)-3] == 0xe2 && t[len(t)-2] == 0x80 && (c == 0x9d || c == 0x99 || c == 0x9c):
			t = t[:len(t)-3]
		case len(t) >= 3 && (t[len(t)-3] == 0xe2 && c == 0xa6 || t[len(t)-3] == 0xe3 && c == 0x82):
			return true, false // ellipsis, ideographic full stop
		default:
			return false, false
		}
	}
	return false, false
}

// isRule reports the line of underscores by which agencies part the sections of a text. A block of it has no words.
func isRule(t []byte) bool {
	return len(t) >= 3 && len(bytes.Trim(t, "_")) == 0
}

// measure fills what is told of a block, and the sums of elements. Children stand behind their parents, so one pass from the end adds everything up.
func (p *page) measure() {
	for i := range p.blocks {
		b := &p.blocks[i]
		b.linked = min(100, 100*b.link/max(1, b.end-b.start))
		b.running = b.words >= 8 && b.linked < 40 && (b.endsSentence && b.words >= 10 || b.words >= 20 && (b.stops > 0 || b.commas > 1))
		b.heading = p.headingLevel(b)
		e := &p.elems[max(b.elem, 0)]
		e.words += b.words
		e.linkWords += b.words * b.linked / 100
		e.count++
		if b.running && b.dist[gComment] > 8 && b.dist[gConcealed] == far && !beside(b) {
			e.mass += min(b.words, 150)
		}
	}
	for i := len(p.elems) - 1; i > 0; i-- {
		e := &p.elems[i]
		if e.parent >= 0 {
			up := &p.elems[e.parent]
			up.words += e.words
			up.linkWords += e.linkWords
			up.mass += e.mass
			up.count += e.count
		}
	}
}

// beside reports a block within the elements that HTML has for what is no part of the main text. Classes prove less: a
// body may stand in "has-sidebar".
func beside(b *block) bool {
	return b.dist[gTagAside] <= 8 || b.dist[gTagNav] <= 8 || b.dist[gTagFooter] <= 8
}
