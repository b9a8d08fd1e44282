package pagefile_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"testing"

	"github.com/cespare/xxhash/v2"

	"whence/graph/quadstore/pagefile"
)

// numbers is an array of some pages, no value twice.
func numbers(n int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(i)*2654435761 + 1
	}
	return out
}

// written writes a file with sections of several lengths: none, less than a page, a page, and more.
func written(t *testing.T, sections map[string][]uint32) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := pagefile.NewWriter(out)
	for name, values := range sections {
		if err == nil {
			err = w.Begin(name)
		}
		if err == nil {
			err = pagefile.Append(w, values)
		}
	}
	if err == nil {
		err = w.Finish([]byte("about"))
	}
	if err = errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func someSections() map[string][]uint32 {
	const page = pagefile.PageLen / 4
	return map[string][]uint32{"none": nil, "few": numbers(3), "page": numbers(page), "many": numbers(5*page + 7)}
}

// reading calls what reads a file, and returns what was wrong with it.
func reading(f *pagefile.File, read func()) (fault *pagefile.Error) {
	before := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(before)
		if p := recover(); p != nil {
			if fault = f.Fault(p); fault == nil {
				panic(p)
			}
		}
	}()
	read()
	return nil
}

// allRight reads every value of a file in random order, one at a time and in parts. What it reads is what was written, or it panics
// as the package says; wrong is what differs.
func allRight(f *pagefile.File, sections map[string][]uint32, random *rand.Rand) (wrong error) {
	for name, want := range sections {
		got, err := pagefile.Section[uint32](f, name)
		if err != nil {
			return err
		}
		if len(got) != len(want) {
			return fmt.Errorf("%s: %d values, should be %d", name, len(got), len(want))
		}
		for _, i := range random.Perm(len(want)) {
			if v := pagefile.At(f, got, uint32(i)); v != want[i] || *pagefile.Ref(f, got, i) != v {
				return fmt.Errorf("%s: value %d is %d, should be %d", name, i, v, want[i])
			}
			if lo := uint32(i); random.IntN(1000) == 0 {
				hi := lo + uint32(random.IntN(len(want)-i))
				if !slices.Equal(pagefile.Part(f, got, lo, hi), want[lo:hi]) {
					return fmt.Errorf("%s: values %d to %d differ", name, lo, hi)
				}
			}
		}
	}
	return nil
}

// A file reads as it was written, by many at once.
func TestManyReaders(t *testing.T) {
	sections := someSections()
	f, err := pagefile.Open(written(t, sections))
	if err != nil {
		t.Fatal(err)
	}
	if string(f.About()) != "about" {
		t.Errorf("about is %q", f.About())
	}
	var readers sync.WaitGroup
	for n := range uint64(4) {
		readers.Go(func() {
			var wrong error
			if fault := reading(f, func() { wrong = allRight(f, sections, rand.New(rand.NewPCG(n, 1))) }); fault != nil || wrong != nil {
				t.Errorf("reader %d: %v, %v", n, fault, wrong)
			}
		})
	}
	readers.Wait()
}

// Whatever byte of a file is turned over, it is noticed: when the file is opened, or when the page is read, by each of many readers.
// Only what fills a section's last page is nobody's.
func TestEveryPageTurnedOver(t *testing.T) {
	sections := someSections()
	path := written(t, sections)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	pages := len(whole) / (pagefile.PageLen + 8)
	head := 16 + int(binary.LittleEndian.Uint64(whole[8:]))
	damaged := []int{random.IntN(head), random.IntN(8), 8 + random.IntN(8)}
	for page := 1; page < pages; page++ {
		damaged = append(damaged, page*pagefile.PageLen, (page+1)*pagefile.PageLen-1, page*pagefile.PageLen+random.IntN(pagefile.PageLen))
	}
	for at := pages * pagefile.PageLen; at < len(whole); at += 1 + random.IntN(8) { // the checksums
		damaged = append(damaged, at)
	}
	for _, at := range damaged {
		broken := slices.Clone(whole)
		broken[at] ^= 1 << random.IntN(8)
		other := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(other, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := pagefile.Open(other)
		if at < pagefile.PageLen || at >= pages*pagefile.PageLen {
			if !errors.Is(err, pagefile.ErrWrong) {
				t.Errorf("byte %d of the head or the checksums: %v", at, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("byte %d: %v: a page is checked when it is read", at, err)
			continue
		}
		var readers sync.WaitGroup
		for n := range uint64(2) {
			readers.Go(func() {
				var wrong error
				fault := reading(f, func() { wrong = allRight(f, sections, rand.New(rand.NewPCG(n, 1))) })
				if fault == nil || fault.Page != at/pagefile.PageLen || wrong != nil || !errors.Is(fault, pagefile.ErrWrong) {
					t.Errorf("byte %d, page %d: found %v, %v", at, at/pagefile.PageLen, fault, wrong)
				}
			})
		}
		readers.Wait()
		if err := f.CheckPage(at/pagefile.PageLen, make([]byte, pagefile.PageLen)); !errors.Is(err, pagefile.ErrWrong) {
			t.Errorf("byte %d: checked beside the mapping: %v", at, err)
		}
	}
}

// A file that was cut short is not opened, wherever it was cut; one that is cut while it is read is a fault of each reader, no signal
// that ends the process and no wrong value.
func TestCutAtEveryPage(t *testing.T) {
	sections := someSections()
	path := written(t, sections)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pages := len(whole) / (pagefile.PageLen + 8)
	for page := range pages + 1 {
		for _, length := range []int{page * pagefile.PageLen, page*pagefile.PageLen + 1, (page+1)*pagefile.PageLen - 1} {
			length = min(length, len(whole)-1)
			cut := filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(cut, whole[:length], 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := pagefile.Open(cut); !errors.Is(err, pagefile.ErrWrong) {
				t.Errorf("cut to %d bytes: %v", length, err)
			}
		}
		open := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(open, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := pagefile.Open(open)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(open, int64(page*pagefile.PageLen)); err != nil {
			t.Fatal(err)
		}
		var readers sync.WaitGroup
		for n := range uint64(2) {
			readers.Go(func() {
				var wrong error
				fault := reading(f, func() { wrong = allRight(f, sections, rand.New(rand.NewPCG(n, 1))) })
				if wrong != nil || page < pages && (fault == nil || fault.Page < page) || page == pages && fault != nil {
					t.Errorf("cut to %d pages of %d while it was open: found %v, %v", page, pages, fault, wrong)
				}
			})
		}
		readers.Wait()
	}
}

// A file of another format, order of bytes or length of pages is not opened, though its head is whole.
func TestOtherFormats(t *testing.T) {
	path := written(t, someSections())
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	magic := len("whence pages\n")
	for name, at := range map[string]int{"magic": 16, "format": 16 + magic, "order of bytes": 16 + magic + 4, "length of a page": 16 + magic + 8} {
		other := slices.Clone(whole)
		other[at]++
		length := binary.LittleEndian.Uint64(other[8:])
		binary.LittleEndian.PutUint64(other, xxhash.Sum64(other[8:16+length]))
		if err := os.WriteFile(path, other, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := pagefile.Open(path); !errors.Is(err, pagefile.ErrWrong) {
			t.Errorf("another %s: %v", name, err)
		}
	}
}
