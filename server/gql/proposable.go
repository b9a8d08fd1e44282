package gql

import (
	"encoding/json"
	"fmt"

	"whence/graph/claim"
	"whence/graph/write"
	"whence/server/gql/gen"
)

// asked is the arguments of a mutation as a proposal keeps them, in JSON.
type asked struct {
	Input      json.RawMessage `json:"input,omitempty"`
	Assessment claim.ID        `json:"assessment,omitempty"`
	Reason     string          `json:"reason,omitempty"`
	Options    *askedOptions   `json:"options,omitempty"`
}

// askedOptions is the options that a proposal keeps: all but how it was sent.
type askedOptions struct {
	Expect []*gen.ExpectInput `json:"expect,omitempty"`
}

// request is the arguments of a mutation as a proposal keeps them.
func request(args map[string]any, o *gen.WriteOptions) (string, error) {
	var a asked
	if input, ok := args["input"]; ok {
		text, err := json.Marshal(input)
		if err != nil {
			return "", err
		}
		a.Input = text
	}
	a.Assessment, _ = args["assessment"].(claim.ID)
	a.Reason, _ = args["reason"].(string)
	if len(o.Expect) > 0 {
		a.Options = &askedOptions{o.Expect}
	}
	text, err := json.Marshal(a)
	return string(text), err
}

// expected is the revisions that a write expects.
func expected(of []*gen.ExpectInput) map[claim.ID]claim.ID {
	var out map[claim.ID]claim.ID
	for _, e := range of {
		if out == nil {
			out = map[claim.ID]claim.ID{}
		}
		out[e.Entity] = e.Revision
	}
	return out
}

// proposed is the write that a proposal waits to be, and the revisions that it expects.
func proposed(p *write.Proposal) (write.Mutation, map[claim.ID]claim.ID, error) {
	var a asked
	if err := json.Unmarshal([]byte(p.Request), &a); err != nil {
		return nil, nil, fmt.Errorf("proposal %d: %w", p.Number, err)
	}
	write, err := writeOf(p.Mutation, a)
	if err != nil {
		return nil, nil, fmt.Errorf("proposal %d: %w", p.Number, err)
	}
	if a.Options == nil {
		return write, nil, nil
	}
	return write, expected(a.Options.Expect), nil
}

// writeOf is the write that a mutation asks for.
func writeOf(mutation string, a asked) (write.Mutation, error) {
	switch mutation {
	case "assertClaims":
		return read(a, assertion)
	case "addDocument":
		return read(a, func(in gen.DocumentInput) (write.AddDocument, error) {
			return write.AddDocument{Document: newDocument(&in)}, nil
		})
	case "retractClaims":
		return read(a, retraction)
	case "correctClaim":
		return read(a, correction)
	case "assessClaim":
		return read(a, assessing)
	case "withdrawAssessment":
		return write.WithdrawAssessment{Assessment: a.Assessment, Anybody: true}, nil // an editor accepts it
	case "describeEntity":
		return read(a, describing)
	case "mergeEntities":
		return read(a, merging)
	case "splitEntity":
		return read(a, splitting)
	case "judgeIdentity":
		return read(a, judging)
	case "undoCommit":
		return read(a, undoing)
	}
	return nil, fmt.Errorf("%q is no mutation that is proposed: %w", mutation, claim.ErrInvalid)
}

// read builds a write of the input among the arguments.
func read[I any, M write.Mutation](a asked, build func(I) (M, error)) (write.Mutation, error) {
	var in I
	if err := json.Unmarshal(a.Input, &in); err != nil {
		return nil, err
	}
	return build(in)
}
