package quadstore

import (
	"errors"
	"fmt"
	"runtime/debug"

	"whence/graph/quadstore/pagefile"
	"whence/graph/store"
)

// unavailableError is what a read panics with that can not be done: the file under the snapshot is gone or wrong, and what it
// held can't be had from the records either. It wraps store.ErrUnavailable.
type unavailableError struct{ err error }

func (e *unavailableError) Error() string {
	return fmt.Sprintf("%v: a part of the store can't be read: %v", store.ErrUnavailable, e.err)
}

func (e *unavailableError) Unwrap() []error { return []error{store.ErrUnavailable, e.err} }

// reading calls the function with the snapshot. Where a page of the file under it turns out to be wrong or missing, it calls
// it again with the same snapshot made of the store's records, which takes as long as opening a store without a file. The
// function puts its result where the second call overwrites what the first has left.
//
// Every method of Snapshot that others call reads what may lie in a file in this way.
func (s *Snapshot) reading(read func(*Snapshot)) {
	if s.mapped == nil {
		read(s)
		return
	}
	for {
		at := s.sound()
		fault := at.try(read)
		if fault == nil {
			return
		}
		if err := s.mapped.heal(fault); err != nil {
			panic(&unavailableError{err})
		}
	}
}

// try calls the function and returns what is wrong with the file that it reads.
func (s *Snapshot) try(read func(*Snapshot)) (fault *pagefile.Error) {
	before := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(before)
		if p := recover(); p != nil {
			if s.mapped != nil {
				fault = s.mapped.file.Fault(p)
			}
			if fault == nil {
				panic(p)
			}
		}
	}()
	read(s)
	return nil
}

// unavailable, deferred, makes an error of a read that can't be done.
func unavailable(err *error) {
	if p := recover(); p != nil {
		failed, is := p.(*unavailableError)
		if !is {
			panic(p)
		}
		*err = failed
	}
}

// attempt returns the error of a read that can't be done.
func attempt(read func()) (err error) {
	defer unavailable(&err)
	read()
	return nil
}

// guarded does what reads the store's current arrays other than by the methods of a snapshot. A file that fails on the way is
// replaced in the background, and the caller hears that the store is unavailable.
func (s *Store) guarded(do func() error) (err error) {
	defer unavailable(&err)
	file := s.Snapshot().mapped
	if file == nil {
		return do()
	}
	fault := s.Snapshot().try(func(*Snapshot) { err = do() })
	if fault == nil {
		return err
	}
	if err := file.heal(fault); err != nil {
		return &unavailableError{err}
	}
	return &unavailableError{fault}
}

// sound returns the snapshot without its file, if that has failed and been replaced.
func (s *Snapshot) sound() *Snapshot {
	whole := s.mapped.healed.Load()
	if whole == nil {
		return s
	}
	next := *s
	next.mapped = nil
	next.termStore = s.replaced(&whole.termStore, s.mapped)
	next.file, next.filed = nil, whole.filed
	if s.base.file != nil {
		if next.base = whole.base; next.base == nil {
			panic(&unavailableError{errReplaced})
		}
	}
	return &next
}

// errReplaced is why a snapshot can't be had without its file.
var errReplaced = errors.New("its file has failed, and the store has changed too much since to make it anew: ask the store as it is now")
