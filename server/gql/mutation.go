package gql

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"whence/graph"
	"whence/graph/claim"
	"whence/server/auth"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// mutations carries writes out. Each answers from the graph just after it.
type mutations struct {
	graph *graph.Graph
	viewers
}

// written is what every payload has.
type written struct {
	commit   *answer.Commit
	plan     *gen.WritePlan
	errors   []*gen.UserError
	warnings []*gen.Warning
	outcome  *graph.Outcome
}

// minKey and maxKey bound an idempotency key, in characters.
const minKey, maxKey = 8, 100

// carryOut writes a mutation as its caller, or plans it, and lets the rest of the request see the graph as it is then.
func (m mutations) carryOut(ctx context.Context, write graph.Mutation, reason *string, o *gen.WriteOptions) (*written, error) {
	name := graphql.GetFieldContext(ctx).Field.Name
	caller := auth.From(ctx)
	options := graph.WriteOptions{Author: graph.Author{Agent: claim.ID(caller.Agent.ID), Reason: strings.TrimSpace(value(reason))}}
	if caller.Anonymous() {
		options.Author.Agent = graph.LocalAgent // a server that was made without keys, in a program of its own
	}
	if o == nil {
		o = new(gen.WriteOptions)
	}
	options.DryRun = value(o.DryRun)
	if refused := m.refusal(name, caller.Role, options.DryRun, o); refused != nil {
		return m.answer(ctx, &graph.Outcome{View: view(ctx), Errors: []graph.UserError{*refused}}, false)
	}
	for _, e := range o.Expect {
		if options.Expect == nil {
			options.Expect = map[claim.ID]claim.ID{}
		}
		options.Expect[e.Entity] = e.Revision
	}
	if o.IdempotencyKey != nil {
		content, err := json.Marshal(graphql.GetFieldContext(ctx).Args["input"])
		if err != nil {
			return nil, err
		}
		options.Author.Key, options.Author.Content = *o.IdempotencyKey, sha256.Sum256(append([]byte(name+"\n"), content...))
	}
	outcome, err := m.graph.Write(ctx, write, options)
	if err != nil {
		return nil, err
	}
	see(ctx, outcome.View)
	return m.answer(ctx, outcome, options.DryRun)
}

// refusal says why a write is not for its caller, though its caller may ask for it.
func (m mutations) refusal(name string, role auth.Role, dryRun bool, o *gen.WriteOptions) *graph.UserError {
	if key := o.IdempotencyKey; key != nil && (len(*key) < minKey || len(*key) > maxKey) {
		return &graph.UserError{
			Code: graph.InvalidValue, Field: []string{"options", "idempotencyKey"},
			Message: fmt.Sprintf("an idempotency key has %d to %d characters, a new one for every write", minKey, maxKey),
		}
	}
	if need := m.table.Mutation(name); m.writing && !dryRun && role < need.Commit {
		return &graph.UserError{Code: "PROPOSE_ONLY", Message: "your role allows to propose this, not to commit it: " + need.Commit.String() + " commits it"}
	}
	return nil
}

