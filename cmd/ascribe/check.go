package main

type checkCmd struct {
	File string `arg:"" optional:"" help:"The configuration to check instead of the usual one." type:"path"`
}

// Run reports every fault of a configuration with file:line:column, or counts what it holds.
func (cmd *checkCmd) Run(c *console) error {
	path := cmd.File
	if path == "" {
		var err error
		if path, err = findConfig(c.flags.Config); err != nil {
			return err
		}
	}
	cfg, err := readConfig(path)
	if err != nil {
		return err
	}
	return c.say(map[string]any{"file": path, "outlets": len(cfg.Outlets), "feeds": len(cfg.Feeds), "schedule": cfg.Schedule},
		"%s is well: %d outlets, %d feeds, schedule %s", path, len(cfg.Outlets), len(cfg.Feeds), cfg.Schedule)
}
