package claim

import "ascribe/news"

// A Record is a claim in one flat line, as annotators write it and the pipe prints it.
// The names of the fields are fixed.
type Record struct {
	Accuser        string `json:"accuser"`
	AccuserKind    string `json:"accuser_kind"`
	AccuserCountry string `json:"accuser_country"`
	Speaker        string `json:"speaker"`
	Accused        string `json:"accused"`
	AccusedKind    string `json:"accused_kind"`
	AccusedCountry string `json:"accused_country"`
	Relation       string `json:"relation"`
	Subject        string `json:"subject"`
	Stance         string `json:"stance"`
	Hedge          string `json:"hedge"`
	Part           string `json:"part,omitempty"` // "title" for a headline's claim, else absent
	EvidenceStart  int    `json:"evidence_start"` // bytes of the text, or of the title
	EvidenceEnd    int    `json:"evidence_end"`
	Evidence       string `json:"evidence"`
	Victim         string `json:"victim"`
	About          string `json:"about"`
	Score          int    `json:"score"`

	Likelihood    *news.Likelihood `json:"likelihood"` // null for words on no scale
	Confidence    string           `json:"confidence"`
	Date          string           `json:"date"` // as exactly as it is known: "2021-04"
	DatePrecision string           `json:"date_precision"`
	Level         string           `json:"level"`
	Basis         string           `json:"basis"`
	Type          string           `json:"type"`
	Initiator     string           `json:"initiator"`
	InitiatorSort string           `json:"initiator_sort"`
	VictimCountry string           `json:"victim_country"`
	VictimSector  string           `json:"victim_sector"`
	Joint         string           `json:"joint"`
}

// A Measure is a response in one flat line. The names of the fields are fixed.
type Measure struct {
	Kind           string `json:"kind"`
	Actor          string `json:"actor"`
	ActorKind      string `json:"actor_kind"`
	ActorCountry   string `json:"actor_country"`
	Against        string `json:"against"`
	AgainstKind    string `json:"against_kind"`
	AgainstCountry string `json:"against_country"`
	Date           string `json:"date"`
	DatePrecision  string `json:"date_precision"`
	Part           string `json:"part,omitempty"`
	EvidenceStart  int    `json:"evidence_start"`
	EvidenceEnd    int    `json:"evidence_end"`
	Evidence       string `json:"evidence"`
}

// Records flattens the claims of an analysis, never nil.
func Records(a news.Analysis) []Record {
	out := make([]Record, len(a.Claims))
	for i, c := range a.Claims {
		out[i] = Record{
			Accuser: c.Accuser.Name, AccuserKind: string(c.Accuser.Kind), AccuserCountry: c.Accuser.Country, Speaker: c.Speaker,
			Accused: c.Accused.Name, AccusedKind: string(c.Accused.Kind), AccusedCountry: c.Accused.Country,
			Relation: string(c.Relation), Subject: c.Subject, Stance: string(c.Stance), Hedge: c.Hedge,
			EvidenceStart: c.Evidence.Start, EvidenceEnd: c.Evidence.End, Evidence: c.Quote,
			Victim: c.Victim, About: string(c.About), Score: c.Score, Part: partOf(c.Evidence),
			Likelihood: c.Likelihood, Confidence: string(c.Confidence), Date: c.Date.String(), DatePrecision: string(c.Date.Precision),
			Level: string(c.Level), Basis: string(c.Basis), Type: string(c.Type), Initiator: string(c.Initiator), InitiatorSort: string(c.InitiatorSort),
			VictimCountry: c.VictimCountry, VictimSector: c.VictimSector, Joint: string(c.Joint),
		}
	}
	return out
}

// Measures flattens the responses of an analysis, never nil.
func Measures(a news.Analysis) []Measure {
	out := make([]Measure, len(a.Responses))
	for i, r := range a.Responses {
		out[i] = Measure{
			Kind:  string(r.Kind),
			Actor: r.Actor.Name, ActorKind: string(r.Actor.Kind), ActorCountry: r.Actor.Country,
			Against: r.Against.Name, AgainstKind: string(r.Against.Kind), AgainstCountry: r.Against.Country,
			Date: r.Date.String(), DatePrecision: string(r.Date.Precision), Part: partOf(r.Evidence),
			EvidenceStart: r.Evidence.Start, EvidenceEnd: r.Evidence.End, Evidence: r.Quote,
		}
	}
	return out
}

// partOf is where a sentence stands, "" for the text.
func partOf(e news.Span) string {
	if e.Part == news.InTitle {
		return string(news.InTitle)
	}
	return ""
}
