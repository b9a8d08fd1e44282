package graph

import (
	"context"
	"slices"

	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// byReaders asks how claims stand with those who have read their sources.
func (s *ClaimFilterEval) byReaders(_ context.Context, incidences []Incidence) ([]Incidence, error) {
	if s.Filter.Standing == nil {
		return incidences, nil
	}
	return slices.DeleteFunc(incidences, func(t Incidence) bool {
		return !slices.Contains(s.Filter.Standing, s.assessed.Standing(s.snap.Snapshot, s.terms, s.retired, t.Claim, s.Filter.KnownAt))
	}), nil
}

// byRecorder asks whose commits recorded claims, in the latest of their lives.
func (s *ClaimFilterEval) byRecorder(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	if s.Filter.RecordedBy == nil || len(incidences) == 0 {
		return incidences, nil
	}
	postings := make([]commitlog.Posting, len(s.Filter.RecordedBy))
	for i, id := range s.Filter.RecordedBy {
		postings[i] = commitlog.Posting{Kind: commitlog.ByAgent, Value: string(id)}
	}
	theirs, err := s.log.Posted(ctx, postings, s.head.Number)
	if err != nil {
		return nil, err
	}
	return s.keepRead(ctx, incidences, s.readMoments(ctx), func(times, _ []quadstore.ID) bool {
		if len(times) == 0 {
			return false
		}
		latest := s.momentOf(times[0])
		for _, ref := range times[1:] {
			latest = encoding.LaterOf(latest, s.momentOf(ref))
		}
		return theirs.Contains(s.head.Of(latest))
	}, encoding.PredRecorded)
}
