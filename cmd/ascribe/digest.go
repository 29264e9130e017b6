package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
)

type digestCmd struct {
	ID     string `arg:"" optional:"" help:"An incident; without it the filters choose."`
	Format string `help:"markdown, html, json or csv." enum:"markdown,html,json,csv" default:"markdown"`
	TZ     string `help:"Time zone of the printed times, such as Europe/London." name:"tz" placeholder:"ZONE"`
	TLP    string `help:"Level of the document: CLEAR, GREEN, AMBER, AMBER+STRICT, RED." name:"tlp" placeholder:"LEVEL"`
	Output string `help:"File to write instead of standard output." short:"o" type:"path" placeholder:"FILE"`
	filters
}

// Run writes a document for people.
func (cmd *digestCmd) Run(c *console) error {
	if cmd.Output != "" {
		if err := c.mayBeDocument(cmd.Output); err != nil {
			return err
		}
	}
	path, q := "/v1/digest", url.Values{}
	if cmd.ID != "" {
		path = "/v1/incidents/" + url.PathEscape(cmd.ID) + "/digest"
	} else {
		var err error
		if q, err = cmd.query(); err != nil {
			return err
		}
	}
	q.Set("format", cmd.Format)
	for key, v := range map[string]string{"tz": cmd.TZ, "tlp": cmd.TLP} {
		if v != "" {
			q.Set(key, v)
		}
	}
	return c.asking(func(cl *client) error {
		body, err := cl.ask(c.ctx, http.MethodGet, path, q, nil)
		if err != nil {
			return err
		}
		defer body.Close()
		if cmd.Output == "" {
			_, err = io.Copy(c.out, body)
			return err
		}
		if err := writeWhole(cmd.Output, body); err != nil {
			return fmt.Errorf("the digest could not be written: %w", err)
		}
		return nil
	})
}
