// Package table reads the rows of CSV files and XLSX sheets as a stream: each row with its number and its cells as they
// stand, raw. A row that can't be read is an error of its own, and reading goes on behind it where it can.
//
// CSV may be UTF-8 with or without a byte order mark, UTF-16 with one, or Windows-1252 (which has Latin-1 in it), and may
// part its cells by commas, semicolons or tabs. A sheet's cells are its raw values: a date is a serial number.
//
// It knows tables. It knows nothing of claims or of what a column means.
package table

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// Table is a table that is being read. Rows can be read once.
type Table struct {
	Name     string   // of the file or sheet
	Header   []string // the titles of the columns, trimmed; "" for one without
	Encoding string   // of a CSV file: "utf-8", "utf-16", "windows-1252"
	Others   []string // sheets that are not read
	Sheet    bool     // whether it is a sheet, of which numbers of dates are serials

	name  string
	pairs map[string]string
	first int // the number of the first row behind the header
	next  func() ([]string, int, error)
	close func() error
}

// Options say how a table is written. The zero value finds out.
type Options struct {
	Comment   rune   // of CSV: what begins a line that is none of the table; 0 for nothing
	Delimiter rune   // of CSV: what parts cells; 0 for the most frequent of comma, semicolon and tab
	Encoding  string // of CSV: a name of the WHATWG's Encoding Standard such as utf-8 or iso-8859-1; "" for the one that it looks like
	Sheet     string // of a workbook, without regard to case; "" for the first that holds anything
	Beside    string // of a workbook: a sheet that tells of the others in pairs, for Pairs to have; "" for none
	SkipRows  int    // rows before the header
	Headless  bool   // there is no header: its titles are those that a mapping gives, "column 1" and so on until then
}

// Row is a row with its number, 1 for the first of the table, which is the header where there is one.
type Row struct {
	Number int
	Line   int // of a CSV file, where the row begins; 0 of a sheet
	Cells  []string
}

// Error is what is wrong with one row, or with the table where Row is 0.
type Error struct {
	Name    string
	Row     int
	Line    int
	Message string
	Fatal   bool // nothing behind it can be read
}

func (e *Error) Error() string {
	switch {
	case e.Line > 0:
		return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Message)
	case e.Row > 0:
		return fmt.Sprintf("%s: row %d: %s", e.Name, e.Row, e.Message)
	}
	return fmt.Sprintf("%s: %s", e.Name, e.Message)
}

// Limits of a table.
const (
	MaxCell    = 1 << 20  // bytes of a cell
	maxRow     = 16 << 20 // bytes of a row
	maxColumns = 2000
)

// Close gives back what reading holds.
func (t *Table) Close() error { return t.close() }

// Pairs is what the sheet that stands beside the table says of it: the values by what stands before them, or above, in lower case. Nil where
// there is no such sheet.
func (t *Table) Pairs() map[string]string { return t.pairs }

// Rows yields the rows behind the header, empty ones left out. An error is an *Error; it is the last where it is fatal.
func (t *Table) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for number := t.first; ; number++ {
			cells, line, err := t.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil {
				err = t.check(number, line, cells)
			} else if e, ok := errors.AsType[*Error](err); ok {
				e.Row = number
			}
			if err != nil {
				e, known := errors.AsType[*Error](err)
				if !yield(Row{Number: number, Line: line}, err) || !known || e.Fatal {
					return
				}
				continue
			}
			if blank(cells) {
				continue
			}
			if !yield(Row{Number: number, Line: line, Cells: cells}, nil) {
				return
			}
		}
	}
}

// check finds what no row may have.
func (t *Table) check(number, line int, cells []string) error {
	fail := func(format string, args ...any) error {
		return &Error{Name: t.name, Row: number, Line: line, Message: fmt.Sprintf(format, args...)}
	}
	if !t.Sheet && len(cells) < len(t.Header) && !blank(cells) {
		return fail("the row has %d cells and the header %d: it is cut short", len(cells), len(t.Header))
	}
	if len(cells) > len(t.Header) && !blank(cells[len(t.Header):]) {
		return fail("the row has %d cells and the header %d; a cell with a separator in it needs quotation marks", len(cells), len(t.Header))
	}
	for i, c := range cells {
		if len(c) > MaxCell {
			return fail("column %d (%s) holds %d bytes; a cell may hold %d", i+1, t.title(i), len(c), MaxCell)
		}
		if strings.IndexByte(c, 0) >= 0 {
			return fail("column %d (%s) holds a NUL character", i+1, t.title(i))
		}
	}
	return nil
}

func (t *Table) title(i int) string {
	if i < len(t.Header) {
		return t.Header[i]
	}
	return "no title"
}

// begin passes over what stands before the header, and takes that up.
func (t *Table) begin(o Options) error {
	var cells []string
	var line int
	for t.first = 1; t.first <= o.SkipRows+1; t.first++ {
		var err error
		if cells, line, err = t.next(); errors.Is(err, io.EOF) {
			return &Error{Name: t.name, Message: "the file is empty, or ends before the header", Fatal: true}
		} else if err != nil {
			return err
		}
	}
	if !o.Headless {
		return t.setHeader(cells)
	}
	for i := range cells {
		t.Header = append(t.Header, fmt.Sprintf("column %d", i+1))
	}
	t.first--
	rest := t.next
	t.next = func() ([]string, int, error) {
		t.next = rest
		return cells, line, nil
	}
	return nil
}

// setHeader takes the first row for the header.
func (t *Table) setHeader(cells []string) error {
	if len(cells) > maxColumns {
		return &Error{Name: t.name, Row: 1, Message: fmt.Sprintf("the header has %d columns; a table may have %d", len(cells), maxColumns), Fatal: true}
	}
	met := map[string]int{}
	for i, c := range cells {
		title := strings.TrimSpace(strings.TrimPrefix(c, "\uFEFF"))
		if strings.IndexByte(title, 0) >= 0 {
			return &Error{Name: t.name, Row: 1, Message: "the header holds a NUL character: is the file UTF-16? Save it as UTF-8, or with a byte order mark", Fatal: true}
		}
		if first, twice := met[strings.ToLower(title)]; twice && title != "" {
			return &Error{Name: t.name, Row: 1, Message: fmt.Sprintf("columns %d and %d are both titled %q; rename one, or say with `header: false` in a mapping that the table has no header", first, i+1, title), Fatal: true}
		}
		met[strings.ToLower(title)] = i + 1
		t.Header = append(t.Header, title)
	}
	if blank(t.Header) {
		return &Error{Name: t.name, Row: 1, Message: "the first row is empty; it has to have the titles of the columns", Fatal: true}
	}
	return nil
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
