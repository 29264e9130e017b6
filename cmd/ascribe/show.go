package main

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"ascribe/api"
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
	fmt.Fprintf(c.out, "%s\n%s, %s to %s, %d stories, %d independent\n", plain(in.Title), in.ID,
		in.First.Format(time.DateOnly), in.Last.Format(time.DateOnly), len(in.Members), in.Origins)
	for _, s := range in.Summary {
		fmt.Fprintf(c.out, "\n  %s\n", plain(s.Text))
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
	return nil
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
	who, whom := named(cl.Accuser.Name, "somebody unnamed"), named(cl.Accused.Name, "somebody unnamed")
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
	fmt.Fprintf(c.out, "  %s %s %s (%s%s)\n      “%s”\n      %s, %s, %s %s\n", plain(who), cl.Stance, plain(whom),
		strings.ReplaceAll(cl.Relation, "_", " "), plain(extra), plain(cl.Quote), plain(cl.Outlet), dated(cl.Date), cl.ID, cl.Review)
}
