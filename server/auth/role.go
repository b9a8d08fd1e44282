package auth

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Role is what somebody may do. Each includes the ones before it. The zero value is nobody's.
type Role int

// The roles, least first.
const (
	Nobody      Role = iota // may not even read: no credentials where they are required
	Reader                  // reads and subscribes
	Contributor             // adds documents, assesses claims, proposes every other write
	Editor                  // commits writes and decides on proposals
	Admin                   // replaces whole data sets
)

// Roles lists those that a key can have, least first.
var Roles = []Role{Reader, Contributor, Editor, Admin}

var roleNames = []string{"NOBODY", "READER", "CONTRIBUTOR", "EDITOR", "ADMIN"}

func (r Role) String() string {
	if r < Nobody || r > Admin {
		return fmt.Sprintf("Role(%d)", int(r))
	}
	return roleNames[r]
}

// ParseRole reads a role by its name, in upper or lower case.
func ParseRole(s string) (Role, error) {
	i := slices.Index(roleNames, strings.ToUpper(s))
	if i <= int(Nobody) {
		return Nobody, fmt.Errorf("%q is no role: it is one of %s", s, strings.Join(roleNames[Reader:], ", "))
	}
	return Role(i), nil
}

// MarshalText writes the role's name.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a role by its name.
func (r *Role) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRole(string(text))
	return err
}

// MarshalGQL writes the role's name as a GraphQL enum value. Nobody has no name there: who may not read asks nothing.
func (r Role) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(r.String())) }

// UnmarshalGQL reads a role from a GraphQL enum value.
func (r *Role) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a role is one of %s", strings.Join(roleNames[Reader:], ", "))
	}
	return r.UnmarshalText([]byte(s))
}
