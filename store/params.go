package store

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	bcp47 "golang.org/x/text/language"

	"ascribe/news"
)

// A param is a filter by values: how a value is read and which facet it stands in.
type param struct {
	name  string
	facet string
	// binds says that the values of this filter and those of others that bind must be of
	// one and the same act.
	binds bool
	// read returns what the index calls a value, or what is wrong with it.
	read func(env Env, value string) (keys []string, wrong string)
}

// params are the filters that are repeatable and have a not_ twin.
var params = []param{
	{"actor", "actor", false, readParty},
	{"accused", "accused", true, readParty},
	{"accuser", "accuser", true, readParty},
	{"accuser_kind", "accuser_kind", true, oneOf(
		news.GovernmentParty, news.State, news.Agency, news.Company, news.IntlOrg, news.NGO, news.Media, news.Researchers,
		news.Anonymous, news.Person, news.VictimOrg, news.Org, news.Group, news.CriminalGroup, news.HacktivistGroup, news.Unspecified)},
	{"stance", "stance", true, oneOf(news.Stances...)},
	{"relation", "relation", true, oneOf(news.Relations...)},
	{"level", "level", true, oneOf(news.Levels...)},
	{"basis", "basis", true, oneOf(
		news.AttackerConfirms, news.ITCommunity, news.MediaBased, news.ReceiverGovernment, news.ThirdParty, news.Receiver,
		news.EUInstitution, news.IntlOrganization, news.Contested, news.BasisUnknown)},
	{"about", "about", true, oneOf(news.Main, news.Other)},
	{"review", "review", true, oneOf(news.Reviews...)},
	{"victim_country", "victim_country", true, readCountry},
	{"sector", "sector", true, readSector},
	{"victim", "victim", false, func(_ Env, v string) ([]string, string) { return []string{nameValue(v)}, "" }},
	{"outlet", "outlet", false, readOutlet},
	{"outlet_country", "outlet", false, readOutletCountry},
	{"language", "language", false, readLanguage},
	{"access", "access", false, oneOf(news.Full, news.Pasted, news.FromFeed, news.Teaser, news.Paywalled, news.Failed)},
	{"cve", "cve", false, readCVE},
	{"incident", "", false, func(_ Env, v string) ([]string, string) {
		return []string{v}, wrongIf(!news.IncidentID(v).Valid(), "want an incident's id, such as "+string(news.NewStoryID("").Founded()))
	}},
	{"story", "", false, func(_ Env, v string) ([]string, string) {
		return []string{v}, wrongIf(!news.StoryID(v).Valid(), "want a story's id, such as "+string(news.NewStoryID("")))
	}},
}

// findParam returns the filter of that name.
func findParam(name string) (param, bool) {
	i := slices.IndexFunc(params, func(p param) bool { return p.name == name })
	if i < 0 {
		return param{}, false
	}
	return params[i], true
}

// nothing is a key that no object has.
const nothing = "\x01"

func wrongIf(wrong bool, message string) string {
	if wrong {
		return message
	}
	return ""
}

func oneOf[T ~string](values ...T) func(Env, string) ([]string, string) {
	return func(_ Env, v string) ([]string, string) {
		if slices.Contains(values, T(v)) {
			return []string{v}, ""
		}
		return nil, fmt.Sprintf("want one of %v", values)
	}
}

// readParty reads "CN", "China", "APT40", "actor:apt40" or a name that only the news
// knows.
func readParty(env Env, v string) ([]string, string) {
	if strings.Contains(v, ":") {
		return []string{v}, ""
	}
	if iso, ok := env.country(v); ok {
		return []string{countryValue(iso)}, ""
	}
	keys := []string{nameValue(v)}
	if env.Resolve != nil {
		keys = append(keys, env.Resolve(v)...)
	}
	if len(v) == 2 && len(keys) == 1 && !env.has("actor", keys[0]) {
		return nil, "no country has this code, and no party this name"
	}
	return keys, ""
}

// readOutlet reads an outlet's id or name. Those of outlets that were configured once are
// known by their stories.
func readOutlet(env Env, v string) (keys []string, wrong string) {
	if env.Outlets == nil {
		return []string{strings.ToLower(v)}, ""
	}
	for _, id := range env.Outlets(v) {
		keys = append(keys, string(id))
	}
	return keys, wrongIf(keys == nil, "no outlet has this id or name")
}

