package loader

import (
	"bytes"
	"errors"
	"strings"

	"whence/loader/bods"
	"whence/loader/ftm"
	"whence/loader/gtr"
	"whence/loader/ons"
	"whence/loader/ror"
	"whence/loader/table"
	"whence/loader/threesixty"
)

// sniff tells a format by its first bytes. The error is a Mistake where it is one that needs a mapping.
func sniff(name string, begin []byte) (format, error) {
	text := bytes.TrimLeft(bytes.TrimPrefix(begin, []byte("\uFEFF")), " \t\r\n")
	if bytes.HasPrefix(begin, []byte("PK\x03\x04")) {
		return sniffSheet(name, begin)
	}
	if m := unsupported(name, text); m != nil {
		return unknown, m
	}
	switch {
	case bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("[")):
		return sniffJSON(text), nil
	case isTable(name):
		return sniffTable(name, begin)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '<' || strings.HasPrefix(line, "_:"): // YAML can't begin like this
			return quads, nil
		}
		break
	}
	if f, err := sniffTable(name, begin); err == nil { // a table without a name that says so
		return f, nil
	}
	return claims, nil
}

// isTable reports whether a file is a table by its name.
func isTable(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".tsv")
}

// sniffJSON tells what JSON holds by the keys that stand at its beginning.
func sniffJSON(begin []byte) format {
	has := func(key string) bool { return bytes.Contains(begin, []byte("\""+key+"\"")) }
	switch {
	case begin[0] == '{' && has("grants") && !has("claims"):
		return grantJSON
	case ror.Looks(begin):
		return rorJSON
	case bods.Looks(begin):
		return ownershipJSON
	case ftm.Looks(begin):
		return moneyJSON
	case has("@context") && !has("claims"):
		return linkedJSON
	}
	return claims
}

// sniffTable tells what a table holds by its header.
func sniffTable(name string, begin []byte) (format, error) {
	t, err := table.CSV(name, bytes.NewReader(begin), table.Options{})
	if err != nil {
		return unknown, tableMistake(name, err)
	}
	defer func() { _ = t.Close() }() // it was only read
	switch {
	case threesixty.IsHeader(t.Header):
		return grantTable, nil
	case ons.IsHeader(t.Header):
		return placeTable, nil
	case gtr.IsHeader(t.Header):
		return projectTable, nil
	}
	return unknown, &Mistake{File: name, Line: 1, Column: 1, Msg: "a table with the columns " + strings.Join(clipped(t.Header), ", ") +
		"; no format that is known has them: grants want Amount Awarded, Funding Org:Identifier and Recipient Org:Name, places want a code and a name such as LAD19CD and LAD19NM"}
}

// clipped is the first titles of a header.
func clipped(header []string) []string {
	const most = 8
	if len(header) > most {
		return append(append([]string{}, header[:most]...), "…")
	}
	return header
}

// sniffSheet tells a workbook from another archive.
func sniffSheet(name string, begin []byte) (format, error) {
	if bytes.Contains(begin, []byte("[Content_Types].xml")) || bytes.Contains(begin, []byte("xl/")) || strings.HasSuffix(strings.ToLower(name), ".xlsx") {
		return grantSheet, nil
	}
	return unknown, &Mistake{File: name, Line: 1, Column: 1, Msg: "an archive that is no workbook, and comes by a pipe or within another; unpack it and load its files"}
}

// tableMistake is what is wrong with a table as a mistake.
func tableMistake(name string, err error) error {
	bad, ok := errors.AsType[*table.Error](err)
	if !ok {
		return err
	}
	return &Mistake{File: name, Line: max(bad.Line, bad.Row, 1), Column: 1, Msg: bad.Message}
}
