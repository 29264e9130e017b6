package main

import (
	"cmp"
	"fmt"
	"strings"

	"ascribe/claim"
	"ascribe/news"
)

type explainedLine struct {
	ID        string              `json:"id"`
	Sentences []claim.Explanation `json:"sentences"`
}

// explainClaims shows how each sentence was read: for people as an indented list, else as JSON.
func (c *console) explainClaims(sentences []claim.Explanation) error {
	if !c.pretty {
		return c.printJSON(sentences)
	}
	for _, e := range sentences {
		fmt.Fprintf(c.out, "%s\n", plain(e.Text))
		fmt.Fprintf(c.out, "  tokens      %s\n", plain(strings.Join(e.Tokens, "|")))
		for _, m := range e.Mentions {
			fmt.Fprintf(c.out, "  names       %s: %s%s\n", plain(m.Words), m.Kind, meant(m.Party))
		}
		if e.Why != "" {
			fmt.Fprintf(c.out, "  no claim    %s\n", e.Why)
		}
		for _, k := range e.Considered {
			fmt.Fprintf(c.out, "  considered  “%s” (%s, frame %s, %s) → %s%s, %s: %s", plain(k.Words), k.Predicate, k.Frame, k.Voice, k.Stance, meant(k.Accused), k.Relation, k.Verdict)
			if len(k.Accusers) == 0 { // a rule decided, not the weights
				fmt.Fprintln(c.out)
				continue
			}
			fmt.Fprintf(c.out, " (%+d)%s\n", k.Score, weighed(k.Features))
			for _, a := range k.Accusers {
				by := "not by  "
				if a.Taken {
					by = "by      "
				}
				fmt.Fprintf(c.out, "    %s  %s (%+d)%s\n", by, plain(cmp.Or(a.Name, "nobody named")), a.Score, weighed(a.Features))
			}
		}
		fmt.Fprintln(c.out)
	}
	return nil
}

func meant(p news.Party) string {
	if p.Name == "" {
		return ""
	}
	return " " + plain(p.Name) + " (" + strings.TrimSuffix(string(p.Kind)+", "+p.Country, ", ") + ")"
}

func weighed(features []claim.Weighed) string {
	var b strings.Builder
	for _, f := range features {
		fmt.Fprintf(&b, " %s %+d", f.Feature, f.Weight)
	}
	return b.String()
}
