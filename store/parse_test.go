package store

import (
	"slices"
	"strings"
	"testing"

	"ascribe/news"
)

// What is too long a whole for the index is found by its parts, as they stand.
func TestLongAddressesAreFound(t *testing.T) {
	s := open(t)
	const address = "files.evil-domain.example/updates/2024/march/installers/setup.php?session=12"
	appendAll(t, s,
		entry(write("https://x.example/near", "a", day, "Near", "Look at setup.php of evil-domain.example files, updates of 2024 in march, installers with a session, 12.")),
		entry(write("https://x.example/there", "a", day.AddDate(0, 0, 1), "There", "They took it from hxxp://"+address+" on Friday.")),
	)
	if len(address) <= longestTerm {
		t.Fatal("the address is short")
	}
	for _, c := range []struct{ text, want string }{
		{address, "there"},
		{"https://" + address, "there"},
		{"HTTPS://" + strings.ToUpper(address) + " friday", "there"},
		{`"` + address + `"`, "there"},
		{"-" + address, "near"},
		{strings.Replace(address, "march", "april", 1), ""},
	} {
		if got := names(t, s, Query{Text: c.text}, "stories"); got != c.want {
			t.Errorf("%s finds %q, want %q", c.text, got, c.want)
		}
	}
}

// What begins as an address does is found at every length of what was typed, however long the address is.
func TestBeginningsOfAddresses(t *testing.T) {
	s := open(t)
	const address = "files.evil-domain.example/updates/2024/march/installers/setup.php"
	appendAll(t, s,
		entry(write("https://x.example/near", "a", day, "Near", "Files of an evil domain: an example of updates in 2024, in march the installers, setup.php.")),
		entry(write("https://x.example/long", "a", day.AddDate(0, 0, 1), "Long", "They took it from hxxp://"+address+" on Friday.")),
		entry(write("https://x.example/short", "a", day.AddDate(0, 0, 2), "Short", "It was files.evil-domain.example/up, nothing else; or a_file.name.")),
	)
	if len(address) <= longestTerm {
		t.Fatal("the address is short")
	}
	for n := strings.Index(address, "evil"); n <= len(address); n++ {
		want := "short long"
		if n > len("files.evil-domain.example/up") {
			want = "long"
		}
		for text, want := range map[string]string{address[:n] + "*": want, "https://" + strings.ToUpper(address[:n]) + "*": want, "title:" + address[:n] + "*": ""} {
			if got := names(t, s, Query{Text: text}, "stories"); got != want {
				t.Errorf("%s finds %q, want %q", text, got, want)
			}
		}
	}
	for text, want := range map[string]string{
		"-files.evil-domain.example/update*": "short near", address + "x*": "", "files.evil-domain.example/updates/2023*": "", "a_f*": "short", "setup.p*": "near",
		"(files.evil-domain.example/up* OR setup.*) friday": "long",
	} {
		if got := names(t, s, Query{Text: text, Sort: ByRelevance}, "stories"); !strings.HasPrefix(text, "-") && got != want {
			t.Errorf("%s finds %q by relevance, want %q", text, got, want)
		}
		if got := names(t, s, Query{Text: text}, "stories"); got != want {
			t.Errorf("%s finds %q, want %q", text, got, want)
		}
	}
}

// What begins with a word without its ending is found while the ending is typed.
func TestEveryBeginningFindsItsWord(t *testing.T) {
	for _, word := range []string{"hacking", "stopped", "accused", "agencies", "exchanges", "accesses", "buildings", "servers", "grille", "says", "controlling", "apt-29's", "überfälle"} {
		texts := map[byte][]string{anyField: {word}}
		letters := []rune(word)
		for n := 1; n <= len(letters); n++ {
			text := string(letters[:n]) + "*"
			e, err := parseText(text, nil)
			if err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
			r := reading{texts: texts}
			if !r.matches(e) && !strings.Contains(text, "'") {
				t.Errorf("%s does not find %s", text, word)
			}
		}
	}
}

