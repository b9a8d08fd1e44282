package command

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"time"
)

type followCommand struct {
	remoteFlags
	After string `placeholder:"FILE" help:"File that keeps the cursor: what was followed until it is not sent again. Default: from now on, and nothing is kept."`
	Exec  string `xor:"to" placeholder:"CMD" help:"Shell command to run for each change, which stands as JSON on its standard input."`
	Post  string `xor:"to" placeholder:"URL" help:"Address to send each change to, as JSON."`
	Query string `placeholder:"FILE" help:"File with another subscription to changed, which has $after and asks for cursor and commit."`
}

// changedQuery is what is asked for where no other question is given.
const changedQuery = `subscription ($after: String) {
  changed(after: $after) {
    cursor behind truncated
    commit { id number at action reason by { id displayName } }
    edits {
      __typename
      ... on ClaimAsserted { claim { id sentence } revises { id } }
      ... on ClaimRetracted { claim { id sentence } revisedBy { id } }
      ... on ClaimCited { claim { id sentence } }
      ... on ClaimUncited { claim { id sentence } }
      ... on EntityDescribed { entity { id name } nameBefore }
      ... on IdentityDecided { decision { left right judged } withdrawn }
      ... on DocumentAdded { document { id name } }
    }
  }
}`

// Run follows a server's changes until it is told to stop. Each is handed on before its cursor is kept: after a crash of
// either side one may come twice, and none is lost.
func (c *followCommand) Run(s *system) error {
	if c.Server == "" {
		c.Server = "http://127.0.0.1:8080"
	}
	server, err := c.remote()
	if err != nil {
		return err
	}
	f := follower{followCommand: c, system: s, server: server, query: changedQuery}
	if c.Query != "" {
		text, err := os.ReadFile(c.Query)
		if err != nil {
			return err
		}
		f.query = string(text)
	}
	if f.cursor, err = c.kept(); err != nil {
		return err
	}
	return f.follow()
}

// kept is the cursor that the last run left, "" where there was none.
func (c *followCommand) kept() (string, error) {
	if c.After == "" {
		return "", nil
	}
	text, err := os.ReadFile(c.After)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return strings.TrimSpace(string(text)), err
}

// follower is one run.
type follower struct {
	*followCommand
	*system

	server *remote
	query  string
	cursor string
}

// The times between two tries, of a connection and of handing a change on.
const shortestPause, longestPause = time.Second, time.Minute

// follow connects again whenever a connection ends, behind the last cursor.
func (f *follower) follow() error {
	pause := shortestPause
	for {
		before := f.cursor
		err := f.stream()
		if f.ctx.Err() != nil {
			return nil //nolint:nilerr // whoever ended it knows why the stream did
		}
		refused, is := errors.AsType[*refusedError](err)
		switch {
		case is && refused.code == "CURSOR_LOST":
			return fmt.Errorf("%w; a backup was restored there: read the graph anew, and remove %s", err, f.After)
		case is && refused.status < http.StatusInternalServerError && refused.status != http.StatusTooManyRequests:
			return err
		case errors.Is(err, errOwn):
			return err
		}
		if f.cursor != before {
			pause = shortestPause
		}
		fmt.Fprintf(f.stderr, "%v; trying again in %v\n", err, pause)
		if !f.wait(pause) {
			return nil
		}
		pause = min(2*pause, longestPause)
	}
}

// wait reports false where the run ended meanwhile.
func (f *follower) wait(pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-f.ctx.Done():
		return false
	}
}

// errOwn is a failure that another connection does not mend.
var errOwn = errors.New("the change could not be kept")

// silence is for how long nothing comes before a connection counts as dead: three signs of life.
const silence = time.Minute

