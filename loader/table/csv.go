package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sampled is how much of a file is looked at to tell its encoding and its separator.
const sampled = 256 << 10

// CSV reads a CSV file's header and makes ready to read its rows. The error is an *Error.
func CSV(name string, in io.Reader, o Options) (*Table, error) {
	t := &Table{Name: name, name: name, close: func() error { return nil }}
	buffered := bufio.NewReaderSize(in, sampled)
	sample, err := buffered.Peek(sampled)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(sample) == 0 {
		return nil, &Error{Name: name, Message: "the file is empty", Fatal: true}
	}
	text, encoding := decoded(buffered, sample, len(sample) == sampled)
	if o.Encoding != "" {
		named, err := htmlindex.Get(o.Encoding)
		if err != nil {
			return nil, &Error{Name: name, Message: fmt.Sprintf("the encoding %.40q is not known: want a name such as utf-8, utf-16 or windows-1252", o.Encoding), Fatal: true}
		}
		text, encoding = transform.NewReader(buffered, unicode.BOMOverride(named.NewDecoder())), strings.ToLower(o.Encoding)
	}
	t.Encoding = encoding
	bounded := &rowBound{in: bufio.NewReaderSize(text, 64<<10)}
	r := csv.NewReader(bounded)
	r.Comma, r.FieldsPerRecord, r.Comment = o.Delimiter, -1, o.Comment
	if r.Comma == 0 {
		r.Comma = separator(sample)
	}
	t.next = func() ([]string, int, error) {
		bounded.read = 0
		cells, err := r.Read()
		if err != nil {
			return nil, 0, t.broken(err)
		}
		line, _ := r.FieldPos(0)
		for i, c := range cells {
			if !utf8.ValidString(c) {
				at, _ := r.FieldPos(i)
				return nil, line, &Error{Name: name, Line: at, Message: fmt.Sprintf("column %d is not UTF-8, as the rows before are; save the file as UTF-8", i+1)}
			}
		}
		return cells, line, nil
	}
	return t, t.begin(o)
}

// broken puts an error of the CSV reader in words.
func (t *Table) broken(err error) error {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return io.EOF
	case errors.Is(err, errLongRow):
		return &Error{Name: t.name, Message: fmt.Sprintf("a row of more than %d bytes: is a quotation mark not closed?", maxRow), Fatal: true}
	case errors.As(err, &parse) && errors.Is(parse.Err, csv.ErrQuote):
		return &Error{Name: t.name, Line: parse.StartLine, Message: fmt.Sprintf("the quotation mark of line %d is not closed, or text stands behind its end", parse.StartLine)}
	case errors.As(err, &parse):
		return &Error{Name: t.name, Line: parse.Line, Message: fmt.Sprintf("column %d: a quotation mark within a cell; put the cell in quotation marks and write \"\" for one", parse.Column)}
	}
	return &Error{Name: t.name, Message: err.Error(), Fatal: true}
}

// decoded is a file's text in UTF-8, and how the file is encoded: by its byte order mark, else UTF-8 where its beginning is
// that, else Windows-1252. cut says that the sample ends within the file, perhaps within a character.
func decoded(in io.Reader, sample []byte, cut bool) (io.Reader, string) {
	switch {
	case bytes.HasPrefix(sample, []byte("\xFF\xFE")), bytes.HasPrefix(sample, []byte("\xFE\xFF")):
		return transform.NewReader(in, unicode.BOMOverride(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())), "utf-16"
	case utf8.Valid(sample), cut && utf8.Valid(whole(sample)):
		return in, "utf-8"
	}
	return transform.NewReader(in, charmap.Windows1252.NewDecoder()), "windows-1252"
}

// whole is a sample without the character that it ends within.
func whole(sample []byte) []byte {
	for n := 1; n < utf8.UTFMax && n < len(sample); n++ {
		if utf8.RuneStart(sample[len(sample)-n]) {
			return sample[:len(sample)-n]
		}
	}
	return sample
}

// separator is what parts the cells of the first line: the most frequent of comma, semicolon and tab.
func separator(sample []byte) rune {
	line, _, _ := bytes.Cut(sample, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, c := range ";\t" {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

var errLongRow = errors.New("row too long")

// rowBound ends reading where one row takes more than a row may.
type rowBound struct {
	in   io.Reader
	read int
}

func (b *rowBound) Read(p []byte) (int, error) {
	if b.read > maxRow {
		return 0, errLongRow
	}
	n, err := b.in.Read(p)
	b.read += n
	return n, err
}
