package news

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// StoryID, IncidentID, ClaimID and the others are a letter, a hyphen and 20 characters: 100 bits of a
// SHA-256, enough to make a collision among 2^40 names unlikely (2^-21).
type (
	StoryID    string // "s-…": hash of the canonical URL
	IncidentID string // "i-…": the name of its founding story
	ClaimID    string // "c-…": hash of what the claim says
	JointID    string // "j-…": hash of what several say together
	EditID     string // "e-…": hash of the edit and its place in the log
)

// NewStoryID names the story at a canonical URL. The URL must be normalised already.
func NewStoryID(canonical string) StoryID {
	return StoryID("s-" + digest(canonical))
}

// Founded returns the incident that the story founds, or would have founded.
func (id StoryID) Founded() IncidentID {
	return IncidentID("i-" + strings.TrimPrefix(string(id), "s-"))
}

// Founder returns the story that founded the incident.
func (id IncidentID) Founder() StoryID {
	return StoryID("s-" + strings.TrimPrefix(string(id), "i-"))
}

// Valid reports whether id has the form of a StoryID.
func (id StoryID) Valid() bool { return validID(string(id), "s-") }

// Valid reports whether id has the form of an IncidentID.
func (id IncidentID) Valid() bool { return validID(string(id), "i-") }

// Valid reports whether id has the form of a ClaimID.
func (id ClaimID) Valid() bool { return validID(string(id), "c-") }

// NewEditID names an edit by what it says and the moment it was made.
func NewEditID(parts ...string) EditID { return EditID("e-" + digest(parts...)) }

const idLen = 20

// lower is RFC 4648 base32hex in lower case: it sorts as the bytes do and survives being
// read out over a telephone.
var lower = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// digest hashes the parts with a separator that no part contains, so that ("ab", "c")
// and ("a", "bc") differ.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strings.ReplaceAll(p, "\x00", "")))
		h.Write([]byte{0})
	}
	return lower.EncodeToString(h.Sum(nil))[:idLen]
}

func validID(id, prefix string) bool {
	rest, ok := strings.CutPrefix(id, prefix)
	if !ok || len(rest) != idLen {
		return false
	}
	for _, c := range []byte(rest) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'v') {
			return false
		}
	}
	return true
}
