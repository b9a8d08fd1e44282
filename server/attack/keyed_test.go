package attack

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"
)

// newKey makes a key of an editor in a file of keys, and returns it.
func newKey(t *testing.T, binary, keys, name string) string {
	t.Helper()
	key, err := exec.CommandContext(t.Context(), binary, "key", "add", name, "--role", "EDITOR", "--program", "--keys", keys).Output()
	if err != nil {
		t.Fatal("whence key add: ", err)
	}
	return strings.TrimSpace(string(key))
}

// post sends a body with a key and returns the answer's status and text.
func post(ctx context.Context, url, key, mediaType string, body []byte) (int, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Content-Type", mediaType)
	request.Header.Set("Authorization", "Bearer "+key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, text, err
}
