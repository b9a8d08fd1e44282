package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"whence/graph"
)

type doctorCommand struct {
	storeFlags
}

// Run reads and checks the whole store and writes nothing to it.
func (c *doctorCommand) Run(s *system) (err error) {
	path, err := c.folder()
	if err != nil {
		return err
	}
	if path == "" && !isDatabase(c.Store) {
		return errors.New("a store in memory ends with its process: name a folder with --store")
	}
	row := func(name, format string, operands ...any) {
		fmt.Fprintf(s.stdout, "%-11s %s\n", name, fmt.Sprintf(format, operands...))
	}
	row("program", "whence %s", s.version)
	row("store", "%s", c.place())
	g, err := c.checked().openToRead(s.ctx)
	if errors.Is(err, graph.ErrCorrupt) {
		row("damage", "%v", err)
		row("mend", "restore a backup with whence restore, or load what it held anew")
		return errors.New("the store is damaged")
	}
	if err != nil {
		return err
	}
	defer closing(g, &err)
	err = c.describe(s, g, row)
	if errors.Is(err, graph.ErrCorrupt) { // rows, which opening does not read
		row("damage", "%v", err)
		row("mend", "restore a backup of the database, or load what the graph held into another schema")
		return errors.New("the store is damaged")
	}
	if err != nil {
		return err
	}
	if isDatabase(c.Store) {
		return describeDatabase(s.ctx, g, row)
	}
	return sayMachine(path, c.Texts, row)
}

// describe says what the store holds.
func (c *doctorCommand) describe(s *system, g *graph.Graph, row func(string, string, ...any)) error {
	is, err := g.Condition(s.ctx)
	if err != nil {
		return err
	}
	if is.Format > 0 {
		row("format", "%d", is.Format)
	}
	row("base", "%s", is.Base)
	row("holds", "%d entities, %d of them documents; %d relationships, %d measures, %d attributes; %d quads",
		is.Stats.Entities, is.Stats.Documents, is.Stats.Relationships, is.Stats.Measures, is.Stats.Attributes, is.Stats.Quads)
	if is.Commits == 0 {
		row("commits", "none")
	} else {
		row("commits", "%d, the last at %s", is.Commits, is.LastCommit.Format(time.RFC3339))
	}
	if is.Rows {
		row("damage", "none that counting shows: as many rows as there should be, and no commit is missing; PostgreSQL checks its pages by pg_amcheck")
		return nil
	}
	row("damage", "none: every record was read, their digest agrees, and no commit is missing")
	return nil
}

// minFree is how much of a disk a server should find free: the store refuses to write where it is less than a quarter.
const minFree = 128 << 20

// sayMachine says what a store takes of the machine, and what the machine lacks for it.
func sayMachine(path, texts string, row func(string, string, ...any)) error {
	size, open, err := measure(path)
	if err != nil {
		return err
	}
	row("size", "%s", megabytes(size))
	var lacks []string
	if usage, err := vfs.Default.GetDiskUsage(path); err == nil {
		row("disk", "%s free of %s", megabytes(int64(usage.AvailBytes)), megabytes(int64(usage.TotalBytes)))
		if usage.AvailBytes < minFree || int64(usage.AvailBytes) < size {
			lacks = append(lacks, "disk space: a load and a backup want as much again as the store takes")
		}
	}
	if memory := availableMemory(); memory > 0 {
		row("memory", "%s available", megabytes(memory))
		if memory < 3*size {
			lacks = append(lacks, "memory: a store is held in memory as a whole")
		}
	}
	if open > 0 {
		lacks = append(lacks, fmt.Sprintf("privacy: %d files and folders of the store can be read by others; chmod -R go= %s", open, path))
	}
	if texts == "" {
		lacks = append(lacks, "texts: without --texts no quote is shown and none is checked")
	}
	if len(lacks) == 0 {
		row("lacks", "nothing")
	}
	for _, lack := range lacks {
		row("lacks", "%s", lack)
	}
	return nil
}

// measure is how many bytes a folder takes, and how much in it others may read.
func measure(path string) (size int64, open int, err error) {
	err = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) { // removed meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o044 != 0 && os.PathSeparator == '/' {
			open++
		}
		if !entry.IsDir() {
			size += info.Size()
		}
		return nil
	})
	return size, open, err
}

// availableMemory is what the kernel says that programs can have, 0 where it says nothing.
func availableMemory() (bytes int64) {
	file, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, 1<<16))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(content)) {
		if _, err := fmt.Sscanf(line, "MemAvailable: %d kB", &bytes); err == nil {
			return bytes << 10
		}
	}
	return 0
}

func megabytes(bytes int64) string {
	if bytes >= 10<<30 {
		return fmt.Sprintf("%.1f GB", float64(bytes)/(1<<30))
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}
