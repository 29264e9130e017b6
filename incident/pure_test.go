package incident

import (
	"go/ast"
	"go/importer"
	"go/parser"
	gotoken "go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// mayImport is all that the machine may use: nothing that knows of time zones of the
// machine, files, networks or chance.
var mayImport = []string{
	"ascribe/news", "cmp", "embed", "math/bits", "slices", "strconv", "strings", "sync", "time", "unicode", "unicode/utf8",
}

// mayCall are the functions of packages time and sync that are used here: none that
// reads a clock, waits or starts anything.
var mayCall = map[string][]string{
	"time": {"Unix", "Time"},
	"sync": {"OnceValue"},
}

func TestPure(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]string{}
	for _, f := range files {
		if !strings.HasSuffix(f, "_test.go") {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			sources[f] = string(data)
		}
	}
	for _, fault := range impurities(t, sources) {
		t.Error(fault)
	}
}

// TestPureFinds seeds what TestPure forbids, and wants each found.
func TestPureFinds(t *testing.T) {
	for name, tt := range map[string]struct{ source, want string }{
		"map range":        {"func f(m map[int]int) { for range m {} }", "range over a map"},
		"named map":        {"type M map[int]int\nfunc f(m M) { for k := range m { _ = k } }", "range over a map"},
		"maps.Keys":        {"import \"maps\"\nvar _ = maps.Keys[map[int]int]", "import of maps"},
		"float":            {"var x = 1.5", "a float"},
		"float conversion": {"func f(i int) int { return int(float64(i)) }", "a float"},
		"clock":            {"import \"time\"\nfunc f() time.Time { return time.Now() }", "time.Now"},
		"sleep":            {"import \"time\"\nfunc f() { time.Sleep(1) }", "time.Sleep"},
		"goroutine":        {"func f() { go f() }", "a goroutine"},
		"channel":          {"func f(c chan int) { select { case <-c: } }", "a select"},
		"chance":           {"import \"math/rand\"\nvar _ = rand.Int", "import of math/rand"},
		"files":            {"import \"os\"\nvar _ = os.Args", "import of os"},
		"mutex":            {"import \"sync\"\nvar _ sync.Mutex", "sync.Mutex"},
	} {
		t.Run(name, func(t *testing.T) {
			got := impurities(t, map[string]string{"seeded.go": "package seeded\n" + tt.source})
			if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, tt.want) }) {
				t.Errorf("found %q, want %q among it", got, tt.want)
			}
		})
	}
}

// The standard library is type-checked from its source, once.
var (
	sourceFiles = gotoken.NewFileSet()
	standard    = sync.OnceValue(func() types.Importer { return importer.ForCompiler(sourceFiles, "source", nil) })
)

// impurities type-checks the sources of one package and lists what is forbidden in them.
func impurities(t *testing.T, sources map[string]string) []string {
	t.Helper()
	fset := sourceFiles
	var files []*ast.File
	for name, text := range sources {
		f, err := parser.ParseFile(fset, name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{Importer: standard()}
	if _, err := conf.Check("checked", fset, files, info); err != nil {
		t.Fatal(err)
	}
	var faults []string
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if what := impurity(n, info); what != "" {
				faults = append(faults, fset.Position(n.Pos()).String()+": "+what)
			}
			return true
		})
	}
	return faults
}

// impurity says what is forbidden in a node, "" for nothing.
func impurity(n ast.Node, info *types.Info) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "a goroutine"
	case *ast.SelectStmt:
		return "a select"
	case *ast.ImportSpec:
		if path, _ := strconv.Unquote(n.Path.Value); !slices.Contains(mayImport, path) {
			return "import of " + path
		}
	case *ast.RangeStmt:
		if _, ok := info.Types[n.X].Type.Underlying().(*types.Map); ok {
			return "range over a map"
		}
	case *ast.SelectorExpr:
		pkg, ok := n.X.(*ast.Ident)
		if allowed, known := mayCall[nameOf(pkg, ok)]; known && info.Types[n.X].Type == nil && !slices.Contains(allowed, n.Sel.Name) {
			return pkg.Name + "." + n.Sel.Name
		}
	case ast.Expr:
		if b, ok := typeOf(n, info).(*types.Basic); ok && b.Info()&(types.IsFloat|types.IsComplex) != 0 {
			return "a float"
		}
	}
	return ""
}

func nameOf(id *ast.Ident, ok bool) string {
	if !ok {
		return ""
	}
	return id.Name
}

func typeOf(e ast.Expr, info *types.Info) types.Type {
	if t := info.Types[e].Type; t != nil {
		return t.Underlying()
	}
	return nil
}
