package pagefile

import (
	"encoding/binary"
	"fmt"
	"io"
	"unsafe"

	"github.com/cespare/xxhash/v2"
)

// PageLen is the length of a page in bytes: what is read and checked at a time.
const PageLen = 1 << pageBits

const pageBits = 16

// The head of a file.
const (
	magic     = "whence pages\n"
	format    = 1
	byteOrder = 0x01020304 // written as the machine has it
	headFixed = 16         // hash and length of what follows
)

// section is where an array lies.
type section struct {
	name        string
	offset, len uint64 // in bytes
}

// Out is what a file is written to.
type Out interface {
	io.Writer
	io.WriterAt
}

// Writer writes a file. Its methods are called in order: for each section Begin and any number of Writes, then Finish.
type Writer struct {
	out      Out
	page     []byte // under way, not more than PageLen
	sums     []uint64
	sections []section
}

// NewWriter begins a file, whose first page stays empty until Finish.
func NewWriter(out Out) (*Writer, error) {
	w := &Writer{out: out, page: make([]byte, PageLen)}
	return w, w.flush()
}

// flush writes the page under way, zeros after it.
func (w *Writer) flush() error {
	if len(w.page) == 0 {
		return nil
	}
	n := len(w.page)
	w.page = w.page[:PageLen]
	clear(w.page[n:])
	w.sums = append(w.sums, xxhash.Sum64(w.page))
	_, err := w.out.Write(w.page)
	w.page = w.page[:0]
	return err
}

// Begin begins a section.
func (w *Writer) Begin(name string) error {
	err := w.flush()
	w.sections = append(w.sections, section{name: name, offset: uint64(len(w.sums)) << pageBits})
	return err
}

// Write appends to the section that was begun last.
func (w *Writer) Write(b []byte) (int, error) {
	n := len(b)
	w.sections[len(w.sections)-1].len += uint64(n)
	for len(b) > 0 {
		part := min(len(b), PageLen-len(w.page))
		w.page = append(w.page, b[:part]...)
		b = b[part:]
		if len(w.page) == PageLen {
			if err := w.flush(); err != nil {
				return 0, err
			}
		}
	}
	return n, nil
}

// Append writes values of an array, which hold no pointers, to the section that was begun last.
func Append[T any](w *Writer, values []T) error {
	if len(values) == 0 {
		return nil
	}
	_, err := w.Write(unsafe.Slice((*byte)(unsafe.Pointer(&values[0])), len(values)*int(unsafe.Sizeof(values[0]))))
	return err
}

// Finish writes the checksums and the head with what the owner says of the file. The file is whole when it has been synced
// afterwards.
func (w *Writer) Finish(about []byte) error {
	if err := w.flush(); err != nil {
		return err
	}
	sums := make([]byte, 0, 8*len(w.sums))
	for _, sum := range w.sums {
		sums = binary.LittleEndian.AppendUint64(sums, sum)
	}
	if _, err := w.out.Write(sums); err != nil {
		return err
	}
	head := make([]byte, headFixed, PageLen)
	head = append(head, magic...)
	head = binary.LittleEndian.AppendUint32(head, format)
	head = binary.NativeEndian.AppendUint32(head, byteOrder)
	head = binary.LittleEndian.AppendUint32(head, PageLen)
	head = binary.LittleEndian.AppendUint64(head, uint64(len(w.sums)))
	head = binary.LittleEndian.AppendUint64(head, xxhash.Sum64(sums))
	head = append(head, byte(len(w.sections)))
	for _, s := range w.sections {
		head = append(append(head, byte(len(s.name))), s.name...)
		head = binary.LittleEndian.AppendUint64(head, s.offset)
		head = binary.LittleEndian.AppendUint64(head, s.len)
	}
	head = append(head, about...)
	if len(head) > PageLen {
		return fmt.Errorf("head of %d bytes: at most %d", len(head), PageLen)
	}
	binary.LittleEndian.PutUint64(head[8:], uint64(len(head)-headFixed))
	binary.LittleEndian.PutUint64(head, xxhash.Sum64(head[8:]))
	_, err := w.out.WriteAt(head, 0)
	return err
}
