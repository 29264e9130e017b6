package digest

import (
	"testing"
	"time"

	"ascribe/news"
)

func TestHeadline(t *testing.T) {
	nobody := news.Party{Kind: news.UnknownParty}
	officials := news.Party{Kind: news.Anonymous, Country: "XB"}
	for _, tc := range []struct {
		act     news.Act
		subject string
		want    string
	}{
		{news.Act{Accuser: centre, Accused: veldoria, Relation: news.CarriedOut, Stance: news.Accuses}, "", "Ostland Cyber Centre accuses Veldoria of carrying it out"},
		{news.Act{Accuser: centre, Accused: veldoria, Relation: news.CarriedOut, Stance: news.Accuses}, "the outage", "Ostland Cyber Centre attributes the outage to Veldoria"},
		{news.Act{Accuser: officials, Accused: veldoria, Relation: news.SponsoredBy, Stance: news.Accuses}, "Grey Heron", "an unnamed source (XB) accuses Veldoria of being behind Grey Heron"},
		{news.Act{Accuser: lantern, Accused: crew, Relation: news.LinkedTo, Stance: news.Accuses}, "", "Lantern Security links it to Grey Heron"},
		{news.Act{Accuser: lantern, Accused: crew, Relation: news.SameAs, Stance: news.Accuses}, "UNC31", "Lantern Security says that UNC31 is Grey Heron"},
		{news.Act{Accuser: ministry, Accused: crew, Relation: news.Indicted, Stance: news.Accuses}, "", "Ministry of Ostland indicts Grey Heron"},
		{news.Act{Accuser: ministry, Accused: crew, Relation: news.Sanctioned, Stance: news.Accuses}, "", "Ministry of Ostland sanctions Grey Heron"},
		{news.Act{Accuser: veldoria, Accused: veldoria, Stance: news.Denies}, "", "Veldoria denies responsibility"},
		{news.Act{Accuser: veldoria, Accused: crew, Stance: news.Denies}, "", "Veldoria denies that Grey Heron is responsible"},
		{news.Act{Accuser: lantern, Accused: nobody, Stance: news.Declines}, "", "Lantern Security declines to attribute it"},
		{news.Act{Accuser: lantern, Accused: news.Party{Name: "unknown", Kind: news.UnknownParty}, Stance: news.Declines}, "", "Lantern Security declines to attribute it"},
		{news.Act{Accuser: lantern, Accused: crew, Stance: news.Declines}, "", "Lantern Security declines to say whether Grey Heron is responsible"},
		{news.Act{Accuser: lantern, Accused: nobody, Stance: news.Doubts}, "", "Lantern Security doubts the attribution"},
		{news.Act{Accuser: lantern, Accused: crew, Stance: news.Doubts}, "", "Lantern Security doubts that Grey Heron is responsible"},
		{news.Act{Accuser: crew, Accused: crew, Stance: news.Claims}, "", "Grey Heron claims responsibility"},
		{news.Act{Accuser: lantern, Accused: news.Party{Name: "Veldorian hackers", Kind: news.Vague}, Stance: news.Doubts}, "", "Lantern Security doubts that Veldorian hackers are responsible"},
		{news.Act{Accuser: news.Party{Name: "Officials", Kind: news.GovernmentParty}, Accused: crew, Relation: news.CarriedOut, Stance: news.Accuses}, "", "Officials accuse Grey Heron of carrying it out"},
	} {
		if got := Headline(tc.act, tc.subject); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}

func TestHedgeNamesItsScale(t *testing.T) {
	phia := &news.Likelihood{Term: "highly likely", Scale: "PHIA", Low: 80, High: 90}
	for _, tc := range []struct {
		words string
		l     *news.Likelihood
		want  string
	}{
		{"highly likely", phia, "“highly likely” (PHIA 80–90 %)"},
		{"very probably", phia, "“very probably” (PHIA: highly likely, 80–90 %)"},
		{"", phia, "“highly likely” (PHIA 80–90 %)"},
		{"believed to be", nil, "“believed to be” (on no scale)"},
		{"moderate confidence", nil, "“moderate confidence”"},
		{"", nil, ""},
	} {
		if got := Hedge(tc.words, tc.l); got != tc.want {
			t.Errorf("Hedge(%q) = %q, want %q", tc.words, got, tc.want)
		}
	}
}

func TestStampIsNoMoreExactThanItsSource(t *testing.T) {
	west := time.FixedZone("WST", -5*60*60)
	for in, want := range map[string]string{
		"": "", "2031": "2031", "2031-03": "2031-03", "2031-03-02": "2031-03-02",
		"2031-03-02T01:15Z": "2031-03-01 20:15 WST", "2031-03-02T01:15:30Z": "2031-03-01 20:15 WST",
	} {
		if got := Stamp(date(in), west); got != want {
			t.Errorf("Stamp(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "text": "text", "a=b": "a=b", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": "'\t=1", " =1": "' =1", "＝1": "'＝1", "\rx": "'\rx", "https://a.example/": "https://a.example/",
	} {
		if got := Plain(in); got != want {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\nb\tc": "a b c", "a\x00b\x1b[31m": "ab[31m", "\u202egnp.exe": "gnp.exe", "\xff": "\ufffd", "  a  ": "a", "\ufeffa\u2066b": "ab", "a\u061cb\u206ac\U000e0041": "abc",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLink(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/b?c=d": "https://a.example/b?c=d", "http://a.example/": "http://a.example/",
		"javascript:alert(1)": "", "data:text/html,x": "", "//a.example": "", "https://a.example/\"><b>": "", "https://a.example/ b": "", "": "",
	} {
		if got := link(in); got != want {
			t.Errorf("link(%q) = %q, want %q", in, got, want)
		}
	}
}

// Where sources only say that nobody is named, nobody is accused.
func TestWhom(t *testing.T) {
	for _, tc := range []struct {
		p             news.Party
		whom, heading string
	}{
		{veldoria, "Veldoria", "On Veldoria"},
		{news.Party{Kind: news.UnknownParty}, "nobody named", "Naming nobody"},
		{news.Party{Name: "unknown", Kind: news.UnknownParty}, "nobody named", "Naming nobody"},
		{news.Party{Kind: news.Vague, Country: "XA"}, "an unnamed group (XA)", "On an unnamed group (XA)"},
	} {
		if got := Whom(tc.p); got != tc.whom || heading(tc.p) != tc.heading {
			t.Errorf("%+v: %q, %q", tc.p, got, heading(tc.p))
		}
	}
}
