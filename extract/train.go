package extract

// Sheet opens a page for training: its blocks with their features, as the model sees them.
type Sheet struct{ s *sheet }

// NewSheet reads a page up to where the model would be asked.
func NewSheet(in Input) (*Sheet, error) {
	r, err := read(in)
	if err != nil {
		return nil, err
	}
	return &Sheet{r.sheet}, nil
}

// Len is the number of blocks.
func (t *Sheet) Len() int { return len(t.s.blocks) }

// Text is the text of a block.
func (t *Sheet) Text(i int) string { return string(t.s.blockText(&t.s.blocks[i])) }

// Concealed reports a block within an element that the page keeps from view, as far as markup tells.
func (t *Sheet) Concealed(i int) bool { return t.s.blocks[i].dist[gConcealed] < far }

// Features is the row of each block for the first forest.
func (t *Sheet) Features() [][]int16 {
	rows := make([][]int16, t.Len())
	for i := range rows {
		rows[i] = t.s.features(make([]int16, 0, numFeatures), i)
	}
	return rows
}

// Context is the row of each block for the second forest, given the scores of the first.
func (t *Sheet) Context(scores []int32) [][]int16 {
	c := t.s.context(scores)
	rows := make([][]int16, t.Len())
	for i := range rows {
		rows[i] = t.s.contextFeatures(t.s.features(make([]int16, 0, numFeatures+numContext), i), c, i)
	}
	return rows
}
