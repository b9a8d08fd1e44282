package server

import (
	"io/fs"
	"math"
	"os"
	"path"
	"runtime/debug"
	"strconv"
	"strings"
)

// LimitMemory tells the garbage collector to stay within nine tenths of the
// container's memory, and returns that many bytes. Under that limit it may let
// more garbage lie, and so work less, unless GOGC says how much. LimitMemory
// returns 0, and changes nothing, where GOMEMLIMIT is set or no container bounds
// the process.
func LimitMemory() int64 {
	if os.Getenv("GOMEMLIMIT") != "" {
		return 0
	}
	limit := containerMemory(os.DirFS("/"))
	if limit > 0 {
		debug.SetMemoryLimit(limit)
		if os.Getenv("GOGC") == "" {
			debug.SetGCPercent(limitedGCPercent)
		}
	}
	return limit
}

// limitedGCPercent is how much garbage, in hundredths of what is in use, may lie
// before it is collected where a limit stands behind it.
const limitedGCPercent = 400

// containerMemory is nine tenths of the lowest limit that control groups, of
// version 2 or 1, set on this process.
func containerMemory(root fs.FS) int64 {
	group := ""
	if text, err := fs.ReadFile(root, "proc/self/cgroup"); err == nil {
		for line := range strings.Lines(string(text)) {
			if path, ok := strings.CutPrefix(strings.TrimSpace(line), "0::"); ok {
				group = path
			}
		}
	}
	lowest := int64(math.MaxInt64)
	files := []string{"sys/fs/cgroup/memory/memory.limit_in_bytes"}
	// A group is bound by those that it is in.
	for ; ; group = path.Dir(group) {
		files = append(files, path.Join("sys/fs/cgroup", group, "memory.max"))
		if group == "/" || group == "." || group == "" {
			break
		}
	}
	for _, file := range files {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil { // "max" is no number
			lowest = min(lowest, n)
		}
	}
	if lowest > 1<<50 { // version 1 writes "none" as a very large number
		return 0
	}
	return lowest / 10 * 9
}
