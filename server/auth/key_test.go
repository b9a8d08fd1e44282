package auth_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"whence/server/auth"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var here = netip.MustParseAddr("127.0.0.1")

func add(t *testing.T, file auth.KeyFile, name string, role auth.Role, change func(*auth.Key)) (text string, key auth.Key) {
	t.Helper()
	text, key, err := auth.NewKey(name, role)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&key)
	}
	if err := file.Add(key); err != nil {
		t.Fatal(err)
	}
	return text, key
}

func TestAgentID(t *testing.T) {
	tests := []struct{ name, want string }{
		{"ann", "agent/ann"},
		{"Ann Smith", "agent/ann-smith"},
		{"Zoë O'Brien-Łukasz", "agent/zoe-o-brien-ukasz"},
		{"importer_2", "agent/importer-2"},
		{"李", "agent/name-2a3b4c"}, // its digits are not looked at
		{"", ""},
		{" ann", ""},
		{"ann\u202e", ""},
		{"ann\nbob", ""},
		{"!!!", "agent/name-"},
		{"before", ""},
		{strings.Repeat("a", 101), ""},
		{"0123456789abcdef0123456789abcdef", ""}, // would look like the holder of a token
		{"ann\xff", ""},
	}
	for _, tt := range tests {
		got, err := auth.AgentID(tt.name)
		hash, isHash := strings.CutPrefix(got, "agent/name-")
		if isHash && strings.HasPrefix(tt.want, "agent/name-") && len(hash) == 16 {
			continue
		}
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%q: %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

func TestKeyFile(t *testing.T) {
	file := auth.KeyFile(filepath.Join(t.TempDir(), "folder", "keys.yaml"))
	if keys, err := file.Keys(); len(keys) > 0 || err != nil {
		t.Fatalf("of no file: %v, %v", keys, err)
	}
	text, ann := add(t, file, "Ann Smith", auth.Editor, nil)
	_, second := add(t, file, "Ann Smith", auth.Editor, nil)
	_, program := add(t, file, "importer", auth.Contributor, func(k *auth.Key) {
		k.Automatic, k.Expires = true, time.Date(2099, 1, 31, 0, 0, 0, 0, time.UTC)
	})
	keys, err := file.Keys()
	if diff := cmp.Diff([]auth.Key{ann, second, program}, keys); diff != "" || err != nil {
		t.Fatalf("%v (-want +got):\n%s", err, diff)
	}
	info, err := os.Stat(string(file))
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	written, _ := os.ReadFile(string(file))
	if strings.Contains(string(written), text) || strings.Contains(string(written), text[len(text)-20:]) {
		t.Errorf("the file holds the secret:\n%s", written)
	}
	if revoked, err := file.Revoke("Ann Smith"); len(revoked) != 2 || err != nil {
		t.Errorf("revoked %v, %v", revoked, err)
	}
	for _, which := range []string{"Ann Smith", ann.ID, "nobody", ""} {
		if _, err := file.Revoke(which); !errors.Is(err, auth.ErrKeyUnknown) {
			t.Errorf("revoking %q: %v", which, err)
		}
	}
	if _, err := file.Revoke(program.ID); err != nil {
		t.Error(err)
	}
	_, another, _ := auth.NewKey("ann.smith", auth.Admin)
	if err := file.Add(another); err == nil || !strings.Contains(err.Error(), "agent/ann-smith") {
		t.Errorf("a name like another's: %v", err)
	}
}

// Programs that change the file at once lose none of each other's keys.
func TestKeyFileTogether(t *testing.T) {
	file := auth.KeyFile(filepath.Join(t.TempDir(), "keys.yaml"))
	var all sync.WaitGroup
	const n = 20
	for i := range n {
		all.Go(func() {
			_, key, err := auth.NewKey(fmt.Sprint("ann", i), auth.Reader)
			if err == nil {
				err = file.Add(key)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if keys, err := file.Keys(); len(keys) != n || err != nil {
		t.Errorf("%d keys, %v", len(keys), err)
	}
}

func TestKeyFileRefused(t *testing.T) {
	_, key, _ := auth.NewKey("ann", auth.Editor)
	good := "keys:\n- {id: " + key.ID + ", name: ann, role: EDITOR, sha256: " + key.SHA256 + ", created: 2026-01-01T00:00:00Z}\n"
	tests := []struct {
		claim, text string
		mode        os.FileMode
		want        string
	}{
		{"good", good, 0o600, ""},
		{"empty", "", 0o600, ""},
		{"others may read it", good, 0o644, "chmod 600"},
		{"others may write it", good, 0o602, "chmod 600"},
		{"another member", good + "more: 1\n", 0o600, "not a file of keys"},
		{"no YAML", "\x00", 0o600, "not a file of keys"},
		{"twice", good + good[len("keys:\n"):], 0o600, "twice"},
		{"no role", strings.Replace(good, "EDITOR", "''", 1), 0o600, "no role"},
		{"another role", strings.Replace(good, "EDITOR", "ROOT", 1), 0o600, "no role"},
		{"a short digest", strings.Replace(good, key.SHA256, key.SHA256[:60], 1), 0o600, "64 lower-case"},
		{"no digest", strings.Replace(good, key.SHA256, "''", 1), 0o600, "64 lower-case"},
		{"a name that is none", strings.Replace(good, "name: ann", "name: ''", 1), 0o600, "a name has"},
		{"5 MB", strings.Repeat("# x\n", 1<<20+1), 0o600, "are the most"},
	}
	for _, tt := range tests {
		file := filepath.Join(t.TempDir(), "keys.yaml")
		if err := os.WriteFile(file, []byte(tt.text), tt.mode); err != nil {
			t.Fatal(err)
		}
		_ = os.Chmod(file, tt.mode)
		_, err := auth.KeyFile(file).Keys()
		if got := fmt.Sprint(err); (err == nil) != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %v, want %q", tt.claim, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), key.SHA256) {
			t.Errorf("%s: the error shows what the file holds: %v", tt.claim, err)
		}
	}
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func newAuthority(t *testing.T, c auth.Config) *auth.Authority {
	t.Helper()
	c.Log = quiet()
	a, err := auth.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

func TestCaller(t *testing.T) {
	file := auth.KeyFile(filepath.Join(t.TempDir(), "keys.yaml"))
	text, key := add(t, file, "Ann", auth.Editor, nil)
	expired, _ := add(t, file, "old", auth.Editor, func(k *auth.Key) { k.Expires = time.Now().Add(-time.Second) })
	revoked, gone := add(t, file, "gone", auth.Editor, nil)
	if _, err := file.Revoke(gone.ID); err != nil {
		t.Fatal(err)
	}
	a := newAuthority(t, auth.Config{Keys: file})
	tests := []struct {
		header string
		want   string // the agent
		err    error
	}{
		{"", "", nil},
		{"Bearer " + text, "agent/ann", nil},
		{"bearer   " + text + " ", "agent/ann", nil},
		{"Basic " + text, "", auth.ErrRefused},
		{text, "", auth.ErrRefused},
		{"Bearer", "", auth.ErrRefused},
		{"Bearer " + text + "a", "", auth.ErrRefused},
		{"Bearer " + text[:len(text)-1], "", auth.ErrRefused},
		{"Bearer " + strings.ToUpper(text), "", auth.ErrRefused},
		{"Bearer " + text[:len(text)-1] + map[bool]string{true: "b", false: "a"}[text[len(text)-1] == 'a'], "", auth.ErrRefused},
		{"Bearer whk_" + key.ID + "_", "", auth.ErrRefused},
		{"Bearer " + key.SHA256, "", auth.ErrRefused},
		{"Bearer " + expired, "", auth.ErrRefused},
		{"Bearer " + revoked, "", auth.ErrRefused},
		{"Bearer eyJhbGciOiJub25lIn0.e30.", "", auth.ErrRefused},
	}
	for _, tt := range tests {
		got, err := a.Caller(t.Context(), tt.header, here)
		if !errors.Is(err, tt.err) || err == nil && got.Agent.ID != tt.want {
			t.Errorf("%q: %+v, %v; want %q, %v", tt.header, got, err, tt.want, tt.err)
		}
	}
}

// The keys are read anew when the file changes, and what cannot be read changes nothing.
func TestReload(t *testing.T) {
	file := auth.KeyFile(filepath.Join(t.TempDir(), "keys.yaml"))
	a := newAuthority(t, auth.Config{Keys: file})
	text, key := add(t, file, "Ann", auth.Editor, nil)
	role := func() auth.Role {
		c, err := a.Caller(t.Context(), "Bearer "+text, netip.MustParseAddr("127.0.0.9"))
		if err != nil {
			return auth.Nobody
		}
		return c.Role
	}
	become := func(claim string, want auth.Role) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); role() != want; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: %v, want %v", claim, role(), want)
			}
		}
	}
	become("a key that was added", auth.Editor)
	caller, _ := a.Caller(t.Context(), "Bearer "+text, here)
	ctx, end := a.Attend(t.Context(), caller)
	defer end()
	whole, _ := os.ReadFile(string(file))
	rewrite := func(text string) {
		t.Helper()
		if err := os.WriteFile(string(file)+"~", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(string(file)+"~", string(file)); err != nil {
			t.Fatal(err)
		}
	}
	rewrite("keys: [")
	time.Sleep(400 * time.Millisecond) // a change that must not be seen can't be waited for
	if role() != auth.Editor || ctx.Err() != nil {
		t.Errorf("a broken file ends keys: %v", role())
	}
	rewrite(strings.Replace(string(whole), "EDITOR", "READER", 1))
	become("another role", auth.Reader)
	select {
	case <-ctx.Done():
	case <-time.After(20 * time.Second):
		t.Fatal("a role was lowered, and what it had open goes on")
	}
	rewrite(string(whole))
	become("the role of before", auth.Editor)
	if _, err := file.Revoke(key.ID); err != nil {
		t.Fatal(err)
	}
	become("a revoked key", auth.Nobody)
	rewrite(string(whole))
	become("the file of before", auth.Editor)
	if err := os.Remove(string(file)); err != nil {
		t.Fatal(err)
	}
	become("no file", auth.Nobody)
}

func TestAttendEndsWithExpiry(t *testing.T) {
	file := auth.KeyFile(filepath.Join(t.TempDir(), "keys.yaml"))
	text, _ := add(t, file, "Ann", auth.Editor, func(k *auth.Key) { k.Expires = time.Now().Add(300 * time.Millisecond) })
	a := newAuthority(t, auth.Config{Keys: file})
	caller, err := a.Caller(t.Context(), "Bearer "+text, here)
	if err != nil {
		t.Skip("the machine was too slow: the key has expired before it was used")
	}
	ctx, end := a.Attend(t.Context(), caller)
	defer end()
	<-ctx.Done()
	if a.Valid(caller) {
		t.Error("valid after its end")
	}
}

// 10,000 addresses that send wrong keys take no more room than what is said.
func TestAddressesAreForgotten(t *testing.T) {
	file := auth.KeyFile(filepath.Join(t.TempDir(), "keys.yaml"))
	add(t, file, "Ann", auth.Editor, nil)
	a := newAuthority(t, auth.Config{Keys: file})
	for i := range 30_000 {
		from := netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
		if _, err := a.Caller(t.Context(), "Bearer x", from); !errors.Is(err, auth.ErrRefused) {
			t.Fatalf("address %d: %v", i, err)
		}
	}
	// One holder of a network is one address.
	limited := 0
	for i := range 100 {
		from := netip.MustParseAddr(fmt.Sprintf("2001:db8:0:1::%x", i))
		if _, err := a.Caller(t.Context(), "Bearer x", from); errors.Is(err, auth.ErrTooMany) {
			limited++
		}
	}
	if limited < 50 {
		t.Errorf("a /64 sends %d wrong keys before it has to wait", 100-limited)
	}
}
