package store

import (
	"errors"
	"time"

	"ascribe/news"
)

// A StoryView is the current version of a story as it stands in the view: its claims
// carry what people said of them, and those that people added are among them.
type StoryView struct {
	news.Story
	Incident news.IncidentID
	Seq      uint64 // of the log entry that last changed it
	Hidden   bool   // by a person: readable by its ID, in no list
}

// An IncidentView is an incident as it stands in the view.
type IncidentView struct {
	news.Incident
	Seq uint64 // of the log entry that last changed it
}

// A ClaimView is a claim with the story that carries it.
type ClaimView struct {
	news.Claim
	Story     news.StoryID
	Version   int // of the story; the evidence points into it
	Incident  news.IncidentID
	Outlet    news.OutletID
	Title     string
	URL       string
	Published news.Date
	Access    news.Access
	Withdrawn bool // the story's current version no longer says so: in no list
	Seq       uint64
}

// A VersionInfo tells of one version of a story.
type VersionInfo struct {
	Version int
	Hash    string
	Title   string
	Access  news.Access
	Engine  string
	Arrived time.Time
}

// Story returns the current version of a story.
func (s *Store) Story(id news.StoryID) (StoryView, error) {
	return StoryView{}, errors.ErrUnsupported
}

// Version returns version n of a story as it was read, without what people said since.
func (s *Store) Version(id news.StoryID, n int) (news.Story, error) {
	return news.Story{}, errors.ErrUnsupported
}

// Versions lists the versions of a story, oldest first.
func (s *Store) Versions(id news.StoryID) ([]VersionInfo, error) {
	return nil, errors.ErrUnsupported
}

// Incident returns the live incident of that name, else the incident that now holds the
// story that founded it: then the ID of the result differs from id, and a client is
// redirected.
func (s *Store) Incident(id news.IncidentID) (IncidentView, error) {
	return IncidentView{}, errors.ErrUnsupported
}

// Claim returns a claim. One that a person corrected resolves to what it was corrected
// to: then the ID of the result differs from id.
func (s *Store) Claim(id news.ClaimID) (ClaimView, error) {
	return ClaimView{}, errors.ErrUnsupported
}
