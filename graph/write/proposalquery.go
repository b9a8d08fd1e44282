package write

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/history"
)

// Proposal is a write that waits for an editor, or did.
type Proposal struct {
	commitlog.Proposal

	Request string // what it asks for, in the words of whoever keeps it
}

// ProposalPrefix begins the ids of proposals: proposal/3.
const ProposalPrefix = "proposal/"

// ProposalID is the id of a proposal.
func ProposalID(number uint64) claim.ID {
	return claim.ID(ProposalPrefix + strconv.FormatUint(number, 10))
}

// ParseProposalID reads what ProposalID wrote; ok is false where it is something else.
func ParseProposalID(id claim.ID) (number uint64, ok bool) {
	digits, found := strings.CutPrefix(string(id), ProposalPrefix)
	n, err := strconv.ParseUint(digits, 10, 63)
	return n, found && err == nil && n > 0 && ProposalID(n) == id
}

// Digest is the SHA-256 of what a proposal asks for, in hexadecimal: what whoever accepts it says they have read.
func (p *Proposal) Digest() string {
	sum := sha256.Sum256([]byte(p.Mutation + "\n" + p.Request))
	return hex.EncodeToString(sum[:])
}

// ReadProposal is a proposal by its number, nil where there is none.
func ReadProposal(v *graph.View, number uint64) (*Proposal, error) {
	found, err := v.CommitLog().Proposal(number)
	if err != nil || found == nil {
		return nil, err
	}
	request, err := v.CommitLog().RequestOf(number)
	return &Proposal{*found, request}, err
}

// ProposalQuery asks for proposals. A list that is not nil holds where one of it does.
type ProposalQuery struct {
	States []commitlog.ProposalState
	By     []claim.ID
	About  []claim.ID
	After  uint64 // go on behind this number
	First  int
}

// ProposalPage is some of the proposals that were asked for, oldest first.
type ProposalPage struct {
	Items   []*Proposal
	Total   int // on all pages
	Before  bool
	HasNext bool
}

// Proposals is a page of proposals.
func Proposals(ctx context.Context, v *graph.View, q ProposalQuery) (ProposalPage, error) {
	if slices.Contains(q.By, "") || slices.Contains(q.About, "") {
		return ProposalPage{}, graph.NotFound("id", "")
	}
	about := claim.Strings(history.EverOne(v, history.CommitFilter{About: q.About, Present: true}))
	var page ProposalPage
	for p, err := range v.CommitLog().Proposals(ctx, 1) {
		if err != nil {
			return page, err
		}
		if q.States != nil && !slices.Contains(q.States, p.State) || q.By != nil && !slices.Contains(q.By, claim.ID(p.Agent)) ||
			q.About != nil && !slices.ContainsFunc(p.About, func(id string) bool { return slices.Contains(about, id) }) {
			continue
		}
		page.Total++
		switch {
		case p.Number <= q.After:
			page.Before = true
		case len(page.Items) == q.First:
			page.HasNext = true
		default:
			request, err := v.CommitLog().RequestOf(p.Number)
			if err != nil {
				return page, err
			}
			page.Items = append(page.Items, &Proposal{*p, request})
		}
	}
	return page, nil
}
