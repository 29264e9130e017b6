package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/incident"
	"ascribe/news"
)

// An example is a candidate of a story with whether the story belongs to it.
type pairExample struct {
	features []float64
	belongs  bool
	weight   float64
	fold     string // set, or set and week
}

// examples plays a set with every story placed by gold, and keeps the best candidates.
func examples(set goldSet) []pairExample {
	st := incident.New()
	home := map[string]news.IncidentID{}
	var all []pairExample
	for i, s := range set.stories {
		gold := s.gold
		if gold == "" {
			gold = fmt.Sprint("unscored ", i)
		}
		var these []incident.Candidate
		if s.gold != "" {
			these = st.Compare(s.Story)
		}
		for k, c := range byNearness(these) {
			belongs := c.Incident == home[gold]
			if k < 8 || belongs {
				all = append(all, candidateExample(c, belongs, pairFold(set, s)))
			}
		}
		if home[gold] == "" {
			home[gold] = s.ID.Founded()
		}
		st.Fold(incident.Placed{Story: s.Story, Change: news.Change{Story: s.ID, Incident: home[gold]}})
	}
	return all
}

// longExamples plays all full texts and keeps, for the late stories of the long-range
// pairs, the candidates that are over a fortnight older: the labelled windows have none.
// The first model, learned from the windows, places the stream.
func longExamples(dir string, first incident.Model) ([]pairExample, error) {
	stream, err := fullTexts(dir)
	if err != nil {
		return nil, err
	}
	rows, err := tableRows(filepath.Join(dir, "fulltext", "longrange.tsv"))
	if err != nil {
		return nil, err
	}
	earlier, late := map[string][]string{}, map[string]bool{}
	for _, row := range rows {
		late[row["id_later"]] = true
		if row["label"] == "same-operation" {
			earlier[row["id_later"]] = append(earlier[row["id_later"]], row["id_earlier"])
		}
	}
	st, home := incident.Trial(first), map[string]news.IncidentID{}
	var all []pairExample
	for _, s := range stream {
		c := st.Decide(s.Story)
		if late[s.mark] {
			for k, candidate := range byNearness(st.Compare(s.Story)) {
				belongs := slices.ContainsFunc(earlier[s.mark], func(id string) bool { return home[id] == candidate.Incident })
				if candidate.Features[incident.Fortnight] > 0 && (k < 8 || belongs) {
					all = append(all, candidateExample(candidate, belongs, "long"))
				}
			}
		}
		st.Fold(incident.Placed{Story: s.Story, Change: c})
		home[s.mark] = c.Incident
	}
	return all, nil
}

// byNearness sorts candidates, the most alike first.
func byNearness(all []incident.Candidate) []incident.Candidate {
	slices.SortStableFunc(all, func(a, b incident.Candidate) int {
		return b.Features[incident.Nearest] - a.Features[incident.Nearest]
	})
	return all
}

func candidateExample(c incident.Candidate, belongs bool, fold string) pairExample {
	e := pairExample{belongs: belongs, weight: 1, fold: fold}
	c.Features[incident.Linked], c.Features[incident.House] = 0, 0 // their weights are set
	for _, f := range c.Features {
		e.features = append(e.features, float64(f)/incident.One)
	}
	return e
}

func pairFold(set goldSet, s labelled) string {
	if set.name == "cyber-dev" {
		return fmt.Sprint(set.name, weekOf(set, s))
	}
	return set.name
}

// signs say which features can but speak against a candidate, and which either way; all
// others can but speak for it. What a few hundred examples would have otherwise is chance.
func signs(feature int) (may func(weight float64) bool) {
	switch feature {
	case incident.OtherCVE, incident.OtherAccused, incident.Days, incident.Fortnight, incident.House, incident.Outlet, incident.OnlyOutlet:
		return func(w float64) bool { return w <= 0 }
	case incident.Size:
		return func(float64) bool { return true }
	}
	return func(w float64) bool { return w >= 0 }
}

// fit is a logistic regression by gradient descent with momentum, ridge on all weights
// but the bias, on features scaled to unit variance. may says which weights a feature may
// have.
func fit(all []pairExample, ridge float64, may func(feature int) func(weight float64) bool) (weights []float64, bias float64) {
	n := len(all[0].features)
	mean, dev := spread(all)
	w, step, gradient := make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)
	for range 1500 {
		clear(gradient)
		for _, e := range all {
			z := w[n]
			for i, x := range e.features {
				z += w[i] * (x - mean[i]) / dev[i]
			}
			miss := e.weight / (1 + math.Exp(-z))
			if e.belongs {
				miss -= e.weight
			}
			for i, x := range e.features {
				gradient[i] += miss * (x - mean[i]) / dev[i]
			}
			gradient[n] += miss
		}
		for i := range w {
			g := gradient[i]
			if i < n {
				g += ridge * w[i]
			}
			step[i] = 0.9*step[i] - 2*g/float64(len(all))
			w[i] += step[i]
			if i < n && !may(i)(w[i]) {
				w[i], step[i] = 0, 0
			}
		}
	}
	bias = w[n]
	for i := range n {
		w[i] /= dev[i]
		bias -= w[i] * mean[i]
	}
	return w[:n], bias
}

