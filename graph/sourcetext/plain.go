package sourcetext

import "regexp"

// others are formats that hold words and are no plain text, by how a file of them begins.
var others = []struct {
	begins *regexp.Regexp
	name   string
}{
	{regexp.MustCompile(`^%PDF-`), "a PDF"},
	{regexp.MustCompile(`(?i)^\x{FEFF}?\s*(<!doctype html|<html)`), "a web page"},
	{regexp.MustCompile(`^\{\\rtf`), "rich text"},
	{regexp.MustCompile(`^PK\x03\x04`), "a ZIP file or an office document"},
}

// Sniff says what a file is that is no plain text, by its first bytes: "a PDF". It is "" where they may begin a plain text.
// Quotes and offsets of such a file would count its markup.
func Sniff(beginning []byte) string {
	for _, o := range others {
		if o.begins.Match(beginning) {
			return o.name
		}
	}
	return ""
}
