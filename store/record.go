package store

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"sync"

	json2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"
	"github.com/klauspost/compress/zstd"
)

// A record is what stands in a bucket for one object:
//
//	byte 0     version of this layout, 1
//	byte 1     flags: 1 = the payload is compressed, 2 = it is shortened
//	bytes 2-5  CRC-32C of key, flags and payload, big-endian
//	bytes 6-   JSON with its phrases as numbers (see phrases.go), or zstd of it; in older records
//	           JSON, or zstd of it with dictionary 1 (postings: packed terms, or zstd of them;
//	           rows that every story has: fields, see packing.go)
//
// The key is under the checksum too, so that a page which turns up in the wrong place is
// as much a damage as a flipped bit.
const (
	recordVersion = 1
	recordHeader  = 6
	compressed    = 1
	shortened     = 2

	// leastCompressed is the payload, in bytes, from which compression is tried: below it
	// saves a few bytes and costs a decoder's start.
	leastCompressed = 512
	// mostDecoded bounds what a damaged length can make the decoder allocate.
	mostDecoded = 64 << 20
)

// The dictionary holds the shape of the JSON of records up to layout 7. Logs that were written
// with it can't be read without it: it is never changed.
//
//go:embed dictionary.txt
var dictionary []byte

const dictionaryID = 1

// encodedWindow is how far back the encoder looks, in bytes: no farther than an article is
// long, since it keeps twice as much in memory.
const encodedWindow = 256 << 10

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// codec encodes and decodes. What it encodes needs no dictionary.
var codec = sync.OnceValues(func() (*zstd.Encoder, *zstd.Decoder) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false),
		zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(encodedWindow))
	if err != nil {
		panic(err) // the options are constants
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderDictRaw(dictionaryID, dictionary),
		zstd.WithDecoderMaxMemory(mostDecoded), zstd.WithDecoderConcurrency(0))
	if err != nil {
		panic(err)
	}
	return enc, dec
})

// buffers are for what is encoded: a record is made of it once its size is known.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// plains are room for what is decoded, and for rows.
var plains = sync.Pool{New: func() any { return new([]byte) }}

// seal makes the record of v for a key.
func seal(key []byte, v any) ([]byte, error) {
	rec, err := unsigned(v)
	if err != nil {
		return nil, err
	}
	return sign(key, rec), nil
}

// unsigned makes a record of v that has no key yet.
func unsigned(v any) ([]byte, error) {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false) // "<" would cost six bytes each; nobody puts this in a page
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode record: %w", err)
	}
	short := plains.Get().(*[]byte)
	defer plains.Put(short)
	*short = phrases().shorten((*short)[:0], bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
	return recordOf(shortened, *short), nil
}

// sealBytes makes a record of bytes that are no JSON.
func sealBytes(key, plain []byte) []byte { return sign(key, recordOf(0, plain)) }

// recordOf makes a record, without the checksum, of a payload with what is done to it already.
func recordOf(flags byte, plain []byte) []byte {
	body := plain
	if len(plain) >= leastCompressed {
		buf := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(buf)
		buf.Reset()
		buf.Grow(len(plain))
		encoder, _ := codec()
		if small := encoder.EncodeAll(plain, buf.AvailableBuffer()); len(small) < len(plain) {
			flags, body = flags|compressed, small
		}
	}
	rec := make([]byte, recordHeader, recordHeader+len(body))
	rec[0], rec[1] = recordVersion, flags
	return append(rec, body...)
}

// sign makes a record that of a key.
func sign(key, rec []byte) []byte {
	binary.BigEndian.PutUint32(rec[2:], checksum(key, rec))
	return rec
}

// asWritten reads JSON as encoding/json wrote it, without looking for faults that a record with
// the right checksum has not.
var asWritten = json2.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true), jsonv1.FormatDurationAsNano(true))

// decode reads the JSON of a record into what v points to.
func decode(plain []byte, v any) error { return json2.Unmarshal(plain, v, asWritten) }

// unseal reads the record of a key into v.
func unseal(key, rec []byte, v any) error {
	room := plains.Get().(*[]byte)
	defer plains.Put(room)
	plain, err := payloadIn(room, key, rec)
	if err != nil {
		return err
	}
	if row, ok := v.(unpacker); ok && (len(plain) == 0 || plain[0] != '{') {
		return unpackRow(plain, row)
	}
	if err := decode(plain, v); err != nil {
		return fmt.Errorf("record is not what this version of ascribe reads: %w", err)
	}
	return nil
}

// payload checks a record and returns its JSON. What it returns may be part of rec.
func payload(key, rec []byte) ([]byte, error) { return payloadIn(new([]byte), key, rec) }

// payloadIn is payload for who says where there is room, and leaves what is there alone until he is done.
func payloadIn(room *[]byte, key, rec []byte) ([]byte, error) {
	switch {
	case len(rec) < recordHeader:
		return nil, fmt.Errorf("record of %d bytes is cut short", len(rec))
	case rec[0] != recordVersion:
		return nil, fmt.Errorf("record has version %d, want %d", rec[0], recordVersion)
	case binary.BigEndian.Uint32(rec[2:]) != checksum(key, rec):
		return nil, fmt.Errorf("checksum is wrong")
	case rec[1] > compressed|shortened:
		return nil, fmt.Errorf("record has flags %d, which this ascribe does not know", rec[1])
	}
	if rec[1]&shortened == 0 {
		return inflated(room, rec[1], rec[recordHeader:])
	}
	between := plains.Get().(*[]byte)
	defer plains.Put(between)
	short, err := inflated(between, rec[1], rec[recordHeader:])
	if err != nil {
		return nil, err
	}
	if *room, err = phrases().lengthen((*room)[:0], short); err != nil {
		return nil, err
	}
	return *room, nil
}

// inflated is the body of a record without its compression.
func inflated(room *[]byte, flags byte, body []byte) ([]byte, error) {
	if flags&compressed == 0 {
		return body, nil
	}
	_, dec := codec()
	plain, err := dec.DecodeAll(body, (*room)[:0])
	if err != nil {
		return nil, fmt.Errorf("decompress record: %w", err)
	}
	*room = plain
	return plain, nil
}

func checksum(key, rec []byte) uint32 {
	sum := crc32.Update(0, castagnoli, key)
	sum = crc32.Update(sum, castagnoli, rec[1:2])
	return crc32.Update(sum, castagnoli, rec[recordHeader:])
}
