package sample

import "time"

// jsonFeed is a JSON Feed 1.1 document.
type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	HomePageURL string     `json:"home_page_url"`
	FeedURL     string     `json:"feed_url"`
	Description string     `json:"description"`
	Language    string     `json:"language"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID          string       `json:"id"`
	URL         string       `json:"url"`
	Title       string       `json:"title"`
	Summary     string       `json:"summary"`
	ContentHTML string       `json:"content_html,omitempty"`
	ContentText string       `json:"content_text,omitempty"`
	Published   time.Time    `json:"date_published"`
	Modified    time.Time    `json:"date_modified,omitzero"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Tags        []string     `json:"tags,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

func (s *site) jsonFeed(stories []*Story) jsonFeed {
	doc := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: s.FeedTitle, HomePageURL: s.Home + "/",
		FeedURL: s.FeedURL, Description: s.Tagline, Language: "en",
	}
	for _, st := range stories {
		item := jsonItem{
			ID: s.url(st), URL: s.url(st), Title: st.Title, Summary: st.Summary,
			Published: st.Published, Modified: st.Updated,
		}
		if st.Byline != "" {
			item.Authors = []jsonAuthor{{st.Byline}}
		}
		if st.Section != "" {
			item.Tags = []string{st.Section}
		}
		if s.feedText == "full" {
			item.ContentHTML = blocksHTML(st.Blocks)
		} else {
			item.ContentText = st.Summary // an item needs one of the two
		}
		doc.Items = append(doc.Items, item)
	}
	return doc
}
