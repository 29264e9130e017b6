package news

import "testing"

func TestShown(t *testing.T) {
	for in, want := range map[string]string{
		"one\ntwo\tthree\r\n":                  "one\ntwo\tthree\r\n",
		"\u202egnp.exe\u202c":                  "gnp.exe",
		"\u2067a\u2069 \u061cb\u200e\u200fc":   "a bc",
		"a\x00b\x1b[31m\u0085":                 "ab[31m",
		"\ufeffa\u206ab\ufff9c\U000e0041d":     "abcd",
		"نمی\u200cخواهم 👩\u200d💻 Zu\u00adsatz": "نمی\u200cخواهم 👩\u200d💻 Zu\u00adsatz",
		"\xff": "\ufffd",
	} {
		if got := Shown(in); got != want {
			t.Errorf("Shown(%q) = %q, want %q", in, got, want)
		}
	}
}
