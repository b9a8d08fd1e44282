// Package history answers who changed what and when: the log's commits and their edits, the recordings and retractions of claims, and
// which claim corrects which.
package history
