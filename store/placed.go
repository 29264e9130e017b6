package store

import "ascribe/news"

// A placedRow is what the grouping said of a new story; it is filed under the sequence.
type placedRow struct {
	Change news.Change `json:"change"`
	Links  []uint32    `json:"links,omitempty"` // by which the story is filed, see filed.go

	// Record is what the grouping compares the story by (incident.State.Record), so that one
	// that is no longer remembered need not be read. Stories that are filed have it, as long as
	// they have their text.
	Record []byte `json:"-"`
}

func (p placedRow) pack(f packing) packing {
	c := p.Change
	own := c.Incident == c.Story.Founded()
	f = f.string(string(c.Story)).flags(c.Founded, own)
	if !own {
		f = f.string(string(c.Incident))
	}
	f = packReasons(f.int(int64(c.Score)), c.Reasons).uint(uint64(len(c.Absorbed)))
	for _, id := range c.Absorbed {
		f = f.string(string(id))
	}
	f = f.string(string(c.Copy)).uint(uint64(len(c.Moved)))
	for _, m := range c.Moved {
		f = packReasons(f.string(string(m.Story)).string(string(m.From)).int(int64(m.Score)), m.Reasons)
	}
	f = f.uint(uint64(len(p.Links)))
	before := uint32(0)
	for _, link := range p.Links { // sorted
		f = f.uint(uint64(link - before))
		before = link
	}
	return f.bytes(p.Record)
}

func (p *placedRow) unpack(r *unpacking) {
	c, own := &p.Change, false
	c.Story = news.StoryID(r.string())
	r.flags(&c.Founded, &own)
	if c.Incident = c.Story.Founded(); !own {
		c.Incident = news.IncidentID(r.string())
	}
	c.Score, c.Reasons = int(r.int()), unpackReasons(r)
	for range r.count() {
		c.Absorbed = append(c.Absorbed, news.IncidentID(r.string()))
	}
	c.Copy = news.StoryID(r.string())
	for range r.count() {
		m := news.Moved{Story: news.StoryID(r.string()), From: news.IncidentID(r.string()), Score: int(r.int())}
		m.Reasons = unpackReasons(r)
		c.Moved = append(c.Moved, m)
	}
	before := uint32(0)
	for range r.count() {
		before += uint32(r.uint())
		p.Links = append(p.Links, before)
	}
	p.Record = r.bytes()
}

func packReasons(f packing, all []news.Reason) packing {
	f = f.uint(uint64(len(all)))
	for _, one := range all {
		f = f.string(one.Feature).string(one.Detail).int(int64(one.Weight))
	}
	return f
}

func unpackReasons(r *unpacking) (all []news.Reason) {
	for range r.count() {
		all = append(all, news.Reason{Feature: r.string(), Detail: r.string(), Weight: int(r.int())})
	}
	return all
}
