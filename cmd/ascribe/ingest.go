package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"ascribe/node"
	"ascribe/store"
)

type ingestCmd struct {
	All bool `help:"Visit every feed, due or not."`
}

// Run visits the due feeds once. When another process has the database, that one is asked
// to do it.
func (cmd *ingestCmd) Run(c *console) error {
	cfg, dir, err := c.settings()
	if err != nil {
		return err
	}
	if len(cfg.Feeds) == 0 {
		return usage("the configuration names no feeds")
	}
	report, err := cmd.here(c, cfg, dir)
	if errors.Is(err, store.ErrBusy) {
		report, err = cmd.there(c)
	}
	if err != nil {
		return err
	}
	return c.printReport(report)
}

func (cmd *ingestCmd) here(c *console, cfg *config, dir string) (node.Report, error) {
	log := c.logger()
	h, err := openHouse(cfg, dir, log, true)
	if err != nil {
		return node.Report{}, err
	}
	defer h.Close()
	local, err := h.answerLocally(dir, log)
	if err != nil {
		return node.Report{}, err
	}
	defer local.Close()
	return h.node.Ingest(c.ctx, cmd.All, c.progress(len(cfg.Feeds)))
}

func (cmd *ingestCmd) there(c *console) (node.Report, error) {
	cl, err := c.connect(true)
	if err != nil {
		return node.Report{}, err
	}
	defer cl.close()
	if cl.other && c.live {
		fmt.Fprintln(c.err, "another ascribe has the database; asking it to visit the feeds")
	}
	var report node.Report
	query := url.Values{}
	if cmd.All {
		query.Set("all", "true")
	}
	return report, cl.call(c.ctx, http.MethodPost, "/v1/feeds/refresh", query, nil, &report)
}

// progress draws one line that counts finished visits, on a terminal only.
func (c *console) progress(feeds int) func(node.FeedReport) {
	if !c.live {
		return nil
	}
	done, stories := 0, 0
	return func(r node.FeedReport) {
		done++
		stories += r.New + r.Revised
		fmt.Fprintf(c.err, "\r%d of at most %d feeds, %d stories   ", done, feeds, stories)
		if done == feeds {
			fmt.Fprintln(c.err)
		}
	}
}

// printReport tells what a pass brought; feeds that failed make exit code 3.
func (c *console) printReport(r node.Report) error {
	if c.pretty {
		t := c.table("FEED", "HEALTH", "ITEMS", "NEW", "REVISED", "REJECTED", "REASON")
		for _, f := range r.Feeds {
			if f.New+f.Revised+f.Rejected > 0 || f.State.Health.Failing() {
				t.row(f.Feed, f.State.Health, f.Items, f.New, f.Revised, f.Rejected, f.State.Reason)
			}
		}
		t.flush()
		fmt.Fprintf(c.out, "%d feeds visited, %d failing; %d new stories, %d revised, %d items rejected\n",
			len(r.Feeds), r.Failing, r.New, r.Revised, r.Rejected)
	} else if err := c.printJSON(r); err != nil {
		return err
	}
	if r.Failing == 0 {
		return nil
	}
	if r.Failing == len(r.Feeds) {
		fmt.Fprintf(c.err, "ascribe: no feed could be read; is there a network? The first says: %s\n", r.Feeds[0].State.Reason)
	}
	return exit{exitPartial, nil}
}
