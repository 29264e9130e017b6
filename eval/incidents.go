package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ascribe/actor"
	"ascribe/claim"
	"ascribe/incident"
	"ascribe/news"
)

// A labelled story is one with its gold incident; "" is not scored.
type labelled struct {
	news.Story
	gold string
	mark string // the data's own id
}

// storyLine is a line of the data.
type storyLine struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Text    string `json:"text"`
	Desc    string `json:"desc"`
	Date    string `json:"date"`
	Outlet  string `json:"outlet"`
	URL     string `json:"url"`
	Cluster string `json:"cluster"`
}

// labelledStories reads a file of stories, and what they claim.
func labelledStories(name string) ([]labelled, error) {
	all, err := storiesOf(name, func(string) bool { return true })
	for i := range all {
		s := &all[i].Story
		s.Analysis = claim.Read(*s, news.Outlet{ID: s.Outlet, Name: string(s.Outlet)}, actor.Load())
	}
	return all, err
}

// storiesOf reads the stories of a file whose ids keep accepts, without what they claim. An undated
// one counts as of 2021.
func storiesOf(name string, keep func(id string) bool) ([]labelled, error) {
	lines, err := storyLines(name)
	if err != nil {
		return nil, err
	}
	var all []labelled
	for _, l := range lines {
		if !keep(l.ID) {
			continue
		}
		when, err := time.Parse(time.RFC3339, l.Date)
		if err != nil {
			when = time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		s := news.Story{
			ID: news.NewStoryID(l.ID), Version: 1, URL: l.URL, Outlet: news.OutletID(l.Outlet), Title: l.Title,
			Text: l.Text, Access: news.Full, Published: news.At(when), Arrived: when,
		}
		s.Hash = s.Fingerprint()
		all = append(all, labelled{s, l.Cluster, l.ID})
	}
	return all, nil
}

func storyLines(name string) ([]storyLine, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var all []storyLine
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var l storyLine
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, len(all)+1, err)
		}
		all = append(all, l)
	}
	return all, lines.Err()
}

// A goldSet is a stream of labelled stories.
type goldSet struct {
	name    string
	stories []labelled
	undated bool // dates and outlets leak the gold: likeness only
}

// incidentSets reads what there is to group, by name.
func incidentSets(dir string) ([]goldSet, error) {
	dir, err := incidentBench(dir)
	if err != nil {
		return nil, err
	}
	gold, err := goldGroups(filepath.Join(dir, "fulltext", "gold.tsv"))
	if err != nil {
		return nil, err
	}
	var sets []goldSet
	for _, f := range []struct {
		name, file string
		undated    bool
	}{
		{"cyber-dev", "cyber-dev.jsonl", false},
		{"dev1", "fulltext/dev1.jsonl", false},
		{"dev2", "fulltext/dev2.jsonl", false},
		{"neus-dev", "neus-dev.jsonl", true},
		{"allsides-dev", "allsides-dev.jsonl", true},
	} {
		stories, err := labelledStories(filepath.Join(dir, f.file))
		if err != nil {
			return nil, err
		}
		for i, s := range stories {
			if strings.HasPrefix(f.file, "fulltext/") {
				stories[i].gold = gold[s.mark]
			}
			if f.undated {
				stories[i].Outlet = news.OutletID("outlet-" + s.mark)
				stories[i].Published = news.Date{}
				stories[i].Arrived = time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
			}
		}
		sets = append(sets, goldSet{f.name, stories, f.undated})
	}
	return sets, nil
}

// incidentBench finds the folder with cyber-dev.jsonl in or below dir.
func incidentBench(dir string) (string, error) {
	for _, sub := range []string{"", "incidents", "bench/incidents"} {
		if _, err := os.Stat(filepath.Join(dir, sub, "cyber-dev.jsonl")); err == nil {
			return filepath.Join(dir, sub), nil
		}
	}
	return "", fmt.Errorf("%s: no cyber-dev.jsonl there, nor in incidents or bench/incidents below", dir)
}

