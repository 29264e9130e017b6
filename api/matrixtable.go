package api

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/digest"
)

var matrixColumns = []string{"accuser", "accuser_id", "accuser_country", "accused", "accused_id", "accused_country", "acts", "incidents", "claims"}

// matrixTable is the matrix with a row for each cell, in the order of its sides.
func (s *API) matrixTable(r *http.Request) (*reply, error) {
	m, err := s.countedMatrix(r)
	if err != nil {
		return nil, err
	}
	if !m.Complete {
		return nil, huma.NewError(http.StatusUnprocessableEntity, "there are more acts than one table can count: narrow the filters")
	}
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	table.UseCRLF = true
	_ = table.Write(matrixColumns) // a bytes.Buffer takes everything
	for _, c := range m.Cells {
		var row []string
		for _, p := range []Party{m.Accusers[c.Accuser], m.Accused[c.Accused]} {
			for _, v := range []*string{p.Name, p.ID, p.Country} {
				if v == nil {
					v = new(string)
				}
				row = append(row, digest.Plain(*v))
			}
		}
		for _, n := range []int{c.Acts, c.Incidents, c.Claims} {
			row = append(row, strconv.Itoa(n))
		}
		_ = table.Write(row)
	}
	table.Flush()
	return &reply{body: out.Bytes(), etag: tagOf(out.Bytes()), contentType: csvType}, table.Error()
}
