package records

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"whence/graph/claim"
	"whence/graph/register"
)

// OpenGovernmentLicence is where the terms of most British public bodies' data stand.
const OpenGovernmentLicence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

// Digest is the SHA-256 of a text in lower-case hexadecimal.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// maxSlug bounds a slug, so that ids that are made of two stay within what an id may have.
const maxSlug = 80

// Slug is a text in the letters of an id: lower case, without accents, with hyphens between its words. Texts that differ in more
// than case, accents, blanks, hyphens, commas, apostrophes and ampersands have different slugs: what a slug would lose, a digest keeps.
func Slug(text string) string {
	var b strings.Builder
	lost := false
	for _, r := range norm.NFD.String(strings.ToLower(strings.TrimSpace(text))) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			lost = lost || !unicode.IsSpace(r) && !strings.ContainsRune("-–,&'’", r)
			if n := b.Len(); n > 0 && b.String()[n-1] != '-' {
				b.WriteByte('-')
			}
		}
	}
	slug := strings.Trim(b.String(), "-")
	if slug == "" || lost || len(slug) > maxSlug {
		const digits = 8
		slug = strings.Trim(slug[:min(len(slug), maxSlug-digits-1)]+"-"+Digest(text)[:digits], "-")
	}
	return slug
}

// Clean is a name without the characters that nobody sees and the blanks around it, its blanks single.
func Clean(name string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, name)), " ")
}

// Organisation is the id of an organisation by an identifier of org-id.guide, such as GB-CHC-1090123, with its parts: the register's
// code and the number in it. ok is false where it is none.
func Organisation(orgID string) (id claim.ID, scheme, value string, ok bool) {
	orgID = strings.TrimSpace(orgID)
	parts := strings.SplitN(orgID, "-", 3)
	switch {
	case len(parts) == 3 && parts[0] != "" && parts[1] != "" && parts[2] != "":
		scheme, value = parts[0]+"-"+parts[1], parts[2]
	default:
		return "", "", "", false
	}
	scheme, value = register.Normalise(strings.ToUpper(scheme), value)
	return claim.ID("organisation/" + Slug(scheme+"-"+value)), scheme, value, true
}
