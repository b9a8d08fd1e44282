package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"
)

// talk is the client's end of a WebSocket.
type talk struct {
	t    *testing.T
	conn *websocket.Conn
}

func (r *running) talk(t *testing.T) *talk {
	t.Helper()
	conn, response, err := websocket.Dial(t.Context(), r.url+"/graphql", &websocket.DialOptions{Subprotocols: []string{subprotocol}})
	if err != nil {
		t.Fatal(err)
	}
	if response.Body != nil {
		response.Body.Close()
	}
	conn.SetReadLimit(8 << 20)
	t.Cleanup(func() { conn.CloseNow() })
	return &talk{t, conn}
}

func (k *talk) say(text string) {
	k.t.Helper()
	if err := k.conn.Write(k.t.Context(), websocket.MessageText, []byte(text)); err != nil {
		k.t.Fatal(err)
	}
}

// hear returns the next message, or "closed 4400 …".
func (k *talk) hear() string {
	ctx, cancel := context.WithTimeout(k.t.Context(), 5*time.Second)
	defer cancel()
	_, text, err := k.conn.Read(ctx)
	if err != nil {
		return fmt.Sprint("closed ", int(websocket.CloseStatus(err)))
	}
	return string(text)
}

const initialise, ack = `{"type":"connection_init","payload":{}}`, `{"type":"connection_ack"}`

func subscribe(id, query string) string {
	return fmt.Sprintf(`{"id":%q,"type":"subscribe","payload":{"query":%q}}`, id, query)
}

// dialogues are what a client says, and what it must hear.
var dialogues = []struct {
	claim string
	say   []string
	hear  []string
}{
	{"a query", []string{initialise, subscribe("1", "{hello}")}, []string{ack, `{"type":"next","id":"1","payload":{"data":{"hello":"hello you"}}}`, `{"type":"complete","id":"1"}`}},
	{"a subscription", []string{initialise, subscribe("s", "subscription{count(to:2)}")}, []string{
		ack, `{"type":"next","id":"s","payload":{"data":{"count":1}}}`, `{"type":"next","id":"s","payload":{"data":{"count":2}}}`, `{"type":"complete","id":"s"}`,
	}},
	{"a ping", []string{`{"type":"ping"}`, initialise, `{"type":"pong"}`, `{"type":"ping","payload":{"a":1}}`}, []string{`{"type":"pong"}`, ack, `{"type":"pong"}`}},
	{"no init", nil, []string{"closed 4408"}},
	{"two inits", []string{initialise, initialise}, []string{ack, "closed 4429"}},
	{"subscribing too soon", []string{subscribe("1", "{hello}")}, []string{"closed 4401"}},
	{"an id in use", []string{initialise, subscribe("1", "{wait(ms:500)}"), subscribe("1", "{hello}")}, []string{ack, "closed 4409"}},
	{"no id", []string{initialise, subscribe("", "{hello}")}, []string{ack, "closed 4400"}},
	{"a long id", []string{initialise, subscribe(strings.Repeat("i", 65), "{hello}")}, []string{ack, "closed 4400"}},
	{"an unknown type", []string{`{"type":"start"}`}, []string{"closed 4400"}},
	{"no type", []string{`{}`}, []string{"closed 4400"}},
	{"broken JSON", []string{`{"type":`}, []string{"closed 4400"}},
	{"a key twice", []string{`{"type":"ping","type":"connection_init"}`}, []string{"closed 4400"}},
	{"no payload", []string{initialise, `{"id":"1","type":"subscribe"}`}, []string{ack, "closed 4400"}},
	{"a payload of the wrong type", []string{initialise, `{"id":"1","type":"subscribe","payload":{"query":1}}`}, []string{
		ack, `{"type":"error","id":"1","payload":[{"message":"query must be a string","extensions":{"code":"BAD_REQUEST"}}]}`,
	}},
	{"a query that does not parse", []string{initialise, subscribe("1", "{")}, []string{
		ack, `{"type":"error","id":"1","payload":[{"message":"Expected Name, found \u003cEOF\u003e","locations":[{"line":1,"column":2}],"extensions":{"code":"GRAPHQL_PARSE_FAILED"}}]}`,
	}},
	{"a bomb", []string{initialise, subscribe("1", "{hello(name:"+strings.Repeat("[", 60_000))}, []string{
		ack, `{"type":"error","id":"1","payload":[{"message":"more than 100 brackets are open at once at line 1: nest less","extensions":{"code":"QUERY_TOO_DEEP"}}]}`,
	}},
	{"an error while executing", []string{initialise, subscribe("1", `{fail(how:"coded")}`)}, []string{
		ack, `{"type":"next","id":"1","payload":{"errors":[{"message":"nothing has that id","extensions":{"code":"NOT_FOUND"}}],"data":{"fail":null}}}`, `{"type":"complete","id":"1"}`,
	}},
	{"a third operation at once", []string{initialise, subscribe("1", "{wait(ms:1500)}"), subscribe("2", "{wait(ms:1500)}"), subscribe("3", "{hello}")}, []string{
		ack, `{"type":"error","id":"3","payload":[{"message":"2 operations are running on this socket: wait until one is complete","extensions":{"code":"OVERLOADED"}}]}`,
	}},
	{"complete ends work", []string{initialise, subscribe("1", "{wait(ms:1900)}"), `{"id":"1","type":"complete"}`, `{"id":"9","type":"complete"}`, `{"type":"ping"}`}, []string{ack, `{"type":"pong"}`}},
}