// readLanguage reads a code. What pages say instead of one is known by their stories.
func readLanguage(env Env, v string) ([]string, string) {
	key := language(strings.ReplaceAll(v, "_", "-"))
	_, err := bcp47.ParseBase(key)
	return []string{key}, wrongIf(err != nil && !env.has("language", key), "want the code of a language, such as en or de")
}

func readSector(env Env, v string) ([]string, string) {
	key := strings.ToLower(v)
	return []string{key}, wrongIf(!news.IsSector(key) && !env.has("sector", key), "want a sector as EuRepoC names it, such as health, energy or critical_infrastructure")
}

// has reports whether anything has a value. Nobody knows where there is no store to ask.
func (env Env) has(field, key string) bool { return env.Has == nil || env.Has(field, key) }

// country reads a country. Without a catalogue two capital letters are one.
func (env Env) country(v string) (string, bool) {
	if env.Country != nil {
		return env.Country(v)
	}
	return v, len(v) == 2 && strings.ToUpper(v) == v
}

func readCountry(env Env, v string) ([]string, string) {
	if iso, ok := env.country(v); ok {
		return []string{strings.ToUpper(iso)}, ""
	}
	return nil, "want a country: an ISO 3166 code such as CN, or its name"
}

func readOutletCountry(env Env, v string) ([]string, string) {
	iso, ok := env.country(v)
	if !ok {
		return nil, "want a country: an ISO 3166 code such as GB, or its name"
	}
	keys := []string{nothing}
	if env.OutletsIn != nil {
		for _, id := range env.OutletsIn(strings.ToUpper(iso)) {
			keys = append(keys, string(id))
		}
	}
	return keys, ""
}

func readCVE(_ Env, v string) ([]string, string) {
	v = strings.ToUpper(v)
	year, number, ok := strings.Cut(strings.TrimPrefix(v, "CVE-"), "-")
	_, err1 := strconv.Atoi(year)
	_, err2 := strconv.Atoi(number)
	if !ok || err1 != nil || err2 != nil || !strings.HasPrefix(v, "CVE-") {
		return nil, "want an identifier such as CVE-2021-26855"
	}
	return []string{v}, ""
}

// ParseQuery reads the parameters of a request. Every parameter must be a filter: take out
// what else the route knows before. The error is a BadQuery.
func ParseQuery(v url.Values, env Env) (Query, error) {
	p := parser{env: env, zone: time.UTC}
	p.q.outlets = func(name string) ([]string, string) { return readOutlet(env, name) }
	if name := v.Get("tz"); name != "" {
		zone, err := time.LoadLocation(name)
		if err != nil {
			p.wrong("tz", name, "want a time zone such as Europe/Berlin")
		} else {
			p.zone = zone
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		p.parameter(name, v[name])
	}
	if !p.q.Since.IsZero() && !p.q.Until.IsZero() && !p.q.Since.Before(p.q.Until) {
		p.wrong("until", v.Get("until"), "it is not after since="+v.Get("since"))
	}
	if len(p.bad) > 0 {
		return Query{}, p.bad
	}
	return p.q, nil
}

type parser struct {
	env  Env
	zone *time.Location
	q    Query
	bad  BadQuery
}

func (p *parser) wrong(name, value, message string) {
	p.bad = append(p.bad, Problem{name, value, message})
}

func (p *parser) parameter(name string, values []string) {
	base, not := strings.CutPrefix(name, "not_")
	if spec, ok := findParam(base); ok {
		p.filter(spec, name, not, values)
		return
	}
	if len(values) != 1 {
		p.wrong(name, strings.Join(values, " "), "give it once")
		return
	}
	if not && p.negated(base, name, values[0]) {
		return
	}
	p.single(name, values[0])
}

func (p *parser) filter(spec param, name string, not bool, values []string) {
	f := Filter{Name: spec.name, Not: not, Keys: []string{}}
	for _, value := range values {
		if strings.TrimSpace(value) == "" {
			p.wrong(name, value, "it is empty")
			continue
		}
		keys, wrong := spec.read(p.env, strings.TrimSpace(value))
		if wrong != "" {
			p.wrong(name, value, wrong)
		}
		f.Values, f.Keys = append(f.Values, value), append(f.Keys, keys...)
	}
	p.q.Filters = append(p.q.Filters, f)
}

// negated reads the not_ twins of parameters that are no lists of values.
func (p *parser) negated(base, name, value string) bool {
	switch base {
	case "q":
		p.q.NotText = p.text(name, value)
	case "contested":
		p.q.NotContested = p.boolean(name, value)
	case "since", "until", "min_outlets", "min_accusers", "min_score", "updated_since":
		opposite := map[string]string{"since": "; use until", "until": "; use since"}[base]
		p.wrong(name, value, base+" has no opposite"+opposite)
	default:
		return false
	}
	return true
}

func (p *parser) single(name, value string) {
	switch name {
	case "tz":
	case "q":
		p.q.Text = p.text(name, value)
	case "since":
		p.q.Since = p.moment(name, value, false)
	case "until":
		p.q.Until = p.moment(name, value, true)
	case "updated_since":
		var err error
		if p.q.UpdatedSince, err = ParseAsOf(value); err != nil {
			p.wrong(name, value, err.Error())
		}
	case "min_outlets":
		p.q.MinOutlets = p.number(name, value, 1, 999)
	case "min_accusers":
		p.q.MinAccusers = p.number(name, value, 1, 999)
	case "min_score":
		p.q.MinScore = p.number(name, value, 0, 100)
	case "contested":
		p.q.Contested = p.boolean(name, value)
	case "of":
		p.q.Of = choice(p, name, value, Kinds)
	case "sort":
		p.q.Sort = choice(p, name, value, Sorts)
	case "limit":
		p.q.Limit = p.number(name, value, 1, MaxLimit)
	case "cursor":
		if _, err := parseCursor(value); err != nil {
			p.wrong(name, value, "want the next_cursor of an earlier answer")
		}
		p.q.Cursor = value
	default:
		p.wrong(name, value, "there is no such filter"+nearest(name))
	}
}

func (p *parser) text(name, value string) string {
	if strings.TrimSpace(value) == "" {
		p.wrong(name, value, "it is empty")
	}
	if _, err := parseText(value, p.q.outlets); err != nil {
		p.wrong(name, value, err.Error())
	}
	return value
}

func (p *parser) number(name, value string, least, most int) int {
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		p.wrong(name, value, fmt.Sprintf("want a number from %d to %d", least, most))
	}
	return n
}

