package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/actor"
	"ascribe/claim"
	"ascribe/news"
)

// A drawn claim is one of the sample, with the story that it was read in.
type drawn struct {
	claim  news.Claim
	mark   string // the story, as the file names it
	story  news.Story
	outlet news.Outlet
}

// runClaimsSample draws claims of whole articles for a person to judge, or sums up the
// judgements.
func runClaimsSample(args []string, out io.Writer) error {
	f := newFlags("claims sample")
	n := f.Int("n", 100, "claims to draw")
	seed := f.String("seed", "1", "another seed draws others")
	verdicts := f.String("verdicts", "", "sum up the judgements in this file, and draw nothing")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 || *n < 1 {
		return errors.New("want at least one claim, and no arguments beside the flags")
	}
	if *verdicts != "" {
		list, err := readVerdicts(*verdicts)
		if err != nil {
			return err
		}
		printVerdicts(out, list)
		return nil
	}
	file := filepath.Join(f.folder("incidents"), "fulltext", "replay.jsonl")
	all, stories, err := everyClaim(file)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d claims in %d stories\n", len(all), stories)
	if all, err = unlearned(all, f.folder("claims")); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d of them in sentences that the weights have not learned from\n", len(all))
	judged, err := allVerdicts()
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(d drawn) bool { return judged[string(d.claim.ID)].right != nil })
	fmt.Fprintf(out, "%d of them without a verdict\n", len(all))
	for i, d := range draw(all, *n, *seed) {
		printDrawn(out, i+1, d)
	}
	return nil
}

// everyClaim reads the stories of a file; those out of scope would not be kept, and count
// as none.
func everyClaim(file string) (all []drawn, stories int, err error) {
	lines, err := labelledStories(file)
	if err != nil {
		return nil, 0, err
	}
	cat := actor.Load()
	for _, l := range lines {
		o := outletOf(l, cat)
		a := claim.Read(l.Story, o, cat)
		if !a.InScope {
			continue
		}
		stories++
		for _, c := range a.Claims {
			all = append(all, drawn{c, l.mark, l.Story, o})
		}
	}
	return all, stories, nil
}

// unlearned leaves out the claims of sentences that the weights have learned from: in the article, or in a passage of dir
// that holds the same sentence.
func unlearned(all []drawn, dir string) ([]drawn, error) {
	judged, err := readJudged()
	if err != nil {
		return nil, err
	}
	annotated, err := readAnnotations()
	if err != nil {
		return nil, err
	}
	gold, err := readGold(dir)
	if err != nil {
		return nil, err
	}
	texts := textsOf(gold)
	return slices.DeleteFunc(all, func(d drawn) bool {
		at := d.claim.Evidence
		return strings.Contains(texts, d.claim.Quote) || slices.ContainsFunc(judged[d.mark], func(j judgement) bool {
			return j.part == at.Part && j.start < at.End && at.Start < j.end
		}) || slices.ContainsFunc(annotated, func(a annotation) bool {
			return a.Article == d.mark && a.Title == (at.Part == news.InTitle) && a.Start < at.End && at.Start < a.End
		})
	}), nil
}

// textsOf joins the texts of passages.
func textsOf(gold []passage) string {
	var texts strings.Builder
	for _, p := range gold {
		texts.WriteString(p.Text)
		texts.WriteByte('\n')
	}
	return texts.String()
}

// outletOf is the outlet of a labelled story, as far as it is known.
func outletOf(l labelled, cat *actor.Catalogue) news.Outlet {
	return news.Outlet{ID: l.Outlet, Name: string(l.Outlet), Voice: voiceOf(string(l.Outlet), cat)}
}

// voiceOf lets an outlet speak for itself if the catalogue knows it as more than a newsroom.
func voiceOf(outlet string, cat *actor.Catalogue) string {
	for _, id := range cat.Find(outlet) {
		if e, ok := cat.Entry(id); ok && e.Class != "media" {
			return outlet
		}
	}
	return ""
}

// predicates are the words that made the claim, each with its name in claim's table.
func (d drawn) predicates() string {
	var out []string
	for _, c := range claim.Trace(d.story, d.outlet, actor.Load()) {
		if c.Score > 0 && c.Claim.Evidence == d.claim.Evidence && c.Claim.Stance == d.claim.Stance && c.Claim.Accused.Key() == d.claim.Accused.Key() {
			out = append(out, c.Predicate)
		}
	}
	return strings.Join(out, "; ")
}

