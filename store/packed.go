package store

import "ascribe/news"

// How the rows that nearly every story has are written: see packing.go. The order of the fields
// is the layout; it changes with schema.

func (s storyRow) pack(f packing) packing {
	own := s.Incident == s.ID.Founded()
	f = f.string(string(s.ID)).flags(own, s.Forgotten, s.Hidden != "", s.Cut > 0)
	if !own {
		f = f.string(string(s.Incident))
	}
	if s.Hidden != "" {
		f = f.string(string(s.Hidden))
	}
	if s.Cut > 0 {
		f = f.uint(s.Cut)
	}
	f = f.uint(s.Changed).int(s.When).uint(uint64(len(s.Versions)))
	for _, v := range s.Versions {
		f = f.uint(v.Seq).uint(v.Analysis).uint(uint64(len(v.Earlier)))
		for _, seq := range v.Earlier {
			f = f.uint(seq)
		}
	}
	return f
}

func (s *storyRow) unpack(r *unpacking) {
	var own, hidden, cut bool
	s.ID = news.StoryID(r.string())
	r.flags(&own, &s.Forgotten, &hidden, &cut)
	if s.Incident = s.ID.Founded(); !own {
		s.Incident = news.IncidentID(r.string())
	}
	if hidden {
		s.Hidden = news.EditID(r.string())
	}
	if cut {
		s.Cut = r.uint()
	}
	s.Changed, s.When = r.uint(), r.int()
	for range r.count() {
		v := versionRow{Seq: r.uint(), Analysis: r.uint()}
		for range r.count() {
			v.Earlier = append(v.Earlier, r.uint())
		}
		s.Versions = append(s.Versions, v)
	}
}

func (c claimRow) pack(f packing) packing {
	f = f.string(string(c.ID)).flags(c.Withdrawn, c.Became != "")
	if c.Became != "" {
		f = f.string(string(c.Became))
	}
	return f.uint(c.Story).int(int64(c.Version)).uint(c.Changed).int(c.When)
}

func (c *claimRow) unpack(r *unpacking) {
	var became bool
	c.ID = news.ClaimID(r.string())
	if r.flags(&c.Withdrawn, &became); became {
		c.Became = news.ClaimID(r.string())
	}
	c.Story, c.Version, c.Changed, c.When = r.uint(), int(r.int()), r.uint(), r.int()
}

func (c card) pack(f packing) packing {
	f = f.uint(uint64(len(c.Acts)))
	for _, a := range c.Acts {
		f = f.bytes(a.Facets).int(int64(a.Score))
	}
	f = f.uint(uint64(len(c.Members)))
	before := uint64(0)
	for _, m := range c.Members { // in order
		f = f.uint(m - before)
		before = m
	}
	for _, rank := range c.Ranks {
		f = f.int(rank)
	}
	return f.uint(c.Changed)
}

func (c *card) unpack(r *unpacking) {
	for range r.count() {
		a := act{Facets: r.bytes(), Score: int(r.int())}
		c.Acts = append(c.Acts, a)
	}
	before := uint64(0)
	for range r.count() {
		before += r.uint()
		c.Members = append(c.Members, before)
	}
	for i := range c.Ranks {
		c.Ranks[i] = r.int()
	}
	c.Changed = r.uint()
}
