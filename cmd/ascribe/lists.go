package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ascribe/api"
	"ascribe/digest"
	"ascribe/news"
)

// filters are the API's, as flags. What has no flag of its own is asked with --where.
type filters struct {
	Accused   []string `help:"Who is accused: a country or any name." placeholder:"WHO"`
	Accuser   []string `help:"Who accuses, denies or doubts." placeholder:"WHO"`
	Actor     []string `help:"A threat actor by any alias." placeholder:"NAME"`
	Stance    []string `help:"accuses, denies, declines, doubts, claims." placeholder:"STANCE"`
	Level     []string `help:"media, company, government, joint, legal, self." placeholder:"LEVEL"`
	Outlet    []string `help:"Outlet, by id or name." placeholder:"ID"`
	Since     string   `help:"A date, a time, or 7d." placeholder:"WHEN"`
	Until     string   `help:"A date (to its end), a time, or 7d." placeholder:"WHEN"`
	Contested bool     `help:"Only what somebody denies or doubts."`
	Where     []string `help:"Any other filter of the API, not_ twins too." placeholder:"KEY=VALUE"`
	Limit     int      `help:"At most so many." default:"50"`
}

func (f filters) query() (url.Values, error) {
	q := url.Values{"limit": {strconv.Itoa(f.Limit)}}
	for key, values := range map[string][]string{
		"accused": f.Accused, "accuser": f.Accuser, "actor": f.Actor, "stance": f.Stance, "level": f.Level, "outlet": f.Outlet,
		"since": {f.Since}, "until": {f.Until},
	} {
		for _, v := range values {
			if v != "" {
				q.Add(key, v)
			}
		}
	}
	if f.Contested {
		q.Set("contested", "true")
	}
	for _, w := range f.Where {
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			return nil, usage("--where wants KEY=VALUE, not %q", w)
		}
		q.Add(key, value)
	}
	return q, nil
}

type incidentsCmd struct {
	filters
}

// Run lists incidents, newest activity first.
func (cmd *incidentsCmd) Run(c *console) error {
	q, err := cmd.query()
	if err != nil {
		return err
	}
	return c.asking(func(cl *client) error { return listIncidents(c, cl, q) })
}

// asking connects for one question.
func (c *console) asking(ask func(*client) error) error {
	cl, err := c.connect(false)
	if err != nil {
		return err
	}
	return errors.Join(ask(cl), cl.close())
}

// client asks the handler of this process.
func (h *house) client() *client {
	return &client{http: &http.Client{Transport: inProcess{h.handler}}, end: func() error { return nil }}
}

// pass writes the API's own JSON where no table is wanted.
func (c *console) pass(cl *client, path string, q url.Values) error {
	body, err := cl.ask(c.ctx, http.MethodGet, path, q, nil)
	if err != nil {
		return err
	}
	defer body.Close()
	_, err = io.Copy(c.out, body)
	return err
}

func listIncidents(c *console, cl *client, q url.Values) error {
	if !c.pretty {
		return c.pass(cl, "/v1/incidents", q)
	}
	var list api.List[api.IncidentItem]
	if err := cl.get(c.ctx, "/v1/incidents", q, &list); err != nil {
		return err
	}
	for _, in := range list.Items {
		fmt.Fprintf(c.out, "%s  %s\n", in.ID, plain(in.Title))
		for _, s := range in.Standing {
			fmt.Fprintf(c.out, "    %s\n", plain(standingLine(s)))
		}
		if len(in.Standing) == 0 {
			fmt.Fprintln(c.out, "    no attribution found yet")
		}
		contested := ""
		if in.Contested {
			contested = ", contested"
		}
		fmt.Fprintf(c.out, "    %s to %s, %s of %s, %d independent%s\n\n",
			in.First.Format(time.DateOnly), in.Last.Format(time.DateOnly), digest.Count(in.Stories, "story", "stories"), digest.Count(in.Outlets, "outlet", "outlets"), in.Origins, contested)
	}
	if len(list.Items) == 0 {
		fmt.Fprintln(c.out, "no incidents")
	}
	if list.NextCursor != nil {
		fmt.Fprintf(c.out, "more: --where cursor=%s\n", *list.NextCursor)
	}
	return nil
}

func standingLine(s api.StandingItem) string {
	var line strings.Builder
	line.WriteString(whom(s.Accused, s.Country))
	if len(s.AccusedBy) > 0 {
		line.WriteString(" accused by " + strings.Join(filled(s.AccusedBy), ", "))
		if more := s.Accusers - len(s.AccusedBy); more > 0 {
			line.WriteString(fmt.Sprintf(" and %d more", more))
		}
		line.WriteString(" (" + named(s.Level, "media") + ")")
	}
	if s.Self {
		line.WriteString("; claims it itself")
	}
	for _, by := range []struct {
		n    int
		word string
	}{{s.Denied, "denied"}, {s.Doubted, "doubted"}, {s.Declined, "left open"}} {
		if by.n > 0 {
			line.WriteString(fmt.Sprintf("; %s by %d", by.word, by.n))
		}
	}
	if s.Score < news.EvenChance {
		line.WriteString(fmt.Sprintf("; perhaps misread (%d %%)", s.Score))
	}
	return line.String()
}

func filled(names []string) []string {
	for i, n := range names {
		if n == "" {
			names[i] = "somebody unnamed"
		}
	}
	return names
}

func named(s *string, otherwise string) string {
	if s == nil || *s == "" {
		return otherwise
	}
	return *s
}

type searchCmd struct {
	Query []string `arg:"" help:"Words, \"phrases\", AND OR NOT, prefix*."`
	filters
}

// Run finds stories by their words.
func (cmd *searchCmd) Run(c *console) error {
	q, err := cmd.query()
	if err != nil {
		return err
	}
	q.Set("q", strings.Join(cmd.Query, " "))
	return c.asking(func(cl *client) error {
		if !c.pretty {
			return c.pass(cl, "/v1/stories", q)
		}
		var list api.List[api.StoryItem]
		if err := cl.get(c.ctx, "/v1/stories", q, &list); err != nil {
			return err
		}
		t := c.table("STORY", "PUBLISHED", "OUTLET", "CLAIMS", "TITLE")
		for _, s := range list.Items {
			t.row(s.ID, dated(s.Published), s.Outlet, s.Claims, clip(s.Title, 90))
		}
		t.flush()
		return nil
	})
}

func dated(t *time.Time) string {
	if t == nil {
		return "unknown"
	}
	return t.Format(time.DateOnly)
}
