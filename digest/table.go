package digest

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ascribe/news"
)

// JSON writes d as one object, with every list present and every unknown null or "".
func JSON(w io.Writer, d Document) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(lay(d)); err != nil {
		return fmt.Errorf("digest: json: %w", err)
	}
	return nil
}

// Columns are the columns of CSV, in order. Columns are only ever added, at the end.
var Columns = []string{
	"tlp", "incident", "incident_title", "claim", "date", "date_precision",
	"accuser", "accuser_kind", "accuser_country", "speaker", "stance", "relation", "accused", "accused_kind", "accused_country", "subject",
	"about", "level", "basis", "type", "hedge", "likelihood", "likelihood_scale", "likelihood_low", "likelihood_high", "confidence", "victim",
	"quote", "outlet", "outlet_name", "story_title", "published", "url", "access", "review", "score", "story", "version", "part", "start", "end",
	"victim_country", "victim_sector", "initiator", "initiator_sort", "joint",
}

// CSV writes a header and one row for each claim that nobody rejected, in UTF-8 without a
// byte order mark (RFC 4180). A cell that a spreadsheet would take for a formula starts with
// an apostrophe.
func CSV(w io.Writer, d Document) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{Columns}
	sh := lay(d)
	for _, in := range d.Incidents {
		x := newIndex(in, sh.loc)
		for _, st := range x.list() {
			for _, c := range x.stories[st.ID].Analysis.Claims {
				if c.Review != news.Rejected {
					rows = append(rows, x.row(sh.TLP, c, x.stories[st.ID]))
				}
			}
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = Plain(row[i])
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("digest: csv: %w", err)
	}
	return nil
}

func (x index) row(tlp string, c news.Claim, s *news.Story) []string {
	likelihood, scale, low, high := "", "", "", ""
	if l := c.Likelihood; l != nil {
		likelihood, scale, low, high = l.Term, l.Scale, strconv.Itoa(l.Low), strconv.Itoa(l.High)
	}
	return []string{
		tlp, string(x.in.ID), clean(x.in.Title), string(c.ID), Stamp(c.Date, x.loc), string(c.Date.Precision),
		clean(c.Accuser.Name), string(c.Accuser.Kind), c.Accuser.Country, clean(c.Speaker), string(c.Stance), string(c.Relation),
		clean(c.Accused.Name), string(c.Accused.Kind), c.Accused.Country, clean(c.Subject),
		string(c.About), string(c.Level), string(c.Basis), string(c.Type), clean(c.Hedge), likelihood, scale, low, high, string(c.Confidence), clean(c.Victim),
		clip(clean(c.Quote)), string(s.Outlet), x.in.outlet(s.Outlet), clean(s.Title), Stamp(s.Published, x.loc), link(s.URL), string(s.Access),
		string(c.Review), strconv.Itoa(c.Score), string(s.ID), strconv.Itoa(s.Version), string(c.Evidence.Part), strconv.Itoa(c.Evidence.Start), strconv.Itoa(c.Evidence.End),
		c.VictimCountry, c.VictimSector, string(c.Initiator), string(c.InitiatorSort), string(c.Joint),
	}
}

// Plain keeps a spreadsheet from running a cell as a formula: what starts like one, also
// after blanks or in full-width form, gets an apostrophe before it. What misleads the eye, or
// stops a program that reads tables (NUL), is left out.
func Plain(cell string) string {
	cell = news.Shown(cell)
	first := strings.TrimLeft(cell, " \t\r\n\u00a0")
	if strings.ContainsAny(cell[:len(cell)-len(first)], "\t\r\n") {
		return "'" + cell
	}
	for _, lead := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%"} {
		if strings.HasPrefix(first, lead) {
			return "'" + cell
		}
	}
	return cell
}
