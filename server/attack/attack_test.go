package attack

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"whence/server/fault"
)

// folder is where the server is built, once for all tests.
var folder string

var built = sync.OnceValues(func() (string, error) { return Build(context.Background(), folder) })

func TestMain(m *testing.M) {
	if answer := os.Getenv("WHENCE_BASELINE"); answer != "" {
		panic(ServeBaseline(context.Background(), answer))
	}
	var err error
	if folder, err = os.MkdirTemp("", "whence"); err != nil {
		panic(err)
	}
	status := m.Run()
	os.RemoveAll(folder)
	os.Exit(status)
}

func start(t *testing.T, arguments ...string) *Process {
	t.Helper()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	p, err := Start(context.WithoutCancel(t.Context()), binary, append(Quick(), arguments...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopped(t, p) })
	return p
}

// shot is one attack, by one of the ways there are.
type shot struct {
	*Attack
	name string
	fire func(ctx context.Context, url string) (Result, error)
}

func shots(t *testing.T) []shot {
	t.Helper()
	attacks, err := Corpus()
	if err != nil {
		t.Fatal(err)
	}
	var list []shot
	for i := range attacks {
		a := &attacks[i]
		list = append(list, shot{a, a.Name, a.Fire})
		// What is too large for a message closes the socket instead.
		if a.Query != "" && len(a.Payload()) < 250<<10 {
			list = append(list, shot{a, a.Name + " over WebSocket", a.FireSocket})
		}
	}
	return list
}

const (
	maxCPURefused, maxCPUAccepted       = 20 * time.Millisecond, 500 * time.Millisecond
	maxMemoryRefused, maxMemoryAccepted = 5 << 20, 64 << 20
)

// Every attack is made once to see that its answer is right, and then to see what
// it costs.
func TestCorpus(t *testing.T) {
	p := start(t)
	var worstCPU, worstAccepted time.Duration
	var worstMemory float64
	var worstGrown int64
	var wrongs int
	for _, s := range shots(t) {
		t.Run(s.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			var wrong string
			for range 3 { // a machine that is busy elsewhere may be too late once
				r, err := s.fire(ctx, p.URL)
				if err != nil && !s.Breaks {
					t.Fatalf("%v; alive %t", err, p.Alive())
				}
				if wrong = s.Judge(r); wrong == "" || err != nil {
					wrong = ""
					break
				}
			}
			if wrong != "" {
				wrongs++
				t.Error(wrong)
			}
			cpu, memory := cost(t, p, s)
			if s.Accepted {
				grown := held(t, p, s)
				worstAccepted, worstGrown = max(worstAccepted, cpu), max(worstGrown, grown)
				if cpu > maxCPUAccepted || grown > maxMemoryAccepted {
					t.Errorf("costs %v of CPU and %d MB, want %v and %d MB", cpu, grown>>20, maxCPUAccepted, maxMemoryAccepted>>20)
				}
				return
			}
			worstCPU, worstMemory = max(worstCPU, cpu), max(worstMemory, memory)
			if cpu > maxCPURefused || memory > maxMemoryRefused {
				t.Errorf("costs %v of CPU and %.1f MB, want %v and %d MB", cpu, memory/(1<<20), maxCPURefused, maxMemoryRefused>>20)
			}
		})
		if !p.Alive() {
			t.Fatalf("%s: the process is dead\n%s", s.name, p.Log())
		}
	}
	most(t, "corpus_wrong", float64(wrongs), 0, "")
	most(t, "refused_cpu", worstCPU.Seconds()*1000, maxCPURefused.Seconds()*1000, "ms")
	most(t, "refused_memory", worstMemory/(1<<20), maxMemoryRefused>>20, "MB")
	most(t, "accepted_cpu", worstAccepted.Seconds()*1000, maxCPUAccepted.Seconds()*1000, "ms")
	most(t, "accepted_memory", float64(worstGrown>>20), maxMemoryAccepted>>20, "MB")
}

// held is the memory that the process grows by for one request, in bytes.
func held(t *testing.T, p *Process, s shot) int64 {
	t.Helper()
	if err := p.ForgetPeak(); err != nil {
		t.Skip("this system does not tell the memory of one request: ", err)
	}
	before, _ := p.Peak()
	if _, err := s.fire(t.Context(), p.URL); err != nil {
		t.Fatal(err)
	}
	after, _ := p.Peak()
	return after - before
}

// cost is the least that the attack cost in a few attempts: what else the machine
// does can only add. Memory is what was allocated, freed or not.
func cost(t *testing.T, p *Process, s shot) (cpu time.Duration, memory float64) {
	t.Helper()
	const allocated = "go_memstats_alloc_bytes_total"
	cpu, memory = time.Hour, 1<<40
	attempts := 2
	if long() {
		attempts = 4
	}
	for range attempts {
		cpuBefore, err := p.CPU()
		if err != nil {
			t.Skip("this system does not tell the CPU time of a process: ", err)
		}
		if _, err := s.fire(t.Context(), p.URL); err != nil && !s.Breaks {
			t.Fatal(err)
		}
		cpuAfter, _ := p.CPU()
		cpu = min(cpu, cpuAfter-cpuBefore)
		// Asking for metrics allocates too, so twice is asked and the difference taken.
		first, err := p.Gauge(t.Context(), allocated)
		if err != nil {
			t.Fatal(err)
		}
		between, _ := p.Gauge(t.Context(), allocated)
		if _, err := s.fire(t.Context(), p.URL); err != nil && !s.Breaks {
			t.Fatal(err)
		}
		last, _ := p.Gauge(t.Context(), allocated)
		memory = min(memory, max(0, (last-between)-(between-first)))
	}
	return cpu, memory
}

