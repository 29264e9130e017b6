package api

import (
	"encoding/base64"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
)

// An Actor is a threat group of the catalogue.
type Actor struct {
	ID      string  `json:"id"`
	Name    string  `json:"name" doc:"As the news uses it."`
	Kind    string  `json:"kind"`
	Country *string `json:"country" doc:"Of its suspected base, not of a sponsor."`
	Sponsor *string `json:"sponsor" doc:"The unit or agency that sources name."`
	Source  *string `json:"source" doc:"Who says so of the country, or of the sponsor where no country is given."`

	SponsorSource *string `json:"sponsor_source" doc:"Who names the sponsor."`

	Aliases []Alias           `json:"aliases"`
	IDs     map[string]string `json:"ids" doc:"Identifiers elsewhere: mitre-attack, misp-galaxy."`
}

// An Alias is a name of an actor, with who uses it.
type Alias struct {
	Name      string   `json:"name"`
	UsedBy    []string `json:"used_by"`
	Inferred  *string  `json:"inferred" doc:"The one of used_by that no source names: read off the form of the name."`
	Ambiguous bool     `json:"ambiguous" doc:"Several actors go by it."`
	Common    bool     `json:"common" doc:"It is a word, a product or a person too."`
}

func newActor(a news.Actor) Actor {
	ids := a.IDs
	if ids == nil {
		ids = map[string]string{}
	}
	return Actor{
		ID: a.ID, Name: a.Name, Kind: string(a.Kind), Country: some(a.Country), Sponsor: some(a.Sponsor), Source: some(a.Source), SponsorSource: some(a.SponsorSource), IDs: ids,
		Aliases: each(a.Aliases, func(n news.Alias) Alias {
			return Alias{n.Name, words(n.UsedBy), some(n.Inferred), n.Ambiguous, n.Common}
		}),
	}
}

func (s *API) catalogueRoutes() {
	s.plainList(route{
		id: "list-actors", path: "/v1/actors", tag: "Actors", summary: "List the threat groups of the catalogue, by name", answer: reflect.TypeFor[List[Actor]](),
		params: []*huma.Param{
			queryParam("q", "string", "Part of a name, an alias or an identifier elsewhere; case, blanks and hyphens make no difference.", false),
			queryParam("country", "string", "Of the suspected base: ISO code or name.", true),
			queryParam("limit", "integer", "Items on a page, 1 to 500; 50 when absent.", false),
			queryParam("cursor", "string", "The `next_cursor` of the page before.", false),
		},
	}, reflect.TypeFor[Actor](), s.listActors)
	s.get(route{
		id: "get-actor", path: "/v1/actors/{id}", tag: "Actors", summary: "Show a threat group", answer: reflect.TypeFor[Actor](), errors: []int{http.StatusNotFound, http.StatusMultipleChoices},
		doc:    "A name that only one actor goes by will do; one that several go by is answered with 300 and their ids.",
		params: []*huma.Param{idParam("The actor's id, such as actor:apt40, or any of its names.")},
	}, s.getActor)
}

func (s *API) listActors(r *http.Request) (*reply, error) {
	p := parametersOf(r)
	limit, cursor := p.number("limit", 50, 500), p.one("cursor")
	text := fold(p.one("q"))
	actors := s.Catalogue.Actors()
	if cursor != "" { // the id of the last actor that was shown
		id, err := base64.RawURLEncoding.DecodeString(cursor)
		at := slices.IndexFunc(actors, func(a news.Actor) bool { return a.ID == string(id) })
		if err != nil || at < 0 {
			p.wrong("cursor", cursor, "want the next_cursor of an earlier answer")
		}
		actors = actors[at+1:]
	}
	var countries []string
	p.known = append(p.known, "country")
	for _, v := range p.values["country"] {
		iso, ok := s.country(v)
		if !ok {
			p.wrong("country", v, "want an ISO code or the name of a country")
		}
		countries = append(countries, iso)
	}
	if err := p.done(); err != nil {
		return nil, err
	}
	var items []encodedItem
	next := ""
	for _, a := range actors {
		switch {
		case !goesBy(a, text), countries != nil && !slices.Contains(countries, a.Country):
			continue
		case len(items) == limit:
			return finish(items, next, r, p, s.Store.Applied()), nil
		}
		it, err := encodeItem(newActor(a))
		if err != nil {
			return nil, err
		}
		items, next = append(items, it), base64.RawURLEncoding.EncodeToString([]byte(a.ID))
	}
	return finish(items, "", r, p, s.Store.Applied()), nil
}

func finish(items []encodedItem, next string, r *http.Request, p *parameters, seq uint64) *reply {
	out := assemble(items, nil, next, seq, "")
	if next != "" {
		out.link = nextLink(r.URL.Path, p.values, next)
	}
	return out
}

func goesBy(a news.Actor, text string) bool {
	if text == "" || strings.Contains(fold(a.Name), text) || strings.Contains(fold(a.ID), text) {
		return true
	}
	for _, id := range a.IDs {
		if fold(id) == text {
			return true
		}
	}
	return slices.ContainsFunc(a.Aliases, func(n news.Alias) bool { return strings.Contains(fold(n.Name), text) })
}

var folded = strings.NewReplacer(" ", "", "-", "", "_", "", ".", "")

func fold(name string) string { return folded.Replace(strings.ToLower(name)) }

func (s *API) getActor(r *http.Request) (*reply, error) {
	if err := parametersOf(r).done(); err != nil {
		return nil, err
	}
	name := r.PathValue("id")
	if e, ok := s.Catalogue.Entry(name); ok && e.Actor != nil {
		return jsonReply(newActor(*e.Actor))
	}
	var found []*news.Actor
	var choices []error
	for _, id := range s.Catalogue.Find(name) {
		if e, ok := s.Catalogue.Entry(id); ok && e.Actor != nil {
			found = append(found, e.Actor)
			choices = append(choices, &huma.ErrorDetail{Message: e.Actor.Name, Location: "path.id", Value: id})
		}
	}
	switch len(found) {
	case 0:
		return nil, huma.NewError(http.StatusNotFound, "the catalogue knows no actor by this id or name")
	case 1:
		return jsonReply(newActor(*found[0]))
	}
	return nil, huma.NewError(http.StatusMultipleChoices, "several actors go by this name: ask for one by its id", choices...)
}

// country finds the ISO code of a country by its code, its name or what its people are
// called.
func (s *API) country(name string) (iso string, ok bool) {
	if strings.EqualFold(name, "EU") {
		return "EU", true
	}
	return s.Catalogue.CountryCode(name)
}
