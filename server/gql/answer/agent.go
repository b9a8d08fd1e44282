package answer

import "whence/graph"

// Agent is somebody or something that writes.
type Agent struct {
	ID          graph.ID
	DisplayName *string // nil where nothing names them
	Automatic   bool
}

// NodeID is the agent's id.
func (a *Agent) NodeID() graph.ID { return a.ID }
