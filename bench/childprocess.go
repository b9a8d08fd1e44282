package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"

	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/graphql"

	"whence/loader/rdf"
	"whence/server/attack"
)

// role is the server that a process of this program plays while it is measured by another.
type role string

const (
	roleBare   role = "bare"   // returns its property, whatever is asked
	roleCayley role = "cayley" // Cayley's own GraphQL server over a file of N-Quads
)

// roleVariable says which, and then what it needs.
const roleVariable = "WHENCE_BENCH_ROLE"

// play starts this program once more, in a role, and waits until it serves.
func play(ctx context.Context, r role, property string) (*attack.Process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, self)
	command.Env = append(os.Environ(), fmt.Sprintf("%s=%s %s", roleVariable, r, property))
	return attack.Run(command)
}

// Play serves in the role that the environment gives this process, until it ends. It returns at once where there is none.
func Play(ctx context.Context) error {
	r, property, ok := strings.Cut(os.Getenv(roleVariable), " ")
	if !ok {
		return nil
	}
	if role(r) == roleBare {
		return attack.ServeBaseline(ctx, property)
	}
	h, err := cayleyServer(property)
	if err != nil {
		return err
	}
	return attack.ServeOn(ctx, h)
}

// cayleyServer answers what its own language makes of the body of a POST, from the quads of a file.
func cayleyServer(file string) (http.Handler, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	memory := memstore.New()
	for q, err := range rdf.NewReader(f, rdf.Options{}).All() {
		if err != nil {
			return nil, err
		}
		memory.AddQuad(q)
	}
	language := query.GetLanguage(graphql.Name)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		language.HTTPQuery(r.Context(), memory, w, io.LimitReader(r.Body, 1<<20))
	}), nil
}
