// Package objects reads the objects of a JSON file as a stream: the elements of an array, at the top or under a key of the
// top, or one object a line. It holds one of them at a time, so that a file may be of any length.
//
// It knows JSON (RFC 8259), JSON lines and JSON Pointer (RFC 6901). It knows nothing of what an object means.
package objects

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"sort"
	"strconv"
	"strings"
)

// Object is one object, with where it stands.
type Object struct {
	Hint string // its JSON pointer: "/grants/16"; of JSON lines "line 17"
	Line int    // where it begins
	Raw  []byte // valid until the next object
}

// Error is what is wrong with a file: nothing behind it can be read.
type Error struct {
	Name    string
	Line    int
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Message) }

// MaxObject is how many bytes an object, or a text beside the objects, may have: it is held in memory as a whole.
const MaxObject = 64 << 20

var errTooLarge = fmt.Errorf("an object or a text of more than %d bytes begins here; that is more than is read at once: split it", MaxObject)

// Read yields the objects of a file: the elements of the array under a key where the file is one object that has it, those of
// the array that the file is, else the objects that stand one behind another. The key may be a JSON pointer, without its first
// slash, to an array further down. Its errors are *Error.
func Read(name string, in io.Reader, key string) iter.Seq2[Object, error] {
	return ReadAbout(name, in, key, nil)
}

// ReadAbout is Read that hands about the texts that stand beside the array under a key: what the file says of itself, by the
// pointers of the values from the top of the file ("publisher/name"), before or behind the array as they stand.
func ReadAbout(name string, in io.Reader, key string, about func(Field)) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		lines := &lineCount{in: in}
		r := reader{name: name, key: key, lines: lines, decoder: json.NewDecoder(lines), yield: yield, about: about}
		if err := r.read(); err != nil && !errors.Is(err, errStopped) {
			yield(Object{}, r.failure(err))
		}
	}
}

var errStopped = errors.New("the reader of objects wants no more")

type reader struct {
	name, key string
	lines     *lineCount
	decoder   *json.Decoder
	yield     func(Object, error) bool
	about     func(Field)
	found     bool // whether the array that is asked for was met
}

func (r *reader) read() error {
	begin, err := r.begins()
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	case begin == '[':
		return r.array("")
	case begin != '{':
		return errors.New("want an array or an object")
	case r.key != "":
		if err := r.under("", r.key); err != nil || r.found {
			return err
		}
		return fmt.Errorf("the file has no array /%s", r.key)
	}
	for {
		switch err := r.object(""); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// begins is the first byte of the file that is no blank, nor a byte order mark.
func (r *reader) begins() (byte, error) {
	ahead := bufio.NewReader(r.lines.in)
	r.lines.in = ahead
	if mark, err := ahead.Peek(3); err == nil && string(mark) == "\uFEFF" {
		_, _ = ahead.Discard(3) // it was looked at
	}
	for n := 1; ; n++ {
		seen, err := ahead.Peek(n)
		if len(seen) < n {
			return 0, err
		}
		if c := seen[n-1]; !strings.ContainsRune(" \t\r\n", rune(c)) {
			return c, nil
		}
	}
}

// under reads the array that a pointer leads to from the object that the decoder stands before.
func (r *reader) under(before, pointer string) error {
	token, err := r.decoder.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return fmt.Errorf("found %v where %s/%s wants an object", token, before, pointer)
	}
	step, rest, deeper := strings.Cut(pointer, "/")
	name := strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
	for r.decoder.More() {
		token, err := r.decoder.Token()
		if err != nil {
			return err
		}
		switch {
		case token == name && deeper:
			err = r.under(before+"/"+step, rest)
		case token == name:
			r.found = true
			err = r.array(before + "/" + step)
		default:
			err = r.pass(strings.TrimPrefix(before+"/"+fmt.Sprint(token), "/"), 0)
		}
		if err != nil {
			return err
		}
	}
	_, err = r.decoder.Token()
	return err
}

// deepestAbout is how deep objects may stand in one another that say something of the file.
const deepestAbout = 4

// pass passes over one value, a token at a time, and tells of the texts in it.
func (r *reader) pass(path string, depth int) error {
	token, err := r.decoder.Token()
	if err != nil {
		return err
	}
	r.lines.forget(r.decoder.InputOffset())
	switch v := token.(type) {
	case string:
		if r.about != nil {
			r.about(Field{path, v})
		}
	case json.Delim:
		if v != '{' || depth == deepestAbout {
			return r.leave()
		}
		for r.decoder.More() {
			key, err := r.decoder.Token()
			if err == nil {
				err = r.pass(path+"/"+fmt.Sprint(key), depth+1)
			}
			if err != nil {
				return err
			}
		}
		_, err = r.decoder.Token()
	}
	return err
}

// leave passes over what is left of the array or object that the decoder stands in.
func (r *reader) leave() error {
	for depth := 1; depth > 0; {
		token, err := r.decoder.Token()
		if err != nil {
			return err
		}
		r.lines.forget(r.decoder.InputOffset())
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

func (r *reader) array(pointer string) error {
	token, err := r.decoder.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('[') {
		return fmt.Errorf("found %v where an array is wanted", token)
	}
	for n := 0; r.decoder.More(); n++ {
		if err := r.object(pointer + "/" + strconv.Itoa(n)); err != nil {
			return err
		}
	}
	_, err = r.decoder.Token()
	return err
}

func (r *reader) object(hint string) error {
	var raw json.RawMessage
	if err := r.decoder.Decode(&raw); err != nil {
		return err
	}
	line := r.lines.at(r.decoder.InputOffset() - int64(len(raw)))
	if hint == "" {
		hint = fmt.Sprintf("line %d", line)
	}
	r.lines.forget(r.decoder.InputOffset())
	if !r.yield(Object{Hint: hint, Line: line, Raw: raw}, nil) {
		return errStopped
	}
	return nil
}

// failure says where in the file an error stands.
func (r *reader) failure(err error) error {
	at := r.decoder.InputOffset()
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = max(at, syntax.Offset-1)
	}
	message := err.Error()
	if errors.Is(err, errTooLarge) {
		at = r.decoder.InputOffset()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		at, message = r.lines.read, "the file is cut short: an object or an array is not closed"
	}
	return &Error{Name: r.name, Line: r.lines.at(at), Message: message}
}

// lineCount knows where the lines of what passes begin.
type lineCount struct {
	in     io.Reader
	read   int64
	done   int64   // of what was read, how much is no longer needed
	before int     // line feeds that were forgotten
	feeds  []int64 // where the others stand
}

func (l *lineCount) Read(p []byte) (int, error) {
	if l.read-l.done > MaxObject {
		return 0, errTooLarge
	}
	n, err := l.in.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			l.feeds = append(l.feeds, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

// at is the line of a byte, counted from 1.
func (l *lineCount) at(offset int64) int {
	return l.before + sort.Search(len(l.feeds), func(i int) bool { return l.feeds[i] >= offset }) + 1
}

// forget lets go of the lines before a byte.
func (l *lineCount) forget(offset int64) {
	n := sort.Search(len(l.feeds), func(i int) bool { return l.feeds[i] >= offset })
	l.before, l.done = l.before+n, offset
	l.feeds = append(l.feeds[:0], l.feeds[n:]...)
}
