package claim

import (
	"strings"

	"ascribe/news"
)

var clusterHeads = words("clusterHeads")

// schemes are the second words of names that vendors give to groups, with the country they stand
// for: a group that no list knows yet is told by them. Words that are also a band's, a firm's or
// the weather's need the rest of the sentence to speak of computers.
var schemes = map[string]string{
	"typhoon": "CN", "blizzard": "RU", "sandstorm": "IR", "sleet": "KP", "tempest": "", "tsunami": "", "hail": "KR", "cyclone": "VN", "dust": "TR", "squall": "SG", "lightning": "PS",
	"panda": "CN", "bear": "RU", "kitten": "IR", "chollima": "KP", "spider": "", "jackal": "", "tiger": "IN", "leopard": "PK", "buffalo": "VN", "crane": "KR", "wolf": "TR", "saiga": "KZ", "ocelot": "CO",
	"taurus": "CN", "ursa": "RU", "serpens": "IR", "pisces": "KP", "scorpius": "", "libra": "", "orion": "", "werewolf": "",
}

// coined reports a name of the form that vendors give to groups, at token i, with its country: "Rusty
// Blizzard", "WOODEN SPIDER".
func (s *sentence) coined(i int) (news.Party, bool) {
	t, last := s.tok(i), s.tok(i+1)
	iso, ok := schemes[last.low]
	if !ok || t.kind != wordToken || !t.capital() || !last.capital() || t.class != 0 || strings.Contains(t.word, ".") || s.tok(i-1).capital() && i > s.from && !s.titleCase() {
		return news.Party{}, false
	}
	if next := s.tok(i + 2); next.capital() && !s.titleCase() && next.kind == wordToken || !s.cyber() {
		return news.Party{}, false // "Crimson Tiger Airways"
	}
	p := news.Party{Name: t.word + " " + last.word, Kind: news.Group, Country: iso}
	if low := last.low; low == "spider" || low == "scorpius" || low == "libra" {
		p.Kind = news.CriminalGroup
	}
	return p, true
}

// tags are what vendors put before the numbers of their clusters.
var tags = []string{
	"UNC", "DEV-", "TA", "APT", "Storm-", "UAC-", "TAG-", "FIN", "TEMP", "UTA", "CL-STA-", "CL-CRI-", "CL-UNK-", "STAC", "REF", "GTG-", "TGR-", "TGR-STA-", "TGR-CRI-", "UAT-", "UNK-", "UNK_", "LARVA-", "Larva-",
	"JINX-", "MUT-", "O-UNC-", "SHADOW-", "SHADOW-EARTH-", "SHADOW-VOID-", "SHADOW-WATER-", "SHADOW-AETHER-", "APT-C-", "APT-Q-", "APT-K-", "Hive0", "ITG", "CTG-", "WIP",
}

// tagged reports whether a name has the form that vendors give to clusters: UNC2452,
// DEV-0322, TA406, APT-C-23, Storm-0558.
func tagged(name string) bool {
	if strings.HasPrefix(name, "TEMP_") || strings.HasPrefix(name, "TEMP.") || strings.HasPrefix(name, "UNK_") && len(name) > 6 {
		return true
	}
	if !hasDigit(name) {
		return false
	}
	for _, p := range tags {
		rest, ok := strings.CutPrefix(name, p)
		if !ok {
			continue
		}
		digits := 0
		for _, c := range []byte(rest) {
			if digit(rune(c)) {
				digits++
			}
		}
		if digits > 0 && len(rest) <= 8 && strings.Trim(rest, "0123456789-CPKQU.") == "" {
			return true
		}
	}
	return false
}

// coded reports whether a name is letters and a number, as vendors number their clusters: "UNG0801",
// "OP-512". Updates, flaws and ciphers are numbered too.
func coded(name string) bool {
	k := strings.IndexAny(name, "0123456789")
	if k < 2 || k > 6 || len(name)-k < 3 || len(name)-k > 5 || strings.Trim(name[k:], "0123456789") != "" {
		return false
	}
	switch letters := strings.TrimSuffix(name[:k], "-"); letters {
	case "KB", "MS", "CVE", "CWE", "SHA", "AES", "RFC", "RSA", "ESP", "ISO", "CVSS", "CP", "PAN", "MD", "IP", "EUR", "USD", "WIN", "DNS", "CI", "LTE", "TCP", "UDP", "HTTP", "COVID":
		return false
	default:
		return len(letters) > 1 && strings.ToUpper(letters) == letters && strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	}
}

// clusterBefore reports whether the words before token i say that who attacks is named there.
func (s *sentence) clusterBefore(i int) bool {
	switch t := s.tok(i - 1); {
	case t.in(clusterHeads):
		return s.tok(i-1).low != "set" || s.tok(i-2).low == "intrusion"
	case t.low == "as":
		return s.tok(i-2).low == "tracked" || s.tok(i-2).low == "known" || s.tracks(i-1)
	case t.low == "to":
		for k := i - 2; k > max(s.from, i-12); k-- {
			if w := s.tok(k).low; w == "attributed" || w == "attributes" || w == "attribute" {
				return true
			}
		}
	}
	return false
}

func hasDigit(name string) bool {
	for i := range len(name) {
		if c := name[i]; '0' <= c && c <= '9' {
			return true
		}
	}
	return false
}
