package loader

import (
	"context"
	"fmt"
	"io"

	"whence/graph/claim"
	"whence/loader/records"
)

// ReadAgain reads a file of data again, as it is now, for the citations from a document to be held against it. The error is a Mistake
// where the file can't be read. It is read by the mapping that stands beside it, where one does: open opens a file beside it.
func ReadAgain(ctx context.Context, name string, in io.ReadCloser, document claim.ID, open func(string) (io.ReadCloser, error)) (*records.Result, error) {
	by, err := beside(name, open)
	if err != nil {
		_ = in.Close() // nothing was read
		return nil, err
	}
	s := source{name: name, open: func() (io.ReadCloser, error) { return in, nil }, mapping: by}
	stream, err := s.stream(ctx, func(int) {})
	if err != nil {
		return nil, err
	}
	defer func() { _ = stream.closer.Close() }() // it was only read
	if !stream.format.isData() {
		return nil, fmt.Errorf("%s is no file of data any more", name)
	}
	again := records.Source{File: name, Dataset: "again", Document: document, Fields: true}
	var result *records.Result
	if stream.format == mapped {
		result, err = readMapped(ctx, stream, stream, again)
	} else {
		result, err = readFormat(stream.format, stream, again)
	}
	if err != nil {
		return nil, dataMistake(name, err)
	}
	return result, nil
}
