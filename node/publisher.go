package node

import (
	"net/url"
	"strings"

	"ascribe/news"
)

// publisher is the outlet that an item's address belongs to: the feed's own, unless the
// host is another configured outlet's. Aggregators list other people's stories.
func (v *visit) publisher(address string) Outlet {
	if at(host(address), v.outlet.Home) {
		return v.outlet
	}
	if o, ok := v.outletAt(host(address)); ok {
		return o
	}
	return v.outlet
}

// outletAt finds the configured outlet of a host; of several, the first by id.
func (n *Node) outletAt(h string) (found Outlet, ok bool) {
	for id, o := range n.outlets {
		if at(h, o.Home) && (!ok || id < found.ID) {
			found, ok = o, true
		}
	}
	return found, ok
}

// at says whether a host is the one of an outlet's home page or below it.
func at(h, home string) bool {
	h, own := strings.TrimPrefix(h, "www."), strings.TrimPrefix(host(home), "www.")
	return own != "" && (h == own || strings.HasSuffix(h, "."+own))
}

// outletOf finds the outlet of a story given by hand: by the id that came with it, else by
// the host of its address. One that is not configured is known by its host.
func (n *Node) outletOf(id, address string) Outlet {
	if o, ok := n.outlets[news.OutletID(id)]; ok {
		return o
	}
	h := strings.TrimPrefix(host(address), "www.")
	if o, ok := n.outletAt(h); ok {
		return o
	}
	o := Outlet{Outlet: news.Outlet{ID: news.OutletID(h), Name: h, Kind: news.OtherKind}}
	if id != "" {
		o.ID, o.Name = news.OutletID(id), id
	}
	if u, err := url.Parse(address); err == nil {
		o.Home = u.Scheme + "://" + u.Host + "/"
	}
	return o
}
