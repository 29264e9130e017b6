// Package corpus makes up log entries for measures of the store.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"ascribe/news"
)

// victimKinds makes of 40,000 words eight times as many names of victims.
const victimKinds = 8

// A Corpus makes log entries of the size of real ones: 4.5 KB of text from 40,000 made-up
// words of which few are common (Zipf, exponent 1.07), a summary, two or three names, and up
// to two claims. Two of three stories stand alone; the others are about affairs of some
// thirteen stories within six hours. A story comes every three minutes, so a million are
// six years; then each victim and each flaw was that of two affairs, so that a story which
// begins one shares a name with some four that are long out of the news. (Of 3,200 full texts
// of half a year, beside a memory of 200, those that began one did with 0.3.)
type Corpus struct {
	r     *rand.Rand
	zipf  *rand.Zipf
	Words []string // the commonest first
	N     int      // entries made
}

// Start is before the first story.
var Start = time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)

// New makes the same corpus for the same seed.
func New(seed uint64) *Corpus {
	c := &Corpus{}
	r := c.chance(seed, 2)
	const letters = "etaoinshrdlcumwfgypbvk"
	for range 40_001 {
		w := make([]byte, 3+r.IntN(7))
		for i := range w {
			w[i] = letters[min(r.IntN(len(letters)), r.IntN(len(letters)))]
		}
		c.Words = append(c.Words, string(w))
	}
	return c
}

// After makes the corpus go on where another one of its words stopped after n entries: with the
// same names and affairs, and texts of its own.
func (c *Corpus) After(n int) *Corpus {
	c.N = n
	c.chance(uint64(n), 4)
	return c
}

func (c *Corpus) chance(seed, stream uint64) *rand.Rand {
	c.r = rand.New(rand.NewPCG(seed, stream))
	c.zipf = rand.NewZipf(c.r, 1.07, 4, 40_000)
	return c.r
}

func (c *Corpus) sentence(n int) string {
	w := make([]string, n)
	for i := range w {
		w[i] = c.Words[c.zipf.Uint64()]
	}
	w[0] = strings.ToUpper(w[0][:1]) + w[0][1:]
	return strings.Join(w, " ") + "."
}

// Parties accuse and are accused: states mostly, the first of them most often.
var Parties = func() (all []news.Party) {
	for iso := range strings.FieldsSeq("US GB CN RU KP IR IL IN UA DE FR JP KR AU CA VN PK TR NL NO") {
		all = append(all, news.Party{ID: "state:" + strings.ToLower(iso), Name: "State " + iso, Kind: news.State, Country: iso})
	}
	return all
}()

func (c *Corpus) party() news.Party {
	return Parties[min(c.r.IntN(len(Parties)), c.r.IntN(len(Parties)))]
}

// Next makes the next entry.
func (c *Corpus) Next() news.Entry {
	c.N++
	affair := c.N / 120
	if c.r.IntN(3) > 0 {
		affair = 10_000_000 + c.N
	}
	at := Start.Add(time.Duration(c.N) * 3 * time.Minute)
	topic := rand.New(rand.NewPCG(uint64(affair), 3))
	victim := "Firm" + c.Words[topic.IntN(len(c.Words))] + c.Words[topic.IntN(victimKinds)]
	cve := fmt.Sprintf("CVE-%d-%d", 2018+topic.IntN(7), 1000+topic.IntN(50_000))
	paragraphs := make([]string, 9)
	for i := range paragraphs {
		paragraphs[i] = fmt.Sprintf("%s %s %s %s", c.sentence(30), victim, cve, c.sentence(40))
	}
	outlet := news.OutletID(fmt.Sprint("outlet", c.r.IntN(150)))
	s := news.Story{
		URL: fmt.Sprintf("https://%s.example/2024/%d/%s", outlet, c.N, strings.ReplaceAll(c.sentence(5), " ", "-")), Outlet: outlet, Feed: news.FeedID(outlet),
		Version: 1, Title: victim + " " + c.sentence(8), Summary: c.sentence(25), Text: strings.Join(paragraphs, "\n\n"), Language: "en",
		Access: news.Full, Published: news.At(at), Arrived: at.Add(5 * time.Minute),
		Analysis: news.Analysis{Engine: "claim/1", InScope: true, Document: news.Report},
	}
	s.ID = news.NewStoryID(s.URL)
	for range c.r.IntN(3) {
		c.accuse(&s)
	}
	s.Hash = s.Fingerprint()
	for _, m := range []news.Mention{
		{Kind: news.MentionCVE, ID: "cve:" + cve, Name: cve, Surface: cve}, {Kind: news.MentionVictim, ID: "org:" + victim, Name: victim, Surface: victim},
	} {
		start := strings.Index(s.Text, m.Surface)
		m.Count, m.Span = len(paragraphs), news.Span{Part: news.InText, Start: start, End: start + len(m.Surface)}
		s.Analysis.Mentions = append(s.Analysis.Mentions, m)
	}
	return news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: &s}
}

// accuse adds a claim with its sentence at the end of the text.
func (c *Corpus) accuse(s *news.Story) {
	by, of := c.party(), c.party()
	stance := news.Accuses
	if c.r.IntN(6) == 0 {
		by, stance = of, news.Denies
	}
	quote := fmt.Sprintf("%s %s %s of it, %s", by.Name, stance, of.Name, c.sentence(12))
	s.Text += "\n\n" + quote
	start := len(s.Text) - len(quote)
	s.Analysis.Claims = append(s.Analysis.Claims, news.Claim{
		ID: news.NewClaimID(s.ID, quote, by, of, news.CarriedOut, stance), Accuser: by, Accused: of, Relation: news.CarriedOut, Stance: stance,
		About: news.Main, Level: news.Levels[c.r.IntN(len(news.Levels)-1)], Basis: news.ThirdParty, Type: news.PoliticalStatement,
		Date: s.Published, Evidence: news.Span{Part: news.InText, Start: start, End: len(s.Text)}, Quote: quote, Score: 30 + c.r.IntN(70),
	})
}
