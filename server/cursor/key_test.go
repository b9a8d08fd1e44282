package cursor

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestLoadKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cursor.key")
	keys := make([]Key, 8)
	var loading sync.WaitGroup
	for i := range keys {
		loading.Go(func() {
			var err error
			if keys[i], err = LoadKey(path); err != nil {
				t.Error(err)
			}
		})
	}
	loading.Wait()
	for _, key := range keys {
		if key != keys[0] || key == (Key{}) {
			t.Errorf("two processes have two keys")
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if a, b := RandomKey(), RandomKey(); a == b {
		t.Error("random keys are alike")
	}
}

func TestLoadKeyRefuses(t *testing.T) {
	short := filepath.Join(t.TempDir(), "short")
	if err := os.WriteFile(short, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{short, t.TempDir(), filepath.Join(t.TempDir(), "no", "folder")} {
		if _, err := LoadKey(path); err == nil {
			t.Errorf("%s: taken", path)
		}
	}
}
