package claim

import (
	"net/url"
	"strings"
	"unicode"
)

// CheckAddress says why a text is no address of the web that a reader could follow, "" where it is one. It ends a sentence that
// begins with the text: "has no scheme; …".
func CheckAddress(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == ' ' }):
		return "is no address: it holds a blank or a broken character"
	case u.Scheme == "" && strings.Contains(s, "."):
		return "has no scheme; write https:// before it if that is what it is"
	case u.Scheme != "http" && u.Scheme != "https":
		return "is no web address; http and https alone are"
	case u.Hostname() == "" || u.User != nil:
		return "names no host, or a user"
	}
	return ""
}
