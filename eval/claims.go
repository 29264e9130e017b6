package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ascribe/actor"
	"ascribe/claim"
	"ascribe/news"
)

// claimsOptions says how claims are measured.
type claimsOptions struct {
	Actors string // folder of the lists that names are compared by; default ../../actors of the data
	Part   string // "dev", "blind" or "" for both: the blind part is a fifth of the incidents
	Errors bool   // print what was missed and what was wrong, of the development part only
	Folds  int    // train on the other folds and measure on each: what the weights are worth unseen
}

// goldFiles are the annotated passages.
var goldFiles = []string{"gold-dev.jsonl", "gold-dev-2.jsonl", "gold-written-dev.jsonl"}

// A passage is an annotated text with its claims.
type passage struct {
	ID       string       `json:"id"`
	Outlet   string       `json:"outlet"`
	Date     string       `json:"date"`
	Incident string       `json:"incident"`
	Genre    string       `json:"genre"`
	Tags     []string     `json:"tags"`
	Text     string       `json:"text"`
	Claims   []claimShape `json:"claims"`
	file     string
}

// A claimShape is a claim as annotators and `ascribe claims --jsonl` write it.
type claimShape struct {
	Accuser        string `json:"accuser"`
	AccuserKind    string `json:"accuser_kind"`
	AccuserCountry string `json:"accuser_country"`
	Speaker        string `json:"speaker"`
	Accused        string `json:"accused"`
	AccusedKind    string `json:"accused_kind"`
	AccusedCountry string `json:"accused_country"`
	Relation       string `json:"relation"`
	Subject        string `json:"subject"`
	Stance         string `json:"stance"`
	Hedge          string `json:"hedge"`
	Start          int    `json:"evidence_start"`
	End            int    `json:"evidence_end"`
	Victim         string `json:"victim"`
	About          string `json:"about"`
	Optional       bool   `json:"optional,omitempty"`
}

// shape writes a claim as annotators do.
func shape(c news.Claim) claimShape {
	return claimShape{
		Accuser: c.Accuser.Name, AccuserKind: string(c.Accuser.Kind), AccuserCountry: c.Accuser.Country, Speaker: c.Speaker,
		Accused: c.Accused.Name, AccusedKind: string(c.Accused.Kind), AccusedCountry: c.Accused.Country,
		Relation: string(c.Relation), Subject: c.Subject, Stance: string(c.Stance), Hedge: c.Hedge,
		Start: c.Evidence.Start, End: c.Evidence.End, Victim: c.Victim, About: string(c.About),
	}
}

// blind holds a fifth of the incidents back: their passages are scored, never shown and
// never trained on. Incidents recur under names that differ after the first hyphen.
func blind(incident string) bool { return hash(family(incident))%5 == 0 }

// family is what the names of one incident have in common.
func family(incident string) string {
	for _, whole := range []string{"neg-", "written-", "invented ", articlePrefix} {
		if strings.HasPrefix(incident, whole) {
			return incident
		}
	}
	incident, _, _ = strings.Cut(incident, "-")
	return incident
}

