package extract

import (
	"cmp"
	_ "embed"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed roles.txt
var rolesText string

// notNames maps a lower-case word to the kind of what it is part of: "noise", "role" or "org".
var notNames = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(rolesText) {
		if kind, list, ok := strings.Cut(line, ": "); ok && line[0] != '#' {
			for w := range strings.FieldsSeq(list) {
				m[w] = kind
			}
		}
	}
	return m
})

var byWords = []string{
	"written by", "reported by", "reporting by", "posted by", "published by", "words by", "story by", "article by", "text by", "guest post by", "photos and story by", "story and photos by",
	"veröffentlicht von", "geschrieben von", "eingestellt von", "verfasst von", "ein artikel von", "beitrag von", "text von",
	"publié par", "écrit par", "rédigé par", "escrito por", "publicado por", "texto de", "scritto da", "pubblicato da", "geschreven door", "by", "von", "par", "por", "di", "door", "av",
}

// nameLabel are words that stand before a name, with a colon or without.
var nameLabel = []string{
	"author", "authors", "author(s)", "by", "autor", "autorin", "autoren", "auteur", "auteurs", "auteur(s)", "autore", "autori", "text", "words", "story", "interview", "bericht", "writer", "reporter", "von", "par",
	"written by", "posted by", "publisher", "verfasser", "verfasserin", "rechtsanwalt", "escribe", "автор", "текст", "作者", "文",
}

// cutBy takes "By" and its like, or a label with a colon, from the front of a byline.
func cutBy(s string) (string, bool) {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return s, false
	}
	for _, by := range byWords {
		if rest, ok := strings.CutPrefix(low, by); ok && (rest == "" || rest[0] == ' ' || rest[0] == ':') {
			return strings.TrimLeft(s[len(by):], " :"), true
		}
	}
	if label, rest, ok := strings.Cut(s, ":"); ok && slices.Contains(nameLabel, strings.TrimSpace(low[:len(label)])) {
		return strings.TrimSpace(rest), true
	}
	if label, rest, ok := strings.Cut(s, " "); ok && slices.Contains(nameLabel, low[:len(label)]) {
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsUpper(r) {
			return strings.TrimRight(rest, " :"), true
		}
	}
	if len(s) > 4 && (s[:2] == "By" || s[:2] == "BY") && unicode.IsUpper(rune(s[2])) && s[2] < utf8.RuneSelf && unicode.IsLower(rune(s[3])) {
		return s[2:], true // the blank was in the style sheet
	}
	return s, false
}

// cleanNames cuts raw bylines into names of persons and of organisations. Roles, addresses, dates and the site itself are dropped.
func cleanNames(raw []string, site string, base *url.URL) (persons, orgs []string) {
	seen := map[string]bool{}
	var roles []string
	for _, r := range raw {
		r = squeeze(r)
		if r == "" || len(r) > 300 || strings.Contains(r, "://") || strings.HasPrefix(r, "www.") {
			continue
		}
		for range 2 {
			r, _ = cutBy(r)
		}
		full := false // a name of several words came already: what follows a comma and is one word is a place or a role
		for _, name := range splitNames(r) {
			name, kind := cleanName(name)
			if one := !strings.Contains(name, " "); one && full && kind == "" && len(name) > 3 && !credential(name) {
				continue
			} else if !one && kind == "" {
				full = true
			}
			key := strings.ToLower(name)
			switch {
			case name == "" || seen[key]:
			case kind == "role":
				roles = append(roles, name)
			case kind == "org" || isSite(name, site, base):
				seen[key] = true
				orgs = append(orgs, name)
			case len(persons) > 0 && credential(name):
			default:
				seen[key] = true
				persons = append(persons, name)
			}
		}
	}
	persons = withoutLonger(persons)
	if len(orgs) == 0 && len(roles) == 1 {
		orgs = roles // "Staff Writer" is all that some pages say
	}
	return persons[:min(len(persons), 20)], orgs[:min(len(orgs), 3)]
}

