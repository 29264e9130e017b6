package main

import (
	"runtime/debug"

	"ascribe/claim"
	"ascribe/incident"
)

type versionCmd struct{}

// Run prints the version of the program and of what it reads and groups by.
func (*versionCmd) Run(c *console) error {
	return c.say(map[string]any{"ascribe": version(), "reader": claim.Engine, "rules": incident.Version},
		"ascribe %s\nreader %s\ngrouping rules %d", version(), claim.Engine, incident.Version)
}

// version is the module's, or the commit's that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "devel"
}
