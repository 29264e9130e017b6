package main

import (
	"errors"
	"strings"
	"testing"
)

// Every fault is named with the place where a person mends it.
func TestFaultPositions(t *testing.T) {
	t.Parallel()
	const outlet = "outlets:\n  - {id: a, name: A, kind: trade}\n"
	for name, tc := range map[string]struct {
		config string
		want   []string // "line:column: " and a word on it
	}{
		"no YAML":             {"listen: [\n", []string{"c.yaml:", ""}},
		"a tab":               {"listen: x\n\tfeeds: y\n", []string{"c.yaml:", ""}},
		"unknown key":         {"listen: 127.0.0.1:1\nfeedz: []\n", []string{"2:1: unknown key \"feedz\""}},
		"unknown key within":  {"network:\n  pace: 1s\n  speed: 2\n", []string{"3:3: unknown key \"speed\""}},
		"unknown key in list": {outlet + "feeds:\n  - id: a\n    outlet: a\n    uri: x\n", []string{"6:5: unknown key \"uri\"", "url"}},
		"not a list":          {"feeds: none\n", []string{"1:8: want a list"}},
		"not a mapping":       {"network: fast\n", []string{"1:10: want keys and values"}},
		"not a duration":      {"network:\n  pace: quick\n", []string{"2:9: ", "not a duration"}},
		"not a number":        {"network: {workers: many}\n", []string{"1:20: "}},
		"the schedule":        {"# a comment\nschedule: never\n", []string{"2:11: ", "on or off"}},
		"an exception":        {"network:\n  allow: [home]\n", []string{"2:10: ", "home"}},
		"an outlet twice":     {"outlets:\n  - {id: a, name: A, kind: trade}\n  - {id: a, name: B, kind: trade}\n", []string{"3:10: ", "two outlets"}},
		"a country":           {"outlets:\n  - id: a\n    name: A\n    kind: trade\n    country: Britain\n", []string{"5:14: ", "two capital letters"}},
		"no country":          {"outlets:\n  - {id: a, name: A, kind: trade, country: EU}\n  - {id: b, name: B, kind: trade, country: UK}\n  - {id: c, name: C, kind: trade, country: XQ}\n", []string{`3:44: country of outlet "b"`, `not "UK"`, `4:44: country of outlet "c"`}},
		"a selector":          {"outlets:\n  - id: a\n    name: A\n    kind: trade\n    rules:\n      body: 'div[['\n", []string{"6:13: ", "div[["}},
		"a feed's address":    {outlet + "feeds:\n  - {id: f, outlet: a, url: 'feed:x', every: 15m}\n", []string{"4:29: ", "feed:x"}},
		"a feed without time": {outlet + "feeds:\n  - id: f\n    outlet: a\n    url: https://a.example/\n", []string{"4:5: ", "every or cron"}},
		"a cron line":         {outlet + "feeds:\n  - id: f\n    outlet: a\n    url: https://a.example/\n    cron: '61 * * * *'\n", []string{"7:11: ", "61 * * * *"}},
		"a short retention":   {"retention:\n  text: 2h\n", []string{"2:9: ", "a day at least"}},
		"an open address":     {"listen: 0.0.0.0:80\n", []string{"1:9: ", "token"}},
		"two faults":          {"schedule: never\nlisten: 0.0.0.0:80\n", []string{"1:11: ", "2:9: "}},
		"a text":              {"data: [x]\n", []string{"1:7: want a text"}},
		"a whole number":      {"network: {workers: [1]}\n", []string{"1:20: want a whole number"}},
		"settings":            {"network:\n  workers: -1\n  max_hops: 99\n", []string{"2:12: workers: -1", "3:13: max_hops: 99"}},
		"a second document":   {"schedule: off\n---\nlisten: 127.0.0.1:1\n", []string{"3:", "nothing after ---"}},
		"no port":             {"listen: 127.0.0.1\n", []string{"1:9: ", "host:port"}},
		"no port, guarded": {
			"listen: '8080'\naccess:\n  tokens:\n    - {name: a, role: reader, sha256: " + strings.Repeat("ab", 32) + "}\n",
			[]string{"1:9: ", "host:port"},
		},
		"tokens": {
			"access:\n  tokens:\n    - {name: a, sha256: zz, role: boss}\n    - {name: a, sha256: " + strings.Repeat("ab", 32) + ", role: admin}\n",
			[]string{"3:8: token 1: sha256", "3:8: token 1: role", "4:8: token 2: there are two"},
		},
		"a home":                              {"outlets:\n  - {id: a, name: A, kind: trade, home: a.example}\n", []string{"2:41: ", "a.example"}},
		"an address twice":                    {outlet + "feeds:\n  - {id: f, outlet: a, url: https://a.example/, every: 15m}\n  - {id: g, outlet: a, url: https://a.example/, every: 1h}\n", []string{"5:29: ", `feed "f" has`}},
		"an address twice, spelled otherwise": {outlet + "feeds:\n  - {id: f, outlet: a, url: https://a.example, every: 15m}\n  - {id: g, outlet: a, url: HTTPS://A.example:443/#x, every: 1h}\n", []string{"5:29: ", `feed "f" has`}},
		"addresses that are refused at every visit": {
			outlet + "feeds:\n  - {id: f, outlet: a, url: https://a.example:2222/, every: 15m}\n  - {id: g, outlet: a, url: 'https://me:pw@b.example/', every: 15m}\n" +
				"  - {id: h, outlet: a, url: http://127.0.0.1/, every: 15m}\n  - {id: i, outlet: a, url: 'http://[fd00::1]/', every: 15m}\n  - {id: j, outlet: a, url: http://localhost/, every: 15m}\n",
			[]string{"4:29: ", "port", "5:29: ", "user name", "6:29: ", "loopback", "7:29: ", "network.allow", "8:29: "},
		},
		"a folder as for a shell": {"data: ~/ascribe\ncaptures: {dir: $HOME/pages, max: 1GB}\n", []string{"1:7: ", "2:17: ", "only a shell"}},
		"an outlet's name for us": {"outlets:\n  - {id: a, name: A, kind: trade, user_agent: \"a\\nb\"}\n", []string{"2:47: ", "header"}},
		"ages that are no list":   {"revisits: 1h\n", []string{"1:11: want a list"}},
		"letters of another kind": {"outlets:\n  - {id: a, name: Caf\xe9, kind: trade}\n", []string{"2:22: ", "UTF-8"}},
		"UTF-16":                  {"\xff\xfed\x00a\x00t\x00a\x00", []string{"1:1: ", "UTF-16"}},
		"within an anchor":        {"network: &n\n  speed: 2\n", []string{"2:3: unknown key \"speed\""}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseConfig("c.yaml", []byte(tc.config))
			if e, ok := errors.AsType[exit](err); !ok || e.code != exitUsage {
				t.Fatalf("%v", err)
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("no word of %q in: %v", want, err)
				}
			}
		})
	}
}

