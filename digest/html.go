package digest

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
)

//go:embed digest.html.tmpl
var htmlPage string

//go:embed digest.css
var css string

var htmlTemplate = template.Must(template.New("digest.html").Funcs(template.FuncMap{
	"css": func() template.CSS { return template.CSS(css) }, "list": list,
}).Parse(htmlPage))

// HTML writes d as one page that needs nothing else: no script, no font, no picture.
func HTML(w io.Writer, d Document) error {
	if err := htmlTemplate.Execute(w, lay(d)); err != nil {
		return fmt.Errorf("digest: html: %w", err)
	}
	return nil
}

// ContentSecurityPolicy is the header to serve HTML with: the page's own style and nothing
// else.
func ContentSecurityPolicy() string {
	sum := sha256.Sum256([]byte(css))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
