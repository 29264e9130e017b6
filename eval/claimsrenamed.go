package main

import (
	"cmp"
	"slices"
	"strings"
)

// Tomorrow's firms and gangs have names that no catalogue holds, while those of annotated passages
// have found their way into ours. So the passages are read a second time, with names that nobody
// knows for their firms and their groups. (Where a passage also has another name of one of them, that
// one stays, and is counted as wrong.)

// newNames are made up, by the kind of party that may have such a name.
var newNames = map[string][]string{
	"company": {
		"Tavron", "Kestrelworks", "Oblix", "Marrowgate Labs", "Velundra Security", "Quillstone", "Brackenfold", "Sorrelhead Intelligence", "Pangorite", "Dunmarsh",
		"Ironquay Research", "Celdane", "Halvarix", "NordPike", "Lumerge", "Osprey Ridge", "CipherLoom", "Tidewall Cyber", "Anvilbase", "Greyholt Networks",
	},
	"group": {
		"Velvet Mantis", "UNC9134", "TA771", "Storm-1821", "GhostTalon", "Umber Heron", "Crimson Otter", "DarkSorrel", "APT-Q-88", "Silent Marten",
		"NightRook", "Copper Shrike", "UAT-4471", "CL-STA-0991", "Hollow Pike", "Pale Lynx", "EarthBraid", "TAG-193", "Gilded Wren", "SableFinch",
	},
	"criminal_group": {
		"Blackquill", "NightSorrow", "Kroval", "Hexmoor", "DreadAnchor", "Zunthos", "RavenLock", "Malgrim", "Vesper Crown", "CryptHollow",
		"Vexor", "GrimTide", "Oskalon", "Redmaw", "LockSpire", "Nefarion", "Ninthollow", "DarkLedger", "Ashen Ring", "WolfPact",
	},
}

// measureRenamed measures the passages that have such names, and the blind ones among them apart.
func (res *claimsResult) measureRenamed(gold []passage, keys keySet, predict func(passage) []claimShape) {
	for _, part := range []string{"renamed", "renamed, blind"} {
		var g, p [][]claimShape
		for _, x := range gold {
			if x.own() || blind(x.Incident) != strings.HasSuffix(part, "blind") {
				continue
			}
			if x, some := renamed(x); some {
				g, p = append(g, x.Claims), append(p, predict(x))
			}
		}
		res.Detail[part] = scoreClaims(keys, g, p)
	}
}

// renamed is a passage with new names for its firms and groups, and whether it has any.
func renamed(p passage) (passage, bool) {
	kinds := map[string]string{}
	for _, c := range p.Claims {
		switch c.AccuserKind {
		case "company", "victim_org", "ngo":
			kinds[c.Accuser] = "company"
		}
		switch c.AccusedKind {
		case "group", "criminal_group":
			kinds[c.Accused] = c.AccusedKind
		}
	}
	var names []string
	for name := range kinds {
		if len(name) >= 3 && strings.Contains(p.Text, name) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	some := false
	for _, name := range names {
		all := newNames[kinds[name]]
		to := all[hash(name)%uint32(len(all))]
		if strings.Contains(p.Text, name) && !strings.Contains(p.Text, to) {
			p, some = replaced(p, name, to), true
		}
	}
	return p, some
}

// replaced is a passage with another name for somebody.
func replaced(p passage, from, to string) passage {
	move := func(at int) int { return at + strings.Count(p.Text[:at], from)*(len(to)-len(from)) }
	claims := slices.Clone(p.Claims)
	for i := range claims {
		c := &claims[i]
		c.Start, c.End = move(c.Start), move(c.End)
		for _, name := range []*string{&c.Accuser, &c.Accused, &c.Subject, &c.Speaker, &c.Victim} {
			*name = strings.ReplaceAll(*name, from, to)
		}
	}
	p.Text, p.Claims = strings.ReplaceAll(p.Text, from, to), claims
	return p
}
