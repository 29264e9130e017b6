package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestCatalogueIsUpToDate(t *testing.T) {
	data := os.Getenv("ASCRIBE_SHARED")
	if data == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	const embedded = "../actor/data"
	out := t.TempDir()
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
