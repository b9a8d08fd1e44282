// Package records turns the records of a file of data (rows of a table, objects of a JSON file) into a data set whose claims
// cite them: each claim its record and the field that says so, by keys that stay when rows are inserted or sorted.
//
// It knows claims and evidence. It knows no format: packages beside it read the files and say what their fields mean.
package records
