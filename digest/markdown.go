package digest

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
	"text/template"
)

//go:embed digest.md.tmpl
var markdownPage string

var markdownTemplate = template.Must(template.New("digest.md").Funcs(template.FuncMap{
	"md": escapeMarkdown, "join": func(all []string) string { return escapeMarkdown(strings.Join(all, ", ")) }, "href": markdownLink, "cell": cell,
	"list": list,
}).Parse(markdownPage))

// Markdown writes d as CommonMark with GitHub's tables.
func Markdown(w io.Writer, d Document) error {
	if err := markdownTemplate.Execute(w, lay(d)); err != nil {
		return fmt.Errorf("digest: markdown: %w", err)
	}
	return nil
}

var markdownSpecial = func() *strings.Replacer {
	var pairs []string
	for _, c := range "\\`*_{}[]#+!|~>" {
		pairs = append(pairs, string(c), `\`+string(c))
	}
	return strings.NewReplacer(append(pairs, "<", "&lt;", "&", "&amp;", "://", ":&#47;/", "www.", "www&#46;")...)
}()

// escapeMarkdown makes every character stand for itself, wherever on the line it falls. An
// address in the text of a page does not become a link.
func escapeMarkdown(s string) string {
	s = markdownSpecial.Replace(s)
	switch digits := len(s) - len(strings.TrimLeft(s, "0123456789")); {
	case strings.HasPrefix(s, "-"), strings.HasPrefix(s, "="): // a list or a rule, at the start of a line only
		return `\` + s
	case digits > 0 && strings.HasPrefix(s[digits:], ". "):
		return s[:digits] + `\` + s[digits:]
	}
	return s
}

// markdownLink writes what goes between the parentheses of a link.
func markdownLink(u string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", "[", "%5B", "]", "%5D", "|", "%7C", "`", "%60", "*", "%2A").Replace(u)
}

func cell(v any) string {
	if s := fmt.Sprint(v); s != "" && s != "0" {
		return escapeMarkdown(s)
	}
	return "–"
}
