package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/command"
)

// TestDataGuide runs the sessions of the guide to data: each block of a file is written, each command is run, and what it prints
// stands below it. With -update the guide gets what they print.
func TestDataGuide(t *testing.T) {
	const guide = "loader/GUIDE.md"
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	absolute, err := filepath.Abs(guide)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	t.Setenv("WHENCE_STORE", "store")
	block := regexp.MustCompile("(?sm)^```([a-z]+) ?([a-z.-]*)\n(.*?)^```$")
	sessions := 0
	got := block.ReplaceAllStringFunc(string(text), func(found string) string {
		m := block.FindStringSubmatch(found)
		switch {
		case m[2] != "":
			if err := os.WriteFile(m[2], []byte(m[3]), 0o600); err != nil {
				t.Fatal(err)
			}
		case m[1] == "console":
			sessions++
			return "```console\n" + session(t, m[3]) + "```"
		}
		return found
	})
	if *update {
		if err := os.WriteFile(absolute, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), got); diff != "" || sessions == 0 {
		t.Errorf("%d sessions of %s, -guide +printed (go test . -run TestDataGuide -update):\n%s", sessions, guide, diff)
	}
}

// fleeting is what is printed otherwise each time, or says nothing here.
var fleeting = regexp.MustCompile(`(?m)^(read \d+ claims and .*|reading|checking and writing|made a new store in .*)\n`)

// session is the commands of a session with what they print.
func session(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	for line := range strings.Lines(text) {
		typed, ok := strings.CutPrefix(strings.TrimSpace(line), "$ whence ")
		if !ok {
			continue
		}
		var printed bytes.Buffer
		p := command.Program{Stdin: strings.NewReader(""), Stdout: &printed, Stderr: &printed}
		if err := p.Run(context.Background(), strings.Fields(strings.ReplaceAll(typed, `"`, ""))); err != nil {
			printed.WriteString(err.Error() + "\n")
		}
		out.WriteString("$ whence " + typed + "\n" + fleeting.ReplaceAllString(printed.String(), ""))
	}
	return out.String()
}
