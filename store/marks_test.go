package store

import (
	"fmt"
	"testing"

	"ascribe/news"
)

// An incident has its name and its notes while it has stories, wherever the story that founded it is; when it is
// gone, the incident that holds that story has them. Whatever the batches.
func TestNamesFollowTheFounder(t *testing.T) {
	var stories []news.Story
	for i, what := range []string{"harbour", "railway", "ministry"} {
		stories = append(stories, write("https://x.example/"+what, "guardian", day.AddDate(0, i, 0), "Hackers enter the "+what, "Nobody knows who entered the "+what+"."))
	}
	founder, second, other := stories[0].ID, stories[1].ID, stories[2].ID
	n := 0
	edit := func(e news.Edit) news.Entry {
		n++
		e.ID, e.By, e.Reason = news.NewEditID(fmt.Sprint(n)), "ann", "because"
		return news.Entry{Kind: news.EditEntry, At: day.AddDate(1, 0, n), Edit: &e}
	}
	pin := func(story, to news.StoryID) news.Entry {
		return edit(news.Edit{Action: news.Pin, Stories: []news.StoryID{story}, Incidents: []news.IncidentID{to.Founded()}})
	}
	back := pin(second, other)
	steps := []struct {
		do   news.Entry
		want [3]string // what the incidents of the three are called, with how many notes; "" of one that is gone
	}{
		{entry(stories[0]), [3]string{"Hackers enter the harbour 0"}},
		{entry(stories[1]), [3]string{"Hackers enter the harbour 0", "Hackers enter the railway 0"}},
		{entry(stories[2]), [3]string{"Hackers enter the harbour 0", "Hackers enter the railway 0", "Hackers enter the ministry 0"}},
		{pin(second, founder), [3]string{"Hackers enter the railway 0", "", "Hackers enter the ministry 0"}},
		{pin(founder, other), [3]string{"Hackers enter the railway 0", "", "Hackers enter the ministry 0"}},
		{edit(news.Edit{Action: news.Rename, Incidents: []news.IncidentID{founder.Founded()}, Text: "The affair"}), [3]string{"The affair 0", "", "Hackers enter the ministry 0"}},
		{edit(news.Edit{Action: news.AddNote, Incidents: []news.IncidentID{founder.Founded()}, Text: "A note"}), [3]string{"The affair 1", "", "Hackers enter the ministry 0"}},
		{back, [3]string{"", "", "The affair 1"}},
		{edit(news.Edit{Action: news.Undo, Undoes: back.Edit.ID}), [3]string{"The affair 1", "", "Hackers enter the ministry 0"}},
		{news.Entry{Kind: news.ForgetEntry, At: day, Forget: &news.Forget{Story: second, Reason: "asked to"}}, [3]string{"", "", "The affair 1"}},
	}
	s := open(t)
	var all []news.Entry
	for i, step := range steps {
		appendAll(t, s, step.do)
		all = append(all, step.do)
		var got [3]string
		page, err := s.Incidents(t.Context(), Query{})
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range page.Items {
			for k, story := range stories {
				if in.ID == story.ID.Founded() {
					got[k] = fmt.Sprint(in.Title, " ", len(in.Notes))
				}
			}
		}
		if got != step.want {
			t.Errorf("step %d: incidents are %q, want %q", i, got, step.want)
		}
		at := open(t)
		appendAll(t, at, all...)
		same(t, fmt.Sprint("at once up to step ", i), dump(t, at), dump(t, s))
	}
}
