package node

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"ascribe/claim"
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
	v := visit{Node: n, outlet: outlet}
	s := news.Story{
		URL: address, Outlet: outlet.ID, Title: strings.TrimSpace(sub.Title), Text: paragraphs(sub.Text),
		Authors: sub.Authors, Published: sub.Published, Arrived: time.Now().UTC(), Access: news.Pasted, Reason: "an excerpt given by hand",
	}
	if s.Text == "" {
		s.Access, s.Reason = news.Failed, ""
		if err := v.page(ctx, sub.URL, &s); err != nil {
			return store.StoryView{}, err
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
	if m.story != nil {
		entry := news.Entry{Kind: news.StoryEntry, At: s.Arrived, Story: m.story}
		if _, err := n.log.Append(ctx, entry); err != nil {
			return store.StoryView{}, err
		}
	}
	return n.store.Story(m.seen.Story)
}

// outletOf finds the outlet by its id, else by the host of the address.
func (n *Node) outletOf(id, address string) Outlet {
	if o, ok := n.outlets[news.OutletID(id)]; ok {
		return o
	}
	h := strings.TrimPrefix(host(address), "www.")
	ids := make([]news.OutletID, 0, len(n.outlets))
	for oid := range n.outlets {
		ids = append(ids, oid)
	}
	slices.Sort(ids)
	for _, oid := range ids {
		home := strings.TrimPrefix(host(n.outlets[oid].Home), "www.")
		if home != "" && (h == home || strings.HasSuffix(h, "."+home)) {
			return n.outlets[oid]
		}
	}
	o := Outlet{Outlet: news.Outlet{ID: news.OutletID(h), Name: h, Kind: news.OtherKind}}
	if id != "" {
		o.ID, o.Name = news.OutletID(id), id
	}
	if u, err := url.Parse(address); err == nil {
		o.Home = u.Scheme + "://" + u.Host + "/"
	}
	return o
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

// Edit writes down a person's decision and returns its place in the log once the view has
// applied it.
func (n *Node) Edit(ctx context.Context, e news.Edit, by string) (uint64, error) {
	now := time.Now().UTC()
	e.By = by
	e.ID = news.NewEditID(string(e.Action), by, now.Format(time.RFC3339Nano), string(e.Target), e.Text, fmt.Sprint(e.Incidents, e.Stories))
	if strings.TrimSpace(e.Reason) == "" {
		return 0, Refusal{"an edit needs a reason"}
	}
	if err := e.Verify(); err != nil {
		return 0, Refusal{err.Error()}
	}
	if err := n.known(e); err != nil {
		return 0, err
	}
	return n.log.Append(ctx, news.Entry{Kind: news.EditEntry, At: now, Edit: &e})
}

// known refuses an edit of what is not there.
func (n *Node) known(e news.Edit) error {
	for _, id := range e.Incidents {
		if _, err := n.store.Incident(id); errors.Is(err, store.ErrNotFound) {
			return Refusal{fmt.Sprintf("there is no incident %s", id)}
		}
	}
	for _, id := range e.Stories {
		if _, err := n.store.Story(id); errors.Is(err, store.ErrNotFound) {
			return Refusal{fmt.Sprintf("there is no story %s", id)}
		}
	}
	if e.Target != "" {
		if _, err := n.store.Claim(e.Target); errors.Is(err, store.ErrNotFound) {
			return Refusal{fmt.Sprintf("there is no claim %s", e.Target)}
		}
	}
	return nil
}

// Engine names the reader whose analyses this node writes.
const Engine = claim.Engine
