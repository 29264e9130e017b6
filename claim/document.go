package claim

import (
	"strings"

	"ascribe/news"
)

// document says what sort of text a story is, from its title, section and form.
func document(s news.Story) news.Document {
	title := strings.ToLower(s.Title)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(title, w) {
				return true
			}
		}
		return false
	}
	section := strings.ToLower(s.Section)
	switch {
	case strings.Contains(section, "opinion") || strings.Contains(section, "comment") || has("opinion:", "op-ed", "editorial:", "commentary:"):
		return news.Opinion
	case has("podcast", "newsletter", "episode ", "patch tuesday", "metacurity", "daily briefing", "lock and code", "smashing security", "cyberwire daily"):
		return news.Series
	case has("week in review", "weekly", "roundup", "round-up", "in brief", "news in brief", "this week in", "top stories", "recap", "in other news", "the week in"):
		return news.Roundup
	case has("security advisory", "security update for", "vulnerability summary", "adds one known exploited", "known exploited vulnerabilities", "releases security", "ics advisory", "icsa-", "security bulletin", "advisory (icsa"):
		return news.Advisory
	}
	return news.Report
}
