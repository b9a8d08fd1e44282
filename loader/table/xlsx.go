package table

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Bounds of what a workbook may unzip to.
const (
	maxUnzipped = 2 << 30
	maxInMemory = 32 << 20 // of a part, beyond which it is unzipped to a file
)

// XLSX reads a sheet of a workbook: the one that is named, without regard to case, else the first that holds anything. The
// other sheets' names are told. The error is an *Error.
func XLSX(name string, in io.Reader, o Options) (*Table, error) {
	fail := func(format string, args ...any) (*Table, error) {
		return nil, &Error{Name: name, Message: fmt.Sprintf(format, args...), Fatal: true}
	}
	book, err := excelize.OpenReader(in, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxInMemory})
	if err != nil {
		return fail("the workbook can't be read: %v", err)
	}
	t := &Table{name: name, Sheet: true, close: book.Close}
	for _, candidate := range book.GetSheetList() {
		if t.next != nil || o.Sheet != "" && !strings.EqualFold(candidate, o.Sheet) {
			t.Others = append(t.Others, candidate)
			continue
		}
		found, err := t.open(book, candidate, o)
		if err != nil {
			_ = book.Close()
			return nil, err
		}
		if !found {
			t.Others = append(t.Others, candidate)
		}
	}
	if t.next == nil {
		_ = book.Close()
		if o.Sheet != "" {
			return fail("the workbook has no sheet %q that holds anything; it has %s", o.Sheet, strings.Join(t.Others, ", "))
		}
		return fail("no sheet of the workbook holds anything")
	}
	return t, nil
}

// open begins to read a sheet; it reports whether the sheet holds anything.
func (t *Table) open(book *excelize.File, sheet string, o Options) (bool, error) {
	unreadable := func(err error) error {
		return &Error{Name: t.name, Message: fmt.Sprintf("sheet %q can't be read: %v", sheet, err), Fatal: true}
	}
	rows, err := book.Rows(sheet)
	if err != nil {
		return false, unreadable(err)
	}
	if !rows.Next() {
		return false, rows.Close()
	}
	first, err := rows.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return false, unreadable(err)
	}
	if blank(first) && o.SkipRows == 0 {
		return false, rows.Close()
	}
	t.Name, t.Header = sheet, nil
	again := true // the first row, which was read
	t.next = func() ([]string, int, error) {
		cells := first
		if !again {
			if !rows.Next() {
				if err := rows.Error(); err != nil {
					return nil, 0, unreadable(err)
				}
				return nil, 0, io.EOF
			}
			if cells, err = rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
				return nil, 0, unreadable(err)
			}
		}
		again = false
		for len(cells) < len(t.Header) { // a sheet leaves out empty cells at the end
			cells = append(cells, "")
		}
		return cells, 0, nil
	}
	return true, t.begin(o)
}
