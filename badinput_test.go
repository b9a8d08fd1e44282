package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"whence/command"
)

// header is the columns of the grants below.
const header = "Identifier,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name\n"

// oneGrant is a grant with a sum and a date, as a row of a table.
func oneGrant(id, sum, date string) string {
	return id + ",GBP," + sum + "," + date + ",GB-CHC-1090123,Café Club,GB-CHC-1000147,Acme\n"
}

// run runs a command, and returns what it prints and how it ends.
func run(t *testing.T, args ...string) string {
	t.Helper()
	var printed bytes.Buffer
	p := command.Program{Stdin: strings.NewReader(""), Stdout: &printed, Stderr: &printed}
	if err := p.Run(context.Background(), args); err != nil {
		printed.WriteString("whence: " + err.Error() + "\n")
	}
	return printed.String()
}

// payments is what the store says of who gave whom how much and when, a line each.
func payments(t *testing.T) []string {
	t.Helper()
	text := run(t, "export", "--format", "csv", "--filter", "k=funds")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%v: %s", err, text)
	}
	var out []string
	for _, r := range rows[1:] {
		cells := map[string]string{}
		for i, title := range rows[0] {
			cells[title] = r[i]
		}
		out = append(out, strings.TrimSpace(strings.Join([]string{cells["object"], cells["amount"], cells["currency"], cells["holds"]}, " ")))
	}
	slices.Sort(out)
	return out
}

