package incident

import (
	"fmt"
	"testing"
	"time"

	"ascribe/news"
)

// TestCredited: whose report a story says it repeats, and what only looks like it.
func TestCredited(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, outlet, title, text, want string }{
		{"according to", "gazette", "Dairy hacked", "The scales of Quayside Dairy were hacked in spring, according to Reuters. Farms poured milk away.", "Reuters"},
		{"at the beginning", "gazette", "Dairy hacked", "According to the Guardian, the scales of Quayside Dairy were hacked.", "Guardian"},
		{"the outlet reported", "gazette", "Dairy hacked", "The scales of Quayside Dairy were hacked, Bloomberg reported on Tuesday.", "Bloomberg"},
		{"the outlet first reported", "gazette", "Dairy hacked", "Quayside Dairy was hacked, The Record first reported.", "Record"},
		{"first reported by", "gazette", "Dairy hacked", "The break-in, first reported by The Record, stopped three plants.", "Record"},
		{"told the outlet", "gazette", "Dairy hacked", "A weigher at the dairy told the Guardian that the scales had lied for weeks.", "Guardian"},
		{"on a weekday", "gazette", "Dairy hacked", "Two officials told Reuters Monday that the scales had been hacked.", "Reuters"},
		{"a report in", "gazette", "Dairy hacked", "The scales were hacked, according to a report in the Wall Street Journal.", "Wall Street Journal"},
		{"seen by", "gazette", "Dairy hacked", "The scales were hacked, says a letter seen by Der Spiegel.", "Spiegel"},
		{"the second sentence", "gazette", "Dairy hacked", "Milk flowed into a ditch. The scales had been hacked, Axios reported.", "Axios"},
		{"the headline's end", "gazette", "Dairy scales hacked by neighbours: Reuters", "Milk flowed into a ditch.", "Reuters"},
		{"the headline reports", "gazette", "Dairy scales hacked, Politico reports", "Milk flowed into a ditch.", "Politico"},
		{"an outlet of two names", "gazette", "Dairy hacked", "The scales were hacked, according to Bleeping Computer.", "BleepingComputer"},

		{"the outlet itself", "guardian", "Dairy hacked", "A weigher told the Guardian that the scales had lied. Reuters reported the same.", ""},
		{"the outlet itself by another name", "The Record", "Dairy hacked", "The dairy told The Record that the scales had lied.", ""},
		{"the headline's own name", "guardian", "Dairy hacked - The Guardian", "Milk flowed into a ditch.", ""},
		{"a body", "gazette", "Dairy hacked", "The scales were hacked, according to a report by the NCSC.", ""},
		{"a firm", "gazette", "Dairy hacked", "The scales were hacked, according to Calder Labs, which told customers.", ""},
		{"no outlet", "gazette", "Dairy hacked", "According to the record of the court the scales were hacked, the report said.", ""},
		{"another affair", "gazette", "Dairy hacked", "Reuters reported last year that a rival's scales had been hacked. Now it is Quayside Dairy's turn.", ""},
		{"own work beside it", "gazette", "Dairy hacked", "The Gazette independently checked the letter that Reuters reported on Monday.", ""},
		{"further down", "gazette", "Dairy hacked", "Milk flowed. The scales lied. Both were filmed. The film is short, according to Reuters.", ""},
		{"an outlet as the victim", "gazette", "Guardian hacked", "The Guardian reported the theft of its archive to the police.", ""},
		{"a longer name behind", "gazette", "Payroll hacked", "The payroll was copied, according to the Guardian Media Group.", ""},
		{"a longer name before", "gazette", "Payroll hacked", "The payroll was copied, Coast Guardian reported.", ""},
		{"somebody's", "gazette", "Payroll hacked", "The thieves told the Guardian's staff to pay.", ""},
		{"a part of a word", "gazette", "Payroll hacked", "The thieves foretold Reuters nothing, and Bloomberg underreported.", ""},
		{"nothing", "", "", "", ""},
	} {
		s := news.Story{Outlet: news.OutletID(tc.outlet), Title: tc.title, Text: tc.text}
		if got := credited(&s, outletKey(tc.outlet)); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
		brief := Brief(s)
		if got := credited(&brief, outletKey(tc.outlet)); got != tc.want {
			t.Errorf("%s, of a brief: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// TestExclusive: what several outlets retell of one outlet's report is that report.
func TestExclusive(t *testing.T) {
	t.Parallel()
	at := time.Date(2031, 3, 1, 9, 0, 0, 0, time.UTC)
	type told struct {
		hours        int
		outlet, text string
		agency       string
	}
	const retold = "The scales were hacked, according to the Guardian."
	for name, tc := range map[string]struct {
		stories []told
		want    int
	}{
		"an exclusive and three that retell it":    {[]told{{0, "guardian", "A weigher told the Guardian of it.", ""}, {2, "gazette", retold, ""}, {3, "herald", retold, ""}, {9, "courier", retold, ""}}, 1},
		"without the exclusive itself":             {[]told{{2, "gazette", retold, ""}, {3, "herald", retold, ""}, {4, "wire", "The dairy said so.", ""}}, 2},
		"retold by the clock before it is told":    {[]told{{0, "gazette", retold, ""}, {5, "guardian", "A weigher told the Guardian of it.", ""}}, 1},
		"the nearest of the outlet's own":          {[]told{{0, "guardian", "The scales lied.", ""}, {40, "guardian", "The milk is gone.", ""}, {41, "gazette", retold, ""}}, 2},
		"a body's statement, reported three times": {[]told{{0, "gazette", "The NCSC said so.", ""}, {1, "herald", "According to the NCSC it was so.", ""}, {2, "wire", "The NCSC told reporters.", ""}}, 3},
		"a service's copy and one that cites it":   {[]told{{0, "gazette", "It was so.", "AP"}, {1, "herald", "It was so, according to AP.", ""}}, 1},
		"weeks later another report":               {[]told{{0, "gazette", retold, ""}, {400, "herald", retold, ""}}, 2},
	} {
		var members []news.Member
		var stories []news.Story
		for i, s := range tc.stories {
			story := news.Story{
				ID: news.NewStoryID(fmt.Sprint(name, i)), Outlet: news.OutletID(s.outlet), Title: "Dairy hacked", Text: s.text, Agency: s.agency,
				Published: news.At(at.Add(time.Duration(s.hours) * time.Hour)), Arrived: at.AddDate(1, 0, 0),
			}
			members, stories = append(members, news.Member{Story: story.ID}), append(stories, story)
		}
		if got := Compose("i-1", members, stories).Origins; got != tc.want {
			t.Errorf("%s: %d origins, want %d", name, got, tc.want)
		}
	}
}
