package direct_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/gql/direct"
	"whence/server/gql/direct/internal/films"
	"whence/server/gql/direct/internal/films/gen"
	"whence/server/gql/direct/internal/films/resolver"
)

// strays are the fields by which gqlgen's executor can be led away from the specification. Package direct's comment
// says how; the judge decides there.
var strays = []string{"Rated.lead", "Film.score", "Film.gross", "Film.parts", "Series.bestScore"}

// TestOracle sends random operations through gqlgen's executor and this one, over the same resolvers, and takes no
// difference in data, byte for byte, or in errors, by path and message. Their order is anybody's: gqlgen's comes
// from goroutines. DIRECT_OPERATIONS says how many (5,000), DIRECT_SEED from where.
func TestOracle(t *testing.T) {
	count, seed := fromEnv(t, "DIRECT_OPERATIONS", 5000), fromEnv(t, "DIRECT_SEED", 1)
	cfg := gen.Config{Resolvers: resolver.Resolver{Graph: films.New(films.Small)}}
	oracle := newServer(gen.NewExecutableSchema(cfg))
	subject := newServer(gen.NewDirectSchema(cfg, direct.Options{}))
	compose := composer{Rand: rand.New(rand.NewPCG(uint64(seed), 0)), schema: schema(), without: strays}
	var valid, failing, invalid int
	for i := 0; valid < count; i++ {
		op := compose.operation()
		rate := []uint32{0, 60, 150, 300}[i%4]
		// A second time the plan is there already, and its conditions and the weather have changed.
		for turn := range uint32(1 + i%2) {
			weather := resolver.Weather{Seed: uint32(2*i) + turn, Rate: rate >> turn}
			want, err := oracle.answer(op, weather)
			if err != nil {
				invalid++
				break
			}
			got, err := subject.answer(op, weather)
			if err != nil {
				t.Fatal(err)
			}
			valid++
			failing += min(len(want.errors), 1)
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(answer{})); diff != "" {
				t.Fatalf("operation %d (-gqlgen +direct):\n%s\n%s\nvariables %v, weather %+v", i, diff, op.query, op.variables, weather)
			}
			op = op.flipped()
		}
	}
	t.Logf("%d operations, %d with errors (%d %%); %d more were invalid", valid, failing, 100*failing/valid, invalid)
	if 100*failing < 40*valid {
		t.Errorf("only %d of %d operations have errors", failing, valid)
	}
	if invalid > valid/4 {
		t.Errorf("%d operations were invalid, %d valid", invalid, valid)
	}
}

func fromEnv(t *testing.T, name string, otherwise int) int {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// server is an executor as a transport sees it.
type server struct{ *executor.Executor }

func newServer(schema graphql.ExecutableSchema) server {
	s := server{executor.New(schema)}
	s.SetQueryCache(lru.New[*ast.QueryDocument](100))
	s.SetRecoverFunc(func(_ context.Context, r any) error { return fmt.Errorf("recovered: %v", r) })
	return s
}

// answer is what a client gets: the data as it was written, and the errors in order of the alphabet.
type answer struct {
	data   string
	errors []string
}

// answer runs an operation. It returns an error for one that is not valid.
func (s server) answer(op operation, weather resolver.Weather) (answer, error) {
	res, err := s.response(resolver.WithWeather(context.Background(), weather), op)
	if err != nil {
		return answer{}, err
	}
	a := answer{data: string(res.Data)}
	for _, e := range res.Errors {
		path, err := json.Marshal(e.Path)
		if err != nil {
			return answer{}, err
		}
		a.errors = append(a.errors, string(path)+" "+e.Message)
	}
	slices.Sort(a.errors)
	return a, nil
}

func (s server) response(ctx context.Context, op operation) (*graphql.Response, error) {
	ctx = graphql.StartOperationTrace(ctx)
	params := &graphql.RawParams{Query: op.query, Variables: op.variables}
	params.ReadTime.Start, params.ReadTime.End = graphql.Now(), graphql.Now()
	oc, errs := s.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		return nil, errs
	}
	handler, ctx := s.DispatchOperation(ctx, oc)
	res := handler(ctx)
	if res == nil {
		return nil, errors.New("no response")
	}
	return res, nil
}
