package command

import (
	"fmt"

	"whence/graph"
)

type backupCommand struct {
	storeFlags
	remoteFlags
	Folder string `arg:"" help:"Folder to copy the store into; it must be empty or missing."`
}

// Run copies the store as it is at this moment.
func (c *backupCommand) Run(s *system) error {
	if err := c.copy(s); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "backed up to %s\n", c.Folder)
	return nil
}

func (c *backupCommand) copy(s *system) (err error) {
	if server, err := c.remote(); server != nil || err != nil {
		if err != nil {
			return err
		}
		return server.backup(s.ctx, c.Folder)
	}
	g, err := c.checked().openToRead(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	return g.Backup(s.ctx, c.Folder)
}

type restoreCommand struct {
	Store  string `env:"WHENCE_STORE" placeholder:"DIR|URL" help:"Folder to restore into, which must be empty or missing, or a database and schema without a graph. Default: whence in the user's data folder."`
	Folder string `arg:"" help:"Folder that whence backup made."`
	residence
}

// Run makes a store out of a backup.
func (c *restoreCommand) Run(s *system) error {
	to, err := c.in(storeFlags{Store: c.Store})
	if err != nil {
		return err
	}
	folder, err := to.folder()
	if err != nil {
		return err
	}
	if isDatabase(c.Store) {
		if err := copyStore(s.ctx, storeFlags{Store: c.Folder}, to); err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "restored into %s\n", to.place())
		return nil
	}
	if folder == "" {
		return fmt.Errorf("a store in memory can't be restored into: name a folder or a database with --store")
	}
	if err := graph.Restore(s.ctx, c.Folder, folder); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "restored into %s\n", folder)
	return nil
}
