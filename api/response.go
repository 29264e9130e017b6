package api

import (
	"time"

	"ascribe/news"
)

// A Response is a measure of a state or a body about an incident.
type Response struct {
	Kind          string     `json:"kind" doc:"sanctions, indictment, arrest, seizure, reward, expulsion, summons, protest, recall, severance."`
	Political     bool       `json:"political" doc:"A political response in EuRepoC's terms; else a legal one."`
	Actor         Party      `json:"actor"`
	Against       Party      `json:"against"`
	Date          *time.Time `json:"date"`
	DatePrecision *string    `json:"date_precision"`
	Quote         string     `json:"quote"`
	Story         string     `json:"story"`
}

func newResponse(r news.Response) Response {
	at, precision := when(r.Date)
	return Response{
		Kind: string(r.Kind), Political: r.Kind.Political(), Actor: newParty(r.Actor), Against: newParty(r.Against),
		Date: at, DatePrecision: precision, Quote: r.Quote, Story: string(r.Story),
	}
}