func TestSoundConfigurations(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"empty":     "",
		"a comment": "# nothing yet\n",
		"anchors": `outlets:
  - {id: a, name: A, kind: trade, rules: &r {body: main}}
  - {id: b, name: B, kind: trade, rules: *r}
`,
		"retention": "retention: {text: 3y}\n",
		"a mark":    "\xef\xbb\xbfschedule: on\n",
		"allowed":   "network: {allow: ['127.0.0.0/8:3000', '[::1/128]:*']}\noutlets:\n  - {id: a, name: A, kind: trade}\nfeeds:\n  - {id: a, outlet: a, url: 'http://127.0.0.1:3000/x', every: 1h}\n  - {id: b, outlet: a, url: 'http://[::1]:99/', every: 1h}\n",
		"marks":     "---\nschedule: on\n---\n# nothing more\n",
		"cron":      "outlets:\n  - {id: a, name: A, kind: trade}\nfeeds:\n  - {outlet: a, url: https://a.example/, cron: \"*/20 6-22 * * *\"}\n",
	} {
		c, err := parseConfig("c.yaml", []byte(config))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c.Listen != defaultListen || c.Schedule != "on" {
			t.Errorf("%s: %+v", name, c)
		}
		if name == "anchors" && (len(c.Outlets) != 2 || c.Outlets[1].Rules.Body != "main") {
			t.Errorf("%s: %+v", name, c.Outlets)
		}
	}
}
