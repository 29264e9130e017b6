package sample

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
)

// An Outlet is one of the publishers of the newsroom.
type Outlet struct {
	ID      string
	Name    string
	Kind    string // newspaper, trade, vendor, government, wire, broadcaster or research
	Owner   string
	Country string // ISO 3166 alpha-2
	Voice   string // who speaks where the outlet says "we"; "" for journalism

	Home      string // "http://127.0.0.1:port", no slash at the end
	FeedURL   string
	FeedTitle string
	Format    string // rss, atom, rdf or json
}

// site is an outlet with what it publishes and how.
type site struct {
	Outlet
	Tagline  string
	Layout   string   // file of pages/ without its suffix
	Nav      []string // entries of the menu
	feedPath string
	feedText string // what an item carries: summary, teaser (HTML with "continue reading") or full
	path     string // of a story's page, with {yyyy} {mm} {mon} {dd} {slug}
	stories  []published
	revised  *atomic.Bool // of the newsroom: which version to serve
}

// published is a story with its second version, if it has one.
type published struct{ first, second *Story }

// load reads the outlets and hands each its stories, newest first.
func load() ([]*site, error) {
	data, err := newsroom.ReadFile("newsroom/outlets.txt")
	if err != nil {
		return nil, err
	}
	sites, err := parseOutlets(string(data))
	if err != nil {
		return nil, fmt.Errorf("outlets.txt: %w", err)
	}
	stories, err := Stories()
	if err != nil {
		return nil, err
	}
	for i := range stories {
		st := &stories[i]
		at := slices.IndexFunc(sites, func(s *site) bool { return s.ID == st.Outlet() })
		if at < 0 {
			return nil, fmt.Errorf("story %s: no such outlet", st.Key)
		}
		s := sites[at]
		if st.Version == 2 {
			s.stories[len(s.stories)-1].second = st
			continue
		}
		s.stories = append(s.stories, published{first: st})
	}
	return sites, nil
}

// parseOutlets reads one paragraph of fields per outlet; # begins a comment.
func parseOutlets(text string) ([]*site, error) {
	var sites []*site
	for para := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if strings.HasPrefix(para, "#") {
			continue
		}
		head, _, err := parseHead(para + "\n\n")
		if err != nil {
			return nil, err
		}
		s := &site{
			Outlet: Outlet{
				ID: head.Get("ID"), Name: head.Get("Name"), Kind: head.Get("Kind"), Owner: head.Get("Owner"),
				Country: head.Get("Country"), Voice: head.Get("Voice"), FeedTitle: head.Get("Feed-Title"), Format: head.Get("Format"),
			},
			Tagline: head.Get("Tagline"), Layout: head.Get("Layout"), Nav: strings.Split(head.Get("Nav"), ", "),
			feedPath: head.Get("Feed"), feedText: head.Get("Feed-Text"), path: head.Get("Path"),
		}
		for _, field := range []string{"ID", "Name", "Kind", "Owner", "Country", "Feed-Title", "Format", "Tagline", "Layout", "Nav", "Feed", "Feed-Text", "Path"} {
			if head.Get(field) == "" {
				return nil, fmt.Errorf("outlet %q has no %s", s.ID, field)
			}
		}
		sites = append(sites, s)
	}
	return sites, nil
}

// open gives the site its address. It is called once, before the site serves.
func (s *site) open(home string, revised *atomic.Bool) {
	s.Home, s.FeedURL, s.revised = home, home+s.feedPath, revised
}

// url returns the address of a story's page: the same for all its versions.
func (s *site) url(st *Story) string { return s.Home + s.pathOf(st) }

func (s *site) pathOf(st *Story) string {
	t := st.Published
	return strings.NewReplacer(
		"{yyyy}", t.Format("2006"), "{mm}", t.Format("01"), "{mon}", strings.ToLower(t.Format("Jan")), "{dd}", t.Format("02"),
		"{slug}", st.Slug(),
	).Replace(s.path)
}

// current returns the stories as they stand now, newest first.
func (s *site) current() []*Story {
	var now []*Story
	for _, p := range s.stories {
		now = append(now, s.version(p))
	}
	return now
}

func (s *site) version(p published) *Story {
	if p.second != nil && s.revised.Load() {
		return p.second
	}
	return p.first
}
