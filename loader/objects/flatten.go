package objects

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Field is a value of an object that is no object or array itself.
type Field struct {
	Path  string // its JSON pointer within the object, without the first slash: "recipientOrganization/0/name"
	Value string // a text as it is meant, a number as it is written, true or false
}

// maxDepth is how deep objects and arrays may stand within an object.
const maxDepth = 64

// Flatten is the fields of an object, in their order; null is left out.
func Flatten(raw []byte) ([]Field, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var out []Field
	if err := flatten(decoder, "", &out, 0); err != nil {
		return nil, err
	}
	return out, nil
}

func flatten(d *json.Decoder, path string, out *[]Field, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("objects stand more than %d deep in one another", maxDepth)
	}
	token, err := d.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	switch v := token.(type) {
	case json.Delim:
		for n := 0; d.More(); n++ {
			part := strconv.Itoa(n)
			if v == '{' {
				key, err := d.Token()
				if err != nil {
					return err
				}
				part = strings.NewReplacer("~", "~0", "/", "~1").Replace(key.(string))
			}
			if err := flatten(d, strings.TrimPrefix(path+"/"+part, "/"), out, depth+1); err != nil {
				return err
			}
		}
		_, err = d.Token()
		return err
	case string:
		*out = append(*out, Field{path, v})
	case json.Number:
		*out = append(*out, Field{path, v.String()})
	case bool:
		*out = append(*out, Field{path, strconv.FormatBool(v)})
	}
	return nil
}