// stream follows over one connection until it ends.
func (f *follower) stream() error {
	body, err := json.Marshal(map[string]any{"query": f.query, "variables": map[string]any{"after": f.cursor}})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(f.ctx)
	defer cancel()
	response, err := f.server.ask(ctx, http.MethodPost, "graphql", bytes.NewReader(body), "Content-Type", "application/json", "Accept", "text/event-stream")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	quiet := time.AfterFunc(silence, cancel)
	defer quiet.Stop()
	var name string
	for lines := bufio.NewReader(response.Body); ; {
		text, err := lines.ReadString('\n')
		if err != nil {
			return fmt.Errorf("%s: the connection ended: %w", f.server.base, err)
		}
		quiet.Reset(silence)
		field, value, _ := strings.Cut(strings.TrimRight(text, "\r\n"), ": ")
		switch field {
		case "event":
			name = value
		case "data":
			if name != "next" {
				return fmt.Errorf("%s: the server ends the stream", f.server.base)
			}
			quiet.Stop() // whoever takes the change may take their time
			if err := f.take([]byte(value)); err != nil {
				return err
			}
			quiet.Reset(silence)
		}
	}
}

// change is an event, as far as following it needs.
type change struct {
	Data struct{ Changed json.RawMessage }
	// Errors are those of the server.
	Errors []struct {
		Message    string
		Extensions struct{ Code string }
	}
}

// take hands one event on, and keeps its cursor.
func (f *follower) take(event []byte) error {
	var c change
	if err := json.Unmarshal(event, &c); err != nil {
		return fmt.Errorf("%s: an event that is no JSON: %w", f.server.base, err)
	}
	var at struct {
		Cursor string
		Commit json.RawMessage
	}
	if len(c.Data.Changed) > 0 {
		if err := json.Unmarshal(c.Data.Changed, &at); err != nil {
			return err
		}
	}
	if at.Cursor == "" {
		if len(c.Errors) > 0 {
			return &refusedError{http.StatusServiceUnavailable, c.Errors[0].Extensions.Code, fmt.Sprintf("%s: %s", f.server.base, c.Errors[0].Message)}
		}
		return fmt.Errorf("the subscription asks for no cursor: %w", errOwn)
	}
	if len(at.Commit) > 0 && string(at.Commit) != "null" { // else it is a sign of life
		if err := f.hand(c.Data.Changed); err != nil {
			return err
		}
	}
	f.cursor = at.Cursor
	if f.After == "" {
		return nil
	}
	err := writeFile(f.After, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, at.Cursor)
		return err
	})
	if err != nil {
		return fmt.Errorf("%w: %w", errOwn, err)
	}
	return nil
}

// hand hands a change on until it was taken.
func (f *follower) hand(event []byte) error {
	for pause := shortestPause; ; pause = min(2*pause, longestPause) {
		err := f.once(event)
		switch {
		case err == nil:
			return nil
		case f.ctx.Err() != nil:
			return f.ctx.Err()
		}
		fmt.Fprintf(f.stderr, "%v; trying again in %v\n", err, pause)
		if !f.wait(pause) {
			return f.ctx.Err()
		}
	}
}

func (f *follower) once(event []byte) error {
	text := append(bytes.Clone(event), '\n')
	switch {
	case f.Exec != "":
		command := exec.CommandContext(f.ctx, "sh", "-c", f.Exec) // the user's own words
		command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(text), f.stdout, f.stderr
		command.Env = withoutKey(os.Environ())
		if err := command.Run(); err != nil {
			return fmt.Errorf("%s: %w", f.Exec, err)
		}
		return nil
	case f.Post != "":
		return f.post(text)
	}
	_, err := f.stdout.Write(text)
	return err
}

// withoutKey is the environment of whoever takes changes: they need no key.
func withoutKey(environment []string) []string {
	var rest []string
	for _, v := range environment {
		if !strings.HasPrefix(v, "WHENCE_KEY=") {
			rest = append(rest, v)
		}
	}
	return rest
}

// postTimeout is how long whoever is sent a change may take.
const postTimeout = 30 * time.Second

func (f *follower) post(text []byte) error {
	ctx, cancel := context.WithTimeout(f.ctx, postTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, f.Post, bytes.NewReader(text))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return withoutSecrets(err)
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("the address of --post answers %s", response.Status)
	}
	return nil
}

// withoutSecrets is an error without the address, which may have a token in it.
func withoutSecrets(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("the address of --post: %w", wrapped.Err)
	}
	return err
}
