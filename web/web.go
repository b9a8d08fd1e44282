// Package web serves the pages that people see: the explorer at /, lists at
// /list, the data sets at /data, the page of those who write at /work and the playground at /playground. Vite builds them into dist, which is embedded in
// compressed form. The pages read nothing but the public GraphQL API at
// /graphql; this package knows HTTP and files, and nothing of the graph.
package web

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strings"
)

// Options configures Handler. Its zero value works.
type Options struct {
	// Entity answers GET /entity/… for clients that ask for something other
	// than a page, and /claim/… and /citation/…. Where it is nil they get the page.
	Entity http.Handler
	// Profile answers GET /entity/… for people. Where it is nil they are led to
	// the explorer's view.
	Profile http.Handler
}

// Handler serves /, /playground, /assets/ and /entity/. An entity's IRI leads a
// browser to o.Profile, and any other client to o.Entity.
// Without a build, the pages say how to make one and all else works.
func Handler(o Options) http.Handler {
	return handler(embedded(), o)
}

func handler(assets map[string]*asset, o Options) http.Handler {
	explorer := page(assets["index.html"], explorerPolicy())
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", explorer)
	mux.Handle("GET /playground", playground(assets["playground.html"]))
	mux.Handle("GET /assets/", library(assets))
	mux.Handle("GET /list", page(assets["list.html"], explorerPolicy()))
	mux.Handle("GET /data", page(assets["data.html"], explorerPolicy()))
	mux.Handle("GET /work", page(assets["work.html"], explorerPolicy()))
	profile := o.Profile
	if profile == nil {
		profile = explorer
	}
	mux.Handle("GET /entity/{id...}", negotiate(profile, o.Entity))
	if o.Entity != nil { // no page shows one alone
		mux.Handle("GET /claim/{id}", o.Entity)
		mux.Handle("GET /citation/{id}", o.Entity)
	}
	return mux
}

// page serves one document. It is checked against its ETag at every visit, so
// that a new binary shows at once.
func page(a *asset, policy string) http.Handler {
	if a == nil {
		return http.HandlerFunc(unbuilt)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header(), policy)
		a.serve(w, r, "no-cache")
	})
}

// playground serves its page with a nonce that is fresh at every request,
// because Monaco adds style elements while it runs.
func playground(a *asset) http.Handler {
	if a == nil {
		return http.HandlerFunc(unbuilt)
	}
	text := string(a.plain())
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		nonce := freshNonce()
		secure(w.Header(), playgroundPolicy(nonce))
		w.Header().Set("Content-Type", a.mediaType)
		w.Header().Set("Cache-Control", "no-store")
		_, _ = strings.NewReplacer(nonceMark, nonce).WriteString(w, text)
	})
}

// library serves what the pages load. File names hold a hash of the contents,
// so a browser need never ask twice.
func library(assets map[string]*asset) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := assets[strings.TrimPrefix(r.URL.Path, "/")]
		if a == nil {
			http.NotFound(w, r)
			return
		}
		// A worker is governed by the policy that its own script comes with.
		secure(w.Header(), workerPolicy)
		a.serve(w, r, "public, max-age=31536000, immutable")
	})
}

// negotiate gives browsers the page and other clients the data.
func negotiate(pages, data http.Handler) http.Handler {
	if data == nil {
		return pages
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept")
		if wantsPage(strings.Join(r.Header.Values("Accept"), ",")) {
			pages.ServeHTTP(w, r)
			return
		}
		data.ServeHTTP(w, r)
	})
}

// freshNonce gives 128 random bits, as the CSP specification asks.
func freshNonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return base64.StdEncoding.EncodeToString(b[:])
}

func unbuilt(w http.ResponseWriter, _ *http.Request) {
	secure(w.Header(), emptyPolicy)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write([]byte(unbuiltText))
}

const unbuiltText = "The pages are not built into this binary: run `make build` (Go and Node 20); the API answers at /graphql.\n"

// CopyScript is the address of the script by which a page without the explorer
// checks a reader's own copy of a document; "" without a build.
func CopyScript() string {
	for name := range embedded() {
		if strings.HasPrefix(name, "assets/copy-") && strings.HasSuffix(name, ".js") {
			return "/" + name
		}
	}
	return ""
}
