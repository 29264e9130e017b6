package incident

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

var update = flag.Bool("update", false, "rewrite the incidents of the cases in testdata")

// A step of a case is a story that comes in or an edit.
type step struct {
	name  string
	story news.Story
	edit  *news.Edit
}

// TestCases groups the stories of each file in testdata and compares with the incidents
// that the file wants, which a person has read. Each is also restarted at every step.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, want, ok := strings.Cut(string(data), "-- incidents --\n")
			if !ok {
				t.Fatal("no incidents wanted")
			}
			steps := parseCase(t, head)
			window := Window
			if rest, small := strings.CutPrefix(head, "# window "); small {
				number, _, _ := strings.Cut(rest, "\n")
				if window, err = strconv.Atoi(number); err != nil {
					t.Fatal(err)
				}
			}
			got, whole := play(steps, window, -1)
			if *update {
				if err := os.WriteFile(file, []byte(head+"-- incidents --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			for k := range steps {
				again, state := play(steps, window, k)
				if again != got {
					t.Errorf("restarted after %d steps:\n%s\nwant\n%s", k, again, got)
				}
				if state != whole {
					t.Errorf("restarted after %d steps: another state", k)
				}
			}
		})
	}
}

// play takes the steps and tells the incidents. Before step restart, -1 for never, the
// state is made anew from what was placed and edited.
func play(steps []step, window, restart int) (incidents, state string) {
	st := Sized(window)
	var files archive
	names := map[news.StoryID]string{}
	type done struct {
		placed *Placed
		edit   *news.Edit
	}
	var log []done
	why := map[string]string{}
	for i, s := range steps {
		if i == restart {
			st = Sized(window)
			for _, d := range log {
				if d.edit != nil {
					st.Edit(*d.edit)
				} else {
					st.Fold(*d.placed)
				}
			}
		}
		if s.edit != nil {
			st.Edit(*s.edit)
			log = append(log, done{edit: s.edit})
			continue
		}
		names[s.story.ID] = s.name
		c := st.Reach(s.story, st.Decide(s.story), files.older(st, st.Links(s.story)))
		p := Placed{s.story, c}
		files = append(files, filed{p, st.Links(s.story)})
		st.Fold(p)
		log = append(log, done{placed: &p})
		why[s.name] = explain(s.name, c, names)
		for _, m := range c.Moved {
			name := names[m.Story]
			why[name] = explain(name, news.Change{Story: m.Story, Incident: c.Incident, Reasons: m.Reasons}, names)
		}
	}
	return files.forgotten(st, names, why) + listing(st, names, why), dump(st)
}

// An archive keeps what was placed with what it is filed by, as a store does.
type archive []filed

type filed struct {
	Placed
	links []uint32
}

func (a archive) older(st *State, links []uint32) (found []Older) {
	for _, f := range a {
		if !st.Remembers(f.Story.ID) && slices.ContainsFunc(f.links, func(h uint32) bool { return slices.Contains(links, h) }) {
			found = append(found, Older{st.Recall(f.Story), f.Change.Incident})
		}
	}
	return found
}

// forgotten lists what was placed and is no longer remembered.
func (a archive) forgotten(st *State, names map[news.StoryID]string, why map[string]string) string {
	var b strings.Builder
	for _, f := range a {
		if !st.Remembers(f.Story.ID) {
			fmt.Fprintf(&b, "(forgotten, in %s)%s", names[f.Change.Incident.Founder()], strings.TrimPrefix(why[names[f.Story.ID]], " "))
		}
	}
	return b.String()
}

// explain tells a Change without numbers, which another training would alter.
func explain(name string, c news.Change, names map[news.StoryID]string) string {
	var parts []string
	for _, r := range c.Reasons {
		if r.Feature == "late evidence" {
			parts = append(parts, "moved for the sake of "+names[news.StoryID(r.Detail)])
		} else if r.Feature == "copy" {
			parts = append(parts, "copy of "+names[c.Copy])
		} else {
			sign := ""
			if r.Feature == "outlet" || r.Feature == "other cve" {
				sign = "against: "
			}
			parts = append(parts, sign+r.Feature+" "+r.Detail)
		}
	}
	if c.Founded && len(parts) == 0 {
		return "  " + name + ": new\n"
	}
	slices.Sort(parts)
	return "  " + name + ": " + strings.Join(parts, "; ") + "\n"
}

func listing(st *State, names map[news.StoryID]string, why map[string]string) string {
	var b strings.Builder
	for _, g := range sortedGroups(st) {
		fmt.Fprintf(&b, "%s\n", names[g.id.Founder()])
		for _, d := range g.docs {
			b.WriteString(why[names[d.story]])
		}
	}
	return b.String()
}

func sortedGroups(st *State) []*group {
	return slices.SortedFunc(maps.Values(st.groups), func(a, b *group) int {
		return int(a.docs[0].seq) - int(b.docs[0].seq)
	})
}

