// Package licences is what the program is made of and under which licences: its Go modules and the packages of its pages.
// The list is generated from the modules that the program links and from web/package-lock.json. It imports nothing of ours.
package licences

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the list and the texts
	"io"
)

//go:generate go run ./generate

// List is a line for each part: its name, its version, and its licence's SPDX identifier.
//
//go:embed list.txt
var List string

//go:embed texts.txt.gz
var texts []byte

// Texts is the licence of each Go module, word by word.
func Texts() (string, error) {
	z, err := gzip.NewReader(bytes.NewReader(texts))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(z)
	return string(text), err
}
