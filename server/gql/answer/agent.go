package answer

import (
	"whence/graph/claim"
)

// Agent is somebody or something that writes.
type Agent struct {
	ID          claim.ID
	DisplayName *string // nil where nothing names them
	Automatic   bool
}

// NodeID is the agent's id.
func (a *Agent) NodeID() claim.ID { return a.ID }
