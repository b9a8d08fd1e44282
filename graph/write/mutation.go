package write

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/history"
)

// Mutation is a write that somebody asks for over the API.
type Mutation interface {
	action() commitlog.Action
	plan(ctx context.Context, d *draft) error
}

// Options is what every write may be told.
type Options struct {
	DryRun bool                  // check everything, say what would change and change nothing
	Expect map[claim.ID]claim.ID // entities and the revisions that they are to have
	Author Author                // who writes, and why
}

// UserError is what is wrong with one part of a write, and can be put right by whoever asked for it.
type UserError struct {
	Code      UserErrorCode
	Message   string
	Field     []string // where in the arguments; nil where it is no single place
	Nearest   []string // ids, words or passages that may have been meant, best first
	BlockedBy []uint64 // the commits that stand in the way
}

// UserErrorCode says why a write was refused, as the API spells it.
type UserErrorCode string

// The reasons for refusing a write.
const (
	EvidenceRequired    UserErrorCode = "EVIDENCE_REQUIRED"
	ReasonRequired      UserErrorCode = "REASON_REQUIRED"
	UnknownID           UserErrorCode = "NOT_FOUND"
	QuoteNotFound       UserErrorCode = "QUOTE_NOT_FOUND"
	QuoteAmbiguous      UserErrorCode = "QUOTE_AMBIGUOUS"
	SpanMismatch        UserErrorCode = "SPAN_MISMATCH"
	TextNotHeld         UserErrorCode = "TEXT_NOT_HELD"
	InvalidValue        UserErrorCode = "INVALID"
	RuleBroken          UserErrorCode = "RULE_BROKEN"
	Stale               UserErrorCode = "STALE"
	UndoBlocked         UserErrorCode = "UNDO_BLOCKED"
	DuplicateSuspected  UserErrorCode = "DUPLICATE_SUSPECTED"
	JudgedDifferent     UserErrorCode = "JUDGED_DIFFERENT"
	IdempotencyMismatch UserErrorCode = "IDEMPOTENCY_MISMATCH"
	TooLarge            UserErrorCode = "TOO_LARGE"
	NameNotCited        UserErrorCode = "NAME_NOT_CITED"
	NotOpen             UserErrorCode = "NOT_OPEN"
	OwnProposal         UserErrorCode = "OWN_PROPOSAL"
)

// Warning is what a reader would doubt, though no rule forbids it.
type Warning struct {
	Code    WarningCode
	Message string
	Field   []string
	Claims  []claim.ID
}

// WarningCode says what there is to doubt, as the API spells it.
type WarningCode string

// The doubts.
const (
	FigureNotInQuote WarningCode = "FIGURE_NOT_IN_QUOTE"
	NamesNotInQuote  WarningCode = "NAMES_NOT_IN_QUOTE"
	Conflicts        WarningCode = "CONFLICTS"
	NearlySaid       WarningCode = "NEARLY_SAID"
	RetractedBefore  WarningCode = "RETRACTED_BEFORE"
	AlreadySaid      WarningCode = "ALREADY_SAID"
)

// Outcome is what became of a write. Where there are errors there is no commit.
type Outcome struct {
	Commit   *commitlog.Commit // nil where nothing was written
	View     *graph.View       // the graph just after it
	Report   Report            // what it changed, or would change
	Planned  []claim.Claim     // the claims that it asserts, in the order of the arguments
	Errors   []UserError
	Warnings []Warning
	Replayed bool // the same had been carried out before: this is that answer

	Proposal   *Proposal // that was made, or decided on
	Assessment claim.ID  // that was made or taken back

	fresh map[claim.ID]string // the names of entities that it makes

	Claims, Entities, Documents, Judgements, Replaced []claim.ID // in the order of the arguments
}

// maxErrors is how many errors of one write are reported.
const maxErrors = 50

// draft is a write that is being worked out.
type draft struct {
	*plan
	seen    *graph.View // with judgements
	outcome *Outcome
	number  uint64 // of the commit that it will be

	freshTexts map[claim.ID]sourceText // of documents that it adds
	freshNames map[claim.ID]string     // of entities that it makes
	keys       map[string]claim.ID     // "#grant" -> what it stands for
	replacing  claim.ID                // the claim that goes for the one that is asserted
}

func (d *draft) fail(code UserErrorCode, field []string, format string, args ...any) *UserError {
	if len(d.outcome.Errors) >= maxErrors {
		return new(UserError)
	}
	d.outcome.Errors = append(d.outcome.Errors, UserError{Code: code, Field: field, Message: fmt.Sprintf(format, args...)})
	return &d.outcome.Errors[len(d.outcome.Errors)-1]
}

func (d *draft) warn(code WarningCode, field []string, claims []claim.ID, format string, args ...any) {
	d.outcome.Warnings = append(d.outcome.Warnings, Warning{code, fmt.Sprintf(format, args...), field, claims})
}

// input is a place in the argument input.
func input(path ...any) []string {
	out := []string{"input"}
	for _, p := range path {
		switch p := p.(type) {
		case int:
			out = append(out, strconv.Itoa(p))
		case string:
			out = append(out, p)
		case []string:
			out = append(out, p...)
		}
	}
	return out
}

// reasonGiven asks for a reason.
func (d *draft) reasonGiven() {
	if strings.TrimSpace(d.batch.Commit.Reason) == "" {
		d.fail(ReasonRequired, input("reason"), "say why: what takes something away or settles it needs a reason")
	}
}

