package claim

import (
	_ "embed"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// againFloor is how many of the passages of again.txt must be read rightly, in per mille.
const againFloor = 990

//go:embed testdata/again.txt
var againText string

// TestAgain reads who is taken up by "it", "the company" or "the prime minister" in a second sentence, where the first
// also names whom somebody attacked.
func TestAgain(t *testing.T) {
	cat := actor.Load()
	part := gridParts(againText)
	all, right := 0, 0
	for _, speaker := range part["speakers"] {
		words, means, _ := strings.Cut(speaker.means, " || ")
		for word := range strings.SplitSeq(words, ", ") {
			for _, first := range part["first"] {
				for _, second := range part["second"] {
					accused, stance, _ := strings.Cut(second.means, " || ")
					before, _ := gridSentence(first.text, speaker, gridCell{}, "")
					text := before + " " + againSentence(second.text, word)
					all++
					if fault := againFault(cat, Read(story("", text), news.Outlet{}, cat).Claims, means, accused, stance); fault != "" {
						t.Logf("%s\n  %s", text, fault)
					} else {
						right++
					}
				}
			}
		}
	}
	t.Logf("%d of %d passages read rightly", right, all)
	if right*1000 < all*againFloor {
		t.Errorf("%d of %d passages read rightly, want %d per mille", right, all, againFloor)
	}
}

// againSentence puts a word that takes somebody up in a sentence.
func againSentence(sentence, word string) string {
	if !strings.HasPrefix(sentence, "X") && word != "Tusk" {
		word = strings.ToLower(word[:1]) + word[1:]
	}
	form := 1
	if word == "They" || word == "they" || strings.HasSuffix(word, "s") && word != "The NCSC" {
		form = 2
	}
	sentence = gridForm.ReplaceAllString(sentence, []string{"", "$1", "$2"}[form])
	return strings.Replace(sentence, "X", word, 1)
}

// againFault tells what is wrong with the one claim that is wanted.
func againFault(cat *actor.Catalogue, got []news.Claim, accuser, accused, stance string) string {
	var b strings.Builder
	for _, c := range got {
		b.WriteString(label(c.Accuser) + " -> " + label(c.Accused) + " " + string(c.Stance) + "; ")
	}
	if len(got) != 1 {
		return "not one claim: " + b.String()
	}
	c := got[0]
	by := gridParty(cat, c.Accuser, accuser)
	if strings.Contains(accuser, "; ") {
		by = c.Accuser.Name == accuser
	}
	if !by || !gridParty(cat, c.Accused, accused) && !(accused == "unknown" && c.Accused.Kind == news.UnknownParty) || string(c.Stance) != stance {
		return b.String()
	}
	return ""
}
