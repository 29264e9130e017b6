package store

import "ascribe/news"

// storyTexts are the texts of a story by field.
func storyTexts(s news.Story) map[byte][]string {
	texts := map[byte][]string{anyField: {s.Title, s.Text, s.Summary}, titleField: {s.Title}}
	for _, c := range s.Analysis.Claims {
		texts[quoteField] = append(texts[quoteField], c.Quote)
	}
	return texts
}

// claimTexts are the texts of a claim by field.
func claimTexts(s news.Story, c news.Claim) map[byte][]string {
	return map[byte][]string{
		anyField:   {c.Quote, s.Title, c.Accuser.Name, c.Accused.Name, c.Speaker, c.Subject, c.Victim},
		titleField: {s.Title},
		quoteField: {c.Quote},
	}
}

// termsOf are the terms of texts.
func termsOf(texts map[byte][]string) termSet {
	t := make(termSet, 512)
	for field, all := range texts {
		for _, text := range all {
			t.add(field, text)
		}
	}
	return t
}

// texts are what a story is found by in the index; one that is in no list has none.
func (t told) texts() map[byte][]string {
	if !t.shown() {
		return nil
	}
	return storyTexts(t.story)
}
