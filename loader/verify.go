package loader

import (
	"context"
	"fmt"
	"io"

	"whence/graph/claim"
	"whence/loader/records"
)

// ReadAgain reads a file of data again, as it is now, for the citations from a document to be held against it. The error is a Mistake
// where the file can't be read.
func ReadAgain(ctx context.Context, name string, in io.ReadCloser, document claim.ID) (*records.Result, error) {
	s := source{name: name, open: func() (io.ReadCloser, error) { return in, nil }}
	stream, err := s.stream(ctx, func(int) {})
	if err != nil {
		return nil, err
	}
	defer func() { _ = stream.closer.Close() }() // it was only read
	if !stream.format.isData() {
		return nil, fmt.Errorf("%s is no file of data any more", name)
	}
	result, err := readFormat(stream.format, stream, records.Source{File: name, Dataset: "again", Document: document, Fields: true})
	if err != nil {
		return nil, dataMistake(name, err)
	}
	return result, nil
}
