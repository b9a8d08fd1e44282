package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// asset is one built file, held compressed.
type asset struct {
	name      string // as the URL has it, without .gz
	mediaType string
	etag      string
	gz        []byte
}

//go:embed all:dist
var dist embed.FS

// embedded lists what the build left, by path below dist; nothing before a build.
func embedded() map[string]*asset {
	assets := map[string]*asset{}
	err := fs.WalkDir(dist, "dist", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".gz" {
			return err
		}
		gz, err := dist.ReadFile(file)
		if err != nil {
			return err
		}
		a := newAsset(strings.TrimPrefix(strings.TrimSuffix(file, ".gz"), "dist/"), gz)
		assets[a.name] = a
		return nil
	})
	if err != nil {
		panic(err) // the files are part of the binary: only a broken build can fail here
	}
	return assets
}

func newAsset(name string, gz []byte) *asset {
	sum := sha256.Sum256(gz)
	return &asset{
		name:      name,
		mediaType: mediaType(path.Ext(name)),
		etag:      `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`,
		gz:        gz,
	}
}

// mediaType does not rest on the machine's own table alone: it differs between systems.
func mediaType(extension string) string {
	switch extension {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".ttf":
		return "font/ttf"
	}
	if t := mime.TypeByExtension(extension); t != "" {
		return t
	}
	return "application/octet-stream"
}

// serve answers one GET or HEAD, compressed where the client takes gzip.
func (a *asset) serve(w http.ResponseWriter, r *http.Request, caching string) {
	h := w.Header()
	h.Set("Content-Type", a.mediaType)
	h.Set("Cache-Control", caching)
	h.Add("Vary", "Accept-Encoding")
	body, etag := a.gz, a.etag
	if accepts(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
	} else {
		// Another representation needs another strong validator.
		body, etag = a.plain(), strings.TrimSuffix(a.etag, `"`)+`-plain"`
	}
	h.Set("ETag", etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// plain is the file as it was before compression.
func (a *asset) plain() []byte {
	z, err := gzip.NewReader(bytes.NewReader(a.gz))
	if err != nil {
		panic(err) // as in embedded
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return text
}
