package attack

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed sensible.yaml
var sensible []byte

// Sensible is the queries that the limits must let through.
func Sensible() ([]string, error) {
	var parts struct {
		Beginnings, Ways, Ends []string
		Fragment               string
	}
	if err := yaml.UnmarshalWithOptions(sensible, &parts, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("sensible queries: %w", err)
	}
	var queries []string
	for _, beginning := range parts.Beginnings {
		for _, way := range parts.Ways {
			for _, end := range parts.Ends {
				query := strings.ReplaceAll(beginning, "NEXT", strings.ReplaceAll(way, "LAST", end))
				queries = append(queries, "{ "+query+" }\n"+parts.Fragment)
			}
		}
	}
	return queries, nil
}