// Where words are not set apart by blanks, what stands before a * is looked for sign by sign, however long.
func TestBeginningsWithoutBlanks(t *testing.T) {
	s := open(t)
	long := strings.Repeat("東京都港区芝公園", 8)
	appendAll(t, s,
		entry(write("https://x.example/a", "a", day, "a", "攻撃者は東京電力の網に入った。")),
		entry(write("https://x.example/b", "a", day.AddDate(0, 0, 1), "b", "電力は京東の話。"+long+"。")),
		entry(write("https://x.example/c", "a", day.AddDate(0, 0, 2), "c", "ผู้โจมตีเข้าสู่ระบบ")),
	)
	for _, c := range []struct{ text, want string }{
		{"東京電*", "a"},
		{"東京*", "b a"},
		{"電*", "b a"},
		{"東京 電力*", "b a"},
		{"NOT 東京電*", "c b"},
		{long + "*", "b"},
		{"โจมตี*", "c"},
		{"title:東京*", ""},
	} {
		if got := names(t, s, Query{Text: c.text}, "stories"); got != c.want {
			t.Errorf("%s finds %q, want %q", c.text, got, c.want)
		}
	}
}

// What begins otherwise is not found, whatever it has in common with the word without its ending.
func TestNothingElseBeginsSo(t *testing.T) {
	s := open(t)
	texts := []string{"They lost the founding deed, and with it the town. An agency said so.", "These were founded within a year.", "Their founder withdrew. Agencies knew."}
	for i, name := range []string{"a", "b", "c"} {
		appendAll(t, s, entry(write("https://x.example/"+name, "a", day.AddDate(0, 0, i), name, texts[i])))
	}
	for _, c := range []struct{ text, want string }{
		{"thes*", "b"},
		{"NOT thes*", "c a"},
		{"thei*", "c"},
		{"withi*", "b"},
		{"NOT withi*", "c a"},
		{"withi* OR thei*", "c b"},
		{"NOT (withi* OR thei*)", "a"},
		{"NOT NOT withi*", "b"},
		{"founde*", "c b"},
		{"founded*", "b"},
		{"foundi*", "a"},
		{"-founde*", "a"},
		{"found*", "c b a"},
		{"agency*", "a"},
		{"agenci*", "c"},
		{"agenc*", "c a"},
		{"thes* year", "b"},
		{"title:thes*", ""},
		{"NOT title:thes*", "c b a"},
	} {
		if got := names(t, s, Query{Text: c.text}, "stories"); got != c.want {
			t.Errorf("%s finds %q, want %q", c.text, got, c.want)
		}
		if got := names(t, s, Query{Text: c.text}, "incidents"); len(got) != len(c.want) {
			t.Errorf("%s finds incidents %q, want as many as %q", c.text, got, c.want)
		}
	}
	if got := names(t, s, Query{NotText: "thei*"}, "stories"); got != "b a" {
		t.Errorf("not_q=thei* leaves %q", got)
	}
	if page, err := s.Stories(t.Context(), Query{Text: "thei*", Sort: ByRelevance}); err != nil || len(page.Items) != 1 {
		t.Errorf("by relevance: %d, %v", len(page.Items), err)
	}
	for _, one := range Snippets("thes*", write("https://x.example/b", "a", day, "The case", "The end. These were the words.")) {
		for _, m := range one.Marks {
			if got := one.Text[m[0]:m[1]]; got != "These" {
				t.Errorf("thes* marks %q", got)
			}
		}
	}
}

