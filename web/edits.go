package web

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"ascribe/news"
	"ascribe/node"
)

// errNoEditor is the error of a form that came from somebody who may make no edits.
var errNoEditor = errors.New("a token that may edit is needed")

// A done is the error of a form that was carried out: the browser goes on to another page.
type done struct{ to string }

func (d done) Error() string { return "done; see " + d.to }

// form reads what a person sent, and makes the edit that decide returns. The reason is what
// the person gave, or that the form was used at all.
func (s *site) form(decide func(r *http.Request) (e news.Edit, back string, err error)) http.Handler {
	return s.page(func(r *http.Request) (view, error) {
		name, ok := node.Editor(r.Context())
		if !ok {
			return view{}, errNoEditor
		}
		if err := only(r); err != nil {
			return view{}, err
		}
		if err := r.ParseForm(); err != nil {
			return view{}, node.Refusal{Reason: "the form could not be read"}
		}
		e, back, err := decide(r)
		if err != nil {
			return view{}, err
		}
		e.Reason = cmp.Or(strings.TrimSpace(r.PostForm.Get("reason")), "decided on the page")
		_, seq, err := s.Node.Edit(r.Context(), e, name)
		if err != nil {
			return view{}, err
		}
		return view{}, done{withDone(back, seq)}
	})
}

// judge confirms, rejects or corrects a claim.
func (s *site) judge(r *http.Request) (news.Edit, string, error) {
	e := news.Edit{Action: news.Action(r.PostForm.Get("do")), Target: news.ClaimID(r.PathValue("id"))}
	c, err := s.Store.Claim(e.Target)
	if err != nil {
		return e, "", err
	}
	back := backTo(r, "/stories/"+string(c.Story))
	switch e.Action {
	case news.Confirm, news.Reject:
		return e, back, nil
	case news.Correct:
		claim, err := s.Node.Corrected(e, corrections(r, c.Claim))
		e.Claim = &claim
		return e, back + "#" + string(claim.ID), err
	}
	return e, "", node.Refusal{Reason: "a claim is confirmed, rejected or corrected"}
}

// corrections are the fields of a form that say otherwise than the claim.
func corrections(r *http.Request, c news.Claim) (said node.Correction) {
	for _, f := range []struct {
		name string
		was  string
		set  **string
	}{
		{"speaker", c.Speaker, &said.Speaker},
		{"subject", c.Subject, &said.Subject},
		{"relation", string(c.Relation), &said.Relation},
		{"stance", string(c.Stance), &said.Stance},
		{"hedge", c.Hedge, &said.Hedge},
		{"confidence", string(c.Confidence), &said.Confidence},
		{"victim", c.Victim, &said.Victim},
		{"about", string(c.About), &said.About},
		{"level", string(c.Level), &said.Level},
		{"quote", c.Quote, &said.Quote},
	} {
		if now, given := value(r, f.name); given && now != inForm(f.was) {
			*f.set = &now
		}
	}
	for _, p := range []struct {
		name   string
		was    news.Party
		set    **node.NamedParty
		nobody news.PartyKind
	}{{"accuser", c.Accuser, &said.Accuser, news.Unspecified}, {"accused", c.Accused, &said.Accused, news.UnknownParty}} {
		now, given := value(r, p.name)
		switch {
		case !given || now == inForm(p.was.Name):
		case now == "":
			*p.set = &node.NamedParty{Kind: string(p.nobody)}
		default:
			*p.set = &node.NamedParty{Name: now}
		}
	}
	return said
}

// inForm is a field of a claim as a form shows it, and sends it back when nobody changed it.
func inForm(s string) string { return strings.TrimSpace(news.Shown(s)) }

// value is a field of a form. Browsers send line breaks as CR LF.
func value(r *http.Request, name string) (string, bool) {
	_, given := r.PostForm[name]
	return strings.TrimSpace(strings.ReplaceAll(r.PostForm.Get(name), "\r\n", "\n")), given
}

// order renames or annotates an incident, or merges another one into it.
func (s *site) order(r *http.Request) (news.Edit, string, error) {
	id := news.IncidentID(r.PathValue("id"))
	text, _ := value(r, "text")
	e := news.Edit{Action: news.Action(r.PostForm.Get("do")), Incidents: []news.IncidentID{id}, Text: text}
	switch e.Action {
	case news.Rename:
	case news.AddNote:
		e.TLP = news.TLP(r.PostForm.Get("tlp"))
	case news.Merge:
		e.Text = ""
		e.Incidents = append(e.Incidents, incidentIn(text))
	default:
		return e, "", node.Refusal{Reason: "an incident is renamed, annotated or merged with another one"}
	}
	return e, "/incidents/" + string(id), nil
}

// incidentIn finds an incident's ID in what a person pasted: the ID, or an address with it.
func incidentIn(text string) news.IncidentID {
	text, _, _ = strings.Cut(text, "#")
	return news.IncidentID(text[strings.LastIndexByte(text, '/')+1:])
}

// place hides a story, takes it out of its incident, or brings it to another one.
func (s *site) place(r *http.Request) (news.Edit, string, error) {
	id := news.StoryID(r.PathValue("id"))
	e := news.Edit{Action: news.Action(r.PostForm.Get("do")), Stories: []news.StoryID{id}}
	switch e.Action {
	case news.Hide, news.Split:
	case news.Pin:
		text, _ := value(r, "text")
		e.Incidents = []news.IncidentID{incidentIn(text)}
	case news.Add:
		claim, err := s.Node.Corrected(e, corrections(r, news.Claim{}))
		e.Claim = &claim
		return e, "/stories/" + string(id) + "#" + string(claim.ID), err
	default:
		return e, "", node.Refusal{Reason: "a story is hidden, split off, brought to an incident, or given a claim"}
	}
	return e, "/stories/" + string(id), nil
}

func (s *site) undo(r *http.Request) (news.Edit, string, error) {
	return news.Edit{Action: news.Undo, Undoes: news.EditID(r.PathValue("id"))}, backTo(r, "/edits"), nil
}

func editor(r *http.Request) bool {
	_, ok := node.Editor(r.Context())
	return ok
}
