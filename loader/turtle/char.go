package turtle

// The productions of the grammar that name characters: PN_CHARS_BASE, PN_CHARS_U, PN_CHARS, IRIREF.

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

func isHex(c rune) bool { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

func isAlphanumeric(c rune) bool { return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isNameStart is PN_CHARS_BASE.
func isNameStart(c rune) bool {
	switch {
	case c < 0:
		return false
	case c < 0x80:
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	for _, span := range nameStarts {
		if c >= span[0] && c <= span[1] {
			return true
		}
	}
	return false
}

var nameStarts = [][2]rune{
	{0xC0, 0xD6},
	{0xD8, 0xF6},
	{0xF8, 0x2FF},
	{0x370, 0x37D},
	{0x37F, 0x1FFF},
	{0x200C, 0x200D},
	{0x2070, 0x218F},
	{0x2C00, 0x2FEF},
	{0x3001, 0xD7FF},
	{0xF900, 0xFDCF},
	{0xFDF0, 0xFFFD},
	{0x10000, 0xEFFFF},
}

// isNameStartOrUnderscore is PN_CHARS_U.
func isNameStartOrUnderscore(c rune) bool { return c == '_' || isNameStart(c) }

// isNameChar is PN_CHARS.
func isNameChar(c rune) bool {
	return isNameStartOrUnderscore(c) || c == '-' || isDigit(c) || c == 0xB7 || c >= 0x300 && c <= 0x36F || c == 0x203F || c == 0x2040
}
