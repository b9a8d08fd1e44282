package commitlog

import (
	"crypto/sha256"
	"fmt"

	"whence/graph/quadstore"
)

// Request is what an idempotency key was used for: a write of some content, and what became of it.
type Request struct {
	Content  [sha256.Size]byte // of the mutation and its input
	Commit   uint64            // 0 where it made none
	Proposal string            // "" where it made none
	Warnings []byte            // as the writer encoded them
}

// Record is the side record that keeps a request under an agent's key.
func (r Request) Record(agent, key string) quadstore.SideRecord {
	w := writer{buf: append([]byte{recordVersion}, r.Content[:]...)}
	w.number(r.Commit)
	w.text(r.Proposal)
	w.text(string(r.Warnings))
	return quadstore.SideRecord{Key: requestKey(agent, key), Value: w.buf}
}

// Request is what an agent used a key for; nil where the key is new.
func (l *Log) Request(agent, key string) (*Request, error) {
	value, err := l.store.SideValue(requestKey(agent, key))
	if err != nil || value == nil {
		return nil, err
	}
	request, err := parseRequest(value)
	if err != nil {
		return nil, fmt.Errorf("request %.100q of %s: %w", key, agent, err)
	}
	return request, nil
}

func parseRequest(value []byte) (*Request, error) {
	if len(value) == 0 || value[0] != recordVersion {
		return nil, ErrCorrupt
	}
	r := reader{buf: value[1:]}
	out := &Request{}
	copy(out.Content[:], r.bytes(sha256.Size))
	out.Commit, out.Proposal, out.Warnings = r.number(), r.text(), []byte(r.text())
	if r.failed {
		return nil, ErrCorrupt
	}
	return out, nil
}
