package fetcher

import (
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

func TestSettings(t *testing.T) {
	var s Settings
	text := "allow: ['127.0.0.0/8:8090']\npace: 2s\nworkers: 20\nmax_body: 1048576\nuser_agent: Reader\ntimeout: 1m30s\n"
	if err := yaml.UnmarshalWithOptions([]byte(text), &s, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	if s.Pace != Duration(2*time.Second) || s.Workers != 20 || s.MaxBody != 1<<20 || s.UserAgent != "Reader" || s.Timeout.String() != "1m30s" {
		t.Errorf("%+v", s)
	}
	for _, bad := range []string{"pace: soon", "pace: 5", "paces: 2s"} {
		if err := yaml.UnmarshalWithOptions([]byte(bad), &s, yaml.Strict()); err == nil {
			t.Errorf("%s: taken for good", bad)
		} else {
			t.Log(err)
		}
	}
}

// TestSettingsFaults: all faults at once, each by its name in the file.
func TestSettingsFaults(t *testing.T) {
	err := Settings{
		Allow: []string{"localhost:80"}, UserAgent: "a\r\nb", Contact: "ü", Workers: -1, PerHost: 99, Pace: -1,
		MaxBody: 1, MaxHeaders: 1 << 40, MaxHops: 99, Timeout: Duration(48 * time.Hour),
	}.Check()
	if err == nil {
		t.Fatal("no error")
	}
	for _, name := range []string{"allow", "user_agent", "contact", "workers", "per_host", "pace", "max_body", "max_headers", "max_hops", "timeout"} {
		if !strings.Contains(err.Error(), name+":") {
			t.Errorf("%s is not named in: %v", name, err)
		}
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]string{"90s": "1m30s", "15m": "15m", "1h": "1h", "1h30m": "1h30m", "2d": "48h", "1y": "8760h", "0s": "0s", "100ms": "100ms"} {
		var d Duration
		if err := d.UnmarshalText([]byte(text)); err != nil || d.String() != want {
			t.Errorf("%s: %s, %v, want %s", text, d, err, want)
		}
	}
	for _, bad := range []string{"", "5", "d", "-1d", "1.5d", "99999d", "1.5y", "200y", "1d2h", "x", "1 h"} {
		if err := new(Duration).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is taken for a duration", bad)
		}
	}
}
