package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ascribe/claim"
	"ascribe/fetcher"
	"ascribe/incident"
	"ascribe/news"
)

type claimsCmd struct {
	JSONL   bool   `help:"Read {id, text, title?, outlet?, date?} a line, write {id, claims, responses} a line. Without it the input is one text, and JSON is its list of claims." name:"jsonl"`
	Explain bool   `help:"Show for each sentence whom it names, what was considered a claim, and why it is one or none."`
	Actors  string `help:"An update of the catalogue to read by, as ascribe actors update writes it." type:"existingfile" placeholder:"FILE"`
}

// A textLine is a text on its way to be read.
type textLine struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Title  string `json:"title"`
	Outlet string `json:"outlet"`
	Date   string `json:"date"`
}

type claimsLine struct {
	ID     string         `json:"id"`
	Claims []claim.Record `json:"claims"`

	Responses []claim.Measure `json:"responses"`
}

// Run reads the claims of texts.
func (cmd *claimsCmd) Run(c *console) error {
	catalogue, err := updatedCatalogue(cmd.Actors)
	if err != nil {
		return err
	}
	read := func(in textLine) (any, error) {
		a := claim.Read(in.story(), in.outlet(), catalogue)
		return claimsLine{in.ID, claim.Records(a), claim.Measures(a)}, nil
	}
	if cmd.Explain {
		read = func(in textLine) (any, error) {
			return explainedLine{in.ID, claim.Explain(in.story(), in.outlet(), catalogue)}, nil
		}
	}
	if cmd.JSONL {
		return pipe(c, read)
	}
	text, err := c.readAll(maxText)
	if err != nil {
		return err
	}
	out, err := read(textLine{Text: text})
	if err != nil {
		return err
	}
	if cmd.Explain {
		return c.explainClaims(out.(explainedLine).Sentences)
	}
	said := out.(claimsLine)
	if !c.pretty {
		return c.printJSON(said.Claims)
	}
	said.print(c)
	return nil
}

func (l claimsLine) print(c *console) {
	t := c.table("WHO", "SAYS", "OF WHOM", "RELATION", "HEDGE", "IN THESE WORDS")
	for _, r := range l.Claims {
		t.row(r.Accuser, r.Stance, r.Accused, r.Relation, r.Hedge, clip(r.Evidence, 80))
	}
	t.flush()
	if len(l.Responses) == 0 {
		return
	}
	fmt.Fprintln(c.out)
	t = c.table("WHO", "DID", "AGAINST", "", "IN THESE WORDS")
	for _, r := range l.Responses {
		t.row(r.Actor, r.Kind, r.Against, r.Date, clip(r.Evidence, 80))
	}
	t.flush()
}

// story is the text as a story that an outlet published.
func (in textLine) story() news.Story {
	s := news.Story{URL: "text:" + in.ID, Outlet: news.OutletID(in.Outlet), Version: 1, Title: in.Title, Text: in.Text, Access: news.Full}
	s.ID, s.Hash = news.NewStoryID(s.URL), s.Fingerprint()
	s.Published = when(in.Date)
	s.Arrived = s.Published.Time
	return s
}

// outlet lets a vendor's blog speak for the vendor, as in the annotation guideline.
func (in textLine) outlet() news.Outlet {
	return news.Outlet{ID: news.OutletID(in.Outlet), Name: in.Outlet, Voice: in.Outlet}
}

func when(date string) news.Date {
	d, err := news.ParseDate(date)
	if err != nil {
		return news.Date{}
	}
	return d
}

type groupCmd struct {
	JSONL  bool   `help:"Read {id, url, outlet, title, text, date} a line in order of arrival, write {id, incident} a line." name:"jsonl" required:""`
	Actors string `help:"An update of the catalogue to read by, as ascribe actors update writes it." type:"existingfile" placeholder:"FILE"`
}

type groupLine struct {
	ID     string `json:"id"`
	URL    string `json:"url"`
	Outlet string `json:"outlet"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Date   string `json:"date"`
}

type groupedLine struct {
	ID       string          `json:"id"`
	Incident news.IncidentID `json:"incident"`
}

// Run groups a stream of texts by the same analysis and the same state machine as serve.
func (cmd *groupCmd) Run(c *console) error {
	catalogue, err := updatedCatalogue(cmd.Actors)
	if err != nil {
		return err
	}
	state := incident.New()
	var placed []groupedLine
	at := map[news.StoryID]int{}                  // in placed
	into := map[news.IncidentID]news.IncidentID{} // absorbed → by whom
	err = lines(c, func(in groupLine) error {
		s := in.story()
		s.Analysis = claim.Read(s, news.Outlet{ID: s.Outlet, Name: in.Outlet}, catalogue)
		change := state.Decide(s)
		state.Fold(incident.Placed{Story: s, Change: change})
		for _, old := range change.Absorbed {
			into[old] = change.Incident
		}
		for _, m := range change.Moved {
			placed[at[m.Story]].Incident = change.Incident
		}
		at[s.ID] = len(placed)
		placed = append(placed, groupedLine{in.ID, change.Incident})
		return nil
	})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(c.out)
	enc := json.NewEncoder(out)
	for _, p := range placed {
		for next, ok := into[p.Incident]; ok; next, ok = into[p.Incident] {
			p.Incident = next
		}
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	return errors.Join(out.Flush())
}

// story names the text by its URL, or by its id where two have one URL or none.
func (in groupLine) story() news.Story {
	address, err := fetcher.Canonical(in.URL)
	if err != nil {
		address = "text:" + in.ID
	}
	s := news.Story{
		URL: address + "#" + in.ID, Outlet: news.OutletID(in.Outlet), Version: 1, Title: in.Title, Text: in.Text,
		Access: news.Full, Published: when(in.Date),
	}
	s.ID, s.Hash = news.NewStoryID(s.URL), s.Fingerprint()
	s.Arrived = s.Published.Time.Add(time.Second)
	return s
}
