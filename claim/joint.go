package claim

import "ascribe/news"

// jointly reports whether several make one statement together: they are listed as who says it,
// "CISA, the FBI and the NSA said". Who says the same in words of their own, in the same
// sentence or about the same attack, does not join them.
func jointly(by []choice) bool {
	first := -1
	for i, a := range by {
		switch {
		case !a.joins():
		case first < 0:
			first = i
		case a.party.Key() != by[first].party.Key():
			return true
		}
	}
	return false
}

// joins reports whether somebody who is named says it with the others. "Officials" and
// "researchers" join nobody.
func (a choice) joins() bool {
	switch a.party.Kind {
	case news.Anonymous, news.Researchers, news.Unspecified:
		return false
	}
	return a.party.Name != "" && !a.apart
}
