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
		if o.Beside != "" && strings.EqualFold(candidate, o.Beside) && !strings.EqualFold(candidate, o.Sheet) {
			if err := t.readPairs(book, candidate); err != nil {
				_ = book.Close()
				return nil, err
			}
			continue
		}
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

// maxPairs bounds the rows of a sheet of pairs.
const maxPairs = 100

// readPairs reads a sheet that tells of the others: a name and a value in each row, or a row of names and one of values.
func (t *Table) readPairs(book *excelize.File, sheet string) error {
	rows, err := book.Rows(sheet)
	if err != nil {
		return &Error{Name: t.name, Message: fmt.Sprintf("sheet %q can't be read: %v", sheet, err), Fatal: true}
	}
	defer func() { _ = rows.Close() }() // it was only read
	var read [][]string
	for rows.Next() && len(read) < maxPairs {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return &Error{Name: t.name, Message: fmt.Sprintf("sheet %q can't be read: %v", sheet, err), Fatal: true}
		}
		if !blank(cells) {
			read = append(read, cells)
		}
	}
	t.pairs = map[string]string{}
	set := func(name, value string) { t.pairs[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value) }
	if len(read) == 2 && len(read[0]) > 2 {
		for i := range min(len(read[0]), len(read[1])) {
			set(read[0][i], read[1][i])
		}
		return nil
	}
	for _, cells := range read {
		if len(cells) > 1 {
			set(cells[0], cells[1])
		}
	}
	return nil
}
