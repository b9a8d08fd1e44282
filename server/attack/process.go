package attack

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Process is a server that runs, and what can be seen of it from outside.
type Process struct {
	// URL and Metrics are the addresses that it said it listens on.
	URL, Metrics string

	command *exec.Cmd
	log     *tail
	exited  chan struct{}
	err     error
}

// Build builds the server into folder and returns its path, or returns the one
// that WHENCE_BINARY names.
func Build(ctx context.Context, folder string) (string, error) {
	if given := os.Getenv("WHENCE_BINARY"); given != "" {
		return given, nil
	}
	path := filepath.Join(folder, "whence")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", path, "whence").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
}

// Quick are the arguments for a server of the seeds in memory that ends soon
// after it is told to.
func Quick() []string {
	return []string{"--store", "mem:", "--drain-notice", "50ms", "--drain-refuse", "50ms"}
}

// Start runs "binary serve" on free ports with more arguments, and waits until
// it says that it listens.
func Start(ctx context.Context, binary string, arguments ...string) (*Process, error) {
	return Run(exec.CommandContext(ctx, binary, append([]string{"serve", "--addr", "127.0.0.1:0", "--metrics-addr", "127.0.0.1:0"}, arguments...)...))
}

// Run starts the command of a server, and waits until it says that it listens in
// the words of ours.
func Run(command *exec.Cmd) (*Process, error) {
	p := &Process{command: command, log: &tail{}, exited: make(chan struct{})}
	p.command.Stderr = p.log
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	said := make(chan error, 1)
	go func() {
		said <- p.listen(stdout)
		_, _ = io.Copy(io.Discard, stdout)
		p.err = p.command.Wait()
		close(p.exited)
	}()
	select {
	case err = <-said:
	case <-time.After(2 * time.Minute): // it may load a graph first
		err = errors.New("it does not say where it listens")
	}
	if err != nil {
		p.Kill()
		return nil, fmt.Errorf("%s: %w\n%s", command.Path, err, p.Log())
	}
	return p, nil
}

func (p *Process) listen(stdout io.Reader) error {
	lines := bufio.NewReader(stdout)
	for p.URL == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			return fmt.Errorf("it ends before it listens: %w", err)
		}
		if url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on "); ok {
			p.URL = url
		}
		if url, ok := strings.CutPrefix(strings.TrimSpace(line), "metrics on "); ok {
			p.Metrics = url
		}
	}
	return nil
}

// Signal sends a signal to the process.
func (p *Process) Signal(s syscall.Signal) error { return p.command.Process.Signal(s) }

// Alive reports whether the process still runs.
func (p *Process) Alive() bool {
	select {
	case <-p.exited:
		return false
	default:
		return true
	}
}

// Wait returns when the process has ended, with how it ended.
func (p *Process) Wait() error {
	<-p.exited
	return p.err
}

// Stop asks the process to end, and returns how it did.
func (p *Process) Stop() error {
	if err := p.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return p.Wait()
}

// Kill ends the process at once.
func (p *Process) Kill() {
	_ = p.command.Process.Kill() // it may have ended already
	<-p.exited
}

// Log is the end of what the process wrote to its log.
func (p *Process) Log() string { return p.log.String() }

func (p *Process) file(name string) string {
	return filepath.Join("/proc", strconv.Itoa(p.command.Process.Pid), name)
}

// CPU is the time that the process's threads have run. It is read from Linux's
// scheduler, for the usual counters count in hundredths of a second.
func (p *Process) CPU() (time.Duration, error) {
	threads, err := filepath.Glob(p.file("task/*/schedstat"))
	if err != nil || len(threads) == 0 {
		return 0, fmt.Errorf("no threads in %s: %w", p.file("task"), err)
	}
	var sum time.Duration
	for _, thread := range threads {
		text, err := os.ReadFile(thread)
		if err != nil {
			continue // the thread has ended meanwhile
		}
		running, _, _ := strings.Cut(string(text), " ")
		n, err := strconv.ParseInt(running, 10, 64)
		if err != nil {
			return 0, err
		}
		sum += time.Duration(n)
	}
	return sum, nil
}

// ForgetPeak makes Peak count from now on.
func (p *Process) ForgetPeak() error {
	const resetPeak = "5" // as proc(5) has it
	return os.WriteFile(p.file("clear_refs"), []byte(resetPeak), 0)
}

// Peak is the most memory that the process had resident since it began, or since
// ForgetPeak, in bytes.
func (p *Process) Peak() (int64, error) {
	text, err := os.ReadFile(p.file("status"))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			return n << 10, err
		}
	}
	return 0, errors.New("no VmHWM")
}

// Descriptors is how many files and sockets the process has open.
func (p *Process) Descriptors() (int, error) {
	entries, err := os.ReadDir(p.file("fd"))
	return len(entries), err
}

// Gauge reads one value of the process's metrics.
func (p *Process) Gauge(ctx context.Context, name string) (float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Metrics, nil)
	if err != nil {
		return 0, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		if value, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			return strconv.ParseFloat(value, 64)
		}
	}
	return 0, fmt.Errorf("no metric %s", name)
}

// tail keeps the last part of what is written to it.
type tail struct {
	mu   sync.Mutex
	text []byte
}

func (t *tail) Write(b []byte) (int, error) {
	const most = 64 << 10
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.text = append(t.text, b...); len(t.text) > 2*most {
		t.text = append(t.text[:0], t.text[len(t.text)-most:]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}
