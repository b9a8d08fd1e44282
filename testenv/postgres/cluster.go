// Package postgres starts a real PostgreSQL for tests: a cluster of its own in a temporary folder, reached by a Unix socket
// alone. Where the programs are not installed a test skips and says so; with CI=true it fails.
//
// A cluster ends with the process that started it, however that ends: a shell waits for the end of a pipe that the process
// holds, and then stops it and removes its folder.
package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"whence/testenv"
)

// Config says how a cluster is made. The zero value is a cluster for tests that kill nothing: it syncs nothing.
type Config struct {
	Durable  bool     // syncs, as a cluster does that must outlive a kill
	Settings []string // of postgresql.conf: "wal_level=replica"
}

// Cluster is a running PostgreSQL.
type Cluster struct {
	bin, folder string
	settings    []string
	guard       io.Closer // whose end stops it
	ended       <-chan struct{}
}

// account is who runs the programs where the process is root's, whom they refuse.
const account = "postgres"

// Start makes and starts a cluster, and stops it when the test ends.
func Start(t testing.TB, c Config) *Cluster {
	t.Helper()
	cluster := must(t)(Launch(c))
	t.Cleanup(cluster.Close)
	return cluster
}

// shared is the one cluster of a test program, made when it is first asked for.
var shared = sync.OnceValues(func() (*Cluster, error) { return Launch(Config{}) })

// Shared is a cluster that all tests of a program share and that ends with it.
func Shared(t testing.TB) *Cluster {
	t.Helper()
	return must(t)(shared())
}

