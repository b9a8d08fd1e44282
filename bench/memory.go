package bench

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"
)

// liveHeap is what is reachable, in bytes.
func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// peakOf runs a function and returns how far the process's resident memory rose above what it was, in bytes. Linux keeps
// the peak; elsewhere resident memory is sampled as the Go runtime sees it.
func peakOf(run func() error) (uint64, error) {
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err == nil {
		before := resident("VmRSS")
		err := run()
		return resident("VmHWM") - min(before, resident("VmHWM")), err
	}
	return sampledPeak(run)
}

// resident reads a figure of this process's memory.
func resident(name string) uint64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), name+":"); ok {
			var kib uint64
			if _, err := fmt.Sscan(rest, &kib); err == nil {
				return kib << 10
			}
		}
	}
	return 0
}

func sampledPeak(run func() error) (uint64, error) {
	used := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.Sys - m.HeapReleased
	}
	before, done := used(), make(chan struct{})
	var peak atomic.Uint64
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
				peak.Store(max(peak.Load(), used()))
			}
		}
	}()
	err := run()
	close(done)
	return peak.Load() - min(before, peak.Load()), err
}
