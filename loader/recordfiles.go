package loader

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/loader/records"
)

// RecordFiles reads files of data again for those who look at records: each once, as long as it does not change. Its zero value
// has no files. Any number of goroutines may use it.
type RecordFiles struct {
	Folder string // that the files lie in, "" where they are not at hand

	mu   sync.Mutex
	held map[claim.ID]heldRecords
}

// heldRecords is what a file came to when it was read.
type heldRecords struct {
	name     string
	size     int64
	modified time.Time
	result   *records.Result
}

// The most that is held for readers: verify reads any file, these wait.
const (
	maxRecordFiles = 8
	maxRecordFile  = 64 << 20 // bytes of one file
)

// Read is what the file of a document comes to, nil where it is not at hand, or larger than is read for a question.
func (f *RecordFiles) Read(ctx context.Context, v *graph.View, document claim.ID) (*records.Result, error) {
	if f == nil || f.Folder == "" {
		return nil, nil
	}
	name, err := v.File(ctx, document)
	if err != nil || name == "" || !fs.ValidPath(name) {
		return nil, err
	}
	open := func(name string) (io.ReadCloser, error) { return os.OpenInRoot(f.Folder, name) }
	file, err := os.OpenInRoot(f.Folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxRecordFile {
		return nil, errors.Join(err, file.Close())
	}
	f.mu.Lock() // who looks at one file waits for who reads another: a file takes a second
	defer f.mu.Unlock()
	if held, ok := f.held[document]; ok && held.name == name && held.size == info.Size() && held.modified.Equal(info.ModTime()) {
		return held.result, file.Close()
	}
	result, err := ReadAgain(ctx, name, file, document, open)
	if _, wrong := errors.AsType[*Mistake](err); wrong {
		result, err = nil, nil // it is no file of data that can be read: nothing is held
	}
	if err != nil {
		return nil, err
	}
	if f.held == nil || len(f.held) >= maxRecordFiles {
		f.held = map[claim.ID]heldRecords{}
	}
	f.held[document] = heldRecords{name, info.Size(), info.ModTime(), result}
	return result, nil
}
