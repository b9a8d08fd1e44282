// Package seeds is the first data set: claims read from five articles on UK tech regions, with the places in the texts
// that prove them, and a few claims that Whence makes of itself. The articles' texts are other people's work and are not here;
// the text on Whence is ours, and is. It knows nothing of ours.
package seeds

import (
	"embed"
	"io/fs"
)

// Files are the claims files on the articles, to be loaded together.
//
//go:embed *.yaml
var Files embed.FS

//go:embed about
var about embed.FS

// About is the claims that Whence makes of itself, with the text that they cite: whence.yaml and whence.txt.
func About() fs.FS {
	sub, err := fs.Sub(about, "about")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
