package pagefile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync/atomic"
	"unsafe"

	mmap "github.com/blevesearch/mmap-go"
	"github.com/cespare/xxhash/v2"
)

// ErrWrong says that a file is not one of this format and machine, is cut short, or has a page that is not what was written.
var ErrWrong = errors.New("file is not as it was written")

// Error is a page that can't be read, or is wrong. It wraps [ErrWrong].
type Error struct {
	Path string
	Page int
	What string
}

// Error says which page of which file is wrong, and how.
func (e *Error) Error() string { return fmt.Sprintf("%s: page %d %s", e.Path, e.Page, e.What) }

// Unwrap returns ErrWrong.
func (e *Error) Unwrap() error { return ErrWrong }

// File is an open file. Any number of goroutines may read it. Its memory is given back when nobody has it any more.
type File struct {
	path     string
	source   *os.File // for reading beside the mapping
	data     []byte   // the pages, without their checksums
	start    uintptr  // of data
	sums     []uint64
	checked  []uint32 // of each page: 1 once it has been held against its checksum
	sections []section
	about    []byte
	inMemory bool // it was read, and checked as a whole
}

// Open opens a file. The error wraps ErrWrong where its head or its length is wrong.
func Open(path string) (*File, error) {
	source, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &File{path: path, source: source}
	if err = f.readHead(); err == nil {
		err = f.takePages()
	}
	if err != nil {
		return nil, errors.Join(err, source.Close())
	}
	return f, nil
}

func (f *File) wrong(format string, args ...any) error {
	return fmt.Errorf("%s: "+format+": %w", append(append([]any{f.path}, args...), ErrWrong)...)
}

// readHead reads and checks the head and the checksums.
func (f *File) readHead() error {
	head := make([]byte, PageLen)
	if n, err := f.source.ReadAt(head, 0); n < PageLen {
		return f.wrong("%d bytes long, %v", n, err)
	}
	n := binary.LittleEndian.Uint64(head[8:])
	if n > PageLen-headFixed || xxhash.Sum64(head[8:headFixed+n]) != binary.LittleEndian.Uint64(head) {
		return f.wrong("head is damaged")
	}
	h := headReader{rest: head[headFixed : headFixed+n]}
	if string(h.take(len(magic))) != magic || binary.LittleEndian.Uint32(h.take(4)) != format ||
		binary.NativeEndian.Uint32(h.take(4)) != byteOrder || binary.LittleEndian.Uint32(h.take(4)) != PageLen {
		return f.wrong("of another format, or of another machine")
	}
	pages, hash := h.number(), h.number()
	for range h.take(1)[0] {
		name := string(h.take(int(h.take(1)[0])))
		s := section{name, h.number(), h.number()}
		if s.offset > pages<<pageBits || s.len > pages<<pageBits-s.offset {
			return f.wrong("section %s is outside", s.name)
		}
		f.sections = append(f.sections, s)
	}
	f.about = h.rest
	return f.readSums(pages, hash)
}

// headReader takes a head apart, whose hash is right.
type headReader struct{ rest []byte }

func (h *headReader) take(n int) []byte {
	part := h.rest[:n]
	h.rest = h.rest[n:]
	return part
}

func (h *headReader) number() uint64 { return binary.LittleEndian.Uint64(h.take(8)) }

func (f *File) readSums(pages, hash uint64) error {
	info, err := f.source.Stat()
	if err != nil {
		return err
	}
	if uint64(info.Size()) != pages*(PageLen+8) {
		return f.wrong("%d bytes long, should be %d", info.Size(), pages*(PageLen+8))
	}
	raw := make([]byte, 8*pages)
	if _, err := f.source.ReadAt(raw, int64(pages)<<pageBits); err != nil {
		return err
	}
	if xxhash.Sum64(raw) != hash {
		return f.wrong("checksums are damaged")
	}
	f.sums, f.checked = make([]uint64, pages), make([]uint32, pages)
	for i := range f.sums {
		f.sums[i] = binary.LittleEndian.Uint64(raw[8*i:])
	}
	f.checked[0] = 1 // the head
	return nil
}

// takePages maps the pages. Where mapping can't be had, or a mapped file can't be replaced, they are read and checked at once.
func (f *File) takePages() error {
	size := len(f.sums) << pageBits
	if runtime.GOOS != "windows" {
		if m, err := mmap.MapRegion(f.source, size, mmap.RDONLY, 0, 0); err == nil {
			f.data = m
			f.start = uintptr(unsafe.Pointer(&m[0]))
			runtime.AddCleanup(f, func(open mapped) { _, _ = open.pages.Unmap(), open.source.Close() }, mapped{m, f.source})
			return nil
		}
	}
	words := make([]uint64, size/8) // so that values of eight bytes lie well
	f.data = unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), size)
	f.start = uintptr(unsafe.Pointer(&words[0]))
	f.inMemory = true
	if _, err := io.ReadFull(io.NewSectionReader(f.source, 0, int64(size)), f.data); err != nil {
		return err
	}
	for page := range f.sums[1:] {
		if xxhash.Sum64(f.page(page+1)) != f.sums[page+1] {
			return f.wrong("page %d is damaged", page+1)
		}
		f.checked[page+1] = 1
	}
	return f.source.Close()
}

