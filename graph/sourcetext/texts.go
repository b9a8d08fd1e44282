package sourcetext

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/sync/singleflight"

	"whence/graph/claim"
)

// Texts is the documents' own words, where they are at hand: regular files of UTF-8 text, read when first asked for.
type Texts struct {
	files fs.FS
	root  *os.Root // nil where files were given
	// Shipped has the texts that come with the program, read where files has no such one; nil where there are none.
	Shipped fs.FS
	// Kept is a text that the store keeps, by its digest; nil where there is none.
	Kept    func(digest string) ([]byte, error)
	held    atomic.Pointer[map[string]*Text] // never changed: a file that was read makes the next
	reading singleflight.Group               // by the file's name
}

// NewTexts reads documents from a file system.
func NewTexts(files fs.FS) *Texts {
	t := &Texts{files: files}
	t.held.Store(&map[string]*Text{})
	return t
}

// Open reads documents below a folder, and nothing that a link in it leads to outside. The error wraps claim.ErrInvalid where
// there is no such folder.
func Open(folder string) (*Texts, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("texts %q is not a folder that can be read: %w: %w", folder, err, claim.ErrInvalid)
	}
	t := NewTexts(root.FS())
	t.root = root
	return t, nil
}

// Close lets go of the folder.
func (t *Texts) Close() error {
	if t == nil || t.root == nil {
		return nil
	}
	return t.root.Close()
}

// Stored begins the names of texts that the store keeps: what follows is the SHA-256 of the text in hexadecimal.
const Stored = "sha256/"

const (
	maxTextFile   = 16 << 20 // bytes of one file
	maxTextsHeld  = 64       // files kept in memory
	maxTextBytes  = 64 << 20 // bytes of them all
	runesPerEntry = 1024     // how far apart the known offsets of a text are
)

// Text is one file with the byte offset of every 1,024th code point.
type Text struct {
	data    string
	offsets []int
	Runes   int
	Digest  func() string // of all of it, worked out once
}

// New is a text whose code points are found fast.
func New(data string) *Text {
	t := &Text{data: data, Digest: sync.OnceValue(func() string { return Digest(data) })}
	for i := range data {
		if t.Runes%runesPerEntry == 0 {
			t.offsets = append(t.offsets, i)
		}
		t.Runes++
	}
	return t
}

// Slice is code points [start, end); ok is false where the text is shorter.
func (t *Text) Slice(start, end int) (s string, ok bool) {
	if start < 0 || end < start || end > t.Runes {
		return "", false
	}
	return t.data[t.offset(start):t.offset(end)], true
}

func (t *Text) offset(runes int) int {
	if runes == t.Runes {
		return len(t.data)
	}
	at := t.offsets[runes/runesPerEntry]
	for range runes % runesPerEntry {
		_, size := utf8.DecodeRuneInString(t.data[at:])
		at += size
	}
	return at
}

// Open is a file's text, nil where it is not held. A file that is held and can't be read is an error.
func (t *Texts) Open(name string) (*Text, error) {
	if t == nil || !fs.ValidPath(name) {
		return nil, nil
	}
	if file, ok := (*t.held.Load())[name]; ok {
		return file, nil
	}
	// Who asks for one file while it is read waits for it; nobody else does.
	file, err, _ := t.reading.Do(name, func() (any, error) { return t.readText(name) })
	if err != nil {
		return nil, err
	}
	return file.(*Text), nil
}

