// Package seeds is the first data set: claims read from five articles on UK tech regions, with the places in the texts
// that prove them. The texts themselves are other people's work and are not here. It knows nothing of ours.
package seeds

import "embed"

// Files are the claims files, to be loaded together.
//
//go:embed *.yaml
var Files embed.FS