// mapped is what is given back when nobody has the file any more.
type mapped struct {
	pages  mmap.MMap
	source *os.File
}

// About is what the owner has said of the file.
func (f *File) About() []byte { return f.about }

// Len is the length of the file in bytes.
func (f *File) Len() int { return len(f.data) + 8*len(f.sums) }

// Pages is how many pages there are.
func (f *File) Pages() int { return len(f.sums) }

func (f *File) page(i int) []byte { return f.data[i<<pageBits : (i+1)<<pageBits] }

// Section returns the array of a section, whose values hold no pointers. It is read by At, Ref and Part alone. A section that
// is missing or is no whole number of values gives an error that wraps ErrWrong.
func Section[T any](f *File, name string) ([]T, error) {
	var zero T
	size := uint64(unsafe.Sizeof(zero))
	for _, s := range f.sections {
		if s.name != name {
			continue
		}
		if s.len%size != 0 {
			return nil, f.wrong("section %s of %d bytes", name, s.len)
		}
		if s.len == 0 {
			return nil, nil
		}
		return unsafe.Slice((*T)(unsafe.Pointer(&f.data[s.offset])), s.len/size), nil
	}
	return nil, f.wrong("no section %s", name)
}

// At returns a value of an array, which may lie in a file or elsewhere; the file may be nil.
func At[T any](f *File, array []T, i uint32) T {
	if f != nil {
		f.touch(uintptr(unsafe.Pointer(&array[i])))
	}
	return array[i]
}

// Ref is At for a value that is not to be copied.
func Ref[T any](f *File, array []T, i int) *T {
	v := &array[i]
	if f != nil {
		f.touch(uintptr(unsafe.Pointer(v)))
	}
	return v
}

// Part returns the values from lo to before hi.
func Part[T any](f *File, array []T, lo, hi uint32) []T {
	part := array[lo:hi:hi]
	if f != nil && lo < hi {
		f.touchAll(uintptr(unsafe.Pointer(&part[0])), uintptr(unsafe.Pointer(&part[len(part)-1]))+unsafe.Sizeof(part[0])-1)
	}
	return part
}

// touch checks the page that an address is on, if it is one of the file's.
func (f *File) touch(at uintptr) {
	if page := (at - f.start) >> pageBits; page < uintptr(len(f.checked)) && atomic.LoadUint32(&f.checked[page]) == 0 {
		f.check(page)
	}
}

// touchAll checks the pages from one address to another.
func (f *File) touchAll(from, to uintptr) {
	first := (from - f.start) >> pageBits
	if first >= uintptr(len(f.checked)) {
		return // not of this file
	}
	for page := first; page <= (to-f.start)>>pageBits; page++ {
		if atomic.LoadUint32(&f.checked[page]) == 0 {
			f.check(page)
		}
	}
}

// check holds a page against its checksum, and panics with an Error where it is not what was written.
func (f *File) check(page uintptr) {
	if xxhash.Sum64(f.page(int(page))) != f.sums[page] {
		panic(&Error{f.path, int(page), "is damaged"})
	}
	atomic.StoreUint32(&f.checked[page], 1)
}

// Fault returns the error that a panic of a reader is, nil where it is another panic.
func (f *File) Fault(p any) *Error {
	if e, is := p.(*Error); is && e.Path == f.path {
		return e
	}
	if e, is := p.(interface{ Addr() uintptr }); is {
		if page := (e.Addr() - f.start) >> pageBits; page < uintptr(len(f.sums)) {
			return &Error{f.path, int(page), "can't be read"}
		}
	}
	return nil
}

// CheckPage reads a page anew, beside the mapping, and holds it against its checksum. The error is an Error where it is wrong.
// Buf has room for a page.
func (f *File) CheckPage(page int, buf []byte) error {
	if f.inMemory {
		return nil
	}
	buf = buf[:PageLen]
	_, err := f.source.ReadAt(buf, int64(page)<<pageBits)
	runtime.KeepAlive(f)
	if errors.Is(err, io.EOF) {
		return &Error{f.path, page, "is missing"}
	}
	if err != nil {
		return fmt.Errorf("%s: page %d: %w", f.path, page, err)
	}
	if page > 0 && xxhash.Sum64(buf) != f.sums[page] {
		return &Error{f.path, page, "is damaged"}
	}
	return nil
}
