package loader

import (
	"bytes"
	"regexp"

	"whence/graph/sourcetext"
)

// unsupportedFormats are formats of data that are told by their first bytes and not read, with what to do instead.
var unsupportedFormats = []struct {
	begins *regexp.Regexp
	says   string
}{
	{regexp.MustCompile(`(?is)^(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)?<rdf:RDF`), "RDF/XML, which is not read; convert it to Turtle, N-Quads or JSON-LD first"},
	{regexp.MustCompile(`^<(\?xml|!DOCTYPE)`), "XML, which is not read; of spreadsheets CSV and XLSX are, of RDF Turtle, TriG, N-Quads and JSON-LD"},
}

// unsupported says what a file is that is of no format that is read, nil where it may be of one.
func unsupported(name string, text []byte) *Mistake {
	if bytes.HasPrefix(text, []byte("\xD0\xCF\x11\xE0")) { // no characters, which expressions are made of
		return &Mistake{File: name, Line: 1, Column: 1, Msg: "the file is a document of an old office program; save a spreadsheet as XLSX or CSV, and words as a text"}
	}
	says := ""
	if other := sourcetext.Sniff(text); other != "" {
		says = other + " and no claims file; save its words as a text, and name that as a document's `file`"
	}
	for _, f := range unsupportedFormats {
		if says == "" && f.begins.Match(text) {
			says = f.says
		}
	}
	if says == "" {
		return nil
	}
	return &Mistake{File: name, Line: 1, Column: 1, Msg: "the file is " + says}
}

// sectionLine is a line that some section of a claims file begins.
var sectionLine = regexp.MustCompile(`(?m)^["']?(id|licence|attribution|documents|entities|claims)["']?[ \t]*:`)

// noClaims is what is said of a text that no section begins in.
const noClaims = "the file is a text and no claims file: no line of it begins with `id:`, `documents:`, `entities:` or `claims:`. " +
	"A text that claims cite is named as a document's `file`, below the folder of texts; see loader/GUIDE.md"

// isProse reports whether a file that is no YAML was hardly meant to be a claims file.
func isProse(content string) bool {
	begin := bytes.TrimSpace([]byte(content))
	return len(begin) > 0 && begin[0] != '{' && !sectionLine.MatchString(content)
}
