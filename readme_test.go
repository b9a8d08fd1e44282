package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/command"
)

// TestReadme asks the README's question of the real program and holds the answer to the README's.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(language string) string {
		match := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindSubmatch(text)
		if match == nil {
			t.Fatalf("README.md has no block of %s", language)
		}
		return string(match[1])
	}
	var want, got struct{ Data any }
	if err := json.Unmarshal([]byte(block("json")), &want.Data); err != nil {
		t.Fatal(err)
	}
	address := serving(t, "--store", "mem:")
	body, err := json.Marshal(map[string]string{"query": block("graphql")})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the README's answer and the graph's (-README +graph):\n%s", diff)
	}
	if !strings.Contains(string(text), "listening on http://127.0.0.1:8080") {
		t.Error("the README no longer shows what make run prints")
	}
}

// serving runs the server in this process until the test ends and returns its address.
func serving(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		program := command.Program{Stdout: out, Stderr: io.Discard}
		err := program.Run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0", "--drain-notice", "1ms", "--drain-refuse", "1ms"}, args...))
		ended <- err
		out.CloseWithError(io.EOF)
	}()
	line, err := bufio.NewReader(in).ReadString('\n')
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		t.Fatalf("the server printed %q: %v", line, err)
	}
	return address
}
