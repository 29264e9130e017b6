package fetcher

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestParserAsksNobody: gap 10. gofeed's own way to a feed, its Parser, has neither our guard nor
// our bounds: of its front we name what translates and nothing else.
func TestParserAsksNobody(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if of, ok := s.X.(*ast.Ident); ok && of.Name == "gofeed" && !slices.Contains(named, s.Sel.Name) {
					named = append(named, s.Sel.Name)
				}
			}
			return true
		})
	}
	slices.Sort(named)
	if want := []string{"DefaultAtomTranslator", "DefaultRSSTranslator", "Feed"}; !slices.Equal(named, want) {
		t.Errorf("of gofeed we name %v, not %v", named, want)
	}
}
