package command

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

type healthCommand struct {
	Addr    string        `default:"127.0.0.1:8080" env:"WHENCE_ADDR" placeholder:"HOST:PORT" help:"Address that the server listens on; a host that stands for every address is asked on this machine."`
	Timeout time.Duration `default:"3s" help:"How long to wait for its answer."`
}

// Run asks a server whether it is ready, for a container engine or a script: exit status 0 where it is.
func (c *healthCommand) Run(s *system) error {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return fmt.Errorf("--addr: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
		if ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	ctx, cancel := context.WithTimeout(s.ctx, c.Timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the server is not ready: %w", err)
	}
	defer response.Body.Close()
	says, _ := io.ReadAll(io.LimitReader(response.Body, 200)) // for a reader; the status is what counts
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: %s: %s", response.Status, says)
	}
	fmt.Fprintln(s.stdout, "ready")
	return nil
}
