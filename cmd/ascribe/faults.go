package main

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// faults collects what is wrong with a configuration, so that a person mends it in one go.
type faults struct {
	path string
	file *ast.File // for positions of paths
	list []fault
}

type fault struct {
	line, column int
	message      string
}

func (f *faults) add(pos *token.Position, format string, args ...any) {
	it := fault{message: fmt.Sprintf(format, args...)}
	if pos != nil {
		it.line, it.column = pos.Line, pos.Column
	}
	f.list = append(f.list, it)
}

// at adds a fault at a YAML path, or at the nearest part of it that exists.
func (f *faults) at(path, format string, args ...any) {
	for p := path; ; {
		if pos := f.find(p); pos != nil || p == "$" {
			f.add(pos, format, args...)
			return
		}
		p = p[:max(1, strings.LastIndexAny(p, ".["))]
	}
}

// each adds all faults of an error that joins several, each at the key that it begins with, if
// there is one below the path.
func (f *faults) each(path string, err error) {
	if err == nil {
		return
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			f.each(path, one)
		}
		return
	}
	if key, _, ok := strings.Cut(err.Error(), ": "); ok && f.find(path+"."+key) != nil {
		path += "." + key
	}
	f.at(path, "%v", err)
}

// letters looks for what is no text: a file in another charset would be read with other letters
// than were written.
func (f *faults) letters(src []byte) {
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) || bytes.IndexByte(src, 0) >= 0 {
		f.add(&token.Position{Line: 1, Column: 1}, "this is UTF-16, or no text at all; save it as UTF-8")
		return
	}
	pos := token.Position{Line: 1, Column: 1}
	for len(src) > 0 {
		r, n := utf8.DecodeRune(src)
		if r == utf8.RuneError && n == 1 {
			f.add(&pos, "the letter here is not in UTF-8; save the file as UTF-8")
			return
		}
		if pos.Column++; r == '\n' {
			pos.Line, pos.Column = pos.Line+1, 1
		}
		src = src[n:]
	}
}

// document is the one document of a configuration, nil when it says nothing. What stands in a
// second one would be read by nobody.
func (f *faults) document(file *ast.File) (body ast.Node) {
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case body == nil:
			body = doc.Body
		default:
			f.add(doc.Body.GetToken().Position, "a configuration is one document: nothing after --- is read")
			return body
		}
	}
	return body
}

func (f *faults) find(path string) *token.Position {
	p, err := yaml.PathString(path)
	if err != nil || f.file == nil {
		return nil
	}
	n, err := p.FilterFile(f.file)
	if err != nil || n == nil {
		return nil
	}
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	return n.GetToken().Position
}

// syntax adds an error of the YAML library.
func (f *faults) syntax(err error) {
	if ye, ok := errors.AsType[yaml.Error](err); ok {
		var pos *token.Position
		if t := ye.GetToken(); t != nil {
			pos = t.Position
		}
		f.add(pos, "%s", ye.GetMessage())
		return
	}
	f.add(nil, "%v", err)
}

// err is all faults, one a line, in order of place.
func (f *faults) err() error {
	slices.SortStableFunc(f.list, func(a, b fault) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.column - b.column
	})
	lines := make([]string, len(f.list))
	for i, it := range f.list {
		if it.line == 0 {
			lines[i] = fmt.Sprintf("%s: %s", f.path, it.message)
			continue
		}
		lines[i] = fmt.Sprintf("%s:%d:%d: %s", f.path, it.line, it.column, it.message)
	}
	return errors.New("the configuration has faults:\n" + strings.Join(lines, "\n"))
}

// shape compares a node with the Go value that it shall fill: unknown keys and values of
// another type are faults. goccy's own strict mode stops at the first.
func (f *faults) shape(n ast.Node, want any) { f.compare(n, reflect.TypeOf(want)) }

func (f *faults) compare(n ast.Node, t reflect.Type) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch at := n.(type) {
	case nil, *ast.NullNode, *ast.AliasNode: // what an alias stands for is compared at its anchor
		return
	case *ast.AnchorNode:
		f.compare(at.Value, t)
		return
	}
	switch {
	case reflect.PointerTo(t).Implements(reflect.TypeFor[yaml.BytesUnmarshaler]()),
		reflect.PointerTo(t).Implements(reflect.TypeFor[yaml.InterfaceUnmarshaler]()):
		f.leaf(n, t)
	case t.Kind() == reflect.Struct:
		f.mapping(n, t)
	case t.Kind() == reflect.Slice:
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			f.add(n.GetToken().Position, "want a list here")
			return
		}
		for _, v := range seq.Values {
			f.compare(v, t.Elem())
		}
	default:
		f.leaf(n, t)
	}
}

func (f *faults) mapping(n ast.Node, t reflect.Type) {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		f.add(n.GetToken().Position, "want keys and values here")
		return
	}
	fields := map[string]reflect.Type{}
	var names []string
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if name == "-" || !field.IsExported() {
			continue
		}
		if name == "" {
			name = strings.ToLower(field.Name)
		}
		fields[name] = field.Type
		names = append(names, name)
	}
	for _, v := range values {
		if _, merge := v.Key.(*ast.MergeKeyNode); merge {
			continue
		}
		key := v.Key.GetToken().Value
		ft, ok := fields[key]
		if !ok {
			f.add(v.Key.GetToken().Position, "unknown key %q; known here: %s", key, strings.Join(names, ", "))
			continue
		}
		f.compare(v.Value, ft)
	}
}

func (f *faults) leaf(n ast.Node, t reflect.Type) {
	err := yaml.NodeToValue(n, reflect.New(t).Interface())
	if err == nil {
		return
	}
	message := err.Error()
	if ye, ok := errors.AsType[yaml.Error](err); ok {
		message = ye.GetMessage()
	}
	if want := wanted(t); want != "" && strings.HasPrefix(message, "cannot unmarshal") {
		message = "want " + want + " here"
	}
	f.add(n.GetToken().Position, "%s", strings.TrimSpace(message))
}

// wanted is what a person may write for a value of a type.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64, reflect.Uint, reflect.Uint64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return ""
}