// answer is an outcome as payloads show it.
func (m mutations) answer(ctx context.Context, o *graph.Outcome, planned bool) (*written, error) {
	w := &written{outcome: o, commit: answer.CommitOf(o.Commit), errors: []*gen.UserError{}, warnings: []*gen.Warning{}}
	for _, e := range o.Errors {
		told := &gen.UserError{Code: e.Code, Message: e.Message, Field: e.Field, Nearest: e.Nearest, BlockedBy: []*answer.Commit{}}
		if told.Nearest == nil {
			told.Nearest = []string{}
		}
		for _, n := range e.BlockedBy {
			c, err := view(ctx).Commit(n)
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

// mostPlanned is how many claims of a plan are shown.
const mostPlanned = 100

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
	shown := w.outcome.Planned[:min(mostPlanned, len(w.outcome.Planned))]
	sentences, err := view(ctx).Sentences(ctx, shown)
	if err != nil {
		return err
	}
	for i, c := range shown {
		w.plan.Sentences = append(w.plan.Sentences, &gen.PlannedClaim{
			ID: c.Base().ID, Sentence: sentences[i], Citations: answer.CitationsOf(c.Base().Citations),
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
	recorded, err := v.Commit(v.CommitAt(j.Recorded))
	if err != nil {
		return nil, err
	}
	withdrawn, err := v.Commit(v.CommitAt(j.Withdrawn))
	if err != nil {
		return nil, err
	}
	told := &answer.IdentityDecision{
		ID: j.ID, Left: j.Left, Right: j.Right, Judged: j.Verdict, Citations: answer.CitationsOf(j.Citations),
		Identifiers: answer.IdentifiersOf(j.Identifiers), Score: j.Score, Commit: answer.CommitOf(recorded), WithdrawnBy: answer.CommitOf(withdrawn),
	}
	if recorded != nil {
		told.Reason = answer.OrNull(&recorded.Reason)
	}
	return told, nil
}

func (m mutations) AssertClaims(ctx context.Context, input gen.AssertClaimsInput, options *gen.WriteOptions) (*gen.AssertClaimsPayload, error) {
	write, err := assertion(input)
	if err != nil {
		return nil, err
	}
	w, err := m.carryOut(ctx, write, input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.AssertClaimsPayload{Commit: w.commit, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed, Documents: []*answer.Document{}}
	if out.Claims, err = w.claims(ctx, w.outcome.Claims); err != nil {
		return nil, err
	}
	if out.Entities, err = w.entities(ctx, w.outcome.Entities); err != nil {
		return nil, err
	}
	documents, err := w.entities(ctx, w.outcome.Documents)
	for _, d := range documents {
		if document, ok := d.(*answer.Document); ok {
			out.Documents = append(out.Documents, document)
		}
	}
	return out, err
}

func (m mutations) AddDocument(ctx context.Context, input gen.DocumentInput, options *gen.WriteOptions) (*gen.AddDocumentPayload, error) {
	w, err := m.carryOut(ctx, graph.AddDocument{Document: newDocument(&input)}, nil, options)
	if err != nil {
		return nil, err
	}
	out := &gen.AddDocumentPayload{Commit: w.commit, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	documents, err := w.entities(ctx, w.outcome.Documents)
	if len(documents) > 0 {
		out.Document, _ = documents[0].(*answer.Document)
	}
	return out, err
}

func (m mutations) RetractClaims(ctx context.Context, input gen.RetractClaimsInput, options *gen.WriteOptions) (*gen.RetractClaimsPayload, error) {
	w, err := m.carryOut(ctx, graph.RetractClaims{Claims: input.Claims, OnlyCitations: input.OnlyCitations}, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.RetractClaimsPayload{Commit: w.commit, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	out.Claims, err = w.claims(ctx, w.outcome.Claims)
	return out, err
}

func (m mutations) CorrectClaim(ctx context.Context, input gen.CorrectClaimInput, options *gen.WriteOptions) (*gen.CorrectClaimPayload, error) {
	write, err := correction(input)
	if err != nil {
		return nil, err
	}
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.CorrectClaimPayload{Commit: w.commit, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	claims, err := w.claims(ctx, append(slices.Clone(w.outcome.Claims), w.outcome.Replaced...))
	for _, c := range claims {
		if c.Base().RetractedAt.IsZero() {
			out.Claim = c
		} else {
			out.Replaced = c
		}
	}
	return out, err
}

func (m mutations) MergeEntities(ctx context.Context, input gen.MergeEntitiesInput, options *gen.WriteOptions) (*gen.MergeEntitiesPayload, error) {
	w, err := m.carryOut(ctx, graph.MergeEntities{Keep: input.Keep, Merge: input.Merge, Cited: citedOf(input.Citations)}, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.MergeEntitiesPayload{Commit: w.commit, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed, Replaced: []claim.ID{}}
	if out.Decisions, err = w.decisions(ctx); err != nil || w.plan != nil || len(w.errors) > 0 {
		return out, err
	}
	for _, d := range out.Decisions {
		out.Replaced = append(out.Replaced, d.Right)
	}
	entities, err := w.entities(ctx, []claim.ID{input.Keep})
	if len(entities) > 0 {
		out.Entity = entities[0]
	}
	return out, err
}

func (m mutations) JudgeIdentity(ctx context.Context, input gen.JudgeIdentityInput, options *gen.WriteOptions) (*gen.JudgeIdentityPayload, error) {
	write := graph.JudgeIdentity{Left: input.Left, Right: input.Right, Verdict: input.Verdict, Cited: citedOf(input.Citations)}
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.JudgeIdentityPayload{Commit: w.commit, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	decisions, err := w.decisions(ctx)
	if len(decisions) > 0 {
		out.Decision = decisions[len(decisions)-1]
	}
	return out, err
}

func (m mutations) UndoCommit(ctx context.Context, input gen.UndoCommitInput, options *gen.WriteOptions) (*gen.UndoCommitPayload, error) {
	number, _ := graph.ParseCommitID(input.Commit)
	w, err := m.carryOut(ctx, graph.UndoCommit{Number: number}, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.UndoCommitPayload{Commit: w.commit, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	if w.commit != nil {
		undone, err := view(ctx).Commit(w.commit.Recorded.Undoes)
		if err != nil {
			return nil, err
		}
		out.Undone = answer.CommitOf(undone)
	}
	return out, nil
}
