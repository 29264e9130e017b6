package extract

import (
	"errors"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
)

// Rules are CSS selectors for the pages of one outlet. Those that are given, and find something, win over the general way.
type Rules struct {
	Body   string   `yaml:"body,omitempty"`   // the elements that hold the body, in document order
	Title  string   `yaml:"title,omitempty"`  // the first match is the title
	Byline string   `yaml:"byline,omitempty"` // every match holds names
	Date   string   `yaml:"date,omitempty"`   // the first match: its datetime or content attribute, else its text
	Remove []string `yaml:"remove,omitempty"` // elements that are never part of the body
}

// Check reports every selector that does not compile.
func (r Rules) Check() error {
	var errs []error
	check := func(key, sel string) {
		if sel == "" {
			return
		}
		if _, err := cascadia.Compile(sel); err != nil {
			errs = append(errs, fmt.Errorf("%s: %q is not a CSS selector: %w", key, sel, err))
		}
	}
	check("body", r.Body)
	check("title", r.Title)
	check("byline", r.Byline)
	check("date", r.Date)
	for _, sel := range r.Remove {
		check("remove", sel)
	}
	return errors.Join(errs...)
}

func (r Rules) empty() bool {
	return r.Body == "" && r.Title == "" && r.Byline == "" && r.Date == "" && len(r.Remove) == 0
}

// find matches a selector; one that does not compile matches nothing (Check is where it is reported).
func find(doc *goquery.Document, sel string) *goquery.Selection {
	if strings.TrimSpace(sel) == "" {
		return doc.Slice(0, 0)
	}
	m, err := cascadia.Compile(sel)
	if err != nil {
		return doc.Slice(0, 0)
	}
	return doc.FindMatcher(m)
}
