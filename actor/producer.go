package actor

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// A nameForm is a line of producers.tsv.
type nameForm struct {
	pattern *regexp.Regexp
	who     string
}

var nameForms = sync.OnceValue(func() []nameForm {
	table, err := rows(tables, "producers.tsv", 2)
	if err != nil {
		panic("actor: " + err.Error())
	}
	forms := make([]nameForm, len(table))
	for i, row := range table {
		forms[i] = nameForm{regexp.MustCompile(`^(?:` + row[0] + `)$`), row[1]}
	}
	return forms
})

// Producer says who coined a name, read off its form ("… Bear" is CrowdStrike's), or "".
func Producer(name string) string {
	for _, f := range nameForms() {
		if f.pattern.MatchString(name) {
			return f.who
		}
	}
	return ""
}

var (
	noName   = regexp.MustCompile(`^[GC]\d{4}$|^\[.*\]$`)
	aside    = regexp.MustCompile(` \([^)]*\)$`)
	subgroup = regexp.MustCompile(`^Subgroup: `)
)

// longestName is longer than any name, in bytes. Longer ones are sentences.
const longestName = 80

// CleanName makes names of a list's entry: it takes remarks off ("TG-2884 (SCWX CTU)") and
// splits two names in one ("ALPHV/BlackCat"). It returns none for what is no name.
func CleanName(s string) []string {
	s = strings.ReplaceAll(s, "\u2011", "-")
	s = aside.ReplaceAllString(subgroup.ReplaceAllString(strings.Trim(s, " ,;"), ""), "")
	if noName.MatchString(s) || strings.ContainsAny(s, "=;\t") || key(s) == "" || len(s) > longestName || strings.ContainsFunc(s, unicode.IsControl) {
		return nil
	}
	if before, after, ok := strings.Cut(s, "/"); ok && len(before) > 3 && key(before) != "" && key(after) != "" {
		return []string{strings.TrimSpace(before), strings.TrimSpace(after)}
	}
	return []string{s}
}
