// Package reconcile answers by the W3C Community Group's Reconciliation Service API 0.2
// (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/), so that OpenRefine and its kin can match
// their own tables with the graph: which entity is meant by a name and what else is known of it.
//
// It reads views of the graph. Nobody's judgement is written: what is matched stays with the client.
package reconcile
