package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"ascribe/actor"
	"ascribe/claim"
)

// A scopeResult says how well the test of what a story is about keeps stories apart.
type scopeResult struct {
	Cyber      float64            `json:"cyber"`       // share of cyber passages that are in scope
	GeneralOut float64            `json:"general_out"` // share of general news that is not
	Detail     map[string]inScope `json:"detail"`
}

type inScope struct {
	In int `json:"in"`
	Of int `json:"of"`

	stray []stray // cyber passages that are out, or general stories that are in
}

type stray struct{ id, title, why string }

// runScope measures claim's scope on the annotated passages and on general news.
func runScope(args []string, out io.Writer) error {
	f := newFlags("scope")
	list := f.Bool("list", false, "list the cyber passages that are out and the general stories that are in")
	if err := f.Parse(args); err != nil {
		return err
	}
	r, err := evalScope(f.data)
	if err != nil {
		return err
	}
	if f.json {
		return printJSON(out, r)
	}
	for _, name := range []string{"gold-dev", "gold-dev-2", "neus-dev", "neus-train", "allsides-dev"} {
		d := r.Detail[name]
		fmt.Fprintf(out, "%-14s %4d of %4d in scope, %.1f %%\n", name, d.In, d.Of, 100*float64(d.In)/float64(d.Of))
		for _, s := range d.stray {
			if *list {
				fmt.Fprintf(out, "    %s  %.90s  (%s)\n", s.id, s.title, s.why)
			}
		}
	}
	return nil
}

func evalScope(data string) (scopeResult, error) {
	r := scopeResult{Detail: map[string]inScope{}}
	gold, err := readGold(filepath.Join(data, "claims"))
	if err != nil {
		return r, err
	}
	cat := actor.Load()
	for _, p := range gold {
		if slices.Contains(p.Tags, "negative") {
			continue // some of them are of other news, to see that nothing is read in it
		}
		v := claim.Scope("", p.Text, cat)
		r.count(p.file, v.In, !v.In && !blind(p.Incident), stray{p.ID, p.Text, v.Why})
	}
	for _, name := range []string{"neus-dev", "neus-train", "allsides-dev"} {
		lines, err := storyLines(filepath.Join(data, "incidents", name+".jsonl"))
		if err != nil {
			return r, err
		}
		for _, l := range lines {
			v := claim.Scope(l.Title, l.Text+l.Desc, cat)
			r.count(name, v.In, v.In, stray{l.ID, l.Title, v.Why})
		}
	}
	r.Cyber = float64(r.Detail["gold-dev"].In) / float64(r.Detail["gold-dev"].Of)
	r.GeneralOut = 1 - float64(r.Detail["neus-dev"].In)/float64(r.Detail["neus-dev"].Of)
	return r, nil
}

func (r *scopeResult) count(name string, in, strays bool, s stray) {
	d := r.Detail[name]
	d.Of++
	d.In += count(in)
	if strays {
		d.stray = append(d.stray, s)
	}
	r.Detail[name] = d
}
