package command

import (
	"fmt"
	"io"

	"whence/command/licences"
)

type licencesCommand struct {
	Full bool `help:"Print the text of each licence too."`
}

// Run lists what the program is made of.
func (c *licencesCommand) Run(s *system) error {
	if _, err := io.WriteString(s.stdout, licences.List); err != nil || !c.Full {
		return err
	}
	texts, err := licences.Texts()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "\n%s", texts)
	return err
}
