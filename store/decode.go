package store

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
	"time"
)

// Records are JSON as encoding/json writes it: no blanks, fields in their order. Reading that needs
// no general reader, which goes over every byte three times: a shape made once for each type says
// what is to come. What doesn't keep to it (an older layout, a rare escape) is left to encoding/json.

// decode reads the JSON of a record into what v points to.
func decode(plain []byte, v any) error {
	to := reflect.ValueOf(v).Elem()
	if read := shapeOf(to.Type()); read != nil {
		in := input{plain}
		if read(&in, to) && len(in.rest) == 0 {
			return nil
		}
		to.SetZero()
	}
	return json.Unmarshal(plain, v)
}

// An input is what is still to be read.
type input struct{ rest []byte }

// A shape reads a value of one type, and says whether that was what it expected.
type shape func(in *input, to reflect.Value) bool

var shapes sync.Map // reflect.Type → shape, nil where there can't be one

func shapeOf(t reflect.Type) shape {
	if p, ok := shapes.Load(t); ok {
		return p.(shape)
	}
	p := makeShape(t)
	shapes.Store(t, p)
	return p
}

func makeShape(t reflect.Type) shape {
	if t == reflect.TypeFor[time.Time]() {
		return readTime
	}
	for _, own := range []reflect.Type{reflect.TypeFor[json.Unmarshaler](), reflect.TypeFor[encoding.TextUnmarshaler]()} {
		if reflect.PointerTo(t).Implements(own) {
			return nil
		}
	}
	switch t.Kind() {
	case reflect.String:
		return readString
	case reflect.Bool:
		return readBool
	case reflect.Int, reflect.Int64:
		return readInt
	case reflect.Uint64, reflect.Uint32:
		return readUint
	case reflect.Struct:
		return structShape(t)
	}
	if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
		return readBytes
	}
	if k := t.Kind(); k != reflect.Slice && k != reflect.Array && k != reflect.Pointer {
		return nil
	}
	elem := shapeOf(t.Elem())
	switch {
	case elem == nil:
		return nil
	case t.Kind() == reflect.Array:
		return arrayShape(elem)
	case t.Kind() == reflect.Slice:
		return sliceShape(elem)
	}
	return func(in *input, to reflect.Value) bool {
		if in.take("null") {
			return true
		}
		to.Set(reflect.New(t.Elem()))
		return elem(in, to.Elem())
	}
}

// take reads what is expected, if it is there.
func (in *input) take(want string) bool {
	if len(in.rest) < len(want) || string(in.rest[:len(want)]) != want {
		return false
	}
	in.rest = in.rest[len(want):]
	return true
}

// structShape is nil where a field has no shape.
func structShape(t reflect.Type) shape {
	type field struct {
		key  string // with its quotation marks and the colon
		read shape
		at   int
	}
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" && options == "" || !f.IsExported() && !f.Anonymous {
			continue
		}
		read := shapeOf(f.Type)
		if read == nil || f.Anonymous || name == "" || strings.Contains(options, "string") {
			return nil
		}
		fields = append(fields, field{`"` + name + `":`, read, i})
	}
	return func(in *input, to reflect.Value) bool {
		if !in.take("{") {
			return false
		}
		for next, first := 0, true; !in.take("}"); first = false {
			if !first && !in.take(",") {
				return false
			}
			for next < len(fields) && !in.take(fields[next].key) { // it was left out
				next++
			}
			if next == len(fields) || !fields[next].read(in, to.Field(fields[next].at)) {
				return false
			}
			next++
		}
		return true
	}
}

func sliceShape(elem shape) shape {
	return func(in *input, to reflect.Value) bool {
		if in.take("null") {
			return true
		}
		if !in.take("[") {
			return false
		}
		if in.take("]") {
			to.Set(reflect.MakeSlice(to.Type(), 0, 0))
			return true
		}
		for n := 0; ; n++ {
			to.Grow(1)
			to.SetLen(n + 1)
			if !elem(in, to.Index(n)) {
				return false
			}
			if !in.take(",") {
				return in.take("]")
			}
		}
	}
}

func arrayShape(elem shape) shape {
	return func(in *input, to reflect.Value) bool {
		for i := range to.Len() {
			if want := "[,"[min(i, 1)]; !in.take(string(want)) || !elem(in, to.Index(i)) {
				return false
			}
		}
		return in.take("]")
	}
}

// quoted reads a string, as it stands between its quotation marks.
func (in *input) quoted() (s []byte, ok bool) {
	if !in.take(`"`) {
		return nil, false
	}
	end := bytes.IndexByte(in.rest, '"')
	if end > 0 && in.rest[end-1] == '\\' {
		end = closing(in.rest)
	}
	if end < 0 || end == len(in.rest) {
		return nil, false
	}
	s, in.rest = in.rest[:end], in.rest[end+1:]
	return s, true
}

func readString(in *input, to reflect.Value) bool {
	s, ok := in.quoted()
	if !ok {
		return false
	}
	text, ok := unquoted(s)
	if ok {
		to.SetString(text)
	}
	return ok
}

func readBytes(in *input, to reflect.Value) bool {
	if in.take("null") {
		return true
	}
	s, ok := in.quoted()
	if !ok {
		return false
	}
	out := make([]byte, base64.StdEncoding.DecodedLen(len(s)))
	n, err := base64.StdEncoding.Decode(out, s)
	to.SetBytes(out[:n])
	return err == nil
}

func readTime(in *input, to reflect.Value) bool {
	whole := in.rest
	s, ok := in.quoted()
	return ok && to.Addr().Interface().(*time.Time).UnmarshalJSON(whole[:len(s)+2]) == nil
}

func readBool(in *input, to reflect.Value) bool {
	is := in.take("true")
	to.SetBool(is)
	return is || in.take("false")
}

// digits reads a whole number of up to 18 digits.
func (in *input) digits() (n uint64, ok bool) {
	const most = 18
	i := 0
	for ; i < len(in.rest) && in.rest[i]-'0' < 10; i++ {
		n = 10*n + uint64(in.rest[i]-'0')
	}
	in.rest = in.rest[i:]
	return n, 0 < i && i <= most
}

func readInt(in *input, to reflect.Value) bool {
	minus := in.take("-")
	n, ok := in.digits()
	if minus {
		to.SetInt(-int64(n))
	} else {
		to.SetInt(int64(n))
	}
	return ok
}

func readUint(in *input, to reflect.Value) bool {
	n, ok := in.digits()
	ok = ok && !to.OverflowUint(n)
	if ok {
		to.SetUint(n)
	}
	return ok
}
