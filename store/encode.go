package store

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// A form writes a value of one type as encoding/json does, byte for byte; it says whether it could.
type form func(out *bytes.Buffer, v reflect.Value) bool

var forms sync.Map // reflect.Type → form, nil where there can't be one

// encode writes the JSON of a value.
func encode(out *bytes.Buffer, value any) error {
	v := reflect.ValueOf(value)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	} else {
		own := reflect.New(v.Type()).Elem()
		own.Set(v)
		v = own
	}
	if write := formOf(v.Type()); write != nil {
		if write(out, v) {
			return nil
		}
		out.Reset()
	}
	write := json.NewEncoder(out)
	write.SetEscapeHTML(false) // "<" would cost six bytes each; nobody puts this in a page
	if err := write.Encode(value); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // the end of the line
	return nil
}

func formOf(t reflect.Type) form {
	if f, ok := forms.Load(t); ok {
		return f.(form)
	}
	f := makeForm(t)
	forms.Store(t, f)
	return f
}

func makeForm(t reflect.Type) form {
	if t == reflect.TypeFor[time.Time]() {
		return writeTime
	}
	for _, own := range []reflect.Type{reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()} {
		if reflect.PointerTo(t).Implements(own) {
			return nil
		}
	}
	switch t.Kind() {
	case reflect.String:
		return func(out *bytes.Buffer, v reflect.Value) bool { writeString(out, v.String()); return true }
	case reflect.Bool:
		return func(out *bytes.Buffer, v reflect.Value) bool {
			out.Write(strconv.AppendBool(out.AvailableBuffer(), v.Bool()))
			return true
		}
	case reflect.Int, reflect.Int64:
		return func(out *bytes.Buffer, v reflect.Value) bool {
			out.Write(strconv.AppendInt(out.AvailableBuffer(), v.Int(), 10))
			return true
		}
	case reflect.Uint64, reflect.Uint32:
		return func(out *bytes.Buffer, v reflect.Value) bool {
			out.Write(strconv.AppendUint(out.AvailableBuffer(), v.Uint(), 10))
			return true
		}
	case reflect.Struct:
		return structForm(t)
	case reflect.Slice, reflect.Array, reflect.Pointer:
		return listForm(t)
	}
	return nil
}

// listForm is of slices, arrays and pointers.
func listForm(t reflect.Type) form {
	if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
		return writeBytes
	}
	elem := formOf(t.Elem())
	if elem == nil {
		return nil
	}
	return func(out *bytes.Buffer, v reflect.Value) bool {
		switch {
		case t.Kind() != reflect.Array && v.IsNil():
			out.WriteString("null")
			return true
		case t.Kind() == reflect.Pointer:
			return elem(out, v.Elem())
		}
		out.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				out.WriteByte(',')
			}
			if !elem(out, v.Index(i)) {
				return false
			}
		}
		out.WriteByte(']')
		return true
	}
}

// structForm is nil where a field has no form.
func structForm(t reflect.Type) form {
	type field struct {
		key                 string // with its quotation marks and the colon
		write               form
		at                  int
		omitEmpty, omitZero bool
	}
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" && options == "" || !f.IsExported() && !f.Anonymous {
			continue
		}
		one := field{key: `"` + name + `":`, write: formOf(f.Type), at: i}
		for option := range strings.SplitSeq(options, ",") {
			switch option {
			case "":
			case "omitempty":
				one.omitEmpty = f.Type.Kind() != reflect.Struct && f.Type.Kind() != reflect.Array
			case "omitzero":
				one.omitZero = true
				_, says := reflect.PointerTo(f.Type).MethodByName("IsZero")
				if says && f.Type != reflect.TypeFor[time.Time]() {
					return nil
				}
			default:
				return nil
			}
		}
		if one.write == nil || f.Anonymous || name == "" {
			return nil
		}
		fields = append(fields, one)
	}
	return func(out *bytes.Buffer, v reflect.Value) bool {
		next := byte('{')
		for i := range fields {
			f := &fields[i]
			of := v.Field(f.at)
			if f.omitEmpty && empty(of) || f.omitZero && zero(of) {
				continue
			}
			out.WriteByte(next)
			out.WriteString(f.key)
			if !f.write(out, of) {
				return false
			}
			next = ','
		}
		if next == '{' {
			out.WriteByte('{')
		}
		out.WriteByte('}')
		return true
	}
}

func empty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}

func zero(v reflect.Value) bool {
	if t, is := v.Addr().Interface().(*time.Time); is {
		return t.IsZero()
	}
	return v.IsZero()
}

func writeTime(out *bytes.Buffer, v reflect.Value) bool {
	text, err := v.Addr().Interface().(*time.Time).MarshalJSON()
	out.Write(text)
	return err == nil
}

func writeBytes(out *bytes.Buffer, v reflect.Value) bool {
	if v.IsNil() {
		out.WriteString("null")
		return true
	}
	out.WriteByte('"')
	out.Write(base64.StdEncoding.AppendEncode(out.AvailableBuffer(), v.Bytes()))
	out.WriteByte('"')
	return true
}

// escaped says how a byte of ASCII is written that doesn't stand for itself.
var escaped = func() (all [utf8.RuneSelf]string) {
	const hex = "0123456789abcdef"
	for c := range 0x20 {
		all[c] = `\u00` + hex[c>>4:c>>4+1] + hex[c&15:c&15+1]
	}
	all['\b'], all['\f'], all['\n'], all['\r'], all['\t'] = `\b`, `\f`, `\n`, `\r`, `\t`
	all['"'], all['\\'] = `\"`, `\\`
	return all
}()

func writeString(out *bytes.Buffer, s string) {
	out.WriteByte('"')
	done := 0
	for i := 0; i < len(s); {
		as, size := "", 1
		if s[i] < utf8.RuneSelf {
			as = escaped[s[i]]
		} else {
			var r rune
			switch r, size = utf8.DecodeRuneInString(s[i:]); {
			case r == utf8.RuneError && size == 1:
				as = `\ufffd`
			case r == '\u2028':
				as = `\u2028`
			case r == '\u2029':
				as = `\u2029`
			}
		}
		if as != "" {
			out.WriteString(s[done:i])
			out.WriteString(as)
			done = i + size
		}
		i += size
	}
	out.WriteString(s[done:])
	out.WriteByte('"')
}
