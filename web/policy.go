package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// nonceMark stands in playground.html where each answer's nonce goes.
const nonceMark = "WHENCE_NONCE"

// cytoscapeRule is the one style rule that Cytoscape adds to the page, to the letter.
const cytoscapeRule = ".__________cytoscape_container { position: relative; }"

// emptyPolicy lets a document load nothing.
const emptyPolicy = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"

// workerPolicy goes with assets: it governs those that run as workers.
const workerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"

// shared is what both pages may do: nothing beyond our own origin.
var shared = [...]string{
	"default-src 'none'", "script-src 'self'", "font-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'",
	"form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'",
}

func explorerPolicy() string {
	sum := sha256.Sum256([]byte(cytoscapeRule))
	style := "style-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	return strings.Join(append(shared[:], style, "trusted-types 'none'"), "; ")
}

func playgroundPolicy(nonce string) string {
	return strings.Join(append(shared[:], "worker-src 'self'", "style-src 'self' 'nonce-"+nonce+"'", "style-src-attr 'unsafe-inline'"), "; ")
}

func secure(h http.Header, policy string) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