// must skips or fails a test that has no cluster.
func must(t testing.TB) func(*Cluster, error) *Cluster {
	return func(c *Cluster, err error) *Cluster {
		t.Helper()
		if errors.Is(err, exec.ErrNotFound) {
			testenv.Lack(t, "install PostgreSQL for this test (apt-get install postgresql): %v", err)
		}
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
}

// Launch makes a cluster and starts it, for a program that is no test.
func Launch(c Config) (*Cluster, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	folder, err := temporaryFolder()
	if err != nil {
		return nil, err
	}
	cluster := &Cluster{bin: bin, folder: folder}
	if cluster.guard, err = cluster.guarded(); err != nil {
		return nil, err
	}
	if err := cluster.run("initdb", "-D", cluster.data(), "-A", "trust", "-U", account, "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"); err != nil {
		return nil, err
	}
	cluster.settings = slices.Concat([]string{"listen_addresses=", "unix_socket_directories=" + folder, "max_connections=100"}, c.Settings)
	if !c.Durable {
		cluster.settings = append(cluster.settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	return cluster, cluster.Restart()
}

// temporaryFolder is one that the account may write, with a short name: a socket's path has a hundred bytes.
func temporaryFolder() (string, error) {
	folder, err := os.MkdirTemp("", "pg")
	if err != nil || os.Getuid() != 0 {
		return folder, err
	}
	who, err := user.Lookup(account)
	if err != nil {
		return "", err
	}
	uid, _ := strconv.Atoi(who.Uid) // a number on Unix
	return folder, os.Chown(folder, uid, -1)
}

// programs is the folder of PostgreSQL's programs, the newest where Debian has several.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		slices.SortFunc(found, func(a, b string) int { return len(a) - len(b) + strings.Compare(a, b) })
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("initdb")
	return filepath.Dir(path), err
}

func (c *Cluster) data() string { return filepath.Join(c.folder, "data") }

// command is a program of PostgreSQL, run by the account where need be.
func (c *Cluster) command(name string, args ...string) *exec.Cmd {
	path := filepath.Join(c.bin, name)
	cmd := exec.CommandContext(context.Background(), path, args...)
	if os.Getuid() == 0 {
		cmd = exec.CommandContext(context.Background(), "runuser", append([]string{"-u", account, "--", path}, args...)...)
	}
	cmd.Dir = c.folder
	return cmd
}

func (c *Cluster) run(name string, args ...string) error {
	out, err := c.command(name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// guarded starts the shell that cleans up behind the process.
func (c *Cluster) guarded() (io.Closer, error) {
	stop := c.command("pg_ctl", "stop", "-D", c.data(), "-m", "immediate", "-s")
	script := fmt.Sprintf("read never; %s >/dev/null 2>&1; rm -rf '%s'", strings.Join(stop.Args, " "), c.folder)
	cmd := exec.CommandContext(context.Background(), "setsid", "sh", "-c", script)
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	return pipe, cmd.Start()
}

// Restart starts a cluster that was stopped or killed, and returns once it answers.
func (c *Cluster) Restart() error {
	deadline := time.Now().Add(patience)
	for {
		err := c.start(deadline)
		// The children of one that was killed hold its memory until they notice.
		if err == nil || time.Now().After(deadline) || !strings.Contains(err.Error(), "still in use") {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// patience is how long a cluster may take to start or stop.
const patience = time.Minute

// start starts the postmaster as a child, which is waited for: a process that nobody waits for looks alive to the next one.
func (c *Cluster) start(deadline time.Time) error {
	args := []string{"-D", c.data()}
	for _, s := range c.settings {
		args = append(args, "-c", s)
	}
	var said bytes.Buffer
	before := c.pidFile() // of one that was killed
	cmd := c.command("postgres", args...)
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // what it said is told where it did not come to answer
	}()
	c.ended = ended
	for time.Now().Before(deadline) {
		select {
		case <-ended:
			return fmt.Errorf("postgres: %s", said.Bytes())
		case <-time.After(5 * time.Millisecond):
		}
		if pid := c.pidFile(); len(pid) > 7 && (len(before) == 0 || pid[0] != before[0]) && (strings.TrimSpace(pid[7]) == "ready" || strings.TrimSpace(pid[7]) == "standby") {
			return nil
		}
	}
	return errors.New("postgres does not come to answer")
}

// pidFile is the lines of the postmaster's file: first its process, eighth how it is.
func (c *Cluster) pidFile() []string {
	text, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	if err != nil {
		return nil
	}
	return strings.Split(string(text), "\n")
}

// Stop ends the cluster as an administrator does who is in a hurry: connections are cut, what was committed is on disk.
func (c *Cluster) Stop() error { return c.signal(syscall.SIGINT) }

// Kill ends the postmaster by SIGKILL.
func (c *Cluster) Kill() error { return c.signal(syscall.SIGKILL) }

// signal sends the postmaster a signal that ends it, and waits for its end.
func (c *Cluster) signal(by syscall.Signal) error {
	lines := c.pidFile()
	if len(lines) == 0 {
		return errors.New("postgres does not run")
	}
	pid, err := strconv.Atoi(lines[0])
	if err != nil {
		return err
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	if err := process.Signal(by); err != nil {
		return err
	}
	select {
	case <-c.ended:
		return nil
	case <-time.After(patience):
		return errors.New("postgres does not end")
	}
}

// Close ends the cluster and removes it.
func (c *Cluster) Close() { _ = c.guard.Close() }

// URL is a database of the cluster, "postgres" for the one that is there from the start. Parameters come behind it.
func (c *Cluster) URL(database string, parameters ...string) string {
	query := url.Values{"host": {c.folder}, "user": {account}}
	for _, p := range parameters {
		name, value, _ := strings.Cut(p, "=")
		query.Set(name, value)
	}
	return "postgres:///" + database + "?" + query.Encode()
}

// Run runs statements by psql, and returns what they print, unaligned.
func (c *Cluster) Run(database, statements string) (string, error) {
	out, err := c.command("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", c.folder, "-U", account, "-d", database, "-c", statements).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

// Standby starts a cluster that follows this one by streaming, and stops it when the test ends.
func (c *Cluster) Standby(t testing.TB, settings ...string) *Cluster {
	t.Helper()
	folder, err := temporaryFolder()
	if err != nil {
		t.Fatal(err)
	}
	s := &Cluster{bin: c.bin, folder: folder}
	if s.guard, err = s.guarded(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if err := s.run("pg_basebackup", "-D", s.data(), "-h", c.folder, "-U", account, "-R", "-X", "stream", "-c", "fast", "--no-sync"); err != nil {
		t.Fatal(err)
	}
	s.settings = slices.Concat([]string{"listen_addresses=", "unix_socket_directories=" + folder, "max_connections=100"}, settings)
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	return s
}

// Promote makes a standby one that is written to.
func (c *Cluster) Promote() error { return c.run("pg_ctl", "promote", "-D", c.data(), "-w", "-s") }

// Folder is where the cluster's socket is.
func (c *Cluster) Folder() string { return c.folder }
