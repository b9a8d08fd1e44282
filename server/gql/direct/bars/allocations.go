package bars

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

// allocations counts what an object of the wide tree costs: the executor with its resolvers, and the whole request.
func (b *bench) allocations() {
	if b.err != nil {
		return
	}
	data, err := b.direct.answer(b.ctx, &graphql.RawParams{Query: wide.query, Variables: wide.variables})
	if err != nil {
		b.err = err
		return
	}
	body, err := json.Marshal(request{wide.name, wide.variables})
	if err != nil {
		b.err = err
		return
	}
	execution := allocated(func() {
		_, err = b.direct.answer(b.ctx, &graphql.RawParams{Query: wide.query, Variables: wide.variables})
	})
	request := allocated(func() {
		b.direct.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(b.ctx, http.MethodPost, "/", bytes.NewReader(body)))
	})
	own := allocated(func() {
		_, err = b.gqlgen.answer(b.ctx, &graphql.RawParams{Query: wide.query, Variables: wide.variables})
	})
	objects := float64(strings.Count(string(data), "{"))
	fmt.Fprintf(b.w, "allocations for %.0f objects: executor and resolvers %.0f, whole request %.0f, gqlgen's executor and resolvers %.0f\n",
		objects, execution, request, own)
	b.atMost("executor's allocations an object: tree", execution/objects, 0.15)
	b.atMost("request's allocations an object: tree", request/objects, 1)
}

// allocated is how many allocations a call of f makes, once warm.
func allocated(f func()) float64 {
	const calls = 50
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range calls {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / calls
}
