package main

import (
	"fmt"
	"os"
)

// proxySet names the variable by which the environment asks for a proxy, "" when none does. None is
// used: it would connect to the addresses that we must not (fetcher/guard.go), and nobody could tell.
func proxySet() string {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"} {
		if os.Getenv(name) != "" {
			return name
		}
	}
	return ""
}

// proxyNote is a word on that for who gets no answer.
func proxyNote() string {
	if name := proxySet(); name != "" {
		return fmt.Sprintf(" ($%s is set, but no proxy is used: the hosts must be reached from this machine itself)", name)
	}
	return ""
}
