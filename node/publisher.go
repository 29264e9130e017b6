package node

import (
	"net/url"
	"strings"

	"ascribe/news"
)

// publisher is the outlet that an item's address belongs to: the feed's own, unless the
// host is another configured outlet's. Aggregators list other people's stories.
func (v *visit) publisher(address string) Outlet {
	h := host(address)
	if v.outlet.at(h) {
		return v.outlet
	}
	if o, ok := v.outletAt(h); ok {
		return o
	}
	return v.outlet
}

// outletAt finds the configured outlet of a host; of several, the first by id.
func (n *Node) outletAt(h string) (found Outlet, ok bool) {
	for id, o := range n.outlets {
		if o.at(h) && (!ok || id < found.ID) {
			found, ok = o, true
		}
	}
	return found, ok
}

// at says whether a host is the one of the outlet's home page or below it.
func (o Outlet) at(h string) bool {
	h = strings.TrimPrefix(h, "www.")
	return o.host != "" && (h == o.host || strings.HasSuffix(h, "."+o.host))
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
	if u, err := url.Parse(address); err == nil {
		o.Home, o.host = u.Scheme+"://"+u.Host+"/", strings.TrimPrefix(u.Host, "www.")
	}
	return o
}
