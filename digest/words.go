package digest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ascribe/news"
)

// Name says who a party is, also when nobody named it.
func Name(p news.Party) string {
	if named(p) {
		return clean(p.Name)
	}
	who := map[news.PartyKind]string{
		news.Anonymous:   "an unnamed source",
		news.Researchers: "an unnamed researcher",
		news.Unspecified: "a source the text doesn't name",
		news.Vague:       "an unnamed group",
	}[p.Kind]
	if who == "" {
		who = "somebody unnamed"
	}
	if p.Country != "" {
		who += " (" + clean(p.Country) + ")"
	}
	return who
}

// Whom names an accused. Where sources only say that nobody is named, there is none.
func Whom(p news.Party) string {
	if nobody(p) {
		return "nobody named"
	}
	return Name(p)
}

func nobody(p news.Party) bool { return !named(p) && p.Country == "" }

// named reports whether p has a name. The reader writes "unknown" where a text says that
// nobody knows who it was.
func named(p news.Party) bool {
	return p.Name != "" && (p.ID != "" || !strings.EqualFold(p.Name, "unknown"))
}

// names lists parties as a sentence does: "A, B and C".
func names(parties []news.Party) string {
	all := make([]string, len(parties))
	for i, p := range parties {
		all[i] = Name(p)
	}
	return list(all)
}

func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// Headline says an act in one sentence. The subject is what is attributed when that is not
// the incident itself.
func Headline(a news.Act, subject string) string {
	whom, be, verb := Name(a.Accused), " "+a.Accused.Be(), verbOf(a.Accuser)
	it := subject
	if it == "" {
		it = "it"
	}
	switch a.Stance {
	case news.Denies:
		if a.Accuser.Key() == a.Accused.Key() {
			return verb("denies", "deny") + " responsibility"
		}
		return verb("denies", "deny") + " that " + whom + be + " responsible"
	case news.Declines:
		if nobody(a.Accused) {
			return verb("declines", "decline") + " to attribute " + it
		}
		return verb("declines", "decline") + " to say whether " + whom + be + " responsible"
	case news.Doubts:
		if nobody(a.Accused) {
			return verb("doubts", "doubt") + " the attribution"
		}
		return verb("doubts", "doubt") + " that " + whom + be + " responsible"
	case news.Claims:
		return verb("claims", "claim") + " responsibility"
	}
	return accusation(verb, a.Relation, whom, it)
}

// verbOf puts a verb behind a party's name, in its number.
func verbOf(p news.Party) func(one, several string) string {
	return func(one, several string) string {
		if named(p) && p.Plural() {
			return Name(p) + " " + several
		}
		return Name(p) + " " + one
	}
}

func accusation(verb func(one, several string) string, r news.Relation, whom, it string) string {
	switch r {
	case news.SponsoredBy:
		return verb("accuses", "accuse") + " " + whom + " of being behind " + it
	case news.LinkedTo:
		return verb("links", "link") + " " + it + " to " + whom
	case news.SameAs:
		return verb("says", "say") + " that " + it + " is " + whom
	case news.Indicted:
		return verb("indicts", "indict") + " " + whom
	case news.Sanctioned:
		return verb("sanctions", "sanction") + " " + whom
	}
	if it == "it" {
		return verb("accuses", "accuse") + " " + whom + " of carrying it out"
	}
	return verb("attributes", "attribute") + " " + it + " to " + whom
}

// Hedge gives the speaker's own words with the scale they stand on: `"highly likely" (PHIA
// 80-90 %)`. Words on no scale say so; a number without its scale would mislead.
func Hedge(words string, l *news.Likelihood) string {
	words = clean(words)
	switch {
	case words == "" && l == nil:
		return ""
	case l == nil && strings.Contains(words, "confidence"): // the other axis: it needs no scale
		return fmt.Sprintf("“%s”", words)
	case l == nil:
		return fmt.Sprintf("“%s” (on no scale)", words)
	case words == "" || strings.EqualFold(words, l.Term):
		return fmt.Sprintf("“%s” (%s %s)", clean(l.Term), clean(l.Scale), percent(*l))
	}
	return fmt.Sprintf("“%s” (%s: %s, %s)", words, clean(l.Scale), clean(l.Term), percent(*l))
}

func percent(l news.Likelihood) string { return fmt.Sprintf("%d–%d %%", l.Low, l.High) }

// standing says in sentences what the acts against one party amount to.
func standing(s news.Standing, loc *time.Location) []string {
	whom := Name(s.Accused)
	var says []string
	say := func(format string, args ...any) { says = append(says, fmt.Sprintf(format, args...)) }
	if len(s.Accusers) > 0 {
		say("%s %s accused by %s: %s, %s, strongest level %s%s.", whom, s.Accused.Be(), names(s.Accusers),
			Count(len(s.Accusers), "accuser", "accusers"), Count(s.IndependentOrigins, "independent origin", "independent origins"),
			s.Level, period(s.First, s.Last, loc))
	} else if nobody(s.Accused) {
		say("Nobody is named.")
	} else if !s.SelfClaimed {
		say("Nobody accuses %s in what was read.", whom)
	}
	if s.Likelihood != nil {
		say("Strongest estimate: %s.", Hedge("", s.Likelihood))
	}
	if s.SelfClaimed {
		say("%s.", verbOf(s.Accused)("claims responsibility itself", "claim responsibility themselves"))
	}
	for _, by := range []struct {
		verb    string
		parties []news.Party
	}{{"Denied by", s.DeniedBy}, {"Doubted by", s.DoubtedBy}, {"Left open by", s.DeclinedBy}} {
		if len(by.parties) > 0 {
			say("%s %s.", by.verb, names(by.parties))
		}
	}
	if s.Doubtful() {
		say("Perhaps misread: no sentence of it was read with a certainty of more than %d %%.", s.Score)
	}
	say("%d of %s reviewed by a person.", s.Claims-s.Unreviewed, Count(s.Claims, "claim", "claims"))
	return says
}

func period(first, last news.Date, loc *time.Location) string {
	from, to := day(first, loc), day(last, loc)
	switch {
	case from == "":
		return ""
	case to == "" || from == to:
		return ", " + from
	}
	return ", " + from + " to " + to
}

// Count says how many: "1 story", "3 stories".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Stamp prints a date as exactly as it is known, and no more exactly. Only a moment has a
// zone: a day is printed as it was given.
func Stamp(d news.Date, loc *time.Location) string {
	if !d.Known() || !slices.Contains([]news.Precision{news.Second, news.Minute}, d.Precision) {
		return d.String()
	}
	return moment(d.Time, loc)
}

// day prints a date without its time of day.
func day(d news.Date, loc *time.Location) string {
	if s := Stamp(d, loc); len(s) > len(time.DateOnly) {
		return s[:len(time.DateOnly)]
	}
	return d.String()
}

func moment(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(loc).Format("2006-01-02 15:04 MST")
}
