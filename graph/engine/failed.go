package engine

import "fmt"

// Failed is what a reading panics with that returns no error, where the store can't be read.
type Failed struct{ Err error }

// Error is that of the reading.
func (f Failed) Error() string { return fmt.Sprintf("reading the store: %v", f.Err) }

// Unwrap is the error of the reading.
func (f Failed) Unwrap() error { return f.Err }

// Passes marks an error that whoever recovers hands on as it is.
func (f Failed) Passes() {}

// Must panics with Failed where a reading has failed.
func Must(err error) {
	if err != nil {
		panic(Failed{err})
	}
}

// Caught makes an error of a panic of Must: defer Caught(&err). Any other panic goes on.
func Caught(err *error) {
	switch cause := recover().(type) {
	case nil:
	case Failed:
		*err = cause.Err
	default:
		panic(cause)
	}
}
