package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// TestScorerAgrees holds our matching rule equal to the scorer that came with the data:
// the gold, damaged at random, gets the same counts from both.
func TestScorerAgrees(t *testing.T) {
	shared := os.Getenv("ASCRIBE_SHARED")
	if shared == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	dir := filepath.Join(shared, "bench", "claims")
	gold, err := readGold(dir)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := loadKeys(filepath.Join(shared, "actors"))
	if err != nil {
		t.Fatal(err)
	}
	name := "gold-dev-2"
	rnd := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "pred.jsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	var g, p [][]claimShape
	for _, x := range gold {
		if x.file != name {
			continue
		}
		pred := damage(rnd, x.Claims)
		g, p = append(g, x.Claims), append(p, pred)
		if err := json.NewEncoder(f).Encode(map[string]any{"id": x.ID, "claims": pred}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "score.go", "-gold", filepath.Join(dir, name+".jsonl"), "-pred", path, "-data", filepath.Join(shared, "actors"))
	cmd.Dir = filepath.Join(dir, "scorer")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ours := scoreClaims(keys, g, p)
	var want []string
	for _, l := range []claimLevels{ours.Strict, ours.Lenient} {
		for _, x := range []prf{l.Detection, l.Accused, l.Triple, l.All} {
			want = append(want, fmt.Sprintf("(tp %d, gold %d, pred %d)", x.TP, x.Gold, x.Pred))
		}
	}
	got := regexp.MustCompile(`\(tp.*\)`).FindAllString(string(out), -1)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the scorer says\n%v\nwe say\n%v", got, want)
	}
	clean := regexp.MustCompile(`kept clean  (\d+)/(\d+)`).FindSubmatch(out)
	if ours := fmt.Sprintf("%.0f/%d", math.Round(ours.Clean*float64(ours.Free)), ours.Free); clean == nil || string(clean[1])+"/"+string(clean[2]) != ours {
		t.Errorf("clean: the scorer says %s, we say %s", clean, ours)
	}
}

// damage makes predictions of gold claims: some lost, some doubled, some altered.
func damage(rnd *rand.Rand, gold []claimShape) []claimShape {
	var out []claimShape
	for _, c := range gold {
		c.Optional = false
		switch rnd.IntN(9) {
		case 0:
			continue
		case 1:
			out = append(out, c)
		case 2:
			c.Accuser = "U.S. government"
		case 3:
			c.Accused, c.AccusedKind = "Fancy Bear", "group"
		case 4:
			c.AccusedKind = "vague"
		case 5:
			c.Stance = "denies"
		case 6:
			c.Hedge, c.Victim = "likely", "parliament"
		case 7:
			c.Start, c.End = c.Start+3, c.End+40
		}
		out = append(out, c)
	}
	if rnd.IntN(4) == 0 {
		out = append(out, claimShape{Accused: "China", AccusedKind: "state", AccusedCountry: "CN", Stance: "accuses", Relation: "carried_out", Start: 0, End: 30})
	}
	return out
}
