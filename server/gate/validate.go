package gate

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whence/server/fault"
)

// maxFailures is how many faults of one query are told: enough to mend it by,
// and few enough that looking for suggestions takes no time.
const maxFailures = 5

// specified lists the specification's rules in a fixed order, so that the same
// query gets the same errors.
func specified() []core.Rule {
	var list []core.Rule
	set := rules.NewDefaultRules()
	set.ReplaceRule(mergeRule.Name, mergeRule.RuleFunc)
	for name, check := range set.GetInner() {
		list = append(list, core.Rule{Name: name, RuleFunc: check})
	}
	slices.SortFunc(list, func(a, b core.Rule) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// enough ends a validation early. The validator has no other way out.
type enough struct{}

// Validate applies the specification's rules to a document that has passed
// Check, and fills in its definitions, which executors need. It stops at the
// fifth error. Errors carry GRAPHQL_VALIDATION_FAILED.
func (g *Gate) Validate(query string, doc *ast.QueryDocument) (failures gqlerror.List) {
	defer func() {
		if cause := recover(); cause != nil && cause != (enough{}) {
			panic(cause)
		}
	}()
	var observers core.Events
	for _, rule := range g.rules {
		rule.RuleFunc(&observers, func(options ...core.ErrorOption) {
			failure := fault.New(fault.ValidationFailed, "")
			for _, option := range options {
				option(failure)
			}
			failure.Message = Quieten(query, failure.Message)
			failure.Locations = failure.Locations[:min(len(failure.Locations), maxFailures)]
			if failures = append(failures, failure); len(failures) == maxFailures {
				panic(enough{})
			}
		})
	}
	core.Walk(g.schema, doc, &observers)
	return failures
}
