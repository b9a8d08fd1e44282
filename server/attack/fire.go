package attack

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// Result is what came back.
type Result struct {
	Status, Close int
	Code          string
	Text          []byte
	Took          time.Duration
}

// Fire makes the attack on the server at url, by HTTP or as the attack says, and
// returns what came back. An error means that nothing did.
func (a *Attack) Fire(ctx context.Context, url string) (Result, error) {
	began := time.Now()
	var r Result
	var err error
	switch {
	case a.Raw != "":
		r, err = a.raw(ctx, url)
	case a.Messages != nil:
		r, err = a.socket(ctx, url, a.Messages)
	default:
		r, err = a.http(ctx, url)
	}
	r.Took = time.Since(began)
	return r, err
}

// FireSocket makes the attack of a query over a WebSocket.
func (a *Attack) FireSocket(ctx context.Context, url string) (Result, error) {
	began := time.Now()
	r, err := a.socket(ctx, url, []string{
		`{"type":"connection_init"}`, `{"id":"1","type":"subscribe","payload":` + string(a.Payload()) + `}`,
	})
	r.Took = time.Since(began)
	return r, err
}

func (a *Attack) http(ctx context.Context, url string) (Result, error) {
	method, target, body := http.MethodPost, url+"/graphql", a.Payload()
	switch {
	case a.Body != nil:
		body = []byte(*a.Body)
	case a.URL != "":
		method, target = http.MethodGet, target+"?"+a.URL
	}
	request, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	if err != nil {
		return Result{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	for name, value := range a.Headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return Result{}, err
	}
	return read(response)
}

func read(response *http.Response) (Result, error) {
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return Result{}, err
	}
	r := Result{Status: response.StatusCode, Text: text}
	var answer struct {
		Errors []coded `json:"errors"`
	}
	if json.Unmarshal(text, &answer) == nil && len(answer.Errors) > 0 {
		r.Code = answer.Errors[0].Extensions.Code
	}
	return r, nil
}

type coded struct {
	Extensions struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

func (a *Attack) raw(ctx context.Context, url string) (Result, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		return Result{}, err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(deadline)
	}
	if _, err := io.WriteString(conn, a.Raw); err != nil {
		return Result{}, err
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return Result{}, err
	}
	return read(response)
}

// socket says the messages and listens until there is an answer to the last, or
// the server closes.
func (a *Attack) socket(ctx context.Context, url string, messages []string) (Result, error) {
	conn, _, err := websocket.Dial(ctx, url+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}}) //nolint:bodyclose // Dial replaces the body
	if err != nil {
		return Result{}, err
	}
	defer func() { _ = conn.CloseNow() }() // it may be closed by then
	conn.SetReadLimit(8 << 20)
	for _, message := range messages {
		if conn.Write(ctx, websocket.MessageText, []byte(message)) != nil {
			break // closed already: reading says why
		}
	}
	for {
		_, text, err := conn.Read(ctx)
		if ctx.Err() != nil {
			return Result{}, ctx.Err()
		}
		if err != nil {
			return Result{Close: int(websocket.CloseStatus(err))}, nil
		}
		if r, ok := heard(text); ok {
			_ = conn.Close(websocket.StatusNormalClosure, "")
			return r, nil
		}
	}
}

// heard reads an answer from a message: next or error.
func heard(text []byte) (Result, bool) {
	var message struct {
		Type    string          `json:"type"`
		Payload json.RawMessage `json:"payload"`
	}
	if json.Unmarshal(text, &message) != nil {
		return Result{}, false
	}
	var errors []coded
	switch message.Type {
	case "error":
		_ = json.Unmarshal(message.Payload, &errors)
	case "next":
		var answer struct {
			Errors []coded `json:"errors"`
		}
		_ = json.Unmarshal(message.Payload, &answer)
		errors = answer.Errors
	default:
		return Result{}, false
	}
	r := Result{Status: http.StatusOK, Text: text}
	if len(errors) > 0 {
		r.Code = errors[0].Extensions.Code
	}
	return r, true
}

// Judge says what is wrong with a result, or "".
func (a *Attack) Judge(r Result) string {
	switch {
	case a.Close != 0 && r.Close != a.Close && r.Close != -1: // -1 where the connection broke before the reason came
		return fmt.Sprintf("closed with %d, want %d", r.Close, a.Close)
	case a.Close == 0 && r.Status != a.Status:
		return fmt.Sprintf("status %d, want %d: %.200s", r.Status, a.Status, r.Text)
	case r.Code != a.Code:
		return fmt.Sprintf("code %q, want %q: %.200s", r.Code, a.Code, r.Text)
	case len(r.Text) > a.Limit():
		return fmt.Sprintf("an answer of %d bytes, want %d at most", len(r.Text), a.Limit())
	case !a.Accepted && a.echoes(r.Text):
		return fmt.Sprintf("an echo: %.300s", r.Text)
	case r.Took > 2*time.Second:
		return fmt.Sprintf("took %v", r.Took)
	}
	return ""
}

// echoes reports whether an answer repeats more than 100 bytes of the attack.
func (a *Attack) echoes(text []byte) bool {
	sent := a.Query + "\x00" + a.Variables + "\x00" + a.URL + "\x00" + a.Raw + "\x00" + strings.Join(a.Messages, "\x00")
	if a.Body != nil {
		sent += "\x00" + *a.Body
	}
	for at := 0; at+101 <= len(text); at++ {
		if strings.Contains(sent, string(text[at:at+101])) {
			return true
		}
	}
	return false
}
