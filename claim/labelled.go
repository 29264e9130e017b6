package claim

// labelled reports whether a group only gives its name to attacks that another is blamed for: "blamed the GRU for the Sandworm
// attacks", "accused of the Turla raids".
func (s *sentence) labelled(c *candidate) bool {
	if c.x.kind != mActor || c.x.to > c.t.from {
		return false
	}
	i := c.x.from - 1
	for i > s.from && (s.tok(i).is(detWord) || s.tok(i).kind == quoteToken) {
		i--
	}
	if w := s.tok(i).low; w != "for" && w != "behind" && w != "of" {
		return false
	}
	for k := i - 1; k >= s.from && i-k < 14; k-- {
		switch t := s.tok(k); {
		case t.in(blamingVerbs):
			return true
		case t.low == ",", t.low == ";", t.low == "that":
			return false
		}
	}
	return false
}

// toldBeside reports whether whose the accused is stands in an apposition to who is accused before it, which nobody but the
// reporter says: "the work of Turla, a group tied to the FSB".
func (s *sentence) toldBeside(c *candidate) bool {
	x := c.x
	if x == nil || x.via == "" || x.from < c.t.to {
		return false
	}
	k := x.from - 1
	for k > c.t.to && (s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) || s.tok(k).kind == quoteToken || s.tok(k).low == "and") {
		k--
	}
	o := s.mentionAt(k - 1)
	return s.tok(k).low == "," && o != nil && o.kind == mActor && o.from >= c.t.to
}
