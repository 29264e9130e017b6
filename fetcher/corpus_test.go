package fetcher

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The corpus's files say what they expect in a comment, in Python. Those expectations that
// are about one field that we keep can be read with these.
var (
	corpusHeader = regexp.MustCompile(`(?mi)^Header:\s+Content-type:\s*(.*)$`)
	corpusBase   = regexp.MustCompile(`(?mi)^Header:\s+Content-Location:\s*(.*)$`)
	corpusExpect = regexp.MustCompile(`(?s)Expect:\s*(.*?)\s*-->`)
	corpusField  = regexp.MustCompile(`^(?:not bozo and |bozo and )?(feed|entries\[0\])((?:\[['"]?\w+['"]?\])+) == (.*)$`)
	corpusPath   = strings.NewReplacer("['", ".", "']", "", `["`, ".", `"]`, "", "[0]", "")
	pythonByte   = regexp.MustCompile(`\\x([0-9a-f]{2})`)
	corpusTuple  = regexp.MustCompile(`^\((\d+), (\d+), (\d+), (\d+), (\d+), (\d+),`)
)

// TestCorpus reads a parser's collection of odd feeds: none may end the process or hang,
// well-formed ones are read, and what is read is what the files expect.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("ASCRIBE_SHARED")
	if dir == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	root := filepath.Join(dir, "feeds/feedparser-tests/tests")
	read, all := map[string]int{}, map[string]int{}
	met, unmet := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".xml" {
			return err
		}
		group, _, _ := strings.Cut(strings.TrimPrefix(path, root+"/"), "/")
		if strings.Contains(path, "/cdf/") {
			group = "cdf" // a format of 1997 that nobody publishes
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, why, err := parseDocument(body, corpusMatch(corpusHeader, body), corpusURL(body, path))
		all[group]++
		if err == nil {
			read[group]++
		} else if _, ok := errors.AsType[*Error](err); !ok {
			t.Errorf("%s: %v is no *Error", path, err)
		}
		if (err != nil || why != "") && group != "illformed" {
			t.Logf("%s: %s %v", strings.TrimPrefix(path, root), why, err)
		}
		for _, it := range doc.Items {
			checkItem(t, path, it)
		}
		if want, got, ok := corpusCheck(body, path, doc); ok && want == got {
			met++
		} else if ok {
			unmet++
			t.Logf("%s: want %q, got %q", strings.TrimPrefix(path, root), want, got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("read %v of %v; %d of %d expectations met", read, all, met, met+unmet)
	if r, a := read["wellformed"]+read["encoding"]+read["entities"], all["wellformed"]+all["encoding"]+all["entities"]; r*100 < a*99 {
		t.Errorf("%d of %d well-formed feeds read, want 99 %%", r, a)
	}
	if met*100 < (met+unmet)*97 {
		t.Errorf("%d of %d expectations met, want 97 %%", met, met+unmet)
	}
	if read["encoding"] != all["encoding"] || read["illformed"]*100 < all["illformed"]*90 {
		t.Errorf("read %v of %v", read, all)
	}
}

func corpusMatch(re *regexp.Regexp, body []byte) string {
	if m := re.FindSubmatch(body); m != nil {
		return strings.TrimSpace(string(m[1]))
	}
	return ""
}

func corpusURL(body []byte, path string) string {
	if base := corpusMatch(corpusBase, body); base != "" {
		return base
	}
	return "http://127.0.0.1:8097/tests/" + filepath.Base(path)
}

// corpusCheck compares a file's expectation with what was read, if it is about a field that
// we keep and about text, not markup.
func corpusCheck(body []byte, path string, doc Document) (want, got string, ok bool) {
	m := corpusField.FindStringSubmatch(corpusMatch(corpusExpect, toUTF8(body, "")))
	if m == nil || strings.Contains(path, "/sanitize/") || strings.Contains(path, "/cdf/") {
		return "", "", false
	}
	field := strings.TrimPrefix(corpusPath.Replace(m[2]), ".")
	got, ok = corpusValue(doc, m[1] == "feed", field)
	if !ok {
		return "", "", false
	}
	if tuple := corpusTuple.FindStringSubmatch(m[3]); tuple != nil {
		n := func(i int) int { return number(tuple[i]) }
		return time.Date(n(1), time.Month(n(2)), n(3), n(4), n(5), n(6), 0, time.UTC).Format(time.DateTime), got, true
	}
	want, ok = pythonString(m[3])
	if !ok {
		return "", "", false
	}
	switch field {
	case "link":
		return absolute(want, want), got, true
	case "language":
		return language(want), got, true
	}
	return paragraphs(want), got, true
}

// corpusValue is what was read of a field, if it is one that we keep.
func corpusValue(doc Document, ofFeed bool, field string) (string, bool) {
	if ofFeed {
		switch field {
		case "title", "title_detail.value":
			return doc.Title, true
		case "link":
			return doc.Home, true
		case "language":
			return doc.Language, true
		}
		return "", false
	}
	if len(doc.Items) == 0 {
		return "", false // a field that we don't keep is all that the item has
	}
	it := doc.Items[0]
	switch field {
	case "title", "title_detail.value":
		return it.Title, true
	case "link":
		return it.URL, true
	case "description", "summary", "summary_detail.value", "content.value":
		return cmp.Or(it.Text, it.Summary), true // what there is of one text may stand in either
	case "author", "author_detail.name":
		return strings.Join(it.Authors, ", "), true
	case "tags.term", "category":
		return strings.Join(it.Keywords, ", "), true
	case "published_parsed":
		return it.Published.Time.UTC().Format(time.DateTime), true
	case "updated_parsed":
		return it.Updated.Time.UTC().Format(time.DateTime), true
	}
	return "", false
}

func pythonString(s string) (string, bool) {
	s = strings.TrimPrefix(s, "u")
	if len(s) < 2 || s[0] != s[len(s)-1] || s[0] != '\'' && s[0] != '"' {
		return "", false
	}
	body := s[1 : len(s)-1]
	if strings.Contains(body, string(s[0])+" ") {
		return "", false // two conditions
	}
	body = strings.ReplaceAll(strings.ReplaceAll(body, `\'`, `'`), `"`, `\"`)
	body = pythonByte.ReplaceAllString(body, `\u00$1`)
	out, err := strconv.Unquote(`"` + body + `"`)
	return out, err == nil
}
