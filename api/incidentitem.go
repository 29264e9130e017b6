package api

import (
	"strconv"
	"strings"
	"time"

	"ascribe/news"
	"ascribe/store"
)

// An IncidentItem is an incident in a list: what a table shows of it, bounded in size.
type IncidentItem struct {
	ID         string         `json:"id"`
	Title      string         `json:"title" doc:"At most 300 bytes."`
	First      time.Time      `json:"first"`
	Last       time.Time      `json:"last"`
	Activity   time.Time      `json:"activity"`
	Stories    int            `json:"stories"`
	Outlets    int            `json:"outlets"`
	Origins    int            `json:"origins"`
	Acts       int            `json:"acts"`
	Claims     int            `json:"claims"`
	Unreviewed int            `json:"unreviewed"`
	Contested  bool           `json:"contested"`
	Accused    int            `json:"accused" doc:"How many parties have a standing."`
	Standing   []StandingItem `json:"standing" doc:"At most three."`
	CVEs       []string       `json:"cves" doc:"At most five."`
	Victims    []string       `json:"victims" doc:"At most three."`
	Seq        uint64         `json:"seq"`
}

// A StandingItem is a standing in a list.
type StandingItem struct {
	ID         *string  `json:"id" doc:"Of the accused, in the catalogue."`
	Accused    *string  `json:"accused"`
	Country    *string  `json:"country"`
	Level      *string  `json:"level" doc:"The strongest; null when nobody accuses."`
	AccusedBy  []string `json:"accused_by" doc:"At most three names, strongest first; those that nobody named are only counted."`
	Accusers   int      `json:"accusers"`
	Origins    int      `json:"independent_origins"`
	Likelihood *string  `json:"likelihood" doc:"With its scale: highly likely (PHIA 80-90 %)."`
	Denied     int      `json:"denied" doc:"By how many."`
	Doubted    int      `json:"doubted"`
	Declined   int      `json:"declined"`
	Self       bool     `json:"self_claimed"`
	Score      int      `json:"score" doc:"How surely it was read, in percent; 100 when a person vouches for it."`
}

// The bounds of an item.
const (
	maxTitle    = 300 // bytes
	maxName     = 60  // bytes
	maxStanding = 3
	maxAccusers = 3
	maxCVEs     = 5
	maxVictims  = 3
)

func newIncidentItem(v store.IncidentView) IncidentItem {
	it := IncidentItem{
		ID: string(v.ID), Title: cut(v.Title, maxTitle), First: utc(v.First), Last: utc(v.Last), Activity: utc(v.Activity),
		Stories: len(v.Members), Outlets: len(v.Outlets), Origins: v.Origins, Acts: len(v.Acts), Contested: v.Contested(),
		Accused: len(v.Standing), Standing: each(v.Standing[:min(maxStanding, len(v.Standing))], newStandingItem),
		CVEs: words(v.CVEs[:min(maxCVEs, len(v.CVEs))]), Victims: short(v.Victims[:min(maxVictims, len(v.Victims))]), Seq: v.Seq,
	}
	it.Claims, it.Unreviewed = tally(v.Incident)
	return it
}

func newStandingItem(st news.Standing) StandingItem {
	var accusers []string
	for _, p := range st.Accusers {
		if p.Name != "" && len(accusers) < maxAccusers {
			accusers = append(accusers, p.Name)
		}
	}
	return StandingItem{
		ID: some(st.Accused.ID), Accused: some(cut(st.Accused.Name, maxName)), Country: some(st.Accused.Country), Level: some(string(st.Level)),
		AccusedBy: short(accusers), Accusers: len(st.Accusers), Origins: st.IndependentOrigins, Likelihood: some(onScale(st.Likelihood)),
		Denied: len(st.DeniedBy), Doubted: len(st.DoubtedBy), Declined: len(st.DeclinedBy), Self: st.SelfClaimed, Score: st.Score,
	}
}

func onScale(l *news.Likelihood) string {
	if l == nil {
		return ""
	}
	return l.Term + " (" + l.Scale + " " + strconv.Itoa(l.Low) + "-" + strconv.Itoa(l.High) + " %)"
}

func short(names []string) []string {
	return each(names, func(s string) string { return cut(s, maxName) })
}

// cut bounds a text in bytes, at the end of a character.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most-len("…")], "") + "…"
}

var incidentColumns = []column[store.IncidentView]{
	{"id", func(v store.IncidentView) string { return string(v.ID) }},
	{"title", func(v store.IncidentView) string { return v.Title }},
	{"first", func(v store.IncidentView) string { return stamp(v.First) }},
	{"last", func(v store.IncidentView) string { return stamp(v.Last) }},
	{"activity", func(v store.IncidentView) string { return stamp(v.Activity) }},
	{"stories", func(v store.IncidentView) string { return strconv.Itoa(len(v.Members)) }},
	{"outlets", func(v store.IncidentView) string { return strconv.Itoa(len(v.Outlets)) }},
	{"origins", func(v store.IncidentView) string { return strconv.Itoa(v.Origins) }},
	{"contested", func(v store.IncidentView) string { return strconv.FormatBool(v.Contested()) }},
	{"accused", func(v store.IncidentView) string {
		return strings.Join(each(v.Standing, func(s news.Standing) string { return s.Accused.Name }), "; ")
	}},
	{"accused_countries", func(v store.IncidentView) string {
		return strings.Join(each(v.Standing, func(s news.Standing) string { return s.Accused.Country }), "; ")
	}},
	{"levels", func(v store.IncidentView) string {
		return strings.Join(each(v.Standing, func(s news.Standing) string { return string(s.Level) }), "; ")
	}},
	{"cves", func(v store.IncidentView) string { return strings.Join(v.CVEs, "; ") }},
	{"victims", func(v store.IncidentView) string { return strings.Join(v.Victims, "; ") }},
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
