package gql

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/history"
	"whence/graph/write"
	"whence/server/auth"
	"whence/server/auth/needs"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// mutations carries writes out. Each answers from the graph just after it.
type mutations struct {
	graph    *graph.Graph
	fourEyes bool  // nobody decides on a proposal of their own
	loads    Loads // nil where the server takes no files
	viewers
}

// written is what every payload has.
type written struct {
	commit   *answer.Commit
	proposal *answer.Proposal
	plan     *gen.WritePlan
	errors   []*gen.UserError
	warnings []*gen.Warning
	outcome  *write.Outcome
}

// minKey and maxKey bound an idempotency key, in characters.
const minKey, maxKey = 8, 100

// carryOut writes a mutation as its caller, plans it or makes a proposal of it, and lets the rest of the request see the graph as
// it is then.
func (m mutations) carryOut(ctx context.Context, carryOut write.Mutation, reason *string, o *gen.WriteOptions) (*written, error) {
	if o == nil {
		o = new(gen.WriteOptions)
	}
	field := graphql.GetFieldContext(ctx)
	options, refused, err := m.options(ctx, o)
	if err != nil || refused != nil {
		return m.refuse(ctx, refused, err)
	}
	options.Author.Reason = strings.TrimSpace(value(reason))
	if !value(o.Propose) || options.DryRun {
		return m.answered(ctx, options.DryRun)(write.Commit(ctx, m.graph, carryOut, options))
	}
	text, err := request(field.Args, o)
	if err != nil {
		return nil, err
	}
	return m.answered(ctx, true)(write.Propose(ctx, m.graph, carryOut, field.Field.Name, text, options))
}

// refuse answers a write that is not begun.
func (m mutations) refuse(ctx context.Context, refused *write.UserError, err error) (*written, error) {
	if err != nil {
		return nil, err
	}
	return m.answer(ctx, &write.Outcome{View: view(ctx), Errors: []write.UserError{*refused}}, false)
}

// answered shows an outcome, and lets the rest of the request see the graph as it is after it.
func (m mutations) answered(ctx context.Context, planned bool) func(*write.Outcome, error) (*written, error) {
	return func(outcome *write.Outcome, err error) (*written, error) {
		if err != nil {
			return nil, err
		}
		see(ctx, outcome.View)
		return m.answer(ctx, outcome, planned && !outcome.Replayed)
	}
}

// options is how a caller wants to write, or why they may not.
func (m mutations) options(ctx context.Context, o *gen.WriteOptions) (write.Options, *write.UserError, error) {
	field, caller := graphql.GetFieldContext(ctx), auth.From(ctx)
	options := write.Options{Author: write.Author{Agent: claim.ID(caller.Agent.ID)}, DryRun: value(o.DryRun), Expect: expected(o.Expect)}
	if caller.Anonymous() {
		options.Author.Agent = write.LocalAgent // a server that was made without keys, in a program of its own
	}
	if refused := m.refusal(field.Field.Name, caller.Role, o); refused != nil {
		return options, refused, nil
	}
	if o.IdempotencyKey != nil {
		args := maps.Clone(field.Args)
		delete(args, "options")
		content, err := json.Marshal([]any{field.Field.Name, args, value(o.Propose)})
		if err != nil {
			return options, nil, err
		}
		options.Author.Key, options.Author.Content = *o.IdempotencyKey, sha256.Sum256(content)
	}
	return options, nil, nil
}

// refusal says why a write is not for its caller, though its caller may ask for it.
func (m mutations) refusal(name string, role auth.Role, o *gen.WriteOptions) *write.UserError {
	if key := o.IdempotencyKey; key != nil && (len(*key) < minKey || len(*key) > maxKey) {
		return &write.UserError{
			Code: write.InvalidValue, Field: []string{"options", "idempotencyKey"},
			Message: fmt.Sprintf("an idempotency key has %d to %d characters, a new one for every write", minKey, maxKey),
		}
	}
	if value(o.Propose) && slices.Contains(needs.ProposeRefused, name) {
		return &write.UserError{Code: write.InvalidValue, Field: []string{"options", "propose"}, Message: name + " is decided at once and never proposed"}
	}
	if need := m.table.Mutation(name); m.writing && !value(o.DryRun) && !value(o.Propose) && role < need.Commit {
		return &write.UserError{
			Code: "PROPOSE_ONLY", Field: []string{"options", "propose"},
			Message: "your role allows to propose this, not to commit it: set options.propose, and " + need.Commit.String() + " decides on it",
		}
	}
	return nil
}

