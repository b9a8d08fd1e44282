// Package quadstore keeps quads: a backend for Cayley that is persistent,
// survives a crash, and answers from sorted arrays in memory.
//
// It knows terms, quads and files, and nothing of entities, claims or questions;
// the IRIs of claims it only knows by their prefix, to store them well.
package quadstore
