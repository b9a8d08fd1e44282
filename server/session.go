package server

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/auth"
)

// upgrading is the context of a request to become a WebSocket, with whoever sends it. Browsers can't give credentials
// with one: who gives none may do so in the first message.
func (s *Server) upgrading(ctx context.Context, r *http.Request) (context.Context, *gqlerror.Error) {
	authorization := r.Header.Get("Authorization")
	if authorization == "" {
		return ctx, nil
	}
	return s.identified(ctx, authorization, s.address(r))
}

// initialise acts on connection_init, whose payload may hold credentials: {"Authorization": "Bearer …"}. From then on the
// socket lives as long as they do.
func (k *socket) initialise(payload any) (code websocket.StatusCode, reason string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ready {
		return closeRepeatedInit, "Too many initialisation requests"
	}
	ctx := k.ctx
	if authorization := credentials(payload); auth.From(ctx).Anonymous() || authorization != "" {
		var refusal *gqlerror.Error
		if ctx, refusal = k.identified(ctx, authorization, k.from); refusal != nil {
			return closeForbidden, "Forbidden: " + refusal.Message
		}
	}
	k.session = ctx
	if k.options.Authority != nil {
		session, end := k.options.Authority.Attend(ctx, auth.From(ctx))
		context.AfterFunc(k.ctx, end)
		context.AfterFunc(session, func() {
			if errors.Is(context.Cause(session), auth.ErrEnded) {
				k.close(closeForbidden, "Forbidden: "+auth.ErrEnded.Error())
			}
		})
		k.session = session
	}
	k.ready = true
	_ = k.write([]byte(`{"type":"connection_ack"}`))
	return 0, ""
}

// credentials is what the payload of connection_init says, where it says so like a header.
func credentials(payload any) string {
	members, _ := payload.(map[string]any)
	for name, member := range members {
		if text, ok := member.(string); ok && strings.EqualFold(name, "Authorization") {
			return text
		}
	}
	return ""
}
