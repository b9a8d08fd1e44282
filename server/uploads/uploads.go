// Package uploads keeps files that were sent ahead of a write, by the SHA-256 of what they hold: a text that a document is
// to be made of, a file that a data set is to be loaded from.
//
// It knows bytes and digests, and nothing of what is done with them.
package uploads

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"whence/graph/sourcetext"
	"whence/server/auth"
)

// Options bound what is kept. The zero value stands for the defaults.
type Options struct {
	Kept time.Duration // for how long a file is; a day if 0
	Day  int64         // the most bytes that one agent sends in a day; 8 GiB if 0
}

// Store is a folder of uploads. Make it with New.
type Store struct {
	folder  string
	options Options

	mu   sync.Mutex
	day  time.Time
	sent map[string]int64 // by agent, on that day
}

// New returns the store in a folder, which the first file makes, for its owner alone.
func New(folder string, o Options) *Store {
	if o.Kept == 0 {
		o.Kept = 24 * time.Hour
	}
	if o.Day == 0 {
		o.Day = 8 << 30
	}
	return &Store{folder: folder, options: o, sent: map[string]int64{}}
}

// Errors of a Store.
var (
	// ErrUnknown is a digest that no file here has.
	ErrUnknown = errors.New("no file of that digest was sent here: send it again, for files are kept for a day")
	// ErrNotText is what is no plain text: not UTF-8, with a NUL, empty, or of another format.
	ErrNotText = errors.New("not a text in UTF-8")
	// ErrQuota is an agent who has sent too much.
	ErrQuota = errors.New("you have sent too much today")
)

var isDigest = regexp.MustCompile(`^[0-9a-f]{64}$`)

// File opens the file with a digest. The error wraps ErrUnknown where there is none.
func (s *Store) File(digest string) (*os.File, error) {
	if !isDigest.MatchString(digest) {
		return nil, fmt.Errorf("%.80q: %w", digest, ErrUnknown)
	}
	file, err := os.Open(filepath.Join(s.folder, digest))
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%s: %w", digest, ErrUnknown)
	}
	return file, err
}

// Put keeps what r yields and returns its digest and its length.
func (s *Store) Put(ctx context.Context, r io.Reader) (digest string, n int64, err error) {
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return "", 0, fmt.Errorf("uploads: %w", err)
	}
	s.expire(time.Now())
	file, err := os.CreateTemp(s.folder, ".upload-*") // mode 0600
	if err != nil {
		return "", 0, fmt.Errorf("uploads: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // gone already where all went well
	sum := sha256.New()
	n, err = io.Copy(io.MultiWriter(file, sum, &quota{s, auth.From(ctx).Agent.ID}), r)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", n, err
	}
	digest = hex.EncodeToString(sum.Sum(nil))
	if err := os.Rename(file.Name(), filepath.Join(s.folder, digest)); err != nil {
		return "", n, fmt.Errorf("uploads: %w", err)
	}
	return digest, n, nil
}

// expire removes what was kept for long enough, and what was left of uploads that broke off.
func (s *Store) expire(now time.Time) {
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return // the upload will say so
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > s.options.Kept {
			_ = os.Remove(filepath.Join(s.folder, e.Name())) // another may have done so
		}
	}
}

// quota counts what an agent sends.
type quota struct {
	store *Store
	agent string
}

func (q *quota) Write(b []byte) (int, error) {
	s := q.store
	s.mu.Lock()
	defer s.mu.Unlock()
	if today := time.Now().UTC().Truncate(24 * time.Hour); !today.Equal(s.day) {
		s.day, s.sent = today, map[string]int64{}
	}
	if s.sent[q.agent]+int64(len(b)) > s.options.Day {
		return 0, fmt.Errorf("%w: %d bytes are the most", ErrQuota, s.options.Day)
	}
	s.sent[q.agent] += int64(len(b))
	return len(b), nil
}

// texts checks that what passes is a text.
type texts struct {
	io.Reader

	rest []byte // of a character that another read ends
}

func (t *texts) Read(b []byte) (int, error) {
	n, err := t.Reader.Read(b)
	whole := b[:n]
	if len(t.rest) > 0 {
		whole = slices.Concat(t.rest, whole)
	}
	for len(whole) > 0 {
		r, size := utf8.DecodeRune(whole)
		if r == utf8.RuneError && size == 1 && (utf8.FullRune(whole) || errors.Is(err, io.EOF)) {
			return n, fmt.Errorf("%w: byte %#x begins no character", ErrNotText, whole[0])
		}
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == 0 {
			return n, fmt.Errorf("%w: it holds a NUL", ErrNotText)
		}
		whole = whole[size:]
	}
	t.rest = append([]byte(nil), whole...)
	return n, err
}

// checkBeginning refuses a text that is empty, and a file of another format, by its first bytes.
func checkBeginning(head []byte) error {
	if len(bytes.TrimSpace(head)) == 0 && len(head) < 512 {
		return fmt.Errorf("%w: it is empty", ErrNotText)
	}
	if other := sourcetext.Sniff(head); other != "" {
		return fmt.Errorf("%w: it is %s; send its words as plain text", ErrNotText, other)
	}
	return nil
}

// answer is what whoever sends a file is told.
type answer struct {
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Texts serves POST /texts.
func (s *Store) Texts() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := bufio.NewReaderSize(r.Body, 512)
		// Where the beginning can't be read, reading all of it says why.
		if head, err := body.Peek(512); err == nil || errors.Is(err, io.EOF) {
			if err := checkBeginning(head); err != nil {
				refuse(w, err)
				return
			}
		}
		s.put(w, r, &texts{Reader: body})
	})
}

// Files serves PUT /files.
func (s *Store) Files() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.put(w, r, r.Body) })
}

// Keep keeps the body of a request and returns its digest. Where it can't, it answers why, and ok is false.
func (s *Store) Keep(w http.ResponseWriter, r *http.Request) (digest string, ok bool) {
	digest, _, ok = s.keep(w, r, r.Body)
	return digest, ok
}

func (s *Store) put(w http.ResponseWriter, r *http.Request, body io.Reader) {
	digest, n, ok := s.keep(w, r, body)
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(answer{digest, n}) // nobody is left to tell
}

func (s *Store) keep(w http.ResponseWriter, r *http.Request, body io.Reader) (digest string, n int64, ok bool) {
	digest, n, err := s.Put(r.Context(), body)
	if err != nil {
		refuse(w, err)
		return "", 0, false
	}
	return digest, n, true
}

// refuse answers why a file was not kept.
func refuse(w http.ResponseWriter, err error) {
	status, code := reason(err)
	w.Header().Set("Connection", "close") // the rest is not read
	said := err.Error()
	if status == http.StatusInternalServerError {
		said = "the file could not be kept"
	}
	Refuse(w, status, code, said)
}

func reason(err error) (status int, code string) {
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return http.StatusRequestEntityTooLarge, "BODY_TOO_LARGE"
	case errors.Is(err, ErrNotText):
		return http.StatusUnprocessableEntity, "BAD_USER_INPUT"
	case errors.Is(err, ErrQuota):
		return http.StatusTooManyRequests, "RATE_LIMITED"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, context.Canceled):
		return http.StatusRequestTimeout, "TIMEOUT"
	}
	return http.StatusInternalServerError, "INTERNAL"
}

// Refuse answers with an error in the shape that the API has.
func Refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{ // nobody is left to tell
		"errors": []any{map[string]any{"message": message, "extensions": map[string]any{"code": code}}},
	})
}
