package fetcher

import (
	"cmp"
	"encoding"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"
)

// Settings are the section "network" of the configuration. Zero values mean the defaults.
type Settings struct {
	// Allow lists the exceptions to the refusal of special-use addresses and unusual ports,
	// as PREFIX:PORT: "127.0.0.0/8:8090", "[::1/128]:8090", "127.0.0.1/32:*".
	Allow     []string `yaml:"allow"`
	UserAgent string   `yaml:"user_agent"`
	Contact   string   `yaml:"contact"`  // URL or mail address, told in the User-Agent
	Workers   int      `yaml:"workers"`  // feeds visited at a time
	PerHost   int      `yaml:"per_host"` // requests at a time to one host
	Pace      Duration `yaml:"pace"`     // least gap between two requests to one host; none for hosts in Allow

	Captures Captures `yaml:"-"` // a section of its own

	MaxBody    int64    `yaml:"max_body"`    // bytes after decoding
	MaxHeaders int64    `yaml:"max_headers"` // bytes
	MaxHops    int      `yaml:"max_hops"`    // redirects followed
	Timeout    Duration `yaml:"timeout"`     // of a whole fetch, waiting for the host's turn not counted
	Connect    Duration `yaml:"connect"`     // of one connection attempt
	Handshake  Duration `yaml:"handshake"`   // of TLS
	FirstByte  Duration `yaml:"first_byte"`  // until the header of the answer
}

func (s Settings) withDefaults() Settings {
	s.Workers = cmp.Or(s.Workers, 10)
	s.PerHost = cmp.Or(s.PerHost, 2)
	s.Pace = cmp.Or(s.Pace, Duration(time.Second))
	s.MaxBody = cmp.Or(s.MaxBody, 10<<20)
	s.MaxHeaders = cmp.Or(s.MaxHeaders, 256<<10)
	s.MaxHops = cmp.Or(s.MaxHops, 5)
	s.Timeout = cmp.Or(s.Timeout, Duration(30*time.Second))
	s.Connect = cmp.Or(s.Connect, Duration(5*time.Second))
	s.Handshake = cmp.Or(s.Handshake, Duration(5*time.Second))
	s.FirstByte = cmp.Or(s.FirstByte, Duration(10*time.Second))
	if s.UserAgent == "" {
		s.UserAgent = "ascribe/" + version()
		if s.Contact != "" {
			s.UserAgent += " (+" + s.Contact + ")"
		}
	}
	return s
}

// Check reports all faults of the settings, joined.
func (s Settings) Check() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	for _, a := range s.Allow {
		if _, err := parseException(a); err != nil {
			faults = append(faults, err)
		}
	}
	for name, v := range map[string]string{"user_agent": s.UserAgent, "contact": s.Contact} {
		if strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r > '~' }) {
			fault("%s: %q has characters that a header cannot carry", name, v)
		}
	}
	between := func(name string, v, low, high int64, unit string) {
		if v != 0 && (v < low || v > high) {
			fault("%s: %d%s is not between %d and %d", name, v, unit, low, high)
		}
	}
	between("workers", int64(s.Workers), 1, 1000, "")
	between("per_host", int64(s.PerHost), 1, 16, "")
	between("max_body", s.MaxBody, 1<<10, 256<<20, " bytes")
	between("max_headers", s.MaxHeaders, 1<<10, 1<<20, " bytes")
	between("max_hops", int64(s.MaxHops), 1, 20, "")
	for _, d := range []struct {
		name string
		v    Duration
	}{{"pace", s.Pace}, {"timeout", s.Timeout}, {"connect", s.Connect}, {"handshake", s.Handshake}, {"first_byte", s.FirstByte}} {
		if d.v < 0 || time.Duration(d.v) > time.Hour {
			fault("%s: %s is not between 0 and 1h", d.name, d.v)
		}
	}
	return errors.Join(faults...)
}

// version is the module's, as the build recorded it.
func version() string {
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" && b.Main.Version != "(devel)" {
		return strings.TrimPrefix(b.Main.Version, "v")
	}
	return "0"
}

// A Duration is a time.Duration that a configuration file writes as "15m", "1h30m" or "2d".
type Duration time.Duration

// UnmarshalText reads what time.ParseDuration reads, days, and "adaptive".
func (d *Duration) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "adaptive" {
		*d = Adaptive
		return nil
	}
	if years, ok := strings.CutSuffix(s, "y"); ok {
		var n int
		if _, err := fmt.Sscanf(years+";", "%d;", &n); err != nil || n < 0 || n > 100 {
			return fmt.Errorf("%q is not a duration: want 90s, 15m, 1h30m, 2d or 3y", s)
		}
		*d = Duration(time.Duration(n) * 365 * 24 * time.Hour)
		return nil
	}
	if days, ok := strings.CutSuffix(s, "d"); ok {
		var n int
		if _, err := fmt.Sscanf(days+";", "%d;", &n); err != nil || n < 0 || n > 3650 {
			return fmt.Errorf("%q is not a duration: want 90s, 15m, 1h30m or 2d", s)
		}
		*d = Duration(time.Duration(n) * 24 * time.Hour)
		return nil
	}
	v, err := time.ParseDuration(s)
	if err != nil {
		return fmt.Errorf("%q is not a duration: want 90s, 15m, 1h30m or 2d", s)
	}
	*d = Duration(v)
	return nil
}

// UnmarshalYAML reads the scalar as UnmarshalText does. The YAML library hands a
// TextUnmarshaler the node only after formatting the whole file, at each value.
func (d *Duration) UnmarshalYAML(scalar func(any) error) error { return fromScalar(scalar, d) }

// MarshalText writes the duration as time.Duration does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// String writes the duration without its zero parts: "15m", not "15m0s".
func (d Duration) String() string {
	if d == Adaptive {
		return "adaptive"
	}
	s := time.Duration(d).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func fromScalar(scalar func(any) error, to encoding.TextUnmarshaler) error {
	var text string
	if err := scalar(&text); err != nil {
		return err
	}
	return to.UnmarshalText([]byte(text))
}
