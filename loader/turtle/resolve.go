package turtle

import "strings"

// reference is an IRI in its parts, as RFC 3986, appendix B, takes it apart; has tells an empty part from none.
type reference struct {
	scheme, authority, path, query, fragment string
	hasAuthority, hasQuery, hasFragment      bool
}

func parseReference(s string) (r reference) {
	if i := strings.IndexByte(s, '#'); i >= 0 {
		s, r.fragment, r.hasFragment = s[:i], s[i+1:], true
	}
	if i := strings.IndexByte(s, '?'); i >= 0 {
		s, r.query, r.hasQuery = s[:i], s[i+1:], true
	}
	if i := strings.IndexAny(s, ":/"); i > 0 && s[i] == ':' && isScheme(s[:i]) {
		r.scheme, s = s[:i], s[i+1:]
	}
	if strings.HasPrefix(s, "//") {
		s = s[2:]
		r.hasAuthority = true
		i := strings.IndexByte(s, '/')
		if i < 0 {
			i = len(s)
		}
		r.authority, s = s[:i], s[i:]
	}
	r.path = s
	return r
}

func isScheme(s string) bool {
	for i, c := range s {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') && (i == 0 || !isDigit(c) && c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return s != ""
}

func (r reference) String() string {
	var s strings.Builder
	if r.scheme != "" {
		s.WriteString(r.scheme + ":")
	}
	if r.hasAuthority {
		s.WriteString("//" + r.authority)
	}
	s.WriteString(r.path)
	if r.hasQuery {
		s.WriteString("?" + r.query)
	}
	if r.hasFragment {
		s.WriteString("#" + r.fragment)
	}
	return s.String()
}

// resolve is an IRI reference resolved against a base: RFC 3986, section 5.2.2. An absolute one stays to the letter; ok is false
// of a relative one without a base.
func resolve(base, text string) (iri string, ok bool) {
	ref := parseReference(text)
	if ref.scheme != "" {
		return text, true
	}
	b := parseReference(base)
	if b.scheme == "" {
		return "", false
	}
	out := reference{scheme: b.scheme, query: ref.query, hasQuery: ref.hasQuery, fragment: ref.fragment, hasFragment: ref.hasFragment}
	switch {
	case ref.hasAuthority:
		out.authority, out.hasAuthority, out.path = ref.authority, true, removeDots(ref.path)
		return out.String(), true
	case ref.path == "":
		out.path = b.path
		if !ref.hasQuery {
			out.query, out.hasQuery = b.query, b.hasQuery
		}
	case strings.HasPrefix(ref.path, "/"):
		out.path = removeDots(ref.path)
	default:
		out.path = removeDots(merge(b, ref.path))
	}
	out.authority, out.hasAuthority = b.authority, b.hasAuthority
	return out.String(), true
}

// merge is section 5.2.3.
func merge(base reference, path string) string {
	if base.hasAuthority && base.path == "" {
		return "/" + path
	}
	return base.path[:strings.LastIndexByte(base.path, '/')+1] + path
}

// removeDots is section 5.2.4.
func removeDots(path string) string {
	var out []string
	rest := path
	for rest != "" {
		switch {
		case strings.HasPrefix(rest, "../"):
			rest = rest[3:]
		case strings.HasPrefix(rest, "./"):
			rest = rest[2:]
		case strings.HasPrefix(rest, "/./"):
			rest = rest[2:]
		case rest == "/.":
			rest = "/"
		case strings.HasPrefix(rest, "/../"), rest == "/..":
			rest = "/" + strings.TrimPrefix(rest[3:], "/")
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
		case rest == "." || rest == "..":
			rest = ""
		default:
			i := strings.IndexByte(rest[1:], '/') + 1
			if i == 0 {
				i = len(rest)
			}
			out = append(out, rest[:i])
			rest = rest[i:]
		}
	}
	return strings.Join(out, "")
}