// fold deals the incidents of the development part out to n folds.
func fold(incident string, n int) int {
	return int(hash("fold "+family(incident)) % uint32(n))
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

func readGold(dir string) ([]passage, error) {
	var out []passage
	for _, name := range goldFiles {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<26)
		for n := 1; sc.Scan(); n++ {
			if strings.TrimSpace(sc.Text()) == "" {
				continue
			}
			p := passage{file: strings.TrimSuffix(name, ".jsonl")}
			if err := json.Unmarshal(sc.Bytes(), &p); err != nil {
				f.Close()
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			out = append(out, p)
		}
		f.Close()
		if err := sc.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

// story makes a passage a story, and its outlet one that speaks for itself if the
// catalogue knows it as more than a newsroom.
func (p passage) story(cat *actor.Catalogue) (news.Story, news.Outlet) {
	o := news.Outlet{Name: p.Outlet, Kind: news.Trade}
	for _, id := range cat.Find(p.Outlet) {
		if e, ok := cat.Entry(id); ok && e.Class != "media" {
			o.Voice = p.Outlet
		}
	}
	switch p.Genre {
	case "vendor blog", "vendor_blog", "government release": // whoever publishes, a feed of theirs says so
		if o.Voice == "" {
			o.Voice = strings.TrimSuffix(p.Outlet, " blog")
		}
	}
	date, err := news.ParseDate(p.Date)
	if err != nil {
		date = yearOf(p.Date)
	}
	return news.Story{ID: news.NewStoryID("https://example.org/" + p.ID), Text: p.Text, Language: "en", Published: date}, o
}

// yearOf finds the year in a date that is written in another way.
func yearOf(date string) news.Date {
	for i := 0; i+4 <= len(date); i++ {
		if y, err := strconv.Atoi(date[i : i+4]); err == nil && y > 1900 {
			return news.Date{Time: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), Precision: news.Year}
		}
	}
	return news.Date{}
}

// evalClaims measures claim.Read on the annotated passages in dir.
func evalClaims(dir string, opt claimsOptions) (any, error) {
	gold, err := readGold(dir)
	if err != nil {
		return nil, err
	}
	if opt.Actors == "" {
		opt.Actors = filepath.Join(dir, "..", "..", "actors")
	}
	keys, err := loadKeys(opt.Actors)
	if err != nil {
		return nil, err
	}
	cat := actor.Load()
	weights := func(passage) claim.Weights { return claim.Shipped() }
	if opt.Folds > 1 { // the shipped weights have learned from them
		t, err := newTeacher(dir, gold, keys)
		if err != nil {
			return nil, err
		}
		c := t.crossTrain(opt.Folds)
		gold, weights = t.gold, c.of
		t.printKept(os.Stdout, c)
	}
	predict := func(p passage) []claimShape {
		s, o := p.story(cat)
		var out []claimShape
		for _, c := range weights(p).Read(s, o, cat).Claims {
			out = append(out, shape(c))
		}
		return out
	}
	if opt.Errors {
		printLosses(os.Stdout, losses(gold, keys, cat, weights))
	}
	return measureClaims(gold, keys, predict, opt), nil
}

func measureClaims(gold []passage, keys keySet, predict func(passage) []claimShape, opt claimsOptions) claimsResult {
	preds := make([][]claimShape, len(gold))
	for i, p := range gold {
		preds[i] = predict(p)
	}
	pick := func(keep func(passage) bool) (g, p [][]claimShape) {
		for i := range gold {
			if keep(gold[i]) {
				g, p = append(g, gold[i].Claims), append(p, preds[i])
			}
		}
		return g, p
	}
	within := func(p passage) bool {
		return p.given() && (opt.Part == "" || (opt.Part == "blind") == blind(p.Incident))
	}
	res := claimsResult{Detail: map[string]claimsScore{}}
	g, p := pick(within)
	all := scoreClaims(keys, g, p)
	res.Strict, res.Lenient, res.Clean = all.Strict.f1s(), all.Lenient.f1s(), all.Clean
	res.Detail["all"] = all
	for _, name := range goldFiles {
		name = strings.TrimSuffix(name, ".jsonl")
		g, p := pick(func(x passage) bool { return x.file == name && within(x) })
		res.Detail[name] = scoreClaims(keys, g, p)
	}
	for _, set := range []struct {
		name string
		of   func(passage) bool
	}{{"development", passage.given}, {"articles", passage.fromArticle}, {"invented", passage.invented}, {"own", passage.own}} {
		g, p = pick(func(x passage) bool { return set.of(x) && development(x) })
		res.Detail[set.name] = scoreClaims(keys, g, p)
		g, p = pick(func(x passage) bool { return set.of(x) && !development(x) })
		if name := strings.TrimPrefix(set.name+", blind", "development, "); len(g) > 0 {
			res.Detail[name] = scoreClaims(keys, g, p)
		}
	}
	res.measureRenamed(gold, keys, predict)
	if opt.Errors {
		for i, x := range gold {
			if development(x) {
				printErrors(os.Stdout, keys, x, preds[i])
			}
		}
	}
	return res
}
