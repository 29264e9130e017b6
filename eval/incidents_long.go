package main

import (
	_ "embed"
	"path/filepath"
	"slices"
	"time"

	"ascribe/incident"
	"ascribe/news"
)

// longResult says how the machine links a late story to the operation of months ago.
type longResult struct {
	Hit1       int `json:"hit1"`   // operations whose earlier story is the first candidate
	False      int `json:"false"`  // hard negatives that are linked
	Spared     int `json:"spared"` // those that are not: what a floor can be set under
	Linked     int `json:"linked"`
	Operations int `json:"operations"`
	Negatives  int `json:"negatives"`

	Joins joinVerdicts `json:"joins"` // of all stories, over more than a fortnight
}

// joinVerdicts says what a person thinks of joins.
type joinVerdicts struct {
	Right    int `json:"right"`
	Arguable int `json:"arguable"`
	Wrong    int `json:"wrong"`
	Unread   int `json:"unread"`
}

// longJoinsText has the verdicts on what one model or another joined: the later story, the
// first one of the incident that it joined, and right, arguable or wrong.
//
//go:embed testdata/longjoins.tsv
var longJoinsText string

func (v *joinVerdicts) add(later, earlier string) {
	for _, row := range parseRows(longJoinsText) {
		if row["id_later"] == later && row["id_earlier"] == earlier {
			switch row["verdict"] {
			case "right":
				v.Right++
			case "arguable":
				v.Arguable++
			default:
				v.Wrong++
			}
			return
		}
	}
	v.Unread++
}

// longRange replays all full texts in order of time and looks, for each late story, at
// the first of the candidates that are at least 14 days older.
func longRange(dir string, st *incident.State) (longResult, error) {
	var r longResult
	dir, err := incidentBench(dir)
	if err != nil {
		return r, err
	}
	stream, err := fullTexts(dir)
	if err != nil {
		return r, err
	}
	rows, err := tableRows(filepath.Join(dir, "fulltext", "longrange.tsv"))
	if err != nil {
		return r, err
	}
	earlier, wrong := map[string][]string{}, map[string][]string{}
	late := map[string]bool{}
	for _, row := range rows {
		a, b := row["id_earlier"], row["id_later"]
		if row["label"] == "same-operation" {
			earlier[b] = append(earlier[b], a)
			late[b] = late[b] || row["core"] == "1"
		} else {
			wrong[b] = append(wrong[b], a)
			r.Negatives++
		}
	}
	home := map[string]news.IncidentID{}
	latest, first := map[news.IncidentID]time.Time{}, map[news.IncidentID]string{}
	for _, s := range stream {
		if late[s.mark] {
			r.Operations++
			best := firstOld(st, s)
			if slices.ContainsFunc(earlier[s.mark], func(id string) bool { return home[id] == best && best != "" }) {
				r.Hit1++
			}
		}
		c := st.Decide(s.Story)
		st.Fold(incident.Placed{Story: s.Story, Change: c})
		home[s.mark] = c.Incident
		switch last, known := latest[c.Incident]; {
		case !known:
			first[c.Incident] = s.mark
		case s.Arrived.Sub(last) > 14*24*time.Hour:
			r.Joins.add(s.mark, first[c.Incident])
		}
		latest[c.Incident] = s.Arrived
		if late[s.mark] && slices.ContainsFunc(earlier[s.mark], func(id string) bool { return home[id] == c.Incident }) {
			r.Linked++
		}
		for _, id := range wrong[s.mark] {
			if home[id] == c.Incident {
				r.False++
			}
		}
	}
	r.Spared = r.Negatives - r.False
	return r, nil
}

// firstOld is the candidate most alike that has a member at least 14 days older than s.
func firstOld(st *incident.State, s labelled) (first news.IncidentID) {
	best := -1
	for _, c := range st.Compare(s.Story) {
		if n := st.Likeness(c); n > best && s.Arrived.Sub(c.Since()) >= 14*24*time.Hour {
			first, best = c.Incident, n
		}
	}
	return first
}

// fullTexts are all full texts, by time.
func fullTexts(dir string) ([]labelled, error) {
	var all []labelled
	for _, name := range []string{"replay", "dev1", "dev2"} {
		stories, err := labelledStories(filepath.Join(dir, "fulltext", name+".jsonl"))
		if err != nil {
			return nil, err
		}
		all = append(all, stories...)
	}
	slices.SortStableFunc(all, func(a, b labelled) int { return a.Arrived.Compare(b.Arrived) })
	return all, nil
}
