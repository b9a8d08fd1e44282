// Package testenv is for tests that need what the project does not hold: the folder ../shared beside it, what npm installs,
// Node. Where it is absent a test skips and says what to do; with CI=true it fails, so that nothing goes untested there.
package testenv

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Shared returns the path of a file or folder of ../shared, which is given from there, with slashes.
func Shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(root(t), "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		Lack(t, "../shared/%s is not beside the project: %v", name, err)
	}
	return path
}

// Read returns what is in a file of ../shared.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(Shared(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Node returns the program that runs the scripts of a folder, whose modules `npm ci` has installed there.
func Node(t testing.TB, folder string) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(folder, "node_modules")); err != nil {
		Lack(t, "run `npm ci` in %s first: %v", folder, err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		Lack(t, "%v", err)
	}
	return node
}

// Lack skips a test for want of what it needs, and fails it with CI=true.
func Lack(t testing.TB, format string, arguments ...any) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf(format, arguments...)
	}
	t.Skipf(format, arguments...)
}

// root is the project's folder. Tests run in their package's.
func root(t testing.TB) string {
	t.Helper()
	folder, err := filepath.Abs(".")
	for ; err == nil; folder = filepath.Dir(folder) {
		_, err := os.Stat(filepath.Join(folder, "go.mod"))
		if err == nil {
			return folder
		}
		if !errors.Is(err, fs.ErrNotExist) || folder == filepath.Dir(folder) {
			t.Fatal(err)
		}
	}
	t.Fatal(err)
	return ""
}
