package store

import (
	"path/filepath"
	"reflect"
	"testing"

	"go.etcd.io/bbolt"
)

// What the grouping recalls of a story by its record is what it recalls of its text; of one that
// people or engines read otherwise since then, the record doesn't serve.
func TestRecalledByRecord(t *testing.T) {
	t.Parallel()
	seeds := []uint64{11, 12, 13}
	if testing.Short() {
		seeds = seeds[:1]
	}
	for _, seed := range seeds {
		path := filepath.Join(t.TempDir(), "ascribe.db")
		s := openForgetful(t, path)
		tell(t, s, history(seed, 300), 40)
		read, other := 0, 0
		err := s.view(func(tx *bbolt.Tx) error {
			b := batch{store: s, tx: tx}
			for key, record := range storyTable.from(tx, nil) {
				row, err := record()
				if err != nil {
					return err
				}
				t2, _, err := s.retell(tx, toNumber(key), row)
				if err != nil {
					return err
				}
				got, ok := b.recorded(toNumber(key), row)
				if !ok {
					other++
					continue
				}
				read++
				if want := s.state.Recall(t2.story); !reflect.DeepEqual(got, want) {
					t.Errorf("story %s is recalled as\n%+v\nwant\n%+v", row.ID, got, want)
				}
			}
			return nil
		})
		if err != nil || read < 10 || other < 2 {
			t.Errorf("%d stories are recalled by their records, %d are not: %v", read, other, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// With its text a story loses the record of its words, in the file too.
func TestDroppedTextDropsRecord(t *testing.T) {
	s := openForgetful(t, filepath.Join(t.TempDir(), "ascribe.db"))
	defer s.Close()
	entries := years()
	appendAll(t, s, entries[:4]...)
	recorded := func() (all []bool) {
		err := s.view(func(tx *bbolt.Tx) error {
			for _, record := range placedTable.from(tx, nil) {
				row, err := record()
				if err != nil {
					return err
				}
				all = append(all, row.Record != nil)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if got := recorded(); !reflect.DeepEqual(got, []bool{true, true, true, true}) {
		t.Fatalf("the stories have records: %v", got)
	}
	appendAll(t, s, dropText(entries[1].Story.ID))
	if got := recorded(); !reflect.DeepEqual(got, []bool{true, false, true, true}) {
		t.Errorf("after the second lost its text: %v", got)
	}
}
