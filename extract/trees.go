package extract

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
)

// A Node of a tree: go to Low when the feature is at most Limit, else to the node behind Low. In a leaf Feature is -1 and
// Limit the vote.
type Node struct {
	Feature, Limit int16
	Low            uint16 // a position within the tree
}

// A Forest adds the votes of its trees to a bias. Votes are log-odds in 1/100.
type Forest struct {
	bias  int32
	trees [][]Node   // as they were grown
	full  []fullTree // the same, as they are asked
}

// NewForest makes a forest of trees of at most six levels, all of whose walks end in a leaf.
func NewForest(bias int32, trees [][]Node) (Forest, error) {
	f := Forest{bias, trees, make([]fullTree, len(trees))}
	for i, t := range trees {
		if err := f.full[i].grow(t); err != nil {
			return Forest{}, fmt.Errorf("tree %d: %w", i, err)
		}
	}
	return f, nil
}

// Trees are the trees of the forest, as they were given.
func (f *Forest) Trees() [][]Node { return f.trees }

// Score is the forest's vote on one row of features.
func (f *Forest) Score(row []int16) int32 {
	m, sums := newMatrix(len(row), 1, nil), []int32{f.bias}
	m.cells = append(m.cells, row...)
	vote(f.full, &m, sums)
	return sums[0]
}

// Model scores the blocks of a page: First by what a block and its surroundings are, Second also by how First scored its
// neighbours. A block is body when its second score is above Cut.
type Model struct {
	First, Second Forest
	Cut           int32
}

//go:embed body.model
var bodyModel []byte

// standard is the model that comes with the package.
var standard = sync.OnceValue(func() *Model {
	m, err := ParseModel(bodyModel)
	if err != nil {
		panic("embedded body.model: " + err.Error())
	}
	return m
})

const modelVersion = 2

// Encode is the file form of a model: varints, a checksum of the shape in front.
func (m *Model) Encode() []byte {
	b := []byte{'A', 'X', modelVersion, byte(numFeatures)}
	b = binary.AppendVarint(b, int64(m.Cut))
	for _, f := range []*Forest{&m.First, &m.Second} {
		b = binary.AppendVarint(b, int64(f.bias))
		b = binary.AppendUvarint(b, uint64(len(f.trees)))
		for _, t := range f.trees {
			b = binary.AppendUvarint(b, uint64(len(t)))
			for _, n := range t {
				b = binary.AppendVarint(b, int64(n.Feature))
				b = binary.AppendVarint(b, int64(n.Limit))
				if n.Feature >= 0 {
					b = binary.AppendUvarint(b, uint64(n.Low))
				}
			}
		}
	}
	return b
}

// ParseModel reads what Encode wrote and checks that no tree can lead astray.
func ParseModel(b []byte) (*Model, error) {
	if len(b) < 4 || string(b[:2]) != "AX" || b[2] != modelVersion || b[3] != byte(numFeatures) {
		return nil, errors.New("not a model of this version")
	}
	r := varints{b: b[4:]}
	m := &Model{Cut: int32(r.signed())}
	for _, f := range []*Forest{&m.First, &m.Second} {
		bias, count := int32(r.signed()), r.unsigned()
		var trees [][]Node
		for range min(count, 1<<12) {
			t, err := r.tree()
			if err != nil {
				return nil, err
			}
			trees = append(trees, t)
		}
		var err error
		if *f, err = NewForest(bias, trees); err != nil {
			return nil, err
		}
	}
	if r.bad || len(r.b) != 0 {
		return nil, errors.New("the model is cut off or too long")
	}
	return m, nil
}

type varints struct {
	b   []byte
	bad bool
}

func (r *varints) signed() int64 {
	v, n := binary.Varint(r.b)
	return v * int64(r.took(n))
}

func (r *varints) unsigned() uint64 {
	v, n := binary.Uvarint(r.b)
	return v * uint64(r.took(n))
}

// took advances by n bytes; it is 0 after the first fault.
func (r *varints) took(n int) int {
	if n <= 0 || r.bad {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return 1
}

func (r *varints) tree() ([]Node, error) {
	size := r.unsigned()
	if r.bad || size == 0 || size > 1<<10 {
		return nil, errors.New("a tree has no sensible size")
	}
	t := make([]Node, size)
	for i := range t {
		n := Node{Feature: int16(r.signed()), Limit: int16(r.signed())}
		if n.Feature >= 0 {
			n.Low = uint16(r.unsigned())
		}
		if int(n.Feature) >= numFeatures+numContext {
			return nil, fmt.Errorf("node %d asks for a feature that there is not", i)
		}
		t[i] = n
	}
	return t, nil
}
