package server

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"whence/server/fault"
)

// VersionHeader carries the version of the graph, a number: out, one that has all that the answer has; in, the least that the
// answer is to be of. A client that hands on what it was given reads its own writes, whichever server answers.
const VersionHeader = "X-Whence-Version"

// Versions is a graph that is written through other servers, too.
type Versions interface {
	// Version is how far the graph is: what is read from now on is of this version or a later one.
	Version() uint64
	// WaitFor returns once Version is at least version, or with an error when ctx ends.
	WaitFor(ctx context.Context, version uint64) error
}

// NotReady is what Options.Ready says where anybody may read it.
type NotReady string

func (n NotReady) Error() string { return string(n) }

// behindTime is how long a request waits for a version.
const behindTime = 2 * time.Second

// awaited waits until the graph is as far as a request wants it, and refuses the request where it is not in time.
func (s *Server) awaited(w *recorder, r *http.Request) bool {
	wanted := r.Header.Get(VersionHeader)
	if s.options.Versions == nil || wanted == "" {
		return true
	}
	version, err := strconv.ParseUint(wanted, 10, 63)
	if err != nil {
		s.refuse(w, r, plainJSON, fault.New(fault.BadRequest, "%s: %q is no number: send what an answer had", VersionHeader, fault.Clip(wanted)))
		return false
	}
	if version <= s.options.Versions.Version() {
		return true
	}
	ctx, cancel := context.WithTimeout(r.Context(), behindTime)
	defer cancel()
	if s.options.Versions.WaitFor(ctx, version) == nil {
		return true
	}
	w.Header().Set("Retry-After", "1")
	s.refuse(w, r, plainJSON, fault.New(fault.Behind, "this server is at version %d and has not come to %d yet: ask again, or another server", s.options.Versions.Version(), version))
	return false
}

// tellVersion sets the header of an answer: when it begins, all that it has was read.
func (r *recorder) tellVersion() {
	if r.versions != nil {
		r.Header()[VersionHeader] = []string{strconv.FormatUint(r.versions.Version(), 10)}
	}
}
