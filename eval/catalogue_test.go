package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestCatalogueIsUpToDate(t *testing.T) {
	data := os.Getenv("ASCRIBE_SHARED")
	if data == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	const embedded = "../actor/data"
	out := t.TempDir()
	producers, err := os.ReadFile(filepath.Join(embedded, "producers.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "producers.tsv"), producers, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := buildCatalogue(filepath.Join(data, "actors"), out); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(out, "actors.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(embedded, "actors.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("actors.tsv is not what the sources give: run go run ./eval catalogue -data DIR")
	}
}

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
	} {
		if got := cleanName(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("cleanName(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
