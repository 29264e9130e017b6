package node

import (
	"context"
	"fmt"
	"strings"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/store"
)

// A Submission is a story given by hand: a URL to fetch, or with Text an excerpt that a
// person pasted from behind a paywall.
type Submission struct {
	URL       string    `json:"url"`
	Title     string    `json:"title,omitempty"`
	Text      string    `json:"text,omitempty"`
	Outlet    string    `json:"outlet,omitempty"` // "" is found by the host of the URL
	Published news.Date `json:"published,omitzero"`
	Authors   []string  `json:"authors,omitempty"`
}

// A Refusal is a submission or edit that can't be accepted, with why.
type Refusal struct{ Reason string }

func (r Refusal) Error() string { return r.Reason }

// Add keeps a story given by hand and returns it as the view has it now. A page that can't
// be fetched is a Refusal, unless a text came with it.
func (n *Node) Add(ctx context.Context, sub Submission) (store.StoryView, error) {
	address, err := fetcher.Canonical(sub.URL)
	if err != nil {
		return store.StoryView{}, Refusal{fmt.Sprintf("%q is no address of a story: %v", sub.URL, err)}
	}
	outlet := n.outletOf(sub.Outlet, address)
	if err := n.fit(sub, outlet); err != nil {
		return store.StoryView{}, err
	}
	v := visit{Node: n, outlet: outlet, lost: map[string]int{}}
	s := news.Story{
		URL: address, Outlet: outlet.ID, Title: strings.TrimSpace(sub.Title), Text: paragraphs(sub.Text),
		Authors: sub.Authors, Published: sub.Published, Arrived: time.Now().UTC(), Access: news.Pasted, Reason: "an excerpt given by hand",
	}
	if s.Text == "" {
		s.Access, s.Reason = news.Failed, ""
		got, err := v.page(ctx, sub.URL, &s)
		if err != nil {
			return store.StoryView{}, err
		}
		if own, err := fetcher.Canonical(got.canonical); err == nil {
			s.URL = own
		}
		if s.Text == "" {
			return store.StoryView{}, Refusal{fmt.Sprintf("%s gave no text (%s); paste an excerpt with it", sub.URL, first(s.Reason, "nothing found"))}
		}
	}
	if s.Title == "" {
		s.Title = headline(s.Text, address)
	}
	m, err := v.finish(made{}, s)
	if err != nil {
		return store.StoryView{}, err
	}
	if m.seen.Verdict == news.Unreadable {
		return store.StoryView{}, Refusal{fmt.Sprintf("%s can't be kept as a story; the log says why", sub.URL)}
	}
	if m.story != nil {
		entry := news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: m.story}
		if _, err := n.log.Append(ctx, entry); err != nil {
			return store.StoryView{}, err
		}
	}
	return n.store.Story(m.seen.Story)
}

// fit refuses what would be ignored, or kept as it is and found by nobody.
func (n *Node) fit(sub Submission, found Outlet) error {
	var wrong Faults
	if sub.Outlet != "" && news.OutletID(sub.Outlet) != found.ID {
		wrong.add("outlet", sub.Outlet, "no outlet has this id; leave it out to have it found by the address of the story")
	}
	if ahead(sub.Published) {
		wrong.add("published", sub.Published.String(), "it is yet to come")
	}
	return wrong.err()
}

// paragraphs makes pasted lines the paragraphs of a story.
func paragraphs(text string) string {
	var out []string
	for block := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p := strings.Join(strings.Fields(block), " "); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