func TestSocket(t *testing.T) {
	r := start(t, func(o *Options) { o.Limits.Sockets.Init = 200 * time.Millisecond; o.Limits.Sockets.Operations = 2 })
	for _, tt := range dialogues {
		t.Run(tt.claim, func(t *testing.T) {
			k := r.talk(t)
			for _, text := range tt.say {
				k.say(text)
			}
			var heard []string
			for range tt.hear {
				heard = append(heard, k.hear())
			}
			if diff := cmp.Diff(tt.hear, heard); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	until(t, "all work ends with its socket", func() bool { return r.stage.slow.Load() == 0 && r.sockets.count() == 0 })
	if got := r.post(t, "{hello}"); got.status != 200 {
		t.Errorf("after all that: %d", got.status)
	}
}

func TestSocketHandshake(t *testing.T) {
	r := start(t, func(o *Options) { o.Limits.Sockets.Most = 1 })
	conn, _, err := websocket.Dial(t.Context(), r.url+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := (&talk{t, conn}).hear(); got != "closed 4406" {
		t.Errorf("the old protocol: %s", got)
	}
	until(t, "it is gone", func() bool { return r.sockets.count() == 0 })
	foreign := &websocket.DialOptions{Subprotocols: []string{subprotocol}, HTTPHeader: http.Header{"Origin": {"https://evil.example"}}}
	if _, response, err := websocket.Dial(t.Context(), r.url+"/graphql", foreign); err == nil || response.StatusCode != http.StatusForbidden {
		t.Errorf("another origin: %v", err)
	}
	r.talk(t)
	until(t, "one is open", func() bool { return r.sockets.count() == 1 })
	_, response, err := websocket.Dial(t.Context(), r.url+"/graphql", &websocket.DialOptions{Subprotocols: []string{subprotocol}})
	if err == nil || response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one too many: %v", err)
	}
}

func TestSocketClosesOnLargeMessages(t *testing.T) {
	r := start(t, nil)
	k := r.talk(t)
	k.say(`{"type":"connection_init"}`)
	k.hear()
	// The server closes while this is on its way, so either end may notice first.
	_ = k.conn.Write(t.Context(), websocket.MessageText, []byte(`{"type":"`+strings.Repeat("x", 300<<10)))
	if got := k.hear(); got != "closed 1009" && got != "closed -1" {
		t.Errorf("got %.100s", got)
	}
	until(t, "it is gone", func() bool { return r.sockets.count() == 0 })
}

func TestSocketsThatDoNotAnswerPings(t *testing.T) {
	r := start(t, func(o *Options) { o.Limits.Sockets.Ping = 50 * time.Millisecond })
	r.talk(t) // which never reads, and so never answers
	until(t, "one is open", func() bool { return r.sockets.count() == 1 })
	until(t, "it is closed", func() bool { return r.sockets.count() == 0 })
}

func TestSocketsAreToldToGo(t *testing.T) {
	r := start(t, nil)
	k := r.talk(t)
	k.say(`{"type":"connection_init"}`)
	k.hear()
	k.say(`{"id":"1","type":"subscribe","payload":{"query":"{wait(ms:200)}"}}`)
	until(t, "it works", func() bool { return r.stage.slow.Load() == 1 })
	go r.shut()
	var next struct {
		Payload struct{ Data struct{ Wait string } }
	}
	if text := k.hear(); json.Unmarshal([]byte(text), &next) != nil || next.Payload.Data.Wait != "waited" {
		t.Errorf("what was running: %s", text)
	}
	k.hear()
	if got := k.hear(); got != "closed 1001" {
		t.Errorf("then: %s", got)
	}
}