// before is what stands before a sentence, for what "it" and "the group" are.
func before(s news.Story, at news.Span) string {
	text := s.Part(at.Part)
	return strings.ToValidUTF8(text[max(0, at.Start-400):at.Start], "")
}

// draw takes the n claims whose IDs hash lowest: the same ones whatever the order, and a
// claim that a better reader still makes is drawn again.
func draw(all []drawn, n int, seed string) []drawn {
	slices.SortStableFunc(all, func(a, b drawn) int {
		return cmp.Or(cmp.Compare(hash(seed+string(a.claim.ID)), hash(seed+string(b.claim.ID))), cmp.Compare(a.claim.ID, b.claim.ID))
	})
	return all[:min(n, len(all))]
}

func printDrawn(w io.Writer, n int, d drawn) {
	c := d.claim
	fmt.Fprintf(w, "\n%d. %s  %s (%s), %s, score %d, by %s\n", n, c.ID, d.mark, d.outlet.Name, c.About, c.Score, d.predicates())
	fmt.Fprintf(w, "   accuser %q %s %s, speaker %q\n", c.Accuser.Name, c.Accuser.Kind, c.Accuser.Country, c.Speaker)
	fmt.Fprintf(w, "   accused %q %s %s, %s %s, subject %q\n", c.Accused.Name, c.Accused.Kind, c.Accused.Country, c.Stance, c.Relation, c.Subject)
	fmt.Fprintf(w, "   hedge %q, victim %q, date %s, basis %s, type %s\n", c.Hedge, c.Victim, c.Date, c.Basis, c.Type)
	fmt.Fprintf(w, "   … %s\n   >>> %s\n", strings.ReplaceAll(before(d.story, c.Evidence), "\n", " / "), strings.ReplaceAll(c.Quote, "\n", " / "))
}

// judged are what a person judges of a claim, as the columns of a file of verdicts: whether
// the sentence has an attribution at all that the claim could mean, then its fields.
var judged = []string{"sentence", "accused", "accuser", "stance", "relation", "hedge", "victim"}

// A verdict says of one claim which fields are right. An empty victim is right where the
// sentence and what it takes up name none.
type verdict struct {
	id    string
	right []bool
}

// whole reports whether every field is right.
func (v verdict) whole() bool { return !slices.Contains(v.right, false) }

// readVerdicts reads lines of a claim's ID and a "+" or "-" for each of the judged.
func readVerdicts(file string) ([]verdict, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return parseVerdicts(file, string(text))
}

func parseVerdicts(file, text string) ([]verdict, error) {
	var out []verdict
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		id, marks, _ := strings.Cut(line, "\t")
		if len(marks) != len(judged) || strings.Trim(marks, "+-") != "" || seen[id] {
			return nil, fmt.Errorf("%s:%d: want a claim that stands once, a tab and %d of + and -", file, n, len(judged))
		}
		seen[id] = true
		v := verdict{id: id}
		for _, m := range marks {
			v.right = append(v.right, m == '+')
		}
		if !v.right[0] && strings.Contains(marks, "+") {
			return nil, fmt.Errorf("%s:%d: nothing is right of a claim that is none", file, n)
		}
		out = append(out, v)
	}
	if len(out) == 0 {
		return nil, errors.New(file + ": no verdicts")
	}
	return out, nil
}

func printVerdicts(w io.Writer, list []verdict) {
	row := func(name string, right func(verdict) bool) {
		k := 0
		for _, v := range list {
			k += count(right(v))
		}
		low, high := wilson(k, len(list))
		fmt.Fprintf(w, "%-28s %3d of %d  %.2f  (%.2f to %.2f)\n", name, k, len(list), float64(k)/float64(len(list)), low, high)
	}
	for i, name := range judged {
		row(name, func(v verdict) bool { return v.right[i] })
	}
	row("accuser + accused + stance", func(v verdict) bool { return v.right[1] && v.right[2] && v.right[3] })
	row("whole", verdict.whole)
}

// wilson is the interval of a share in which it lies in 95 of 100 cases.
func wilson(k, n int) (low, high float64) {
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	mid := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return (mid - half) / (1 + z*z/m), (mid + half) / (1 + z*z/m)
}