// Commit carries a mutation out, as one commit: all of it or nothing. What the caller can put right is in the outcome's
// errors; an error is of the store or the context, and says nothing of whether the commit is durable where the context ended:
// the same write with the same key finds out.
func Commit(ctx context.Context, g *graph.Graph, m Mutation, o Options) (*Outcome, error) {
	if o.DryRun {
		v := g.Now()
		outcome := &Outcome{View: v}
		_, err := draftOf(ctx, g, v, v.LogHead().Moment(time.Now()), m, o, outcome)
		return outcome, err
	}
	outcome := new(Outcome)
	commit, view, err := g.Commit(ctx, func(v *graph.View, at time.Time) (*graph.Batch, error) {
		*outcome = Outcome{}
		p, err := draftOf(ctx, g, v, at, m, o, outcome)
		if p == nil {
			return nil, err
		}
		return p.planned(), err
	})
	if err != nil {
		return nil, err
	}
	outcome.View = view
	if commit != nil {
		outcome.Commit = commit
	}
	return outcome, nil
}

// draftOf plans a mutation; the plan is nil where it is refused, changes nothing, or was carried out before.
func draftOf(ctx context.Context, g *graph.Graph, v *graph.View, at time.Time, m Mutation, o Options, outcome *Outcome) (*plan, error) {
	by := o.Author
	if !o.DryRun {
		if replayed, err := replayed(ctx, g, o, outcome); replayed || err != nil {
			return nil, err
		}
	}
	d := &draft{plan: newPlan(v, at, by, m.action()), seen: v, outcome: outcome, number: v.LogHead().Number + 1}
	d.freshTexts, d.freshNames, d.keys = map[claim.ID]sourceText{}, map[claim.ID]string{}, map[string]claim.ID{}
	for entity, revision := range o.Expect {
		if err := d.expect(ctx, entity, revision); err != nil {
			return nil, err
		}
	}
	if err := m.plan(ctx, d); err != nil {
		return nil, err
	}
	outcome.Report, outcome.fresh = d.report, d.freshNames
	if len(outcome.Errors) > 0 {
		outcome.Claims, outcome.Entities, outcome.Documents, outcome.Judgements, outcome.Replaced = nil, nil, nil, nil, nil
		return nil, nil //nolint:nilnil // a refusal is no error of the store
	}
	if !d.changes() {
		return nil, nil //nolint:nilnil // nothing to write
	}
	if by.Key != "" {
		d.batch.Side = append(d.batch.Side, commitlog.Request{Content: by.Content, Commit: d.number}.Record(string(by.Agent), by.Key))
	}
	return d.plan, nil
}

// replayed answers a write that comes again with its key as the first was answered, and reports whether it does.
func replayed(ctx context.Context, g *graph.Graph, o Options, outcome *Outcome) (bool, error) {
	by := o.Author
	if by.Key == "" {
		return false, nil
	}
	before, err := g.CommitLog().Request(string(by.Agent), by.Key)
	if before == nil || err != nil {
		return false, err
	}
	if before.Content != by.Content {
		refused := UserError{
			Code: IdempotencyMismatch, Field: []string{"options", "idempotencyKey"},
			Message: "the key was used for something else: take a new key for every write",
		}
		if before.Commit != 0 {
			refused.BlockedBy = []uint64{before.Commit}
		}
		outcome.Errors = append(outcome.Errors, refused)
		return true, nil
	}
	outcome.Replayed = true
	if number, ok := ParseProposalID(claim.ID(before.Proposal)); ok {
		if outcome.Proposal, err = ReadProposal(g.Now(), number); err != nil {
			return true, err
		}
	}
	if before.Commit == 0 {
		return true, nil
	}
	if outcome.Commit, err = g.CommitLog().Commit(before.Commit); err != nil {
		return true, err
	}
	for e, err := range g.CommitLog().Edits(ctx, before.Commit, 0) {
		if err != nil {
			return true, err
		}
		outcome.note(e)
	}
	return true, nil
}

// note puts what an edit names into the outcome.
func (o *Outcome) note(e commitlog.Edit) {
	id := claim.ID(e.Subject)
	switch e.Kind {
	case commitlog.ClaimAsserted, commitlog.ClaimRetracted, commitlog.ClaimCited, commitlog.ClaimUncited:
		if !slices.Contains(o.Claims, id) {
			o.Claims = append(o.Claims, id)
		}
	case commitlog.EntityDescribed:
		o.Entities = append(o.Entities, id)
	case commitlog.DocumentAdded:
		o.Documents = append(o.Documents, id)
	case commitlog.IdentityDecided:
		o.Judgements = append(o.Judgements, id)
	case commitlog.ClaimAssessed:
		o.Assessment = id
	}
}

// expect refuses a write that was prepared against another revision of an entity.
func (d *draft) expect(ctx context.Context, entity, revision claim.ID) error {
	found, err := d.seen.Entities(ctx, []claim.ID{entity})
	if err != nil {
		return err
	}
	if found[0] == nil {
		d.fail(UnknownID, []string{"options", "expect"}, "no entity %s", entity)
		return nil
	}
	now, err := history.Revisions(ctx, d.seen, found)
	if err == nil && now[0] != revision {
		n, _ := history.ParseCommitID(now[0])
		d.fail(Stale, []string{"options", "expect"}, "%s is at %s, not at %s: look at it anew", entity, now[0], revision).BlockedBy = []uint64{n}
	}
	return err
}

// PlannedSentences is Sentences of claims that a write would assert, with the names of the entities that it would make.
func (o *Outcome) PlannedSentences(ctx context.Context, claims []claim.Claim) ([]string, error) {
	return o.View.SentencesWith(ctx, claims, o.fresh)
}