// goldGroups reads the groups of the full texts by id.
func goldGroups(name string) (map[string]string, error) {
	rows, err := tableRows(name)
	if err != nil {
		return nil, err
	}
	groups := map[string]string{}
	for _, r := range rows {
		groups[r["id"]] = r["group"]
	}
	return groups, nil
}

// arguablePairs are the pairs of full texts on which two readers may differ, both ways.
func arguablePairs(dir string) (map[[2]string]bool, error) {
	dir, err := incidentBench(dir)
	if err != nil {
		return nil, err
	}
	rows, err := tableRows(filepath.Join(dir, "fulltext", "arguable.tsv"))
	pairs := map[[2]string]bool{}
	for _, r := range rows {
		pairs[[2]string{r["id_a"], r["id_b"]}], pairs[[2]string{r["id_b"], r["id_a"]}] = true, true
	}
	return pairs, err
}

// tableRows reads tab-separated lines under a line of names.
func tableRows(name string) ([]map[string]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return parseRows(string(data)), nil
}

func parseRows(text string) []map[string]string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	names := strings.Split(lines[0], "\t")
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range strings.Split(line, "\t") {
			if i < len(names) {
				row[names[i]] = strings.TrimSpace(cell)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// grouped runs a stream through the machine and returns each story's incident.
func grouped(st *incident.State, stories []labelled) []string {
	placed := map[news.StoryID]news.IncidentID{}
	merged := map[news.IncidentID]news.IncidentID{}
	for _, s := range stories {
		c := st.Decide(s.Story)
		st.Fold(incident.Placed{Story: s.Story, Change: c})
		placed[s.ID] = c.Incident
		for _, id := range c.Absorbed {
			merged[id] = c.Incident
		}
		for _, m := range c.Moved {
			placed[m.Story] = c.Incident
		}
	}
	out := make([]string, len(stories))
	for i, s := range stories {
		id := placed[s.ID]
		for merged[id] != "" {
			id = merged[id]
		}
		out[i] = string(id)
	}
	return out
}

func golds(stories []labelled) []string {
	out := make([]string, len(stories))
	for i, s := range stories {
		out[i] = s.gold
	}
	return out
}

// groupResult is what is printed of one set: F1 as fractions.
type groupResult struct {
	B3    float64 `json:"b3"`
	Multi float64 `json:"multi"`
	Pair  float64 `json:"pair"`
	Ratio float64 `json:"ratio"`

	Dev1   *groupResult `json:"dev1,omitempty"`
	Dev2   *groupResult `json:"dev2,omitempty"`
	Agreed *groupResult `json:"agreed,omitempty"` // without the pairs on which readers differ
}

func newGroupResult(s groupScore) groupResult {
	return groupResult{B3: s.F, Multi: s.MF, Pair: s.PF, Ratio: float64(s.Predicted) / float64(max(1, s.Gold))}
}

// incidentsResult is the JSON of the measure.
type incidentsResult struct {
	Cyber    groupResult `json:"cyber-dev"`
	FullText groupResult `json:"fulltext"`
	Neus     groupResult `json:"neus-dev"`
	AllSides groupResult `json:"allsides-dev"`
	Long     longResult  `json:"longrange"`
	Jitter   float64     `json:"jitter"` // what B-cubed loses by it
}

// evalIncidents measures grouping with the embedded model. With folds, the two windows
// and weeks are measured by models that did not see them.
func evalIncidents(dir string, folds int) (any, error) {
	sets, err := incidentSets(dir)
	if err != nil {
		return nil, err
	}
	pick := func(string, int) *incident.State { return incident.New() }
	if folds > 0 {
		if pick, err = crossValidated(dir, sets); err != nil {
			return nil, err
		}
	}
	var r incidentsResult
	var dev1, dev2 groupResult
	into := map[string]*groupResult{
		"cyber-dev": &r.Cyber, "dev1": &dev1, "dev2": &dev2, "neus-dev": &r.Neus, "allsides-dev": &r.AllSides,
	}
	var predicted, gold, marks []string
	for _, set := range sets {
		p, g := scoreSet(set, pick)
		*into[set.name] = newGroupResult(scoreGroups(p, g))
		if strings.HasPrefix(set.name, "dev") {
			predicted, gold = append(predicted, prefixed(set.name, p)...), append(gold, prefixed(set.name, g)...)
			for _, s := range set.stories {
				marks = append(marks, s.mark)
			}
		}
	}
	r.FullText = newGroupResult(scoreGroups(predicted, gold))
	r.FullText.Dev1, r.FullText.Dev2 = &dev1, &dev2
	arguable, err := arguablePairs(dir)
	if err != nil {
		return nil, err
	}
	r.FullText.Agreed = new(newGroupResult(scoreApart(predicted, gold, func(i, j int) bool { return arguable[[2]string{marks[i], marks[j]}] })))
	r.Jitter = jitterLoss(sets, pick)
	r.FullText.Agreed.Ratio = r.FullText.Ratio
	if r.Long, err = longRange(dir, pick("long", 0)); err != nil {
		return nil, err
	}
	return r, nil
}

// scoreSet groups a set once for each week of it, by the machine that pick gives for the
// week, and keeps the incidents of that week's stories.
func scoreSet(set goldSet, pick func(set string, week int) *incident.State) (predicted, gold []string) {
	gold = golds(set.stories)
	if set.name != "cyber-dev" {
		return grouped(pick(set.name, 0), set.stories), gold
	}
	predicted = make([]string, len(gold))
	both := [2][]string{grouped(pick(set.name, 0), set.stories), grouped(pick(set.name, 1), set.stories)}
	if slices.Equal(both[0], both[1]) {
		return both[0], gold
	}
	// Weeks grouped by different machines are scored as two streams.
	for i, s := range set.stories {
		w := weekOf(set, s)
		predicted[i] = fmt.Sprint(w, both[w][i])
		if gold[i] != "" {
			gold[i] = fmt.Sprint(w, gold[i])
		}
	}
	return predicted, gold
}

// weekOf is 0 for the first seven days of a set, else 1.
func weekOf(set goldSet, s labelled) int {
	if s.Arrived.Sub(set.stories[0].Arrived) < 7*24*time.Hour {
		return 0
	}
	return 1
}

func prefixed(prefix string, all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		if s != "" {
			out[i] = prefix + " " + s
		}
	}
	return out
}

func printIncidents(w io.Writer, result any) {
	r := result.(incidentsResult)
	fmt.Fprintf(w, "%-15s %7s %7s %7s %7s\n", "", "B3", "multi", "pair", "ratio")
	for _, row := range []struct {
		name string
		r    groupResult
	}{
		{"cyber-dev", r.Cyber},
		{"fulltext", r.FullText},
		{"  dev1", *r.FullText.Dev1},
		{"  dev2", *r.FullText.Dev2},
		{"  agreed pairs", *r.FullText.Agreed},
		{"neus-dev", r.Neus},
		{"allsides-dev", r.AllSides},
	} {
		fmt.Fprintf(w, "%-15s %7.1f %7.1f %7.1f %7.2f\n", row.name, 100*row.r.B3, 100*row.r.Multi, 100*row.r.Pair, row.r.Ratio)
	}
	fmt.Fprintf(w, "long range: %d of %d find the operation first (%d linked), %d false links in %d\n",
		r.Long.Hit1, r.Long.Operations, r.Long.Linked, r.Long.False, r.Long.Negatives)
	j := r.Long.Joins
	fmt.Fprintf(w, "joins over more than a fortnight, as read by a person: %d right, %d arguable, %d wrong, %d not read\n", j.Right, j.Arguable, j.Wrong, j.Unread)
	fmt.Fprintf(w, "stories that come up to 12 hours late cost %.2f B3\n", 100*r.Jitter)
}
