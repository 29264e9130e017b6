package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ascribe/news"
)

// twoBreakIns are entries about two break-ins; the one before the last is placed with
// doubt beside the first of them, and the last shows that it belongs to the second.
func twoBreakIns() (all []news.Entry) {
	for _, s := range []struct {
		hours       int
		outlet      news.OutletID
		title, text string
	}{
		{
			0, "courier", "Surgeons at Harrow Clinic work on paper after Tallow ransomware",
			"Surgeons at Harrow Clinic went back to paper on Monday after the Tallow ransomware gang locked its wards' screens. The clinic sent ambulances to Penfold and postponed forty operations. Its director said that incubators and the blood bank were never at risk.",
		},
		{
			2, "wire", "Harrow Clinic postpones forty operations after ransomware locks screens",
			"Harrow Clinic postponed forty operations on Monday. Ransomware had locked the screens of its wards, and surgeons went back to paper. Ambulances drive to Penfold. The blood bank works, the director said.",
		},
		{
			4, "gazette", "Ambulances turned away from Harrow Clinic",
			"Ambulances were turned away from Harrow Clinic and drove to Penfold after ransomware locked the screens of the wards. Surgeons work on paper, and forty operations were postponed, its director said. The blood bank is safe.",
		},
		{
			6, "gazette", "Corran Freight stops its trucks in four ports",
			"Corran Freight stopped its trucks in four ports after intruders reached its dispatch system. Drivers waited at the gates of Ostrel and Skagen with perishable cargo. The haulier said that customs papers could not be printed.",
		},
		{
			8, "courier", "Perishable cargo waits as haulier Corran Freight is hacked",
			"Perishable cargo waits at the gates of Ostrel and Skagen because the dispatch system of Corran Freight was hacked. The haulier stopped its trucks in four ports, and drivers wait for customs papers.",
		},
		{
			14, "herald", "Tallow ransomware gang offers passports after Monday's attack",
			"The Tallow ransomware gang, which locked the screens of wards on Monday, offers 2,100 scanned passports and visas for nine bitcoin on its leak page. Samples show seamen and foreign workers. The gang did not say whose passports the scans are, and Calder Labs could not tell from the samples.",
		},
		{
			34, "wire", "Passports on Tallow's leak page are of Corran Freight drivers",
			"The 2,100 scanned passports and visas that the Tallow ransomware gang offers for nine bitcoin on its leak page are those of drivers of Corran Freight, the haulier said. The gang took the scans of seamen and foreign workers from its dispatch system before it stopped its trucks in four ports. Calder Labs had read the samples.",
		},
	} {
		all = append(all, entry(write(fmt.Sprintf("https://%s.example/%d", s.outlet, s.hours), s.outlet, day.Add(time.Duration(s.hours)*time.Hour), s.title, s.text)))
	}
	return all
}

// Late evidence moves a story that was placed with doubt: its member says why, a reader of
// changes is told, and the view is the same one reopened after each entry and rebuilt.
func TestLateEvidenceMovesAStory(t *testing.T) {
	entries := twoBreakIns()
	clinic, freight, hoard := entries[0].Story.ID.Founded(), entries[3].Story.ID.Founded(), entries[5].Story.ID
	path := filepath.Join(t.TempDir(), "ascribe.db")
	for i, e := range entries {
		s, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.db.NoSync = true
		appendAll(t, s, e)
		if v, err := s.Story(hoard); i == 5 && (err != nil || v.Incident != clinic) {
			t.Errorf("the story is in %s at first, want %s: nothing will move (%v)", v.Incident, clinic, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t)
	appendAll(t, s, entries...)
	want := dump(t, s)

	in, err := s.Incident(freight)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(in.Members, func(m news.Member) bool { return m.Story == hoard })
	if at < 0 || len(in.Members[at].Reasons) == 0 || in.Members[at].Reasons[0].Feature != "late evidence" {
		t.Errorf("members %+v, want the story moved by late evidence", in.Members)
	}
	changes, _, err := s.Changes(t.Context(), Place{}, Query{Limit: MaxLimit})
	told := func(c ChangeView) bool {
		return c.Kind == IncidentSplit && c.Story == hoard && c.From == clinic && c.Incident == freight
	}
	if err != nil || !slices.ContainsFunc(changes, told) {
		t.Errorf("changes %+v, %v: the move is not told", changes, err)
	}
	if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
		t.Errorf("Verify = %+v, %v", r, err)
	}

	same(t, "reopened after each entry", dumpOf(t, path), want)
	if err := Rebuild(t.Context(), path, "", nil); err != nil {
		t.Fatal(err)
	}
	same(t, "rebuilt", dumpOf(t, path), want)
}

func dumpOf(t *testing.T, path string) []string {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	return dump(t, s)
}
