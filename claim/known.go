package claim

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed people.txt
var peopleText string

// knownPeople decodes people.txt: the countries of people by their names in lower case.
var knownPeople = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	n := 0
	for line := range strings.Lines(peopleText) {
		n++
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		iso, names, ok := strings.Cut(line, "|")
		if iso = strings.TrimSpace(iso); !ok || len(iso) != 2 {
			panic(fmt.Sprintf("people.txt:%d: want a country and names", n)) // a table that does not fit its program
		}
		for name := range strings.SplitSeq(names, ";") {
			name, alone := strings.CutPrefix(strings.TrimSpace(name), "=")
			out[lower(name)] = iso
			if alone {
				out[lower(surname(name))] = iso
			}
		}
	}
	return out
})

// knownHome is the country of somebody whose readers know them: by people.txt, or by the office that they hold or held.
func (r *reading) knownHome(name string) string {
	low := straight(lower(name))
	if iso := knownPeople()[low]; iso != "" {
		return iso
	}
	words := strings.Fields(low)
	if len(words) == 0 {
		return ""
	}
	iso := ""
	for _, o := range wordOf(words[0]).offices {
		if o.title || !slices.Equal(o.words, words) {
			continue
		}
		if of := r.holder(o, &mention{}, name).party.Country; of != "EU" && of != "" && (iso == "" || o.in(r.year)) {
			iso = of // who speaks for many states is from one
		}
	}
	return iso
}
