package api

import (
	"time"

	"ascribe/news"
)

// A Party is anybody who accuses or is accused. Its name is null when nobody is named.
type Party struct {
	ID      *string  `json:"id" doc:"Name in the catalogue, such as actor:apt40 or state:cn; null for a party it does not know."`
	Name    *string  `json:"name"`
	Kind    string   `json:"kind"`
	Country *string  `json:"country" doc:"ISO 3166-1 alpha-2, or EU."`
	Maybe   []string `json:"maybe" doc:"The ids of all parties that an ambiguous name can mean."`
}

// A Likelihood is a hedge on a named scale.
type Likelihood struct {
	Term  string `json:"term" doc:"The scale's own word."`
	Scale string `json:"scale" doc:"PHIA (bodies of the UK), ICD 203 (of the US) or WEP (everybody else: the words of estimative probability of STIX 2.1)."`
	Low   int    `json:"low" doc:"Per cent."`
	High  int    `json:"high" doc:"Per cent."`
}

func newParty(p news.Party) Party {
	return Party{ID: some(p.ID), Name: some(p.Name), Kind: string(p.Kind), Country: some(p.Country), Maybe: words(p.Maybe)}
}

func newParties(all []news.Party) []Party { return each(all, newParty) }

func newLikelihood(l *news.Likelihood) *Likelihood {
	if l == nil {
		return nil
	}
	return &Likelihood{l.Term, l.Scale, l.Low, l.High}
}

// some makes what is unknown null.
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// utc is how a time is told: to the second.
func utc(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

func someTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(utc(t))
}

// when splits a date into its time and how exact that is.
func when(d news.Date) (at *time.Time, precision *string) {
	if !d.Known() {
		return nil, nil
	}
	return new(d.Time.UTC()), some(string(d.Precision))
}

// words makes a list of names that is never null.
func words[S ~string](all []S) []string {
	return each(all, func(s S) string { return string(s) })
}

func each[A, B any](all []A, f func(A) B) []B {
	out := make([]B, len(all))
	for i, a := range all {
		out[i] = f(a)
	}
	return out
}