// credential reports a degree or licence behind a name: "MD", "PhD", "RDN", "CFP®".
func credential(s string) bool {
	if len(s) > 8 || strings.Contains(s, " ") {
		return false
	}
	upper := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 2 && (upper >= len(s)-2 || strings.EqualFold(s, "PhD") || strings.EqualFold(s, "Ph.D"))
}

// withoutLonger drops names that are another one with more behind it: "Ann Lee" and "Ann Lee The Example".
func withoutLonger(names []string) []string {
	var all []string
	for i, n := range names {
		longer := false
		for j, m := range names {
			if i != j && strings.Contains(m, " ") && strings.HasPrefix(n, m+" ") {
				longer = true
			}
		}
		if !longer {
			all = append(all, n)
		}
	}
	return all
}

var nameSeparators = strings.NewReplacer(" and ", "\n", " And ", "\n", " AND ", "\n", " und ", "\n", " et ", "\n", " & ", "\n", " | ", "\n", "|", "\n", ";", "\n", " / ", "\n",
	" with ", "\n", " • ", "\n", "•", "\n", " · ", "\n", " — ", "\n", " – ", "\n", " - ", "\n", " for ", "\nthe org ", " on ", "\nby ")

func splitNames(s string) []string {
	var all []string
	for part := range strings.SplitSeq(nameSeparators.Replace(s), "\n") {
		for name := range strings.SplitSeq(part, ",") {
			name = strings.TrimSpace(name)
			for _, w := range []string{"and ", "und ", "By ", "by ", "with ", "Von "} {
				name = strings.TrimPrefix(name, w)
			}
			all = append(all, name)
		}
	}
	return all
}

// particles may stand in a name in small letters.
const particles = " de van von der den da di la le del dos bin al el ibn zu du ten ter y e af av "

// cleanName is a name with its kind, "" for a person's; the name is "" for what is none.
func cleanName(s string) (name, kind string) {
	s = strings.Trim(s, " .,:;-–—|/\"“”()[]*")
	if i := strings.IndexAny(s, "(@<["); i > 0 {
		if inner, rest, ok := strings.Cut(s[i+1:], ") "); ok && s[i] == '(' {
			s = s[:i] + inner + " " + rest // "Ada (Proof) Tester"
		} else {
			s = strings.TrimSpace(s[:i])
		}
	}
	if n := utf8.RuneCountInString(s); n < 2 || n > 60 || strings.ContainsAny(s, "@?!…:") {
		return "", ""
	}
	fields := strings.Fields(s)
	if len(fields) > 6 || len(fields) == 1 && strings.Count(s, ".") > 1 && s == strings.ToLower(s) { // "page.head.author"
		return "", ""
	}
	if n := len(fields); n > 2 && credential(fields[n-1]) && fields[n-2] != strings.ToUpper(fields[n-2]) {
		fields = fields[:n-1] // "Ada Tester MD"
		s = strings.Join(fields, " ")
	}
	if len(fields) == 1 && months()[strings.ToLower(s)] != 0 && s != "April" && s != "June" && s != "May" && s != "August" {
		return "", ""
	}
	small, digits := 0, 0
	for i, f := range fields {
		low := strings.ToLower(f)
		if i >= 2 && months()[strings.Trim(low, ".")] != 0 {
			// "Ada Tester March 9", "Ada Tester 9 March"
			return cleanName(strings.TrimRight(strings.Join(fields[:i], " "), " 0123456789"))
		}
		switch notNames()[low] {
		case "noise":
			return "", ""
		case "role":
			kind = "role"
		case "org":
			kind = cmp.Or(kind, "org")
		}
		if agencies()[low] != "" && len(fields) == 1 || strings.HasSuffix(low, ".com") || strings.HasSuffix(low, ".org") || strings.HasSuffix(low, ".de") {
			kind = "org"
		}
		if months()[low] != 0 && len(fields) <= 2 && strings.ContainsAny(s, "0123456789") {
			return "", ""
		}
		r, _ := utf8.DecodeRuneInString(f)
		if unicode.IsLower(r) && !strings.Contains(particles, " "+low+" ") {
			small++
		}
	}
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if digits > 2 || small > 0 && len(fields) > 1 && small*2 >= len(fields) {
		return "", ""
	}
	return s, kind
}
