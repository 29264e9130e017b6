package actor

import (
	"slices"
	"testing"
)

func TestCleanName(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"Fancy Bear", []string{"Fancy Bear"}},
		{" Stealth Mango and Tangelo ", []string{"Stealth Mango and Tangelo"}},
		{"TG-2884 (SCWX CTU)", []string{"TG-2884"}},
		{"NoName057(16)", []string{"NoName057(16)"}},
		{"ALPHV/BlackCat", []string{"ALPHV", "BlackCat"}},
		{"Subgroup: Andariel", []string{"Andariel"}},
		{"APT-Q-27,", []string{"APT-Q-27"}},
		{"G0007", nil},
		{"[Unnamed group]", nil},
		{"--", nil},
		{"two\nlines", nil},
	} {
		if got := CleanName(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("CleanName(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
