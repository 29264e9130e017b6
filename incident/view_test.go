package incident

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

var (
	britain   = news.Party{ID: "state:gb", Name: "United Kingdom", Kind: news.GovernmentParty, Country: "GB"}
	ncsc      = news.Party{ID: "org:ncsc-gb", Name: "NCSC", Kind: news.Agency, Country: "GB"}
	norway    = news.Party{ID: "state:no", Name: "Norway", Kind: news.GovernmentParty, Country: "NO"}
	vendor    = news.Party{ID: "org:northlight", Name: "Northlight", Kind: news.Company, Country: "US"}
	land      = news.Party{ID: "state:xx", Name: "Ruritania", Kind: news.State, Country: "XX"}
	landsVage = news.Party{Name: "Ruritanian hackers", Kind: news.Vague, Country: "XX"}
	nobody    = news.Party{Kind: news.UnknownParty}
)

// told is a story on a day of March 2031 with claims that its one sentence carries.
func told(name string, day int, title string, claims ...news.Claim) news.Story {
	when := time.Date(2031, 3, day, 9, 0, 0, 0, time.UTC)
	s := news.Story{
		ID: news.NewStoryID(name), Outlet: news.OutletID("outlet-" + name), Title: title,
		Text:      title + " on the evidence that was shown to reporters in " + name + " this week.",
		Published: news.At(when), Arrived: when.Add(time.Hour),
	}
	for i, c := range claims {
		c.About, c.Review = news.About(orElse(string(c.About), string(news.Main))), news.Review(orElse(string(c.Review), string(news.Machine)))
		c.Relation = news.Relation(orElse(string(c.Relation), string(news.CarriedOut)))
		c.Date, c.Quote = news.At(when.Add(time.Duration(i)*time.Minute)), s.Text
		c.ID = news.NewClaimID(s.ID, c.Quote, c.Accuser, c.Accused, c.Relation, c.Stance)
		s.Analysis.Claims = append(s.Analysis.Claims, c)
	}
	return s
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func says(who news.Party, stance news.Stance, whom news.Party, level news.Level) news.Claim {
	return news.Claim{Accuser: who, Stance: stance, Accused: whom, Level: level}
}

func membersOf(stories []news.Story) []news.Member {
	var out []news.Member
	for _, s := range stories {
		out = append(out, news.Member{Story: s.ID})
	}
	return out
}

// Three outlets report one accusation, one of them as a copy; the accused denies, a
// vendor declines, an act about another operation stands apart.
func statement() ([]news.Member, []news.Story) {
	other := says(britain, news.Accuses, land, news.GovernmentLevel)
	other.About, other.Relation = news.Other, news.SponsoredBy
	rejected := says(vendor, news.Accuses, land, news.CompanyLevel)
	rejected.Review = news.Rejected
	stories := []news.Story{
		told("a", 3, "Britain blames Ruritania for ferry hack", says(britain, news.Accuses, land, news.GovernmentLevel), rejected),
		told("b", 4, "Ferry hack was Ruritania, says Britain", says(britain, news.Accuses, land, news.GovernmentLevel), other),
		told("c", 5, "Britain blames Ruritania for ferry hack", says(britain, news.Accuses, land, news.GovernmentLevel)),
		told("d", 6, "Ruritania denies ferry hack", says(land, news.Denies, nobody, news.GovernmentLevel), says(vendor, news.Declines, nobody, news.CompanyLevel)),
	}
	members := membersOf(stories)
	members[2].Copy = stories[0].ID
	return members, stories
}

// A firm that the catalogue does not know is one accuser, however stories name it; a
// namesake in another country is another.
func TestNamesakesAreOneParty(t *testing.T) {
	accuse := func(name string, kind news.PartyKind, country string) news.Claim {
		return says(news.Party{Name: name, Kind: kind, Country: country}, news.Accuses, land, news.CompanyLevel)
	}
	stories := []news.Story{
		told("a", 3, "Firm blames Ruritania", accuse("Hollin", news.Org, "")),
		told("b", 4, "Firm's own report", accuse("Hollin Security", news.Company, "NL")),
		told("c", 5, "Firm blames Ruritania again", accuse("Hollin", news.Company, ""), accuse("hollin security", news.Org, "")),
		told("d", 6, "Others", accuse("Hollin Security", news.Company, "NZ"), accuse("Hollin Bay", news.Org, "")),
	}
	acts := Acts("i-x", membersOf(stories), stories)
	var got []string
	for _, a := range acts {
		got = append(got, a.Accuser.Name+" "+a.Accuser.Country)
	}
	slices.Sort(got)
	if want := []string{"Hollin Bay ", "Hollin Security NL", "Hollin Security NZ"}; !slices.Equal(got, want) {
		t.Errorf("accusers %q, want %q", got, want)
	}
}

func TestActsMergeRepeats(t *testing.T) {
	members, stories := statement()
	acts := Acts("i-x", members, stories)
	first := acts[0]
	if len(first.Claims) != 3 || len(first.Outlets) != 3 || first.Origins != 2 || first.Accuser.ID != britain.ID || first.Stance != news.Accuses {
		t.Errorf("first act %+v, want Britain's accusation of three claims, three outlets, two origins", first)
	}
	if first.First.Time.Day() != 3 || first.Last.Time.Day() != 5 {
		t.Errorf("from %v to %v, want 3 to 5 March", first.First, first.Last)
	}
	for _, a := range acts {
		if a.Accuser.ID == vendor.ID && a.Stance == news.Accuses {
			t.Error("a rejected claim makes an act")
		}
	}
	if last := acts[len(acts)-1]; last.About != news.Other {
		t.Errorf("last act is about %s, want other", last.About)
	}
}

func TestStandings(t *testing.T) {
	members, stories := statement()
	in := Compose("i-x", members, stories)
	s := in.Standing[0]
	if s.Accused.ID != land.ID || len(s.Accusers) != 1 || s.IndependentOrigins != 2 || s.Level != news.GovernmentLevel {
		t.Errorf("%+v, want Ruritania accused by one, in two texts, by a government", s)
	}
	if len(s.DeniedBy) != 1 || s.DeniedBy[0].ID != land.ID || !s.Contested() || !in.Contested() {
		t.Errorf("denied by %v, want by Ruritania, contested", s.DeniedBy)
	}
	if s.Claims != 4 || s.Unreviewed != 4 {
		t.Errorf("%d claims, %d unreviewed, want 4 and 4", s.Claims, s.Unreviewed)
	}
	declined := in.Standing[1]
	if len(declined.DeclinedBy) != 1 || declined.DeclinedBy[0].ID != vendor.ID || declined.Level != "" {
		t.Errorf("%+v, want the vendor's refusal with nobody accused", declined)
	}
}

// What agencies of one state say is not joint; what two states say in one story is.
func TestJointLevel(t *testing.T) {
	for name, tt := range map[string]struct {
		claims []news.Claim
		want   news.Level
	}{
		"two states": {[]news.Claim{says(britain, news.Accuses, land, news.GovernmentLevel), says(norway, news.Accuses, land, news.GovernmentLevel)}, news.JointLevel},
		"one state":  {[]news.Claim{says(britain, news.Accuses, land, news.GovernmentLevel), says(ncsc, news.Accuses, land, news.GovernmentLevel)}, news.GovernmentLevel},
		"a company":  {[]news.Claim{says(britain, news.Accuses, land, news.GovernmentLevel), says(vendor, news.Accuses, land, news.CompanyLevel)}, news.GovernmentLevel},
		"other accused": {[]news.Claim{
			says(britain, news.Accuses, land, news.GovernmentLevel), says(norway, news.Accuses, landsVage, news.GovernmentLevel),
		}, news.GovernmentLevel},
	} {
		t.Run(name, func(t *testing.T) {
			stories := []news.Story{told("a", 3, "A statement on the ferry hack", tt.claims...)}
			if got := Standings(Acts("i-x", membersOf(stories), stories))[0].Level; got != tt.want {
				t.Errorf("level %s, want %s", got, tt.want)
			}
		})
	}
}

// "Ruritanian hackers" are not the state of Ruritania.
func TestVagueStandsApart(t *testing.T) {
	stories := []news.Story{told("a", 3, "Who hacked the ferry", says(vendor, news.Accuses, landsVage, news.CompanyLevel), says(britain, news.Accuses, land, news.GovernmentLevel))}
	if all := Standings(Acts("i-x", membersOf(stories), stories)); len(all) != 2 || all[0].Accused.ID != land.ID {
		t.Errorf("%d standings, want two, the state's first", len(all))
	}
}

// What was hardly read comes last, however weighty it would be, until a person vouches for it.
func TestDoubtfulStandsLast(t *testing.T) {
	misread, read := says(britain, news.Accuses, norway, news.LegalLevel), says(vendor, news.Accuses, land, news.CompanyLevel)
	misread.Score, read.Score = 49, 50
	for _, tt := range []struct {
		review news.Review
		first  news.Party
		score  int
	}{{news.Machine, land, 49}, {news.Confirmed, norway, 100}} {
		misread.Review = tt.review
		stories := []news.Story{told("a", 3, "Who hacked the ferry", misread, read)}
		all := Standings(Acts("i-x", membersOf(stories), stories))
		at := slices.IndexFunc(all, func(s news.Standing) bool { return s.Accused.ID == norway.ID })
		if len(all) != 2 || all[0].Accused.ID != tt.first.ID || all[at].Score != tt.score || all[at].Doubtful() != (tt.score < 50) {
			t.Errorf("%s: %+v, want %s first", tt.review, all, tt.first.Name)
		}
		for _, m := range Compose("i-x", membersOf(stories), stories).Timeline {
			if want := strings.Contains(m.Text, norway.Name) && tt.score < 50; m.Doubtful() != want {
				t.Errorf("%s: %q is doubtful: %v", tt.review, m.Text, m.Doubtful())
			}
		}
	}
}

// How surely an act about the incident was read, a background remark of the same words doesn't say.
func TestScoreOfMainClaims(t *testing.T) {
	main, other := says(britain, news.Accuses, land, news.GovernmentLevel), says(britain, news.Accuses, land, news.GovernmentLevel)
	main.Score, other.Score, other.About = 40, 90, news.Other
	stories := []news.Story{told("a", 3, "Britain blames Ruritania", main), told("b", 4, "Ruritania again", other)}
	acts := Acts("i-x", membersOf(stories), stories)
	if len(acts) != 1 || acts[0].About != news.Main || acts[0].Score != 40 {
		t.Errorf("%+v, want one act about the incident, read with 40 %%", acts)
	}
}

func TestComposeIgnoresOrderOfStories(t *testing.T) {
	members, stories := statement()
	want := Compose("i-x", members, stories)
	for range stories {
		stories = append(stories[1:], stories[0])
		if got := Compose("i-x", members, stories); !reflect.DeepEqual(got, want) {
			t.Fatalf("another incident for another order of stories:\n%+v\nwant\n%+v", got, want)
		}
	}
}

func TestComposeDescribes(t *testing.T) {
	members, stories := statement()
	in := Compose("i-x", members, stories)
	if in.First.Day() != 3 || in.Last.Day() != 6 || in.Origins != 3 || len(in.Outlets) != 4 {
		t.Errorf("first %v, last %v, %d origins, outlets %v", in.First, in.Last, in.Origins, in.Outlets)
	}
	if !strings.Contains(in.Title, "Ruritania") {
		t.Errorf("title %q is no central headline", in.Title)
	}
	if len(in.Summary) == 0 || len(in.Summary) > summaryLength {
		t.Errorf("%d sentences", len(in.Summary))
	}
	for _, e := range in.Summary {
		i := slices.IndexFunc(stories, func(s news.Story) bool { return s.ID == e.Story })
		if i < 0 || !strings.Contains(stories[i].Text, e.Text) {
			t.Errorf("%q does not stand in story %s", e.Text, e.Story)
		}
	}
	var phases []news.Phase
	for _, m := range in.Timeline {
		phases = append(phases, m.Phase)
	}
	if want := []news.Phase{news.Disclosed, news.Attributed, news.Denied, news.Declined}; !slices.Equal(phases, want) {
		t.Errorf("timeline %v, want %v", phases, want)
	}
	if got := in.Timeline[1].Text; got != "United Kingdom accuses Ruritania" {
		t.Errorf("the attribution reads %q", got)
	}
}

// What a lone story says is told in its order, and not twice; of several, each in its own.
func TestSummaryInOrder(t *testing.T) {
	const first, second, third = "The ministry of ports said that its booking system had been shut for two days by intruders.",
		"Engineers from a neighbouring country helped to bring the cranes of Eastmouth back to work.",
		"Intruders shut the booking system of the ministry of ports for two days, the ministry said."
	lone := told("alone", 3, "Harbour of Eastmouth shut by intruders")
	lone.Text = strings.Join([]string{first, second, third}, " ")
	other := told("other", 4, "Harbour of Eastmouth shut, engineers help")
	other.Text = "In other news, the weather over the harbour stayed as it had been through all of the week.\n\n" + second + "\n\n" + first
	for _, stories := range [][]news.Story{{lone}, {lone, other}} {
		in := Compose("i-order", membersOf(stories), stories)
		last := map[news.StoryID]int{}
		for _, e := range in.Summary {
			i := slices.IndexFunc(stories, func(s news.Story) bool { return s.ID == e.Story })
			at := strings.Index(stories[i].Text, e.Text)
			if at < last[e.Story] {
				t.Errorf("%q stands before what was told earlier", e.Text)
			}
			last[e.Story] = at
			if e.Text == third && len(stories) == 1 {
				t.Errorf("%q repeats what was said", e.Text)
			}
		}
		if len(in.Summary) < 2 {
			t.Errorf("the summary is %v", in.Summary)
		}
	}
}

func TestHiddenStoriesSayNothing(t *testing.T) {
	members, stories := statement()
	members[3].Hidden = true
	in := Compose("i-x", members, stories)
	if len(in.Standing) != 1 || in.Contested() || len(in.Members) != 4 || in.Last.Day() != 5 {
		t.Errorf("standing %+v, %d members, last %v", in.Standing, len(in.Members), in.Last)
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"One. Two!", []string{"One.", "Two!"}},
		{"The U.S. Navy said so. Mr. Orr agreed.", []string{"The U.S. Navy said so.", "Mr. Orr agreed."}},
		{"It was 5.1 million. “No,” he said.", []string{"It was 5.1 million.", "“No,” he said."}},
		{"First paragraph\n\nSecond one.", []string{"First paragraph", "Second one."}},
		{"", nil},
	} {
		if got := sentences(tt.text, 9); !slices.Equal(got, tt.want) {
			t.Errorf("sentences(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestFixedPoint(t *testing.T) {
	for _, tt := range []struct {
		x    uint64
		want int
	}{{One, 0}, {2 * One, One}, {3 * One, 103872}, {1000 * One, 653119}, {One / 2, -One}} {
		if got := log2(tt.x); got < tt.want-2 || got > tt.want+2 {
			t.Errorf("log2(%d/One) = %d, want %d", tt.x, got, tt.want)
		}
	}
	for x := range uint64(2000) {
		if r := root(x); r*r > x || (r+1)*(r+1) <= x {
			t.Fatalf("root(%d) = %d", x, r)
		}
	}
	for x := -10 * One; x < 10*One; x += One / 8 {
		if sigmoid(x) < sigmoid(x-One/8) || sigmoid(x)+sigmoid(-x) != One {
			t.Fatalf("sigmoid is not even or not rising at %d", x)
		}
	}
}

// What an incident's activity is: the news of it, not when we heard.
func TestActivityIsOfTheNews(t *testing.T) {
	early, changed, tomorrow := told("a", 3, "First report"), told("b", 4, "Second report"), told("c", 4, "Misdated report")
	early.Arrived = early.Arrived.AddDate(0, 0, 30) // backfilled
	changed.Arrived = changed.Arrived.AddDate(0, 0, 30)
	changed.Modified = news.At(changed.Published.Time.AddDate(0, 0, 2))
	tomorrow.Modified = news.At(tomorrow.Arrived.AddDate(0, 0, 1))
	stories := []news.Story{early, changed, tomorrow}
	if got, want := Compose("i-x", membersOf(stories), stories).Activity, changed.Modified.Time; !got.Equal(want) {
		t.Errorf("activity %v, want %v", got, want)
	}
}
