package store

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
)

// tidy makes empty lists none: what is written doesn't tell them apart.
func tidy(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			if field.CanSet() {
				tidy(field)
			}
		}
	case reflect.Slice:
		if v.Len() == 0 {
			v.SetZero()
		}
		for i := range v.Len() {
			tidy(v.Index(i))
		}
	}
}

// Rows of fields read as they were written, and as the JSON of older layouts; and nothing less
// or more than a row is one.
func TestPackedRows(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 6))
	key := number(7)
	for _, of := range []reflect.Type{
		reflect.TypeFor[placedRow](), reflect.TypeFor[storyRow](), reflect.TypeFor[claimRow](), reflect.TypeFor[card](),
	} {
		for range 300 {
			made, got := reflect.New(of), reflect.New(of)
			makeUp(r, made.Elem())
			tidy(made.Elem())
			plain := made.Elem().Interface().(packed).pack(packing{packedForm})
			if err := unseal(key, sealPlain(key, plain), got.Interface()); err != nil || !reflect.DeepEqual(got.Interface(), made.Interface()) {
				t.Fatalf("%+v is read as %+v, %v", made.Elem(), got.Elem(), err)
			}
			for n := range plain {
				if err := unpackRow(plain[:n], reflect.New(of).Interface().(unpacker)); err == nil {
					t.Fatalf("%d bytes of %d are read as %v", n, len(plain), of)
				}
			}
			if err := unpackRow(append(bytes.Clone(plain), 0), reflect.New(of).Interface().(unpacker)); err == nil {
				t.Fatalf("one byte more is read as %v", of)
			}
			old, err := seal(key, made.Interface())
			if err != nil {
				t.Fatal(err)
			}
			was, is := reflect.New(of), reflect.New(of)
			text, _ := json.Marshal(made.Interface())
			if err := json.Unmarshal(text, was.Interface()); err != nil {
				t.Fatal(err)
			}
			if err := unseal(key, old, is.Interface()); err != nil || !reflect.DeepEqual(is.Interface(), was.Interface()) {
				t.Fatalf("JSON is read as %+v, %v; want %+v", is.Elem(), err, was.Elem())
			}
		}
	}
}
