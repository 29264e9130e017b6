package main

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"ascribe/api"
	"ascribe/digest"
	"ascribe/news"
)

type showCmd struct {
	ID  string `arg:"" help:"Of an incident (i-…), a story (s-…) or a claim (c-…)."`
	Why bool   `help:"Say why each story is in the incident."`
}

// Run shows one thing.
func (cmd *showCmd) Run(c *console) error {
	prefix, _, _ := strings.Cut(cmd.ID, "-")
	path := map[string]string{"i": "/v1/incidents/", "s": "/v1/stories/", "c": "/v1/claims/"}[prefix]
	if path == "" {
		return usage("%q is no ID: incidents begin with i-, stories with s-, claims with c-", cmd.ID)
	}
	return c.asking(func(cl *client) error {
		switch {
		case !c.pretty:
			return c.pass(cl, path+url.PathEscape(cmd.ID), nil)
		case prefix == "i":
			return cmd.incident(c, cl)
		case prefix == "s":
			return cmd.story(c, cl)
		}
		var claim api.Claim
		if err := cl.get(c.ctx, path+url.PathEscape(cmd.ID), nil, &claim); err != nil {
			return err
		}
		c.printClaim(claim)
		return nil
	})
}

func (cmd *showCmd) incident(c *console, cl *client) error {
	var in api.Incident
	if err := cl.get(c.ctx, "/v1/incidents/"+url.PathEscape(cmd.ID), nil, &in); err != nil {
		return err
	}
	claims, err := claimsOf(c, cl, in.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s\n%s, %s to %s, %s, %d independent\n", plain(in.Title), in.ID,
		in.First.Format(time.DateOnly), in.Last.Format(time.DateOnly), digest.Count(len(in.Members), "story", "stories"), in.Origins)
	for _, s := range in.Summary {
		fmt.Fprintf(c.out, "\n  %s\n", plain(s.Text))
	}
	if len(in.Standing) > 0 {
		fmt.Fprintf(c.out, "\nSTANDING\n")
	}
	for _, st := range in.Standing {
		fmt.Fprintf(c.out, "  %s\n", plain(standingText(st)))
	}
	fmt.Fprintf(c.out, "\nTIMELINE\n")
	for _, m := range in.Timeline {
		fmt.Fprintf(c.out, "  %s  %-11s %s\n", dated(m.Date), m.Phase, plain(m.Text))
	}
	fmt.Fprintf(c.out, "\nCLAIMS (machine-read; %d of %d reviewed)\n", in.Claims-in.Unreviewed, in.Claims)
	for _, cl := range claims {
		c.printClaim(cl)
	}
	fmt.Fprintf(c.out, "\nSTORIES\n")
	for _, m := range in.Members {
		var st api.Story
		if err := cl.get(c.ctx, "/v1/stories/"+m.Story, nil, &st); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "  %s  %s  %s: %s%s\n", m.Story, dated(st.Published), plain(st.Outlet), plain(st.Title), unlessFull(st))
		if cmd.Why {
			fmt.Fprintf(c.out, "      %s\n", plain(why(m)))
		}
	}
	if len(in.Notes) > 0 {
		fmt.Fprintf(c.out, "\nNOTES\n")
	}
	for _, n := range in.Notes {
		fmt.Fprintf(c.out, "  TLP:%s  %s, %s: %s\n", n.TLP, plain(n.By), n.At.Format(time.DateOnly), plain(n.Text))
	}
	return nil
}

// standingText says what the acts against one party amount to, with all who are named.
func standingText(s api.Standing) string {
	var says []string
	if len(s.Accusers) > 0 {
		level := named(s.Level, "media")
		if l := s.Likelihood; l != nil {
			level += fmt.Sprintf(", “%s” (%s %d–%d %%)", l.Term, l.Scale, l.Low, l.High)
		}
		says = append(says, fmt.Sprintf("accused by %s (%s; %s)", allNames(s.Accusers), level, digest.Count(s.Origins, "independent text", "independent texts")))
	}
	if s.SelfClaimed {
		says = append(says, "claims it itself")
	}
	for _, by := range []struct {
		word    string
		parties []api.Party
	}{{"denied by", s.DeniedBy}, {"doubted by", s.DoubtedBy}, {"left open by", s.DeclinedBy}} {
		if len(by.parties) > 0 {
			says = append(says, by.word+" "+allNames(by.parties))
		}
	}
	if s.Score < news.EvenChance {
		says = append(says, fmt.Sprintf("perhaps misread (%d %%)", s.Score))
	}
	return whom(s.Accused.Name, s.Accused.Country) + ": " + strings.Join(says, "; ")
}

