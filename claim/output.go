package claim

import (
	"ascribe/news"
)

// newsMentions lists who and what is named, once each, with the first place and a count.
func (r *reading) newsMentions() []news.Mention {
	var out []news.Mention
	index := map[string]int{}
	for _, p := range r.parts {
		for _, s := range p.sentences {
			for _, m := range s.mentions {
				kind, ok := m.newsKind()
				if !ok {
					continue
				}
				id := m.party.Key()
				if k, seen := index[id]; seen {
					out[k].Count++
					continue
				}
				index[id] = len(out)
				start, end := p.tokens[m.from].start, p.tokens[m.to-1].end()
				out = append(out, news.Mention{
					Kind: kind, ID: id, Name: m.party.Name, Surface: p.text[start:end], Count: 1,
					Span: news.Span{Part: p.name, Start: start, End: end},
				})
			}
		}
	}
	return out
}

func (m *mention) newsKind() (news.MentionKind, bool) {
	if m.back || m.party.Name == "" {
		return "", false
	}
	switch m.kind {
	case mActor:
		return news.MentionActor, true
	case mMalware:
		return news.MentionMalware, true
	case mCVE:
		return news.MentionCVE, true
	case mState, mCapital, mAgency, mOrg, mIntl, mMedia, mVague:
		return news.MentionParty, true
	case mName:
		return news.MentionParty, len(m.party.Name) > 2
	}
	return "", false
}
