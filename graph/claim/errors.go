package claim

import (
	"errors"
	"fmt"
	"strings"
)

// ErrInvalid is what every error about a value outside the model wraps.
var ErrInvalid = errors.New("invalid")

// errUnknown is the error for a word outside a closed list, with the nearest member suggested.
func errUnknown(what, got string, known []string) error {
	if near := SuggestSpelling(got, known); near != "" {
		return fmt.Errorf("unknown %s %.60q: did you mean %s? %w", what, got, near, ErrInvalid)
	}
	return fmt.Errorf("unknown %s %.60q: want one of %s: %w", what, got, strings.Join(known, " "), ErrInvalid)
}