// workbook is a workbook with a formula that nobody has worked out, a merged cell, the serial number of a day, and a second sheet.
func workbook(t *testing.T) string {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range []string{header, oneGrant("360G-a-1", "5", ""), oneGrant("360G-a-2", "7", "")} {
		for j, value := range strings.Split(strings.TrimSpace(row), ",") {
			if value == "7" { // what a formula stands for that nobody has worked out
				continue
			}
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil {
				err = book.SetCellValue("Sheet1", at, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	_, err := book.NewSheet("Notes")
	for _, step := range []func() error{
		func() error { return err },
		func() error { return book.SetCellValue("Sheet1", "D2", 44222) },
		func() error { return book.SetCellFormula("Sheet1", "C3", "C2*2") },
		func() error { return book.MergeCell("Sheet1", "F2", "F3") },
		func() error { return book.SetCellValue("Notes", "A1", "a note") },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// archive is a zip archive of one member.
func archive(t *testing.T, name, content string) string {
	t.Helper()
	var out strings.Builder
	w := zip.NewWriter(&out)
	member, err := w.Create(name)
	if err == nil {
		_, err = io.WriteString(member, content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// utf16 is an ASCII text in UTF-16, with a byte order mark or without.
func utf16(text string, mark bool) string {
	out := map[bool]string{true: "\xff\xfe"}[mark]
	for _, c := range []byte(text) {
		out += string([]byte{c, 0})
	}
	return out
}

// TestBadInput loads what the world has in its files by the command, a row each: what is said of it (where, what, and what to do), and what the graph says then.
func TestBadInput(t *testing.T) {
	sound := header + oneGrant("360G-a-1", "5", "2021-01-26")
	for name, test := range map[string]struct {
		file, text string
		says       []string // in this order
		want       []string
	}{
		"a header twice": {"f.csv", strings.Replace(sound, "Currency", "award date", 1), []string{`f.csv:1:1: columns 2 and 4 are both titled "Award Date"; rename one`}, nil},
		"a missing header": {
			"f.csv", strings.Replace(sound, "Amount Awarded", "Sum", 1),
			[]string{"f.csv:1:1: a table with the columns Identifier, Currency, Sum, ", "grants want Amount Awarded, Funding Org:Identifier and Recipient Org:Name"},
			nil,
		},
		"a header in another case":  {"f.csv", strings.ToUpper(header) + oneGrant("360G-a-1", "5", "2021-01-26"), nil, []string{"Café Club 5 GBP 2021-01-26"}},
		"a byte order mark":         {"f.csv", "\uFEFF" + sound, nil, []string{"Café Club 5 GBP 2021-01-26"}},
		"Latin-1":                   {"f.csv", strings.ReplaceAll(sound, "é", "\xe9"), nil, []string{"Café Club 5 GBP 2021-01-26"}},
		"UTF-16":                    {"f.csv", utf16(strings.ReplaceAll(sound, "é", "e"), true), nil, []string{"Cafe Club 5 GBP 2021-01-26"}},
		"UTF-16 without a mark":     {"f.csv", utf16(strings.ReplaceAll(sound, "é", "e"), false), []string{"f.csv:1:1: the header holds a NUL character: is the file UTF-16? Save it as UTF-8"}, nil},
		"a NUL":                     {"f.csv", sound + oneGrant("360G-a-2", "5\x00", "2021-01-26"), []string{"read 2 records; 1 set aside", "f.csv:3: row 3: column 3 (Amount Awarded) holds a NUL character"}, []string{"Café Club 5 GBP 2021-01-26"}},
		"a date as a serial":        {"f.csv", header + oneGrant("360G-a-1", "5", "44222"), []string{"f.csv:2:1: row 2: Award Date: ", "the grant is kept without a date"}, []string{"Café Club 5 GBP"}},
		"a day before its month":    {"f.csv", header + oneGrant("360G-a-1", "5", "26/01/2021"), nil, []string{"Café Club 5 GBP 2021-01-26"}},
		"31 February":               {"f.csv", header + oneGrant("360G-a-1", "5", "2021-02-31"), []string{"f.csv:2:1: row 2: Award Date: ", "2021-02-31", "the grant is kept without a date"}, []string{"Café Club 5 GBP"}},
		"midnight with a zone":      {"f.csv", header + oneGrant("360G-a-1", "5", "2021-01-26T00:00:00+01:00"), nil, []string{"Café Club 5 GBP 2021-01-26"}},
		"thousands":                 {"f.csv", header + oneGrant("360G-a-1", `"1,234.50"`, "2021-01-26"), nil, []string{"Café Club 1234.5 GBP 2021-01-26"}},
		"thousands otherwise":       {"f.csv", header + oneGrant("360G-a-1", `"1.234,50"`, "2021-01-26"), []string{`row 2: Amount Awarded: "1.234,50" is no sum of money: want plain digits such as 1234.50; the grant is kept without a sum`}, []string{"Café Club   2021-01-26"}},
		"less than nothing":         {"f.csv", header + oneGrant("360G-a-1", "-200", "2021-01-26"), []string{"f.csv:2:1: row 2: Amount Awarded: -200 is less than nothing"}, []string{"Café Club -200 GBP 2021-01-26"}},
		"nothing":                   {"f.csv", header + oneGrant("360G-a-1", "0", "2021-01-26"), nil, []string{"Café Club 0 GBP 2021-01-26"}},
		"a secret":                  {"f.csv", header + oneGrant("360G-a-1", "commercial in confidence", "2021-01-26"), []string{`f.csv:2:1: row 2: Amount Awarded: "commercial in confidence" is no sum of money: want plain digits`, "kept without a sum"}, []string{"Café Club   2021-01-26"}},
		"a row cut short":           {"f.csv", sound + "360G-a-2,GBP,7\n", []string{"read 2 records; 1 set aside", "f.csv:3: row 3: the row has 3 cells and the header 8: it is cut short"}, []string{"Café Club 5 GBP 2021-01-26"}},
		"a cell of 10 MB":           {"f.csv", sound + oneGrant("360G-a-2", strings.Repeat("7", 10<<20), "2021-01-26"), []string{"1 set aside", "f.csv:3: row 3: column 3 (Amount Awarded) holds 10485760 bytes; a cell may hold 1048576"}, []string{"Café Club 5 GBP 2021-01-26"}},
		"an unclosed quote":         {"f.csv", sound + oneGrant("360G-a-2", `"7`, "2021-01-26"), []string{"1 set aside", "f.csv:3: row 3: the quotation mark of line 3 is not closed"}, []string{"Café Club 5 GBP 2021-01-26"}},
		"a funder who is recipient": {"f.csv", sound + strings.ReplaceAll(oneGrant("360G-a-2", "7", "2021-01-26"), "GB-CHC-1090123,Café Club", "GB-CHC-1000147,Acme"), []string{"warning: circle: 1", "f.csv:3:1: row 3: organisation/gb-chc-1000147 funds itself; it is left out"}, []string{"Café Club 5 GBP 2021-01-26"}},
		"a zip with a path upwards": {"f.zip", archive(t, "../f.csv", sound), []string{`f.zip:1:1: its member "../f.csv" has a path that leads out of the archive`, "pack it again"}, nil},
		"a bomb":                    {"f.zip", archive(t, "f.csv", strings.Repeat("0", 32<<20)), []string{`f.zip:1:1: its member "f.csv" says that it unpacks from `, "unpack it by hand"}, nil},
		"a workbook with formulas, merged cells and two sheets": {
			"f.xlsx", workbook(t),
			[]string{"warning: sheet that is not read: 1", "sheet Notes: sheet Sheet1 alone is read", "read 2 records; 0 set aside"},
			[]string{"Café Club", "Café Club 5 GBP 2021-01-26"},
		},
		"a circle in PART_OF": {
			"f.json", `[{"id": "https://ror.org/03angcq70", "status": "active", "types": [], "external_ids": [], "links": [], "locations": [], "names": [{"value": "A", "types": ["ror_display"]}],
				"relationships": [{"type": "parent", "id": "https://ror.org/02jx3x895", "label": "B"}, {"type": "child", "id": "https://ror.org/02jx3x895", "label": "B"}]}]`,
			[]string{"warning: circle: 1", "f.json:1:1: /0: organisation/ror-", "part of", "and the other way round; this one is left out"},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			t.Setenv("WHENCE_STORE", "store")
			if err := os.WriteFile(test.file, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			said := run(t, "load", test.file)
			rest := said
			for _, says := range test.says {
				_, behind, found := strings.Cut(rest, says)
				if !found {
					t.Errorf("not said: %s\n%.1500s", says, said)
				}
				rest = behind
			}
			if len(test.says) == 0 && strings.Contains(said, "warning") {
				t.Errorf("a warning of what is sound: %.1500s", said)
			}
			if strings.Contains(said, "loaded 1 file") != !strings.Contains(said, "whence: ") {
				t.Errorf("neither loaded nor refused, or both: %.1500s", said)
			}
			if strings.Contains(said, "whence: ") {
				return
			}
			if diff := cmp.Diff(test.want, payments(t)); diff != "" {
				t.Errorf("-want +got:\n%s\n%.1500s", diff, said)
			}
		})
	}
}

// TestReleases loads one file again: the same, sorted otherwise, with a row in its middle, and without one that its publisher takes back.
func TestReleases(t *testing.T) {
	a, b, c := oneGrant("360G-a-1", "5", "2021-01-26"), oneGrant("360G-a-2", "6", "2021-01-27"), oneGrant("360G-a-3", "7", "2021-01-28")
	t.Chdir(t.TempDir())
	t.Setenv("WHENCE_STORE", "store")
	for i, test := range []struct{ text, says string }{
		{a + c, "retracted, 0 unchanged"},
		{a + c, " 0 claims asserted, 0 retracted"},
		{c + a, " 0 claims asserted, 0 retracted"},
		{c + b + a, " 1 claims asserted, 0 retracted"},
		{c + a, " 0 claims asserted, 1 retracted"},
	} {
		if err := os.WriteFile("f.csv", []byte(header+test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if said := run(t, "load", "f.csv"); !strings.Contains(said, test.says) {
			t.Errorf("release %d, want %q: %s", i, test.says, said)
		}
	}
	if diff := cmp.Diff([]string{"Café Club 5 GBP 2021-01-26", "Café Club 7 GBP 2021-01-28"}, payments(t)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
