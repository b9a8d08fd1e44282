package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"path"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/auth"
	"whence/server/cors"
	"whence/server/fault"
)

// Front says what stands between clients and the server. Its zero value is a server that clients reach by themselves, in
// the clear.
type Front struct {
	Hosts       []string `env:"WHENCE_HOSTS"        help:"Further names that clients reach the server by, with or without a port; others are refused once there are keys." name:"host" placeholder:"NAME"`
	Origins     []string `env:"WHENCE_CORS_ORIGINS" help:"Origins whose pages may ask and read, such as https://app.example.org; * for all, without credentials. Others are shut out by their browsers." name:"cors-origin" placeholder:"ORIGIN"`
	BasePath    string   `env:"WHENCE_BASE_PATH"    help:"Path below which everything is served, such as /whence, where a proxy hands it on." name:"base-path" placeholder:"PATH"`
	BehindProxy bool     `env:"WHENCE_BEHIND_PROXY" help:"A proxy in front speaks TLS and says in X-Forwarded-For who asks."`
	Certificate string   `env:"WHENCE_TLS_CERT"     help:"File of the certificate for TLS, in PEM."                                                                        name:"tls-cert" placeholder:"FILE" type:"path"`
	Key         string   `env:"WHENCE_TLS_KEY"      help:"File of the certificate's key, in PEM."                                                                          name:"tls-key"  placeholder:"FILE" type:"path"`
}

// errExposed is a server that would let credentials be read on their way.
var errExposed = errors.New("credentials would travel in the clear: listen on 127.0.0.1, give --tls-cert and --tls-key, or say --behind-proxy where a proxy in front speaks TLS")

// listen puts TLS in front of a listener where there is a certificate. It refuses to let credentials travel in the clear.
func (f Front) listen(l net.Listener, credentials bool) (net.Listener, string, error) {
	if f.Certificate == "" && f.Key == "" {
		if credentials && !f.BehindProxy && !isLoopback(l.Addr()) {
			return nil, "", fmt.Errorf("serve on %s: %w", l.Addr(), errExposed)
		}
		return l, "http", nil
	}
	pair, err := tls.LoadX509KeyPair(f.Certificate, f.Key)
	if err != nil {
		return nil, "", fmt.Errorf("serve with TLS: %w", err)
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}), "https", nil
}

// Base is the base path without a slash at its end, "" where everything is served at the root.
func (f Front) Base() string { return strings.TrimSuffix(f.BasePath, "/") }

// Check says what is wrong with the flags, where something is.
func (f Front) Check() error {
	if _, err := cors.New(f.Origins); err != nil {
		return fmt.Errorf("--cors-origin: %w", err)
	}
	if f.BasePath != "" && (!strings.HasPrefix(f.BasePath, "/") || path.Clean(f.BasePath) != strings.TrimSuffix(f.BasePath, "/") && f.BasePath != "/" || strings.ContainsAny(f.BasePath, "?#%\\\"<> ")) {
		return fmt.Errorf("--base-path %q: want a path such as /whence", f.BasePath)
	}
	return nil
}

func isLoopback(a net.Addr) bool {
	at, err := netip.ParseAddrPort(a.String())
	return err == nil && at.Addr().Unmap().IsLoopback()
}

// hosts are the names that clients reach the server by, in lower case, with a port where one was given.
type hosts map[string]bool

func newHosts(names ...string) hosts {
	all := hosts{}
	for _, name := range names {
		all[strings.Trim(strings.ToLower(name), "[]")] = true
	}
	return all
}

// local are the names of a machine to itself, which no page of another site is reached by.
var local = newHosts("localhost", "127.0.0.1", "::1") // never written to

// answers reports whether host, of a Host header or an origin, is one of them.
func (h hosts) answers(host string) bool {
	host = strings.ToLower(host)
	if h[host] {
		return true
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	return h[name]
}

// misdirected reports whether a request is for a host that the server does not answer for, or comes from a page of one. A
// page of another site can make its name stand for this address (DNS rebinding), and would then be of the same origin.
// Where nobody is known there is nothing that not everybody may do.
func (s *Server) misdirected(r *http.Request) bool {
	if s.options.Authority == nil || isProbe(r) {
		return false
	}
	return !s.answersFor(r.Host) || !s.fromHere(r)
}

func (s *Server) answersFor(host string) bool { return local.answers(host) || s.named.answers(host) }

// isSafe reports whether a request changes nothing (RFC 9110, section 9.2.1).
func isSafe(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// fromHere reports whether a request to the API comes from a page of the server's own, or from no page at all.
func (s *Server) fromHere(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	if len(origins) == 0 || isSafe(r) && !isAPI(r.URL.Path) || r.Method == http.MethodOptions || len(origins) == 1 && s.origins.Allows(origins[0]) {
		return true
	}
	scheme, host, ok := strings.Cut(strings.ToLower(origins[0]), "://")
	if len(origins) > 1 || !ok {
		return false
	}
	port := map[string]string{"http": ":80", "https": ":443"}[scheme]
	return strings.TrimSuffix(host, port) == strings.TrimSuffix(strings.ToLower(r.Host), port) || s.named.answers(host)
}

func (s *Server) misdirect(w http.ResponseWriter, r *http.Request) {
	what := "the host " + r.Host
	if s.answersFor(r.Host) {
		what = "pages of " + r.Header.Get("Origin")
	}
	refused(plainJSON, gqlerror.List{fault.New(fault.Misdirected,
		"this server does not answer for %s: whoever runs it can say so with --host", fault.Clip(what))}).send(w, r)
}

// address is where a request comes from.
func (s *Server) address(r *http.Request) netip.Addr {
	return auth.Address(r, s.options.Front.BehindProxy)
}

// client is whom a request counts for where clients share something: its agent, or else its address. An address of
// IPv6 counts by its network, of which a single client has 2^64.
func (s *Server) client(ctx context.Context, r *http.Request) string {
	if caller := auth.From(ctx); !caller.Anonymous() {
		return caller.Agent.ID
	}
	if host, _, ok := strings.Cut(r.RemoteAddr, ":"); ok && !s.options.Front.BehindProxy && !strings.HasPrefix(r.RemoteAddr, "[") {
		return host // without reading it
	}
	return network(s.address(r))
}

func network(a netip.Addr) string {
	const bits = 64
	if a = a.Unmap(); a.Is6() {
		prefix, _ := a.WithZone("").Prefix(bits) // fits every address
		return prefix.String()
	}
	return a.String()
}
