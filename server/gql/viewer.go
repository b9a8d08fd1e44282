package gql

import (
	"context"
	"strings"

	"whence/graph/claim"
	"whence/server/auth"
	"whence/server/auth/needs"
	"whence/server/fault"
	"whence/server/gql/answer"
	"whence/server/gql/direct"
	"whence/server/gql/gen"
	"whence/server/gql/scalar"
)

// viewers tells callers who they are. Where nothing can be written, nobody may.
type viewers struct {
	table   *needs.Table
	writing bool
}

// Viewer is who asks.
func (v viewers) Viewer(ctx context.Context) (*gen.Viewer, error) {
	caller := auth.From(ctx)
	told := &gen.Viewer{Role: caller.Role, MayCommit: []string{}, MayPropose: []string{}, WritesLeft: caller.WritesLeft()}
	if !caller.Expires.IsZero() {
		told.Expires = &scalar.DateTime{Time: caller.Expires}
	}
	if v.writing {
		told.MayCommit, told.MayPropose = v.table.MayCommit(caller.Role), v.table.MayPropose(caller.Role)
	}
	if !caller.Anonymous() {
		told.Agent = agentOf(caller.Agent)
	}
	return told, nil
}

func agentOf(a auth.Agent) *answer.Agent {
	told := &answer.Agent{ID: claim.ID(a.ID), Automatic: a.Automatic}
	if a.Name != "" {
		told.DisplayName = &a.Name
	}
	return told
}

// guards withhold from callers what the schema's @needs withhold from their role.
func guards(t *needs.Table) direct.Guards {
	g := direct.Guards{Fields: map[string]func(context.Context) error{}, Objects: map[string]func(context.Context) bool{}}
	for field, role := range t.Fields() {
		_, name, _ := strings.Cut(field, ".")
		g.Fields[field] = func(ctx context.Context) error {
			switch caller := auth.From(ctx); {
			case caller.Role >= role:
				return nil
			case caller.Anonymous():
				return fault.New(fault.Unauthenticated, "%s asks for the role %v: send a key as Authorization: Bearer", name, role)
			default:
				return fault.New(fault.Forbidden, "%s asks for the role %v, and yours is %v", name, role, caller.Role)
			}
		}
	}
	for object, role := range t.Objects() {
		g.Objects[object] = func(ctx context.Context) bool { return auth.From(ctx).Role >= role }
	}
	return g
}
