package sample

import (
	"fmt"
	"strings"
)

// An Expectation is what a careful reader finds in one version of a story.
type Expectation struct {
	Story    string // outlet/slug
	Version  int
	Incident string // "" for news about something else
	Access   string // full, paywalled (only the opening is served) or feed (the page is refused)
	// Claims are the main ones: a reader of the story may find more. A story
	// about something else has none at all.
	Claims []ExpectedClaim
}

// An ExpectedClaim is one claim that a story makes in its title or text.
type ExpectedClaim struct {
	Accuser  string // "" if the sentence names nobody
	Accused  string // "unknown" where somebody declines to name anybody
	Relation string // carried_out, sponsored_by, linked_to, same_as, indicted, sanctioned
	Stance   string // accuses, denies, declines, doubts, claims
	About    string // main or other
	Words    string // a piece of the sentence, as it stands in the title or in one block
}

// Truth returns what to expect of every version of every story. Claims of a
// second version are all its claims, not only the new ones.
//
// The section "truth" of an incident's file names a story ("outlet/slug", or
// "outlet/slug revised") and, indented below it, its claims:
//
//	accuser | accused | relation | stance | about | words of the sentence
func Truth() ([]Expectation, error) {
	files, err := incidents()
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	var all []Expectation
	for _, f := range files {
		claims, err := parseTruth(f.truth)
		if err != nil {
			return nil, fmt.Errorf("sample: truth of %q: %w", f.name, err)
		}
		for _, s := range f.stories {
			name := s.Key
			if s.Version == 2 {
				name += " revised"
			}
			all = append(all, Expectation{
				Story: s.Key, Version: s.Version, Incident: s.Incident, Access: access(s), Claims: claims[name],
			})
			delete(claims, name)
		}
		for name := range claims {
			return nil, fmt.Errorf("sample: truth of %q names %s, which is no story there", f.name, name)
		}
	}
	return all, nil
}

func access(s Story) string {
	switch s.Page {
	case "":
		return "full"
	case "paywall":
		return "paywalled"
	default:
		return "feed"
	}
}

func parseTruth(text string) (map[string][]ExpectedClaim, error) {
	claims := map[string][]ExpectedClaim{}
	story := ""
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, " "):
			story = trimmed
			claims[story] = nil
		default:
			parts := strings.SplitN(trimmed, "|", 6)
			if len(parts) != 6 || story == "" {
				return nil, fmt.Errorf("want a story and six fields: %q", trimmed)
			}
			for i := range parts {
				parts[i] = strings.TrimSpace(parts[i])
			}
			claims[story] = append(claims[story], ExpectedClaim{parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]})
		}
	}
	return claims, nil
}
