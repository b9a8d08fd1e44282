package write_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
)

// told is what a client asked of one claim, and what it was told.
type told struct {
	what string // assert, retract, read
	of   int
}

type heard struct {
	stands  bool // of a read: it stands
	changed bool // of a write: there is a commit
}

// claimModel is a claim as a client sees it: it stands or it does not, and a write that changes nothing makes no commit.
var claimModel = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		parts := map[int][]porcupine.Operation{}
		for _, o := range history {
			parts[o.Input.(told).of] = append(parts[o.Input.(told).of], o)
		}
		var out [][]porcupine.Operation
		for _, p := range parts {
			out = append(out, p)
		}
		return out
	},
	Init: func() any { return false },
	Step: func(state, input, output any) (bool, any) {
		stands, was, is := state.(bool), input.(told), output.(heard)
		switch was.what {
		case "assert":
			return is.changed == !stands, true
		case "retract":
			return is.changed == stands, false
		}
		return is.stands == stands, stands
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v: %+v", input, output) },
}

// Eight clients assert, retract and read four claims at once: what they are told is what they would be told by a graph that does one
// thing after the other.
func TestLinearizable(t *testing.T) {
	const clients, each, claims = 8, 60, 4
	g := written(t)
	var mu sync.Mutex
	var history []porcupine.Operation
	var all sync.WaitGroup
	began := time.Now()
	for client := range clients {
		all.Go(func() {
			random := rand.New(rand.NewPCG(uint64(client), 1))
			for range each {
				asked := told{[]string{"assert", "retract", "read"}[random.IntN(3)], random.IntN(claims)}
				from := time.Since(began)
				answer, err := ask(g, asked)
				to := time.Since(began)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				history = append(history, porcupine.Operation{ClientId: client, Input: asked, Call: int64(from), Output: answer, Return: int64(to)})
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if result, _ := porcupine.CheckOperationsVerbose(claimModel, history, time.Minute); result != porcupine.Ok {
		t.Errorf("%d operations: %v", len(history), result)
	}
}

func ask(g *graph.Graph, asked told) (heard, error) {
	ctx := context.Background()
	c := funds("organisation/acme-trust", "place/the-hub", fmt.Sprint(1000+asked.of))
	whole := *c
	claim.Normalise(&whole)
	id := whole.ID
	if asked.what == "read" {
		found, err := g.Now().Claims(ctx, []claim.ID{id})
		return heard{stands: err == nil && found[0] != nil && found[0].Base().RetractedAt.IsZero()}, err
	}
	var m write.Mutation = write.RetractClaims{Claims: []claim.ID{id}}
	if asked.what == "assert" {
		m = write.AssertClaims{Claims: []write.NewClaim{{Claim: c, Cited: []write.Cited{{Document: "document/a-story", Locator: "page 1"}}}}}
	}
	o, err := write.Commit(ctx, g, m, write.Options{Author: write.Author{Agent: "agent/ann", Reason: "as told"}})
	if err != nil {
		return heard{}, err
	}
	return heard{changed: o.Commit != nil}, nil
}
