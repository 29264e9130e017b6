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
			Victim: c.Victim, About: string(c.About), Score: c.Score,
		}
		if c.Evidence.Part == news.InTitle {
			out[i].Part = string(news.InTitle)
		}
	}
	return out
}