// A name and its number are one thing wherever they stand; a year is no number of a name.
func TestNumberedNames(t *testing.T) {
	s := open(t)
	titles := []string{"Spies of APT29 are back", "What APT-29 does", "APT 29 once more", "Russia in 2023", "Diary of 2023"}
	for i, title := range titles {
		appendAll(t, s, entry(write("https://x.example/"+string(rune('a'+i)), "a", day.AddDate(0, 0, i), title, "Nothing else is known.")))
	}
	for _, c := range []struct{ text, want string }{
		{"APT 29", "c b a"},
		{"title:APT 29", "c b a"},
		{"title: APT 29", "c b a"},
		{"title:(APT 29)", "c b a"},
		{"text:apt 29 spies", "a"},
		{"quote:APT 29", ""},
		{"-APT 29", "e d"},
		{"NOT APT 29", "e d"},
		{"NOT title:APT 29 diary", "e"},
		{"title:-APT 29", "e d"},
		{"- APT 29", "c b a"},
		{"NOT NOT APT 29", "c b a"},
		{"NOT APT 29 OR spies", "e d a"},
		{"NOT APT (29)", ""},
		{"-russia 2023", "e"},
		{"title:russia 2023", "d"},
		{"russia 2023", "d"},
	} {
		if got := names(t, s, Query{Text: c.text}, "stories"); got != c.want {
			t.Errorf("%s finds %q, want %q", c.text, got, c.want)
		}
	}
}

// A word longer than a term finds those that hold it whole, and not those that begin or go on otherwise.
func TestLongWordsAreFound(t *testing.T) {
	s := open(t)
	const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	sibling := sha256[:longestTerm] + "0000000000000000"
	sha512 := sha256 + strings.ToUpper(sha256)
	umlaut := strings.Repeat("ä", 30)
	say := func(name, text string) string {
		appendAll(t, s, entry(write("https://x.example/"+name, "a", day.AddDate(0, 0, int(s.Applied())), name+" of a far harbour", text, say{britain, china, news.Accuses, ""})))
		return name
	}
	whole := say("whole", "The loader (SHA-256: "+strings.ToUpper(sha256)+") was seen on Friday.")
	other := say("other", "The loader "+sibling+" was seen on Monday.")
	longer := say("longer", "Its SHA-512 is "+sha512+", and its host "+sha256+".evil.example.")
	short := say("short", "A prefix: "+sha256[:longestTerm]+". A word of letters: "+umlaut+".")
	for _, c := range []struct {
		text string
		want []string
	}{
		{sha256, []string{longer, whole}},
		{strings.ToUpper(sha256), []string{longer, whole}},
		{"SHA256:" + sha256, nil},
		{"SHA-256 " + sha256, []string{whole}},
		{"loader " + sha256, []string{whole}},
		{sibling, []string{other}},
		{sha512, []string{longer}},
		{sha256 + ".evil.example", []string{longer}},
		{sha256[:longestTerm], []string{short}},
		{sha256[:longestTerm+1], nil},
		{sha256[:longestTerm] + "*", []string{longer, other, short, whole}},
		{sha256[:longestTerm+1] + "*", []string{longer, whole}},
		{sha256 + "9*", []string{longer}},
		{sha256 + " OR " + sibling, []string{longer, other, whole}},
		{"harbour -" + sha256, []string{other, short}},
		{"harbour NOT (" + sha256 + " OR " + sibling + ")", []string{short}},
		{`"seen on monday" OR "is ` + sha512 + ` and"`, []string{longer, other}},
		{"title:" + sha256, nil},
		{umlaut, []string{short}},
		{umlaut + "ä", nil},
		{umlaut[:50] + "*", []string{short}},
	} {
		got := strings.Fields(names(t, s, Query{Text: c.text}, "stories"))
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v, want %v", c.text, got, c.want)
		}
		if in := names(t, s, Query{Text: c.text}, "incidents"); (in != "") != (c.want != nil) {
			t.Errorf("%s finds the incidents %q, and the stories %v", c.text, in, got)
		}
	}
	if got := names(t, s, Query{Text: sha256 + " harbour", Sort: ByRelevance}, "stories"); len(strings.Fields(got)) != 2 {
		t.Errorf("by relevance: %q", got)
	}
	v, err := s.Story(news.NewStoryID("https://x.example/whole"))
	if err != nil {
		t.Fatal(err)
	}
	found := Snippets(sha256, v.Story)
	if len(found) != 1 || len(found[0].Marks) != 1 || found[0].Text[found[0].Marks[0][0]:found[0].Marks[0][1]] != strings.ToUpper(sha256) {
		t.Errorf("the snippets are %+v", found)
	}
}