// dump writes all that a State remembers, with sequences counted from the first.
func dump(st *State) string {
	var b strings.Builder
	for _, d := range st.docs {
		if d != nil {
			c := *d
			c.incident, c.seq = nil, 0
			fmt.Fprintf(&b, "%s %+v\n", d.incident.id, c)
		}
	}
	for _, g := range sortedGroups(st) {
		fmt.Fprintf(&b, "%s", g.id)
		for _, d := range g.docs {
			fmt.Fprintf(&b, " %s", d.story)
		}
		b.WriteString("\n")
	}
	for _, key := range slices.Sorted(maps.Keys(st.index)) {
		fmt.Fprintf(&b, "%x", key)
		for _, p := range st.index[key] {
			fmt.Fprintf(&b, " %s %d", st.docs[p.seq-uint32(st.first)].story, p.weight)
		}
		b.WriteString("\n")
	}
	numbers := slices.DeleteFunc(slices.Clone(st.counts.slots), func(c count) bool { return c.n == 0 })
	slices.SortFunc(numbers, func(a, b count) int { return cmp.Compare(a.hash, b.hash) })
	for _, c := range numbers {
		fmt.Fprintf(&b, "%x %d\n", c.hash, c.n)
	}
	fmt.Fprintf(&b, "%d %d %+v\n", st.placed, len(st.stories), st.edits)
	return b.String()
}

// parseCase reads steps: "@ name days outlet [document] [company:XX] [government:XX]
// [actor=Name] [org=Name]", with whom its claims of that level accuse and who is mentioned,
// then a line of headline, then the text; or "! action names… [into name]". Other lines
// before the first are comment, but for "# window N": how many stories are remembered.
func parseCase(t *testing.T, text string) []step {
	t.Helper()
	epoch := time.Date(2031, 3, 3, 8, 0, 0, 0, time.UTC)
	var steps []step
	for block := range strings.SplitSeq(text, "\n@ ") {
		head, rest, _ := strings.Cut(block, "\n")
		if len(steps) == 0 && !strings.Contains(block, "\n! ") && strings.HasPrefix(block, "#") {
			continue
		}
		body, edits, _ := strings.Cut(rest, "\n! ")
		words, mentions := mentioned(strings.Fields(head))
		f, claims := charges(words)
		f = append(f, "", "", "")
		days, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			t.Fatalf("%q: %v", head, err)
		}
		title, article, _ := strings.Cut(strings.TrimSpace(body), "\n")
		when := epoch.Add(time.Duration(days * 24 * float64(time.Hour)))
		name, _, _ := strings.Cut(f[0], "/") // "a/2" is version 2 of a
		s := news.Story{
			ID: news.NewStoryID(name), Version: 1, Outlet: news.OutletID(f[2]), Title: title, Text: strings.TrimSpace(article),
			Published: news.At(when), Arrived: when, Analysis: news.Analysis{Document: news.Document(f[3]), Claims: claims, Mentions: mentions},
		}
		s.Hash = s.Fingerprint()
		steps = append(steps, step{name: name, story: s})
		for line := range strings.SplitSeq(edits, "\n! ") {
			if strings.TrimSpace(line) != "" {
				steps = append(steps, parseEdit(t, strings.TrimSpace(line), len(steps)))
			}
		}
	}
	return steps
}

// mentioned takes who is named, kind=Name_of_it, out of the words of a step's head.
func mentioned(words []string) (rest []string, mentions []news.Mention) {
	for _, w := range words {
		kind, name, ok := strings.Cut(w, "=")
		if !ok {
			rest = append(rest, w)
			continue
		}
		name = strings.ReplaceAll(name, "_", " ")
		m := news.Mention{Kind: news.MentionKind(kind), ID: kind + ":" + name, Name: name, Count: 3}
		if kind == "org" {
			m.Kind = news.MentionParty
		}
		mentions = append(mentions, m)
	}
	return rest, mentions
}

// charges takes the accused, level:country or level:country/group, out of the words of a
// step's head.
func charges(words []string) (rest []string, claims []news.Claim) {
	for _, w := range words {
		level, country, ok := strings.Cut(w, ":")
		if !ok {
			rest = append(rest, w)
			continue
		}
		country, group, grouped := strings.Cut(country, "/")
		whom := news.Party{ID: "state:" + strings.ToLower(country), Country: country, Kind: news.State}
		if grouped {
			whom.ID, whom.Kind = "actor:"+group, news.Group
		}
		claims = append(claims, news.Claim{About: news.Main, Level: news.Level(level), Stance: news.Accuses, Accused: whom})
	}
	return rest, claims
}

func parseEdit(t *testing.T, line string, n int) step {
	t.Helper()
	f := strings.Fields(line)
	e := news.Edit{ID: news.EditID("e-" + strconv.Itoa(n)), Action: news.Action(f[0])}
	for i, name := range f[1:] {
		id := news.NewStoryID(name)
		switch {
		case e.Action == news.Undo:
			e.Undoes = news.EditID("e-" + name)
		case e.Action == news.Merge, e.Action == news.Pin && i == len(f)-2:
			e.Incidents = append(e.Incidents, id.Founded())
		default:
			e.Stories = append(e.Stories, id)
		}
	}
	return step{edit: &e}
}
