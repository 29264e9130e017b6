package main

// groupScore compares incidents with gold: B-cubed over all scored stories, over those
// whose gold incident has two or more ("multi"), and over pairs.
type groupScore struct {
	P, R, F         float64
	MP, MR, MF      float64
	PP, PR, PF      float64
	Predicted, Gold int
	N               int
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// scoreGroups scores predicted against gold; stories whose gold is "" do not count.
func scoreGroups(predicted, gold []string) groupScore {
	type cell struct{ p, g string }
	both, ps, gs := map[cell]int{}, map[string]int{}, map[string]int{}
	var s groupScore
	for i, g := range gold {
		if g != "" {
			both[cell{predicted[i], g}]++
			ps[predicted[i]]++
			gs[g]++
			s.N++
		}
	}
	s.Predicted, s.Gold = len(ps), len(gs)
	multi := 0
	for i, g := range gold {
		if g == "" {
			continue
		}
		n := float64(both[cell{predicted[i], g}])
		p, r := n/float64(ps[predicted[i]]), n/float64(gs[g])
		s.P, s.R = s.P+p, s.R+r
		if gs[g] > 1 {
			multi++
			s.MP, s.MR = s.MP+p, s.MR+r
		}
	}
	s.P, s.R = ratio(s.P, s.N), ratio(s.R, s.N)
	s.MP, s.MR = ratio(s.MP, multi), ratio(s.MR, multi)
	true2, found2, gold2 := 0, 0, 0
	for _, n := range both {
		true2 += n * (n - 1) / 2
	}
	for _, n := range ps {
		found2 += n * (n - 1) / 2
	}
	for _, n := range gs {
		gold2 += n * (n - 1) / 2
	}
	s.PP, s.PR = 1, 1
	if found2 > 0 {
		s.PP = float64(true2) / float64(found2)
	}
	if gold2 > 0 {
		s.PR = float64(true2) / float64(gold2)
	}
	s.F, s.MF, s.PF = harmonic(s.P, s.R), harmonic(s.MP, s.MR), harmonic(s.PP, s.PR)
	return s
}

func ratio(sum float64, n int) float64 {
	if n == 0 {
		return sum
	}
	return sum / float64(n)
}

// scoreApart scores as scoreGroups does, but as if the pairs that apart names were not
// there: two careful readers would not agree on them.
func scoreApart(predicted, gold []string, apart func(i, j int) bool) groupScore {
	var s groupScore
	multi, true2, found2, gold2 := 0, 0, 0, 0
	for i, g := range gold {
		if g == "" {
			continue
		}
		both, p, r, mates := 0, 0, 0, 0
		for j, h := range gold {
			if h != "" && g == h && i != j {
				mates++
			}
			if h == "" || i != j && apart(i, j) {
				continue
			}
			if predicted[i] == predicted[j] {
				p++
			}
			if g == h {
				r++
			}
			if g == h && predicted[i] == predicted[j] {
				both++
			}
		}
		s.N++
		precision, recall := float64(both)/float64(p), float64(both)/float64(r)
		s.P, s.R = s.P+precision, s.R+recall
		if mates > 0 {
			multi++
			s.MP, s.MR = s.MP+precision, s.MR+recall
		}
		true2, found2, gold2 = true2+both-1, found2+p-1, gold2+r-1
	}
	s.P, s.R = ratio(s.P, s.N), ratio(s.R, s.N)
	s.MP, s.MR = ratio(s.MP, multi), ratio(s.MR, multi)
	s.PP, s.PR = 1, 1
	if found2 > 0 {
		s.PP = float64(true2) / float64(found2)
	}
	if gold2 > 0 {
		s.PR = float64(true2) / float64(gold2)
	}
	s.F, s.MF, s.PF = harmonic(s.P, s.R), harmonic(s.MP, s.MR), harmonic(s.PP, s.PR)
	return s
}
