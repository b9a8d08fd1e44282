package postgres_test

import (
	"os"
	"testing"

	"whence/testenv/postgres"
)

// TestCluster starts a cluster, kills it, and finds what was committed.
func TestCluster(t *testing.T) {
	c := postgres.Start(t, postgres.Config{Durable: true})
	if _, err := c.Run("postgres", "create table kept(n int); insert into kept values (7)"); err != nil {
		t.Fatal(err)
	}
	if err := c.Kill(); err != nil {
		t.Fatal(err)
	}
	if out, err := c.Run("postgres", "select 1"); err == nil {
		t.Errorf("a cluster that was killed answers %q", out)
	}
	if err := c.Restart(); err != nil {
		t.Fatal(err)
	}
	if out, err := c.Run("postgres", "select n from kept"); err != nil || out != "7" {
		t.Errorf("kept %q, %v", out, err)
	}
	if _, err := os.Stat(c.Folder()); err != nil {
		t.Error(err)
	}
}
