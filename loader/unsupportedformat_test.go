package loader_test

import (
	"strings"
	"testing"
)

// A file of another format, or none, is said to be one, with what to do, and nothing of it is loaded.
func TestFilesOfOtherFormats(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"letter.txt", "Dear Sir,\nnote: this is a letter.\nYours\n", "letter.txt:1:1: the file is a text and no claims file: "},
		{"letter.yaml", "Dear Sir: this: is a letter\n", "letter.yaml:1:1: the file is a text and no claims file: "},
		{"letter.json", `"a text"`, "letter.json:1:1: the file is a text and no claims file: "},
		{"a.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a.pdf:1:1: the file is a PDF and no claims file; save its words as a text"},
		{"a.rdf", "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"x\"/>", "a.rdf:1:1: the file is RDF/XML, which is not read; convert it to Turtle, N-Quads or JSON-LD first"},
		{"a.html", "\uFEFF\n<!DOCTYPE html><title>A</title>", "a.html:1:1: the file is a web page and no claims file;"},
		{"a.xml", "<?xml version=\"1.0\"?><feed/>", "a.xml:1:1: the file is XML, which is not read;"},
		{"a.rtf", "{\\rtf1 words}", "a.rtf:1:1: the file is rich text and no claims file;"},
		{"a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.xls:1:1: the file is a document of an old office program;"},
		{"list.csv", "name;amount\nA;5\n", "list.csv:1:1: a table with the columns name, amount; no format that is known has them:"},
	} {
		g := newGraph(t)
		_, err := load(t, g, c.name, c.content)
		if err == nil || !g.IsEmpty() || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
	}
}

// JSON-LD is told by its context, whatever the name of its file.
func TestLinkedDataByItsContext(t *testing.T) {
	g := newGraph(t)
	if _, err := load(t, g, "a.json", `{"@context": {"name": "http://example.org/name"}, "@id": "http://example.org/a", "name": "A"}`); err != nil || g.IsEmpty() {
		t.Errorf("error %v, empty %v", err, g.IsEmpty())
	}
}
