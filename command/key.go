package command

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"whence/server/auth"
)

type keyCommand struct {
	Add    keyAddCommand    `cmd:"" help:"Make a key for somebody or some program, and print it this once."`
	List   keyListCommand   `cmd:"" help:"List the keys, without their secrets."`
	Revoke keyRevokeCommand `cmd:"" help:"Revoke a key, or all keys of a name. A running server obeys within a second."`
}

type keyAddCommand struct {
	keyFlags
	Name    string `arg:"" help:"Who gets it: their name stands beside what they write. Several keys of one name are one agent's."`
	Role    string `required:"" placeholder:"ROLE" help:"READER, CONTRIBUTOR, EDITOR or ADMIN."`
	Program bool   `help:"A program gets it, and no person."`
	Expires string `placeholder:"WHEN" help:"When it ends: a day such as 2027-01-31, a moment such as 2027-01-31T12:00:00Z, or a time from now such as 90d or 12h. Default: never."`
}

// Run prints the key alone on standard output, for a program to take it from there.
func (c *keyAddCommand) Run(s *system) error {
	file, err := c.file()
	if err != nil {
		return err
	}
	role, err := auth.ParseRole(c.Role)
	if err != nil {
		return fmt.Errorf("--role: %w", err)
	}
	expires, err := c.end(time.Now())
	if err != nil {
		return fmt.Errorf("--expires: %w", err)
	}
	text, key, err := auth.NewKey(c.Name, role)
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	key.Automatic, key.Expires = c.Program, expires
	if err := file.Add(key); err != nil {
		return err
	}
	agent, _ := auth.AgentID(key.Name) // NewKey has checked it
	fmt.Fprintf(s.stderr, "key %s of %s, who writes as %s, with the role %v, in %s; it is shown this once\n", key.ID, key.Name, agent, key.Role, file)
	_, err = fmt.Fprintln(s.stdout, text)
	return err
}

// end is the moment that --expires says; zero where it says none.
func (c *keyAddCommand) end(now time.Time) (end time.Time, err error) {
	if c.Expires == "" {
		return time.Time{}, nil
	}
	days, isDays := strings.CutSuffix(c.Expires, "d")
	var n int
	if d, wrong := time.ParseDuration(c.Expires); wrong == nil {
		end = now.Add(d)
	} else if _, wrong := fmt.Sscanf(days, "%d", &n); isDays && wrong == nil && fmt.Sprint(n) == days {
		end = now.AddDate(0, 0, n)
	} else if day, wrong := time.Parse(time.DateOnly, c.Expires); wrong == nil {
		end = day
	} else if end, err = time.Parse(time.RFC3339, c.Expires); err != nil {
		return time.Time{}, fmt.Errorf("%q is neither a day such as 2027-01-31, nor a moment, nor a time such as 90d", c.Expires)
	}
	if !end.After(now) {
		return time.Time{}, errors.New("it lies in the past")
	}
	return end.UTC().Truncate(time.Second), nil
}

type keyListCommand struct {
	keyFlags
}

// Run lists the keys, oldest first.
func (c *keyListCommand) Run(s *system) error {
	file, err := c.file()
	if err != nil {
		return err
	}
	keys, err := file.Keys()
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		fmt.Fprintf(s.stderr, "no keys in %s; whence key add makes one\n", file)
		return nil
	}
	return listKeys(s.stdout, keys, time.Now())
}

func listKeys(w io.Writer, keys []auth.Key, now time.Time) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tNAME\tROLE\tSTATE\tCREATED\tENDS")
	for _, k := range keys {
		ends := "never"
		switch {
		case !k.Revoked.IsZero():
			ends = k.Revoked.Format(time.RFC3339)
		case !k.Expires.IsZero():
			ends = k.Expires.Format(time.RFC3339)
		}
		fmt.Fprintf(table, "%s\t%s\t%v\t%s\t%s\t%s\n", k.ID, k.Name, k.Role, k.State(now), k.Created.Format(time.DateOnly), ends)
	}
	return table.Flush()
}

type keyRevokeCommand struct {
	keyFlags
	Which string `arg:"" name:"key" help:"The id or the name, as whence key list shows them."`
}

// Run revokes for good: there is no way back but another key.
func (c *keyRevokeCommand) Run(s *system) error {
	file, err := c.file()
	if err != nil {
		return err
	}
	revoked, err := file.Revoke(c.Which)
	if err != nil {
		return err
	}
	for _, k := range revoked {
		fmt.Fprintf(s.stdout, "revoked %s of %s\n", k.ID, k.Name)
	}
	return nil
}
