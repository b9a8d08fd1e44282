package documents_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"whence/server/documents"
)

func TestForms(t *testing.T) {
	for claim, text := range map[string]string{
		"Apollo": `{"format":"apollo-persisted-query-manifest","version":1,"operations":[
			{"id":"ab12","name":"A","type":"query","body":"query A { stats { entities } }"},
			{"id":"cd34","name":"B","type":"query","body":"query B { stats { claims } }"}]}`,
		"Relay":                 `{"ab12":"query A { stats { entities } }","cd34":"query B { stats { claims } }"}`,
		"Relay, ids as digests": `{"sha256:AB12":"query A { stats { entities } }","sha256:cd34":"query B { stats { claims } }"}`,
	} {
		m, err := documents.Read([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", claim, err)
			continue
		}
		for _, id := range []string{"ab12", "sha256:ab12", "sha256:AB12"} {
			if got, ok := m.Find(id); !ok || got != "query A { stats { entities } }" {
				t.Errorf("%s: %s is %q, %t", claim, id, got, ok)
			}
		}
		if _, ok := m.Find("ef"); ok || len(m.IDs()) != 2 {
			t.Errorf("%s: ids %v, unknown %t", claim, m.IDs(), ok)
		}
	}
	var none *documents.Manifest
	if _, ok := none.Find("ab12"); ok || none.IDs() != nil {
		t.Error("nil holds something")
	}
}

func TestWhatIsNoManifest(t *testing.T) {
	for text, want := range map[string]string{
		``: "Relay's", `[]`: "Relay's", `{"a":1}`: "Relay's", `{"format":"other","version":1,"operations":[]}`: "Relay's",
		`{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}`: "Relay's",
		`{"":"query"}`: "is empty", `{"a":""}`: "is empty", `{"sha256:A":"x","sha256:a":"y"}`: "two different",
		`{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"a","body":"x"},{"id":"a","body":"y"}]}`: "two different",
	} {
		if _, err := documents.Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestLoad(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "documents.json")
	if err := os.WriteFile(path, []byte(`{"a":"{stats{entities}}"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if m, err := documents.Load(path); err != nil || len(m.IDs()) != 1 {
		t.Errorf("%v, %v", m, err)
	}
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no FIFO here: ", err)
	}
	for _, name := range []string{folder, filepath.Join(folder, "none"), pipe} {
		if _, err := documents.Load(name); err == nil || !strings.Contains(err.Error(), "documents: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
