package server_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"testing"

	"whence/server/attack"
	"whence/testenv"
)

// The audits of npm graphql-http know the specification "GraphQL over HTTP" and
// nothing of ours. `npm ci` in testdata/audits installs them.
func TestAudits(t *testing.T) {
	const folder = "testdata/audits"
	node := testenv.Node(t, folder)
	binary, err := attack.Build(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p, err := attack.Start(context.WithoutCancel(t.Context()), binary, attack.Quick()...)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Stop()
	command := exec.CommandContext(t.Context(), node, "audit.js", p.URL+"/graphql")
	command.Dir = folder
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const want = 61
	passed := 0
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var audit struct{ ID, Name, Status, Reason string }
		if err := json.Unmarshal(lines.Bytes(), &audit); err != nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		if audit.Status != "ok" {
			t.Errorf("%s %s: %s %s", audit.ID, audit.Name, audit.Status, audit.Reason)
			continue
		}
		passed++
	}
	fmt.Printf("BAR audits value=%d want=>=%d %s\n", passed, want, map[bool]string{true: "ok", false: "short"}[passed >= want])
	if passed != want {
		t.Errorf("%d audits pass, want %d", passed, want)
	}
}
