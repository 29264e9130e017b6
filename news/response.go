package news

import "fmt"

// A Response is what a state or a body did about an operation, beside words: sanctions,
// charges, an expulsion. It carries the sentence that says so.
type Response struct {
	Kind     ResponseKind `json:"kind"`
	Actor    Party        `json:"actor"`   // who responds; Name "" when nobody is named
	Against  Party        `json:"against"` // whom it hits, as far as the sentence says
	Date     Date         `json:"date"`    // from the sentence, else the story's
	Evidence Span         `json:"evidence"`
	Quote    string       `json:"quote"` // the bytes at Evidence
	Story    StoryID      `json:"story,omitempty"`
}

// A ResponseKind is a measure.
type ResponseKind string

// The measures. EuRepoC codes protest, summons, recall and expulsion as political responses,
// the others as legal ones.
const (
	ResponseSanctions  ResponseKind = "sanctions"
	ResponseIndictment ResponseKind = "indictment"
	ResponseArrest     ResponseKind = "arrest"
	ResponseSeizure    ResponseKind = "seizure" // of servers, domains, money
	ResponseReward     ResponseKind = "reward"
	ResponseExpulsion  ResponseKind = "expulsion"
	ResponseSummons    ResponseKind = "summons"
	ResponseProtest    ResponseKind = "protest"
	ResponseRecall     ResponseKind = "recall"
	ResponseSeverance  ResponseKind = "severance" // of relations
)

// Political reports whether a measure is a political response, and not a legal one.
func (k ResponseKind) Political() bool {
	switch k {
	case ResponseExpulsion, ResponseSummons, ResponseProtest, ResponseRecall:
		return true
	}
	return false
}

func (r Response) verify(s Story) error {
	text := s.Part(r.Evidence.Part)
	if !r.Evidence.within(text) || text[r.Evidence.Start:r.Evidence.End] != r.Quote {
		return fmt.Errorf("quote %q does not stand at %v", r.Quote, r.Evidence)
	}
	return nil
}
