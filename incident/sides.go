package incident

import (
	"slices"
	"strings"

	"ascribe/news"
)

// A side is a party, a threat group or a piece of malware as a link has it.
type side struct{ id, name string }

// mostSides is how many parties are asked whether they are victims: a text with more is about none.
const mostSides = 32

// sides are the actors and the malware that a story is about, and the parties that may be
// their victims: neither who accuses nor who tells it, nor who is spoken of everywhere. Whom a text
// accuses further down it may only recall.
func (r *reading) sides(s news.Story) (whose, whom []side) {
	for _, c := range s.Analysis.Claims {
		if c.About == news.Main && c.Stance == news.Accuses && c.Accused.ID != "" && (c.Evidence.Part != news.InText || c.Evidence.Start <= chargeBytes) {
			whose = append(whose, side{c.Accused.ID, c.Accused.Name})
		}
	}
	title, struck, accusers := strings.ToLower(firstBytes(s.Title, titleBytes)), struckIn(s), accusersOf(s)
	var tools []string
	for _, m := range s.Analysis.Mentions {
		about := m.Count >= prominent
		switch {
		case wielded(m.Kind):
			tools = append(tools, letters(m.Name))
			if about || headlined(title, m) {
				whose = append(whose, side{m.ID, m.Name})
			}
		case len(whom) < mostSides && (m.Kind == news.MentionVictim || m.Kind == news.MentionParty && organisation(m.ID)):
			if guessed(m.ID) {
				about = standsIn(struck, m.Name)
			}
			if (about || headlined(title, m)) && int(idf(hashOf(m.ID))) >= commonBits &&
				!accusers[m.ID] && !accusers[strings.ToLower(m.Name)] && !tells(s, m) {
				whom = append(whom, side{m.ID, m.Name})
			}
		}
	}
	whose = few(whose)
	whom = slices.DeleteFunc(whom, func(name side) bool { return tool(tools, whose, name) })
	return whose, few(whom)
}

// titleBytes is how much of a headline names are sought in.
const titleBytes = 500

// tool reports whether a name is that of who did it, or of what with, whole or short ("Tallow" for
// Tallowcrypt): such is no victim.
func tool(tools []string, whose []side, name side) bool {
	short := letters(name.name)
	return slices.ContainsFunc(whose, func(who side) bool { return sameName(who.name, name.name) }) ||
		len(short) >= leastName && slices.ContainsFunc(tools, func(tool string) bool { return strings.HasPrefix(tool, short) })
}

// wielded reports whether mentions of a kind are of groups or of their tools.
func wielded(k news.MentionKind) bool {
	return k == news.MentionActor || k == news.MentionMalware || k == news.MentionCampaign
}

func headlined(title string, m news.Mention) bool {
	return standsIn(title, m.Name) || m.Surface != m.Name && standsIn(title, m.Surface)
}

// few are the first of the sides, each once.
func few(sides []side) []side {
	var out []side
	for _, s := range sides {
		if len(out) < linkNames && !slices.ContainsFunc(out, func(o side) bool { return o.id == s.id }) {
			out = append(out, s)
		}
	}
	return out
}

// organisation reports whether an ID is that of a company or body, not of a state or of
// somebody vague.
func organisation(id string) bool {
	kind, _, _ := strings.Cut(id, ":")
	return kind == "org" || kind == string(news.Company) || kind == string(news.VictimOrg)
}

// guessed reports whether an ID is of a party that no catalogue knows: any word with a capital may
// be taken for one, a protocol or the heading of a paragraph.
func guessed(id string) bool { return strings.Contains(id, "::") }

// struckIn are the victims that the claims about the story's own operation name, in lower case.
func struckIn(s news.Story) string {
	var b strings.Builder
	for _, c := range s.Analysis.Claims {
		if c.About == news.Main {
			b.WriteString(c.Victim + "\n")
		}
	}
	return strings.ToLower(b.String())
}

// accusersOf are who says it all, by key and by name: a vendor is in its reports' every line.
func accusersOf(s news.Story) map[string]bool {
	all := map[string]bool{}
	for _, c := range s.Analysis.Claims {
		all[c.Accuser.Key()], all[strings.ToLower(c.Accuser.Name)] = true, true
	}
	return all
}

// tells reports whether a party is the outlet itself, which is in each of its stories.
func tells(s news.Story, m news.Mention) bool {
	name := letters(m.Name)
	if len(name) < leastName {
		return false
	}
	_, address, _ := strings.Cut(s.URL, "://")
	host, _, _ := strings.Cut(address, "/")
	return strings.Contains(letters(string(s.Outlet)), name) || strings.Contains(letters(host), name)
}

// leastName is the length of a name that is sought in other ones.
const leastName = 4

// letters are the plain letters and digits of a name, in lower case.
func letters(name string) string {
	var b strings.Builder
	for _, c := range []byte(name) {
		if lowered[c] != 0 {
			b.WriteByte(lowered[c])
		}
	}
	return b.String()
}

// sameName reports whether one name is the other one, or a part of it.
func sameName(a, b string) bool {
	return standsIn(strings.ToLower(a), b) || standsIn(strings.ToLower(b), a)
}

// standsIn reports whether a name stands in a text of lower case, as whole words.
func standsIn(text, name string) bool {
	name = strings.ToLower(name)
	for from := 0; name != ""; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(name)
		if (start == 0 || lowered[text[start-1]] == 0) && (end == len(text) || lowered[text[end]] == 0) {
			return true
		}
		from = end
	}
	return false
}
