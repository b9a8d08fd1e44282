// Package datasets asks a view about bodies of data: which there are, which say a claim, what each holds, and which commit
// replaced it last.
//
// It knows whose a citation is from the core, and neither how data are read nor how they are written.
package datasets
