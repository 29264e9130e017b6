package actor

import (
	"strings"
	"unicode/utf8"
)

// Spelt returns the group whose name a word is when it is spelt otherwise: "Nobellium",
// "Kasablanca". Other words may look like it too, so that it needs a cue like any common word.
func (c *Catalogue) Spelt(word string) (Hit, bool) {
	var buf [longestPiece]byte
	id := c.sounds[string(sound(buf[:0], word))]
	if id == "" {
		return Hit{}, false
	}
	return Hit{Words: 1, IDs: []string{id}, Common: true}, true
}

// sound is what spellings of a word have in common: letters once, "c" and "k" alike, "ph" as
// "f", "y" as "i", "z" as "s", appended to out. Short words and words of other letters have none.
func sound(out []byte, word string) []byte {
	if len(word) < 7 || len(word) > longestPiece {
		return nil
	}
	for i := range len(word) {
		b := word[i] | 0x20
		if word[i] >= utf8.RuneSelf || b < 'a' || b > 'z' {
			return nil
		}
		switch {
		case b == 'c' || b == 'q':
			b = 'k'
		case b == 'y':
			b = 'i'
		case b == 'z':
			b = 's'
		case b == 'h' && len(out) > 0 && out[len(out)-1] == 'p':
			out[len(out)-1] = 'f'
			continue
		}
		if len(out) == 0 || out[len(out)-1] != b {
			out = append(out, b)
		}
	}
	return out
}

// sounds indexes the names of groups that are one word by their sound. What several groups
// sound like is nobody's.
func (b *builder) sounds() {
	b.c.sounds = map[string]string{}
	for _, s := range b.spoken {
		e := b.c.entries[s.id]
		if e.Actor == nil || strings.ContainsAny(s.text, " -_.") {
			continue
		}
		k := string(sound(nil, s.text))
		if k == "" {
			continue
		}
		if _, common := b.common[joined(split(s.text))]; common {
			continue
		}
		if id, seen := b.c.sounds[k]; seen && id != s.id {
			b.c.sounds[k] = ""
			continue
		}
		b.c.sounds[k] = s.id
	}
}
