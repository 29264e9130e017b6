package node

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"ascribe/news"
	"ascribe/store"
)

// A Rereading is a story that the present reader reads otherwise than it was read.
type Rereading struct {
	Story     news.StoryID
	Title     string
	Engine    string // that read it before
	Added     []news.Claim
	Withdrawn []news.Claim
	Kept      int // of the withdrawn ones: a person confirmed or corrected them, so they stay
}

// A RereadReport counts what reading again came to.
type RereadReport struct {
	Engine    string
	Looked    int // stories that another engine had read
	Changed   int
	Added     int // claims
	Withdrawn int
	Kept      int
	Textless  int // stories that another engine read and whose text was dropped: they keep their claims
	Failed    int // stories whose new reading does not stand in their text: they stay as they are
}

// rereadAtOnce is how many stories are read again for one entry into the log.
const rereadAtOnce = 50

// Reanalyse reads every story again that another engine has read, and tells of those that
// are read otherwise now. With write, the log gets an entry for each of them. What a person
// said of a claim stays; the store sees to that.
func (n *Node) Reanalyse(ctx context.Context, write bool, seen func(Rereading)) (report RereadReport, err error) {
	report.Engine = n.engine()
	q := store.Query{Limit: rereadAtOnce}
	for {
		page, err := n.store.Stories(ctx, q)
		if err != nil {
			return report, err
		}
		var entries []news.Entry
		for _, v := range page.Items {
			if v.Analysis.Engine == n.engine() {
				continue
			}
			again, r, err := n.reread(v, &report)
			if err != nil {
				return report, err
			}
			if again == nil {
				continue
			}
			report.Changed++
			report.Added, report.Withdrawn, report.Kept = report.Added+len(r.Added), report.Withdrawn+len(r.Withdrawn), report.Kept+r.Kept
			if seen != nil {
				seen(r)
			}
			entries = append(entries, news.Entry{
				Kind: news.AnalysisEntry, At: time.Now().UTC(), Analysis: &news.Reanalysis{Story: v.ID, Version: v.Version, Analysis: *again},
			})
		}
		if write && entries != nil {
			if _, err := n.log.Append(ctx, entries...); err != nil {
				return report, err
			}
		}
		if q.Cursor = page.Next; page.Next == "" {
			return report, nil
		}
	}
}

// reread reads a story again; nil when that says the same.
func (n *Node) reread(v store.StoryView, report *RereadReport) (*news.Analysis, Rereading, error) {
	r := Rereading{Story: v.ID, Title: v.Title, Engine: v.Analysis.Engine}
	raw, err := n.store.Version(v.ID, v.Version) // without what people said since
	if errors.Is(err, store.ErrNotFound) {       // taken down meanwhile
		return nil, r, nil
	} else if err != nil {
		return nil, r, err
	}
	if raw.Excerpt {
		report.Textless++
		return nil, r, nil
	}
	report.Looked++
	outlet, _ := n.Outlet(v.Outlet)
	now := n.reading(raw, outlet)
	if alike(raw.Analysis, now) {
		return nil, r, nil
	}
	before := raw.Analysis.Claims
	raw.Analysis = now
	if err := raw.Verify(); err != nil {
		n.logger.Error("the new reading of a story does not stand in its text", "story", v.ID, "err", err)
		report.Failed++
		return nil, r, nil
	}
	r.Added, r.Withdrawn = without(now.Claims, before), without(before, now.Claims)
	for _, c := range r.Withdrawn {
		if slices.ContainsFunc(v.Analysis.Claims, func(k news.Claim) bool {
			return k.ID == c.ID && k.Review.Vouched()
		}) {
			r.Kept++
		}
	}
	return &now, r, nil
}

// alike reports whether two readings say the same, whoever read.
func alike(a, b news.Analysis) bool {
	a.Engine, b.Engine = "", ""
	one, err := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err == nil && err2 == nil && string(one) == string(other)
}

func without(all, those []news.Claim) (rest []news.Claim) {
	for _, c := range all {
		if !slices.ContainsFunc(those, func(o news.Claim) bool { return o.ID == c.ID }) {
			rest = append(rest, c)
		}
	}
	return rest
}
