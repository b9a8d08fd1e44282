package gql

import (
	"encoding/json"
	"slices"
	"strings"
)

// normalForm writes arguments so that those that mean the same are the same text: without nulls, without members that say
// what holds anyway, and the lists, all of which stand for sets, in order and without repeats. An empty object
// inside another is kept, for it lets all pass. (An empty list lets nothing pass: no cursor comes from there.)
func normalForm(args map[string]any) (string, error) {
	text, err := json.Marshal(args)
	if err != nil {
		return "", err
	}
	var plain map[string]any
	if err := json.Unmarshal(text, &plain); err != nil {
		return "", err
	}
	normal := withoutDefaults(plain)
	for name, value := range normal {
		if object, ok := value.(map[string]any); ok && len(object) == 0 {
			delete(normal, name) // a filter that says nothing is no filter
		}
	}
	text, err = json.Marshal(normal) // which sorts the members of objects
	return string(text), err
}

// defaults are what members of arguments say where they are left out.
var defaults = map[string]any{"includeUndated": true, "includeRetracted": false, "minDegree": 0.0}

func withoutDefaults(object map[string]any) map[string]any {
	kept := map[string]any{}
	for name, value := range object {
		value = normalValue(value)
		otherwise, has := defaults[name]
		if value == nil || has && value == otherwise || name == "direction" && (value == "BOTH" || value == "ASC") {
			continue
		}
		kept[name] = value
	}
	return kept
}

func normalValue(value any) any {
	switch v := value.(type) {
	case map[string]any:
		return withoutDefaults(v)
	case []any:
		texts := make([]string, len(v))
		byText := map[string]any{}
		for i, element := range v {
			element = normalValue(element)
			text, _ := json.Marshal(element) // it was read from JSON
			texts[i] = string(text)
			byText[texts[i]] = element
		}
		slices.SortFunc(texts, strings.Compare)
		texts = slices.Compact(texts)
		set := make([]any, len(texts))
		for i, text := range texts {
			set[i] = byText[text]
		}
		return set
	}
	return value
}