// The whole corpus, four at a time: WHENCE_ATTACK=60 goes on for a minute.
func TestCorpusAtOnce(t *testing.T) {
	seconds, _ := strconv.Atoi(os.Getenv("WHENCE_ATTACK"))
	end := time.Now().Add(time.Duration(max(seconds, 3)) * time.Second)
	p := start(t)
	descriptors, err := p.Descriptors()
	if err != nil {
		t.Skip("this system does not tell the descriptors of a process: ", err)
	}
	goroutines, err := p.Gauge(t.Context(), "go_goroutines")
	if err != nil {
		t.Fatal(err)
	}
	list := shots(t)
	var next, fired, wrong atomic.Int64
	var attackers sync.WaitGroup
	for range 4 {
		attackers.Go(func() {
			for time.Now().Before(end) && p.Alive() {
				s := list[int(next.Add(1))%len(list)]
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				r, err := s.fire(ctx, p.URL)
				cancel()
				fired.Add(1)
				if err != nil && s.Breaks {
					continue
				}
				if err != nil || r.Status == http.StatusInternalServerError || s.Judge(r) != "" && !busy(s, r) {
					if wrong.Add(1) < 10 {
						t.Errorf("%s: %v %s", s.name, err, s.Judge(r))
					}
				}
			}
		})
	}
	attackers.Wait()
	peak, err := p.Peak()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d attacks in %d s", fired.Load(), max(seconds, 3))
	if !p.Alive() {
		t.Fatalf("the process is dead\n%s", p.Log())
	}
	most(t, "corpus_at_once_wrong", float64(wrong.Load()), 0, "")
	most(t, "corpus_at_once_memory", float64(peak)/(1<<20), 256, "MB")
	http.DefaultClient.CloseIdleConnections()
	settled(t, p, descriptors, goroutines)
}

// busy reports whether a result says that there is more to do than time for it,
// as there may be with four at once.
func busy(s shot, r Result) bool {
	return r.Code == "OVERLOADED" || s.Accepted && r.Code == "TIMEOUT" || r.Took > 2*time.Second && r.Code == s.Code
}

// settled waits until a process has no more open than it had before.
func settled(t *testing.T, p *Process, descriptors int, goroutines float64) {
	t.Helper()
	const slack = 2 // the connection that asks for metrics
	var d int
	var g float64
	for range 100 {
		d, _ = p.Descriptors()
		g, _ = p.Gauge(t.Context(), "go_goroutines")
		if d <= descriptors+slack && g <= goroutines+2*slack {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	most(t, "leaked_descriptors", float64(d), float64(descriptors+slack), "")
	most(t, "leaked_goroutines", g, goroutines+2*slack, "")
}

func TestSecondSignalEndsAtOnce(t *testing.T) {
	p := start(t, "--drain-notice", "1m")
	if err := p.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		response, err := http.Get(p.URL + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusServiceUnavailable {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	began := time.Now()
	if err := p.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err == nil {
		t.Error("ended as if it had drained")
	}
	most(t, "second_signal", time.Since(began).Seconds(), 1, "s")
}

func TestCorpusIsWhatItSays(t *testing.T) {
	attacks, err := Corpus()
	if err != nil {
		t.Fatal(err)
	}
	names, codes := map[string]bool{}, map[string]bool{}
	for _, a := range attacks {
		codes[a.Code] = true
		if names[a.Name] {
			t.Errorf("%s: twice", a.Name)
		}
		names[a.Name] = true
		if a.Close == 0 && a.Accepted == (a.Code != "") && a.Status < 300 {
			t.Errorf("%s: both or neither of accepted and code", a.Name)
		}
		if bytes.Contains([]byte(fmt.Sprint(a)), []byte("{{repeat")) {
			t.Errorf("%s: a template that was not filled in", a.Name)
		}
	}
	for _, code := range []fault.Code{
		fault.BodyTooLarge, fault.BadRequest, fault.UnsupportedMediaType, fault.NotAcceptable, fault.MethodNotAllowed,
		fault.PersistedQueryNotFound, fault.ParseFailed, fault.ValidationFailed, fault.QueryTooLarge, fault.QueryTooDeep,
		fault.QueryTooWide, fault.QueryTooComplex, fault.BadUserInput, fault.BadCursor, fault.NotFound,
	} {
		if !codes[string(code)] {
			t.Errorf("no attack is refused with %s", code)
		}
	}
	if len(attacks) < 100 {
		t.Errorf("only %d attacks", len(attacks))
	}
}