// answer is an outcome as payloads show it.
func (m mutations) answer(ctx context.Context, o *write.Outcome, planned bool) (*written, error) {
	w := &written{outcome: o, commit: answer.CommitOf(o.Commit), proposal: answer.ProposalOf(o.Proposal), errors: []*gen.UserError{}, warnings: []*gen.Warning{}}
	for _, e := range o.Errors {
		told := &gen.UserError{Code: e.Code, Message: e.Message, Field: e.Field, Nearest: e.Nearest, BlockedBy: []*answer.Commit{}}
		if told.Nearest == nil {
			told.Nearest = []string{}
		}
		for _, n := range e.BlockedBy {
			c, err := history.CommitByNumber(view(ctx), n)
			if err != nil {
				return nil, err
			}
			if c != nil {
				told.BlockedBy = append(told.BlockedBy, answer.CommitOf(c))
			}
		}
		w.errors = append(w.errors, told)
	}
	for _, doubt := range o.Warnings {
		found, err := knownClaims(view(ctx).Claims(ctx, doubt.Claims))
		if err != nil {
			return nil, err
		}
		w.warnings = append(w.warnings, &gen.Warning{Code: doubt.Code, Message: doubt.Message, Field: doubt.Field, Claims: found})
	}
	if planned {
		return w, m.plan(ctx, w)
	}
	return w, nil
}

// maxPlanned is how many claims of a plan are shown.
const maxPlanned = 100

// plan says what a write would change.
func (m mutations) plan(ctx context.Context, w *written) error {
	r := w.outcome.Report
	w.plan = &gen.WritePlan{
		Asserted: r.Asserted, Retracted: r.Retracted, Unchanged: r.Unchanged, Cited: r.Cited, Uncited: r.Uncited, Described: r.Entities,
		UserErrors: w.errors, Warnings: w.warnings, Sentences: []*gen.PlannedClaim{},
	}
	if len(w.errors) > 0 {
		return nil
	}
	shown := w.outcome.Planned[:min(maxPlanned, len(w.outcome.Planned))]
	sentences, err := w.outcome.PlannedSentences(ctx, shown)
	if err != nil {
		return err
	}
	for i, c := range shown {
		w.plan.Sentences = append(w.plan.Sentences, &gen.PlannedClaim{
			ID: c.Base().ID, Sentence: sentences[i], Citations: answer.CitationsOf(c.Base().ID, c.Base().Citations),
		})
	}
	return nil
}

// knownClaims is the claims that the graph knows, in their order.
func knownClaims(found []claim.Claim, err error) ([]claim.Claim, error) {
	return slices.DeleteFunc(found, func(c claim.Claim) bool { return c == nil }), err
}

// claims is claims of an outcome.
func (w *written) claims(ctx context.Context, ids []claim.ID) ([]claim.Claim, error) {
	if w.plan != nil {
		return []claim.Claim{}, nil
	}
	found, err := knownClaims(view(ctx).Claims(ctx, ids))
	if found == nil {
		found = []claim.Claim{}
	}
	return found, err
}

// entities is entities of an outcome.
func (w *written) entities(ctx context.Context, ids []claim.ID) ([]answer.Entity, error) {
	out := []answer.Entity{}
	if w.plan != nil {
		return out, nil
	}
	found, err := view(ctx).Entities(ctx, ids)
	for _, e := range found {
		if e != nil {
			out = append(out, answer.EntityOf(e))
		}
	}
	return out, err
}

// decisions is the judgements of an outcome.
func (w *written) decisions(ctx context.Context) ([]*answer.IdentityDecision, error) {
	if w.plan != nil {
		return []*answer.IdentityDecision{}, nil
	}
	return decisionsOf(ctx, w.outcome.Judgements)
}

// decisionsOf is judgements by their ids.
func decisionsOf(ctx context.Context, ids []claim.ID) ([]*answer.IdentityDecision, error) {
	out := []*answer.IdentityDecision{}
	found, err := view(ctx).JudgementsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, j := range found {
		if j == nil {
			continue
		}
		told, err := decisionOf(ctx, j)
		if err != nil {
			return nil, err
		}
		out = append(out, told)
	}
	return out, nil
}

func decisionOf(ctx context.Context, j *graph.Judgement) (*answer.IdentityDecision, error) {
	v := view(ctx)
	recorded, err := history.CommitByNumber(v, history.CommitAt(v, j.Recorded))
	if err != nil {
		return nil, err
	}
	withdrawn, err := history.CommitByNumber(v, history.CommitAt(v, j.Withdrawn))
	if err != nil {
		return nil, err
	}
	told := &answer.IdentityDecision{
		ID: j.ID, Left: j.Left, Right: j.Right, Judged: j.Verdict, Citations: answer.CitationsOf(j.ID, j.Citations),
		Identifiers: answer.IdentifiersOf(j.Identifiers), Score: j.Score, Commit: answer.CommitOf(recorded), WithdrawnBy: answer.CommitOf(withdrawn),
	}
	if recorded != nil {
		told.Reason = answer.OrNull(&recorded.Reason)
	}
	return told, nil
}
