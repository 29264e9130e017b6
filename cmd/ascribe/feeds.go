package main

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"ascribe/news"
	"ascribe/node"
)

type feedsCmd struct {
	List     feedsListCmd     `cmd:"" default:"withargs" help:"How each feed is."`
	Rejected feedsRejectedCmd `cmd:"" help:"Items that were not kept, newest first."`
	Refresh  feedsRefreshCmd  `cmd:"" help:"Visit one feed now."`
	Add      feedsAddCmd      `cmd:"" help:"Find the feed of a site and add it to the configuration."`
	Import   feedsImportCmd   `cmd:"" help:"Add the feeds of an OPML list to the configuration."`
	Export   feedsExportCmd   `cmd:"" help:"Write the configured feeds as an OPML list."`
}

type feedsListCmd struct{}

// feedLine is a feed as the API tells of it.
type feedLine struct {
	ID         string     `json:"id"`
	Outlet     string     `json:"outlet"`
	URL        string     `json:"url"`
	Scope      string     `json:"scope"`
	Schedule   string     `json:"schedule"`
	Health     string     `json:"health"`
	Reason     *string    `json:"reason"`
	Next       *time.Time `json:"next"`
	LastGood   *time.Time `json:"last_good"`
	NewestItem *time.Time `json:"newest_item"`
	Stored     int        `json:"stored"`
}

// Run lists the feeds with their health.
func (*feedsListCmd) Run(c *console) error {
	return c.asking(func(cl *client) error {
		if !c.pretty {
			return c.pass(cl, "/v1/feeds", nil)
		}
		var list struct {
			Items []feedLine `json:"items"`
		}
		if err := cl.get(c.ctx, "/v1/feeds", nil, &list); err != nil {
			return err
		}
		t := c.table("FEED", "HEALTH", "LAST GOOD", "NEWEST ITEM", "NEXT VISIT", "STORED", "REASON")
		for _, f := range list.Items {
			t.row(f.ID, f.Health, clock(f.LastGood), clock(f.NewestItem), clock(f.Next), f.Stored, clip(named(f.Reason, ""), 70))
		}
		t.flush()
		return nil
	})
}

func clock(t *time.Time) string {
	if t == nil || t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04")
}

type feedsRejectedCmd struct {
	Feed  string `help:"Of one feed only." placeholder:"ID"`
	Limit int    `help:"At most so many." default:"100"`
}

// Run lists the items that were seen and not kept.
func (cmd *feedsRejectedCmd) Run(c *console) error {
	q := url.Values{"limit": {fmt.Sprint(cmd.Limit)}}
	if cmd.Feed != "" {
		q.Set("feed", cmd.Feed)
	}
	return c.asking(func(cl *client) error {
		if !c.pretty {
			return c.pass(cl, "/v1/feeds/rejected", q)
		}
		var list struct {
			Items []news.Seen `json:"items"`
		}
		if err := cl.get(c.ctx, "/v1/feeds/rejected", q, &list); err != nil {
			return err
		}
		t := c.table("SEEN", "FEED", "VERDICT", "TITLE")
		for _, s := range list.Items {
			t.row(clock(&s.At), s.Feed, s.Verdict, clip(s.Title, 100))
		}
		t.flush()
		return nil
	})
}

type feedsRefreshCmd struct {
	Feed string `arg:"" help:"The feed's id."`
}

// Run visits one feed now, due or not.
func (cmd *feedsRefreshCmd) Run(c *console) error {
	cl, err := c.connect(true)
	if err != nil {
		return err
	}
	defer cl.close()
	var r node.FeedReport
	if err := cl.call(c.ctx, http.MethodPost, "/v1/feeds/"+url.PathEscape(cmd.Feed)+"/refresh", nil, nil, &r); err != nil {
		return err
	}
	sum := node.Report{Feeds: []node.FeedReport{r}, New: r.New, Revised: r.Revised, Rejected: r.Rejected}
	if r.State.Health.Failing() {
		sum.Failing = 1
	}
	if r.Silent {
		sum.Silent = 1
	}
	return c.printReport(sum)
}
