package claim

import (
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestLanguage: the letters tell a language that is not read, where they are more than a third of the text; marks of
// English print are none of them.
func TestLanguage(t *testing.T) {
	cat := actor.Load()
	english := "The ministry said on Monday that hackers who work for the service had been in its servers for a year. "
	for text, want := range map[string]string{
		strings.Repeat("Министерство сообщило, что хакеры были на его серверах. ", 5): "ru",
		strings.Repeat("外交部星期一表示黑客入侵了它的服务器。", 5):                                      "zh",
		strings.Repeat("外务省はハッカーがサーバーに侵入したと述べた。", 5):                                  "ja",
		strings.Repeat(english, 3): "",
		strings.Repeat(english, 3) + "外交部星期一表示黑客入侵了它的服务器。":                                      "",
		strings.Repeat("“It’s ours” – he said – “it isn’t theirs”, and the others agreed. ", 4): "",
	} {
		a := Read(news.Story{Title: "APT29", Text: text}, news.Outlet{}, cat)
		if got := strings.TrimPrefix(a.Unread, "language: "); got != want {
			t.Errorf("%.40q: unread %q, want %q", text, got, want)
		}
	}
}
