package answer

import (
	"whence/graph/write"
)

// LoadReport is what a load did.
type LoadReport struct {
	write.Report

	Records, Refused int
	SetAside         []write.UserError // the first of the records that were set aside
}