// spread is the mean and the standard deviation of each feature.
func spread(all []pairExample) (mean, dev []float64) {
	n := len(all[0].features)
	mean, dev = make([]float64, n), make([]float64, n)
	for _, e := range all {
		for i, x := range e.features {
			mean[i] += x / float64(len(all))
		}
	}
	for _, e := range all {
		for i, x := range e.features {
			dev[i] += (x - mean[i]) * (x - mean[i]) / float64(len(all))
		}
	}
	for i := range dev {
		dev[i] = math.Sqrt(dev[i]) + 1e-6
	}
	return mean, dev
}

// trained fits a model to the examples of all folds but those left out.
func trained(all []pairExample, without ...string) incident.Model {
	var some []pairExample
	for _, e := range all {
		if !slices.Contains(without, e.fold) {
			some = append(some, e)
		}
	}
	w, bias := fit(some, ridge, signs)
	m := incident.Model{Bias: int(math.Round(bias * incident.One)), Threshold: threshold, Merge: merge}
	for i := range w {
		m.Weights[i] = int(math.Round(w[i] * incident.One))
	}
	m.Weights[incident.Fortnight] = fortnight
	m.Weights[incident.House] = house
	m.Weights[incident.Linked] = linked
	m.Weights[incident.Accused] = max(m.Weights[incident.Accused], accused)
	m.Weights[incident.Subject] = max(m.Weights[incident.Subject], subject)
	return m
}

// What was chosen by cross-validation over all sets at once.
const (
	// Stories that share their subject or their accused weigh at least so much: in the windows such
	// stories share most other words too, elsewhere they may share few.
	subject   = incident.One * 3 / 2
	accused   = incident.One * 4
	ridge     = 12.0
	threshold = incident.One * 35 / 100
	merge     = incident.One * 70 / 100
	// Over more than a fortnight a wrong link is worse than a missed one. The few pairs that
	// there are to learn from would have it otherwise; this is set by the hard negatives.
	fortnight = -incident.One * 4
	linked    = incident.One * 3
	// An outlet's own words and headings make its texts alike, month after month.
	house = -incident.One * 7 / 2
)

// trainingExamples are those of the cyber sets: the general news' dates leak.
func trainingExamples(dir string, sets []goldSet) ([]pairExample, error) {
	dir, err := incidentBench(dir)
	if err != nil {
		return nil, err
	}
	var all []pairExample
	for _, set := range sets {
		if !set.undated {
			all = append(all, examples(set)...)
		}
	}
	long, err := longExamples(dir, trained(all))
	if err != nil {
		return nil, err
	}
	all = append(all, long...)
	return all, nil
}

// crossValidated gives for each set, and week of one, a machine whose model has not seen
// it.
func crossValidated(dir string, sets []goldSet) (func(set string, week int) *incident.State, error) {
	all, err := trainingExamples(dir, sets)
	if err != nil {
		return nil, err
	}
	return func(set string, week int) *incident.State {
		if set == "cyber-dev" {
			set = fmt.Sprint(set, week)
		}
		return incident.Trial(trained(all, set))
	}, nil
}

// trainIncidents writes the model that the incident room embeds, with the table of
// frequencies beside it, and says what the features weigh.
func trainIncidents(dir, file string, out io.Writer) error {
	dir, err := incidentBench(dir)
	if err != nil {
		return err
	}
	changed, err := writeFrequencies(dir, filepath.Join(filepath.Dir(file), "frequencies.txt"))
	if err != nil {
		return err
	}
	if changed {
		fmt.Fprintln(out, "The table of frequencies is a new one: train once more, since the machine that learned here still has the old one.")
	}
	sets, err := incidentSets(dir)
	if err != nil {
		return err
	}
	all, err := trainingExamples(dir, sets)
	if err != nil {
		return err
	}
	positive := 0
	for _, e := range all {
		if e.belongs {
			positive++
		}
	}
	m := trained(all)
	fmt.Fprintf(out, "%d examples, %d of them belong\n%s", len(all), positive, m)
	head := "# Learned by go run ./eval incidents train; fixed point, 65536 is 1.\n"
	return os.WriteFile(file, []byte(head+strings.TrimSpace(m.String())+"\n"), 0o644)
}
