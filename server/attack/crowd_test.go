package attack

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Nine hundred clients announce a body of the largest size and send a little of
// it. They hold nothing but connections, and those not for long.
func TestCrowdOfSlowClients(t *testing.T) {
	p := start(t, "--read", "2s")
	// The index of words is built in the background of the start: its memory is no client's.
	indexed, err := http.Post(p.URL+"/graphql", "application/json", strings.NewReader(`{"query":"{searchClaims(query:\"innovation\"){totalCount}}"}`))
	if err != nil {
		t.Fatal(err)
	}
	indexed.Body.Close()
	before, err := p.Peak()
	if err != nil {
		t.Skip("this system does not tell the memory of a process: ", err)
	}
	var crowd []net.Conn
	for range 900 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(p.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		crowd = append(crowd, conn)
		fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n{\"query\":\"", 256<<10)
	}
	began := time.Now()
	response, err := http.Get(p.URL + "/livez")
	if err != nil || response.StatusCode != http.StatusOK || time.Since(began) > time.Second {
		t.Errorf("/livez: %v after %v", err, time.Since(began))
	}
	if err == nil {
		response.Body.Close()
	}
	for _, conn := range crowd {
		if err := conn.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(conn)
		if err != nil || !strings.HasPrefix(string(text), "HTTP/1.1 400 ") {
			t.Fatalf("a slow client got %.200q, %v", text, err)
		}
	}
	after, err := p.Peak()
	if err != nil {
		t.Fatal(err)
	}
	most(t, "crowd_memory", float64(after-before)/(1<<20), 64, "MB")
}
