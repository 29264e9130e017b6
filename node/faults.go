package node

import (
	"fmt"
	"slices"
	"strings"
)

// A Fault is a field of what a person sent that can't be as it is.
type Fault struct {
	Field   string // "claim.accuser.name"
	Value   string
	Message string // says what would be right
}

// Faults are why a submission or an edit is refused, field by field.
type Faults []Fault

func (f Faults) Error() string {
	var all []string
	for _, one := range f {
		all = append(all, one.Field+": "+one.Message)
	}
	return strings.Join(all, "; ")
}

// As makes faults a Refusal for whoever needs no fields.
func (f Faults) As(target any) bool {
	r, ok := target.(*Refusal)
	if ok {
		r.Reason = f.Error()
	}
	return ok
}

func (f *Faults) add(field, value, message string) {
	const shown = 100 // characters
	if chars := []rune(value); len(chars) > shown {
		value = string(chars[:shown]) + "…"
	}
	*f = append(*f, Fault{field, value, message})
}

// err is nil when there are none.
func (f Faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// choose sets a field to one of its words. Some fields may be empty: nothing is known.
func choose[S ~string](f *Faults, name string, field *S, said *string, words []S, empty bool) {
	if said == nil {
		return
	}
	if v := S(*said); slices.Contains(words, v) || empty && v == "" {
		*field = v
		return
	}
	f.add(name, *said, fmt.Sprintf("want one of %v", words))
}

// write sets a field to words of a person's.
func write(f *Faults, name string, field, said *string) {
	if said == nil {
		return
	}
	*field = strings.Join(strings.Fields(*said), " ")
	if n := len([]rune(*field)); n > longestName {
		f.add(name, *said, fmt.Sprintf("has %d characters; want %d at most", n, longestName))
	}
}
