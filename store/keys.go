package store

import (
	"encoding/binary"
	"strings"
)

// The buckets that hold no records of a table.
const (
	metaBucket        = "meta"
	idsBucket         = "ids"
	changedBucket     = "changed"
	facetBucket       = "facets"
	marginBucket      = "margin"
	otherMarginBucket = "margin-2"
	idRunBucket       = "id-runs"
	termBucket        = "terms"
	linkBucket        = "constraints"
	filedBucket       = "filed"
	seenByTime        = "seen-by-time"
	cursorBucket      = "cursors"
)

// The orders that lists are walked in: each a bucket of its own.
const (
	storiesByTime       = "stories-by-time"
	claimsByTime        = "claims-by-time"
	incidentsByActivity = "incidents-by-activity"
	incidentsByFirst    = "incidents-by-first"
	incidentsBySize     = "incidents-by-size"
)

// The classes of buckets. What stands in the view can be made again from the log.
var (
	logBuckets  = []string{"log"}
	viewBuckets = []string{
		metaBucket, idsBucket, idRunBucket, "stories", "incidents", "claims", "cards", "reviews", "edits", "marks", "placed",
		linkBucket, changedBucket, facetBucket, marginBucket, otherMarginBucket, termBucket, filedBucket,
		storiesByTime, claimsByTime, incidentsByActivity, incidentsByFirst, incidentsBySize,
	}
	nodeBuckets = []string{"feeds", "seen", seenByTime, cursorBucket}
)

// A family is a sort of object with ordinals of its own: the letter of its IDs.
type family byte

const (
	stories   family = 's'
	incidents family = 'i'
	claims    family = 'c'

	dissolved family = 'd' // of cards only: incidents that hold no story any more, and when they went
)

// name is the name of a family's list.
func (f family) kind() Kind {
	switch f {
	case stories:
		return OfStories
	case claims:
		return OfClaims
	}
	return OfIncidents
}

// rank is the first half of the key of an order: what is greater comes first.
func rank(n int64) uint64 { return ^(uint64(n) ^ 1<<63) }

// orderKey is rank ∥ inverted ordinal: among equals the later one comes first.
func orderKey(rank, ordinal uint64) []byte {
	return binary.BigEndian.AppendUint64(number(rank), ^ordinal)
}

func fromOrderKey(key []byte) (rank, ordinal uint64) {
	return toNumber(key), ^toNumber(key[8:])
}

// changedKey is family ∥ sequence ∥ ordinal.
func changedKey(f family, seq, ordinal uint64) []byte {
	key := binary.BigEndian.AppendUint64([]byte{byte(f)}, seq)
	return binary.BigEndian.AppendUint64(key, ordinal)
}

// cardKey is family ∥ ordinal.
func cardKey(f family, ordinal uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{byte(f)}, ordinal)
}

// facetPrefix is family ∥ chunk ∥ facet ∥ 0.
func facetPrefix(f family, chunk uint32, facet string) []byte {
	key := binary.BigEndian.AppendUint32([]byte{byte(f)}, chunk)
	return append(append(key, facet...), 0)
}

// facetKey is family ∥ chunk ∥ facet ∥ 0 ∥ value; fv is "facet \x00 value".
func facetKey(f family, chunk uint32, fv string) []byte {
	key := binary.BigEndian.AppendUint32([]byte{byte(f)}, chunk)
	return append(key, fv...)
}

// longestValue is the longest value of a facet, in bytes: a name longer than this is cut.
const longestValue = 200

// fv names a value of a facet.
func fv(facet, value string) string {
	value = strings.ReplaceAll(value, "\x00", "")
	if len(value) > longestValue {
		value = value[:longestValue]
	}
	return facet + "\x00" + value
}
