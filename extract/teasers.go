package extract

// list is elements that a template made alike, side by side.
type list struct {
	parent int32 // -1 for the article elements of a page
	sig    uint32
}

// teasers drops what the model took for text in teasers of other stories, which follow the text: article elements apart from
// that of the headline, and elements that a template made alike, with a headline that leads to another page in each.
func (r *reading) teasers(v []verdict) {
	all := r.lists()
	if len(all) == 0 {
		return
	}
	in := make([]bool, len(v))
	for _, e := range all {
		for j := e.from; j < e.to; j++ {
			in[j] = true
		}
	}
	last, words := int32(-1), int32(0)
	for i := range v {
		if b := &r.blocks[i]; v[i] == kept && !in[i] && b.running {
			last, words = int32(i), words+b.words
		}
	}
	if words < 60 {
		return // the text of the page is its teasers
	}
	for _, e := range all {
		for j := e.from; j < e.to && e.from > last; j++ {
			if v[j] == kept {
				v[j] = nextArticle
			}
		}
	}
}

// lists are the teasers of the lists of a page.
func (r *reading) lists() []*elem {
	title := int32(r.title.block)
	count := map[list]int16{}
	var found []int
	var of []list
	for i := range r.elems {
		e, k := &r.elems[i], r.kin[i]
		if !k.away && !k.titled || e.from <= title && title < e.to {
			continue
		}
		var l list
		switch {
		case k.titled && title >= 0 && e.from > title && 3*e.words <= r.total:
			l = list{parent: -1}
		case k.away && k.alike >= 4 && e.count >= 2:
			l = list{e.parent, e.sig}
		default:
			continue
		}
		count[l]++
		found, of = append(found, i), append(of, l)
	}
	var all []*elem
	for k, i := range found {
		if n := count[of[k]]; of[k].parent < 0 && n >= 2 || of[k].parent >= 0 && n >= 4 && 5*n >= 4*r.kin[i].alike {
			all = append(all, &r.elems[i])
		}
	}
	return all
}