// readText reads a file and holds it; nil for one that is not there.
func (t *Texts) readText(name string) (*Text, error) {
	data, err := t.readFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // a text that is not there is not held
	}
	if err != nil {
		return nil, fmt.Errorf("text %q: %w", name, err)
	}
	if other := Sniff(data); other != "" && !utf8.Valid(data) {
		return nil, fmt.Errorf("text %q is %s: save its words as plain text in UTF-8", name, other)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("text %q is not UTF-8: offsets into it mean nothing", name)
	}
	file := New(unsafe.String(unsafe.SliceData(data), len(data))) // nobody else has the bytes, and they may be many
	for {
		held, next := t.held.Load(), map[string]*Text{name: file}
		size := len(data)
		for _, other := range *held {
			size += len(other.data)
		}
		if len(*held) < maxTextsHeld && size <= maxTextBytes {
			maps.Copy(next, *held)
		}
		if t.held.CompareAndSwap(held, &next) {
			return file, nil
		}
	}
}

// readFile reads a file that is one. What is not, such as a pipe, is never opened: that may wait forever.
func (t *Texts) readFile(name string) ([]byte, error) {
	if digest, ok := strings.CutPrefix(name, Stored); ok && t.Kept != nil {
		text, err := t.Kept(digest)
		if err == nil && text == nil {
			err = fs.ErrNotExist
		}
		return text, err
	}
	if t.files == nil {
		return t.readShipped(name)
	}
	info, err := fs.Stat(t.files, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return t.readShipped(name)
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("%s and no file: %w", sortOf(info.Mode()), claim.ErrInvalid)}
	case info.Size() > maxTextFile:
		return nil, fmt.Errorf("%d bytes: at most %d are held: %w", info.Size(), maxTextFile, claim.ErrInvalid)
	}
	file, err := t.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	// It is read into one piece of memory of its own size, which appending would make again and again.
	whole := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	if _, err := whole.ReadFrom(io.LimitReader(file, maxTextFile+1)); err != nil { // it may have grown
		return nil, err
	}
	if whole.Len() > maxTextFile {
		return nil, fmt.Errorf("more than %d bytes: %w", maxTextFile, claim.ErrInvalid)
	}
	return whole.Bytes(), nil
}

// readShipped reads a text that comes with the program.
func (t *Texts) readShipped(name string) ([]byte, error) {
	if t.Shipped == nil {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(t.Shipped, name)
}

// IsShipped reports whether a text comes with the program: whoever has the program may read it.
func (t *Texts) IsShipped(name string) bool {
	if t == nil || t.Shipped == nil || !fs.ValidPath(name) {
		return false
	}
	_, err := fs.Stat(t.Shipped, name)
	return err == nil
}

// sortOf names what a path leads to that is no regular file.
func sortOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	default:
		return "a device"
	}
}

// Slice is code points [start, end) of a file; held is false where the file is not there, and an error wraps claim.ErrInvalid
// where it is shorter than that.
func (t *Texts) Slice(name string, start, end int) (s string, held bool, err error) {
	file, err := t.Open(name)
	if file == nil || err != nil {
		return "", false, err
	}
	s, ok := file.Slice(start, end)
	if !ok {
		return "", true, fmt.Errorf("characters %d to %d: %q has %d: %w", start, end, name, file.Runes, claim.ErrInvalid)
	}
	return s, true, nil
}

// Text is all of a file; held is false where the file is not there.
func (t *Texts) Text(name string) (s string, held bool, err error) {
	file, err := t.Open(name)
	if file == nil || err != nil {
		return "", false, err
	}
	return file.data, true, nil
}

// Digest is the SHA-256 of a cited text in UTF-8, in lower-case hexadecimal.
func Digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Document is the text of a document, "" where it is not held.
func (t *Texts) Document(d claim.DocumentFile) (string, error) {
	file, err := t.Open(d.File)
	if file == nil || err != nil {
		return "", err
	}
	end := d.End
	if end == 0 {
		end = file.Runes
	}
	s, ok := file.Slice(d.Start, end)
	if !ok {
		return "", fmt.Errorf("document from %d to %d: %q has %d characters: %w", d.Start, end, d.File, file.Runes, claim.ErrInvalid)
	}
	return s, nil
}

// Key is where the store keeps a text.
func Key(digest string) []byte { return []byte("t" + digest) }