func (p *parser) boolean(name, value string) *bool {
	yes, err := strconv.ParseBool(value)
	if err != nil {
		p.wrong(name, value, "want true or false")
		return nil
	}
	return &yes
}

func choice[T ~string](p *parser, name, value string, of []T) T {
	if !slices.Contains(of, T(value)) {
		p.wrong(name, value, fmt.Sprintf("want one of %v", of))
	}
	return T(value)
}

// moment reads an RFC 3339 time, a date, or a span before now such as 7d. A day, a month or
// a year is its beginning, or, if end, its end: until=2024 means all of 2024.
func (p *parser) moment(name, value string, end bool) time.Time {
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return t.UTC()
	}
	for _, layout := range []struct {
		form       string
		y, m, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.ParseInLocation(layout.form, value, p.zone); err == nil {
			if end {
				t = t.AddDate(layout.y, layout.m, layout.days)
			}
			return t.UTC()
		}
	}
	if n, err := strconv.Atoi(strings.TrimRight(value, "hdw")); err == nil && n > 0 && n < 1e5 && len(value) > 1 {
		switch value[len(strconv.Itoa(n)):] {
		case "h":
			return p.env.Now.Add(-time.Duration(n) * time.Hour).UTC()
		case "d":
			return p.env.Now.AddDate(0, 0, -n).UTC()
		case "w":
			return p.env.Now.AddDate(0, 0, -7*n).UTC()
		}
	}
	p.wrong(name, value, "want 2024-03-02, 2024-03-02T10:15:00Z, or a span before now such as 36h, 7d or 2w")
	return time.Time{}
}

// nearest suggests the filter whose name is like a wrong one.
func nearest(name string) string {
	known := []string{"q", "since", "until", "updated_since", "min_outlets", "min_accusers", "min_score", "contested", "sort", "limit", "cursor", "tz", "of"}
	for _, p := range params {
		known = append(known, p.name)
	}
	bare := strings.TrimSuffix(strings.TrimPrefix(name, "not_"), "s")
	best := slices.MinFunc(known, func(a, b string) int { return cmp.Compare(distance(bare, a), distance(bare, b)) })
	if distance(bare, best) <= min(2, len(bare)/3) { // of a short word little would be left
		return "; did you mean " + best + "?"
	}
	slices.Sort(known)
	return "; there are " + strings.Join(known, ", ")
}

// distance is the number of letters to change, add or take out (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