func allNames(parties []api.Party) string {
	var names []string
	for _, p := range parties {
		names = append(names, named(p.Name, "somebody unnamed"))
	}
	return strings.Join(names, ", ")
}

// whom names an accused. Sources that say they don't know have none.
func whom(name, country *string) string {
	if n := named(name, "unknown"); country != nil || !strings.EqualFold(n, "unknown") {
		return named(name, "somebody unnamed")
	}
	return "nobody named"
}

// claimsOf are all claims of an incident, page by page.
func claimsOf(c *console, cl *client, id string) (all []api.Claim, err error) {
	q := url.Values{"limit": {"500"}}
	for {
		var page api.List[api.Claim]
		if err := cl.get(c.ctx, "/v1/incidents/"+id+"/claims", q, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.NextCursor == nil {
			return all, nil
		}
		q.Set("cursor", *page.NextCursor)
	}
}

func unlessFull(st api.Story) string {
	if st.Access == "full" {
		return ""
	}
	if reason := named(st.AccessReason, ""); reason != "" {
		return fmt.Sprintf(" [%s: %s]", st.Access, plain(reason))
	}
	return fmt.Sprintf(" [%s]", st.Access)
}

func why(m api.Member) string {
	var reasons []string
	for _, r := range m.Reasons {
		reasons = append(reasons, strings.TrimSpace(strings.ReplaceAll(r.Feature, "_", " ")+" "+named(r.Detail, "")))
	}
	if m.CopyOf != nil {
		reasons = append(reasons, "repeats the text of "+*m.CopyOf)
	}
	if len(reasons) == 0 {
		return "founded the incident"
	}
	return fmt.Sprintf("%s (%.2f)", strings.Join(reasons, "; "), m.Score)
}

func (cmd *showCmd) story(c *console, cl *client) error {
	var st api.Story
	if err := cl.get(c.ctx, "/v1/stories/"+url.PathEscape(cmd.ID), nil, &st); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s\n%s, %s, version %d%s\n%s\n", plain(st.Title), plain(st.Outlet), dated(st.Published), st.Version, unlessFull(st), plain(st.URL))
	for p := range strings.SplitSeq(st.Text, "\n\n") {
		fmt.Fprintf(c.out, "\n%s\n", plain(p))
	}
	if st.Excerpt {
		fmt.Fprintln(c.out, "\n(The text was dropped; these are the sentences that claims quote.)")
	}
	fmt.Fprintf(c.out, "\nCLAIMS\n")
	for _, cl := range st.Claims {
		c.printClaim(cl)
	}
	return nil
}

func (c *console) printClaim(cl api.Claim) {
	who, of := named(cl.Accuser.Name, "somebody unnamed"), whom(cl.Accused.Name, cl.Accused.Country)
	extra := ""
	if s := named(cl.Speaker, ""); s != "" {
		extra += ", said by " + s
	}
	if s := named(cl.Subject, ""); s != "" {
		extra += ", concerning " + s
	}
	if h := named(cl.Hedge, ""); h != "" {
		extra += ", “" + h + "”"
	}
	if named(cl.Joint, "") != "" {
		extra += ", in a joint statement"
	}
	if cl.About == "other" {
		extra += ", about another operation"
	}
	fmt.Fprintf(c.out, "  %s %s %s (%s%s)\n      “%s”\n      %s, %s, %s %s\n", plain(who), cl.Stance, plain(of),
		strings.ReplaceAll(cl.Relation, "_", " "), plain(extra), plain(cl.Quote), plain(cl.Outlet), dated(cl.Date), cl.ID, cl.Review)
}
