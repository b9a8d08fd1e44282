package names

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
)

// spill is a section of a segment while it grows: in memory while it is small, then in a file of dir, if there is one.
type spill struct {
	dir  string
	size uint64
	buf  bytes.Buffer
	file *os.File
	out  *bufio.Writer
}

const (
	spillPrefix = "spill-"
	spillAt     = 1 << 20 // bytes
)

func (s *spill) Write(b []byte) (int, error) {
	s.size += uint64(len(b))
	if s.file != nil {
		return s.out.Write(b)
	}
	if s.dir == "" || s.buf.Len()+len(b) <= spillAt {
		return s.buf.Write(b)
	}
	f, err := os.CreateTemp(s.dir, spillPrefix)
	if err != nil {
		return 0, err
	}
	s.file, s.out = f, bufio.NewWriterSize(f, 1<<16)
	if _, err := s.buf.WriteTo(s.out); err != nil {
		return 0, err
	}
	s.buf = bytes.Buffer{}
	return s.out.Write(b)
}

// copyTo writes everything that was written.
func (s *spill) copyTo(w io.Writer) error {
	if s.file == nil {
		_, err := w.Write(s.buf.Bytes())
		return err
	}
	if err := s.out.Flush(); err != nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, s.file)
	return err
}

func (s *spill) close() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
