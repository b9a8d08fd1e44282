package attack

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"
)

// apart starts a server that has one processor, and keeps this process, and so its
// clients, to the others until the test ends: at ten times capacity the clients
// have more to do than the server has, and what they take of its processors it
// would seem to lose.
func apart(t *testing.T) *Process {
	t.Helper()
	last := runtime.NumCPU() - 1
	if last < 1 {
		t.Fatal("one processor is too few for a server and its clients")
	}
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.WithoutCancel(t.Context())
	arguments := append([]string{"--cpu-list", "0", binary, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", "127.0.0.1:0"}, Quick()...)
	p, err := Run(exec.CommandContext(ctx, "taskset", arguments...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopped(t, p) })
	keepTo := func(processors string) error {
		return exec.CommandContext(ctx, "taskset", "--all-tasks", "--cpu-list", "--pid", processors, strconv.Itoa(os.Getpid())).Run()
	}
	if err := keepTo(fmt.Sprintf("1-%d", last)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := keepTo(fmt.Sprintf("0-%d", last)); err != nil {
			t.Error(err)
		}
	})
	return p
}

// stopped ends a server as an operator would.
func stopped(t *testing.T, p *Process) {
	t.Helper()
	http.DefaultClient.CloseIdleConnections()
	if !p.Alive() {
		return
	}
	if err := p.Stop(); err != nil {
		t.Errorf("the process ended with %v\n%s", err, p.Log())
	}
}
