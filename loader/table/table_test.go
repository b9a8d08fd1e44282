package table_test

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"whence/loader/table"
	"whence/testenv"
)

// read is the rows of a table and the errors of the others.
func read(t *table.Table) (rows []table.Row, errs []string) {
	for row, err := range t.Rows() {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		rows = append(rows, row)
	}
	return rows, errs
}

func TestCSV(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("Name,Sum\nKöln,5\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, text string
		header     []string
		cells      [][]string
		errs       []string
	}{
		{"plain", "Name,Sum\nA,1\n\n\"B, C\",2\n", []string{"Name", "Sum"}, [][]string{{"A", "1"}, {"B, C", "2"}}, nil},
		{"a byte order mark", "\uFEFFName,Sum\nA,1\n", []string{"Name", "Sum"}, [][]string{{"A", "1"}}, nil},
		{"semicolons", "Name;Sum\nA;1.234,50\n", []string{"Name", "Sum"}, [][]string{{"A", "1.234,50"}}, nil},
		{"Latin-1", "Name,Sum\nK\xF6ln,\xA35\n", []string{"Name", "Sum"}, [][]string{{"Köln", "£5"}}, nil},
		{"UTF-16", utf16, []string{"Name", "Sum"}, [][]string{{"Köln", "5"}}, nil},
		{"a row cut short", "Name,Sum\nA\nB,2\n", []string{"Name", "Sum"}, [][]string{{"B", "2"}}, []string{"f:2: the row has 1 cells and the header 2: it is cut short"}},
		{"a cell too many", "Name,Sum\nA,1,3\nB,2,\n", []string{"Name", "Sum"}, [][]string{{"B", "2", ""}}, []string{"f:2: the row has 3 cells and the header 2; a cell with a separator in it needs quotation marks"}},
		{"a NUL", "Name,Sum\nA\x00,1\nB,2\n", []string{"Name", "Sum"}, [][]string{{"B", "2"}}, []string{"f:2: column 1 (Name) holds a NUL character"}},
		{"an open quotation mark", "Name,Sum\nA,1\n\"B,2\n", []string{"Name", "Sum"}, [][]string{{"A", "1"}}, []string{"f:3: the quotation mark of line 3 is not closed, or text stands behind its end"}},
		{"a mark within", "Name,Sum\nA\"a,1\nB,2\n", []string{"Name", "Sum"}, [][]string{{"B", "2"}}, []string{`f:2: column 2: a quotation mark within a cell; put the cell in quotation marks and write "" for one`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := table.CSV("f", strings.NewReader(test.text), table.Options{})
			if err != nil {
				t.Fatal(err)
			}
			rows, errs := read(got)
			var cells [][]string
			for _, r := range rows {
				cells = append(cells, r.Cells)
			}
			if diff := cmp.Diff([]any{test.header, test.cells, test.errs}, []any{got.Header, cells, errs}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	for text, want := range map[string]string{
		"":                                       "f: the file is empty",
		"Name,name\nA,B":                         `f: row 1: columns 1 and 2 are both titled "name"; rename one, or say with ` + "`header: false`" + ` in a mapping that the table has no header`,
		",,\nA,B,C":                              "f: row 1: the first row is empty; it has to have the titles of the columns",
		"Name\n\"" + strings.Repeat("x", 20<<20): "f: row 2: a row of more than 16777216 bytes: is a quotation mark not closed?",
	} {
		got, err := table.CSV("f", strings.NewReader(text), table.Options{})
		if err == nil {
			_, errs := read(got)
			if len(errs) == 0 || errs[0] != want {
				t.Errorf("%.20q: %v, want %s", text, errs, want)
			}
		} else if err.Error() != want {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

func TestXLSX(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	_ = book.SetSheetRow("Sheet1", "A1", &[]any{"Name", "Sum", "Day"})
	_ = book.SetSheetRow("Sheet1", "A2", &[]any{"A", 30000.5, 44222})
	_ = book.SetSheetRow("Sheet1", "A4", &[]any{"B"})
	_ = book.MergeCell("Sheet1", "A4", "B4")
	_, _ = book.NewSheet("Notes")
	var file bytes.Buffer
	if _, err := book.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	got, err := table.XLSX("f.xlsx", bytes.NewReader(file.Bytes()), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	rows, errs := read(got)
	want := []table.Row{{Number: 2, Cells: []string{"A", "30000.5", "44222"}}, {Number: 4, Cells: []string{"B", "", ""}}}
	if diff := cmp.Diff(want, rows); diff != "" || errs != nil || got.Name != "Sheet1" {
		t.Errorf("%s, sheet %q, errors %v, -want +got:\n%s", got.Header, got.Name, errs, diff)
	}
	if diff := cmp.Diff([]string{"Notes"}, got.Others); diff != "" {
		t.Error(diff)
	}
	if _, err := table.XLSX("f.xlsx", bytes.NewReader(file.Bytes()), table.Options{Sheet: "Grants"}); err == nil || !strings.Contains(err.Error(), "it has Sheet1, Notes") {
		t.Errorf("a sheet that is not there: %v", err)
	}
	if _, err := table.XLSX("f.xlsx", strings.NewReader("garbage"), table.Options{}); err == nil {
		t.Error("garbage was read")
	}
}

// TestRealFiles counts the rows of the files that the field publishes.
func TestRealFiles(t *testing.T) {
	open := func(name string) io.ReadCloser {
		f, err := os.Open(testenv.Shared(t, "data/360giving/"+name))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for name, want := range map[string]int{"arts_council_england.csv": 2162, "sport_england_exchequer.csv": 2434, "ab_charitable_trust.original.xlsx": 783} {
		f := open(name)
		defer f.Close()
		var got *table.Table
		var err error
		if strings.HasSuffix(name, ".csv") {
			got, err = table.CSV(name, f, table.Options{})
		} else {
			got, err = table.XLSX(name, f, table.Options{})
		}
		if err != nil {
			t.Fatal(err)
		}
		rows, errs := read(got)
		if len(rows) != want || errs != nil {
			t.Errorf("%s: %d rows, want %d; errors %v", name, len(rows), want, errs)
		}
	}
}
