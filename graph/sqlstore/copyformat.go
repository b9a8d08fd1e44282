package sqlstore

import (
	"context"
	"encoding/binary"
	"io"

	"github.com/jackc/pgx/v5"
)

// rowWriter writes rows in the binary format of COPY (PostgreSQL, "COPY: Binary Format").
type rowWriter struct {
	out *io.PipeWriter
	buf []byte
	err error
}

// copyRows copies rows that write makes into a table with its columns.
func copyRows(ctx context.Context, tx pgx.Tx, into string, write func(*rowWriter)) error {
	in, out := io.Pipe()
	w := &rowWriter{out: out, buf: append(make([]byte, 0, 1<<17), "PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)}
	go func() {
		write(w)
		w.buf = append(w.buf, 0xff, 0xff)
		w.flush()
		_ = out.CloseWithError(w.err) // nil ends the rows; never fails
	}()
	_, err := tx.Conn().PgConn().CopyFrom(ctx, in, "copy "+into+" from stdin with (format binary)")
	_ = in.CloseWithError(io.ErrClosedPipe) // ends the writer where the database did not take all
	return err
}

// row begins a row with a number of columns.
func (w *rowWriter) row(columns int) {
	if len(w.buf) > 1<<16 {
		w.flush()
	}
	w.buf = binary.BigEndian.AppendUint16(w.buf, uint16(columns))
}

func (w *rowWriter) int4(n int32) {
	w.buf = binary.BigEndian.AppendUint32(append(w.buf, 0, 0, 0, 4), uint32(n))
}

func (w *rowWriter) int2(n int16) {
	w.buf = binary.BigEndian.AppendUint16(append(w.buf, 0, 0, 0, 2), uint16(n))
}

func (w *rowWriter) bytes(b []byte) {
	w.buf = append(binary.BigEndian.AppendUint32(w.buf, uint32(len(b))), b...)
}

func (w *rowWriter) flush() {
	if w.err == nil && len(w.buf) > 0 {
		_, w.err = w.out.Write(w.buf)
	}
	w.buf = w.buf[:0]
}
