package command

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints a script that completes the program's command line in a shell.
func (c *completionCommand) Run(s *system, model *kong.Kong) error {
	tree := newCompletion(model.Model.Node)
	write := map[string]func(io.Writer, []completion){"bash": writeBash, "zsh": writeZsh, "fish": writeFish}[c.Shell]
	write(s.stdout, tree)
	return nil
}

// completion is what may follow one command.
type completion struct {
	path     string // the command's words; "" for the program
	commands []word
	flags    []word
	values   string // what an argument completes: "file", "folder", or words
}

// word is something to type, with what it is.
type word struct {
	text, help string
	value      string // of a flag: "file", "folder", words, "any" for what nobody can guess, "" where it takes none
}

// newCompletion lists every command, the program first.
func newCompletion(n *kong.Node) []completion {
	c := completion{values: "file"}
	if n.Type == kong.CommandNode {
		c.path = strings.TrimPrefix(n.FullPath(), "whence ")
	}
	for _, group := range n.AllFlags(true) {
		for _, f := range group {
			c.flags = append(c.flags, flagWords(f)...)
		}
	}
	for _, p := range n.Positional {
		c.values = valueOf(p)
	}
	all := []completion{}
	for _, child := range n.Children {
		if child.Hidden {
			continue
		}
		c.commands = append(c.commands, word{text: child.Name, help: child.Help})
		all = append(all, newCompletion(child)...)
	}
	return append([]completion{c}, all...)
}

// flagWords is the ways to write a flag.
func flagWords(f *kong.Flag) []word {
	w := word{text: "--" + f.Name, help: f.Help}
	if !f.IsBool() && !f.IsCounter() && f.Name != "help" && f.Name != "version" {
		w.value = valueOf(f.Value)
	}
	words := []word{w}
	if f.Negated || f.Tag != nil && f.Tag.Negatable != "" {
		words = append(words, word{text: "--no-" + f.Name, help: "Not: " + f.Help})
	}
	if f.Short != 0 {
		words = append(words, word{text: "-" + string(f.Short), help: f.Help, value: w.value})
	}
	return words
}

// valueOf is what completes a value.
func valueOf(v *kong.Value) string {
	metavar := v.Name
	if v.Tag != nil && v.Tag.PlaceHolder != "" {
		metavar = v.Tag.PlaceHolder
	}
	switch {
	case v.Enum != "":
		return strings.ReplaceAll(v.Enum, ",", " ")
	case metavar == "DIR" || metavar == "folder":
		return "folder"
	case metavar == "FILE" || metavar == "path":
		return "file"
	default:
		return "any"
	}
}

// texts is the words of a list, for a shell to choose from.
func texts(words []word) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.text
	}
	return strings.Join(list, " ")
}

// writeBash writes a completion function for bash 3.2 and later.
func writeBash(w io.Writer, tree []completion) {
	fmt.Fprint(w, "# whence completion for bash: source <(whence completion bash)\n_whence() {\n"+
		"  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path= i next\n"+
		"  for ((i = 1; i < COMP_CWORD; i++)); do\n    next=\"${path:+$path }${COMP_WORDS[i]}\"\n    case \"$next\" in\n")
	var paths []string
	for _, c := range tree[1:] {
		paths = append(paths, "'"+c.path+"'")
	}
	fmt.Fprintf(w, "      %s) path=$next ;;\n    esac\n  done\n  case \"$path $prev\" in\n", strings.Join(paths, "|"))
	for _, c := range tree {
		for _, f := range c.flags {
			if f.value != "" {
				fmt.Fprintf(w, "    '%s %s') %s; return ;;\n", c.path, f.text, bashValues(f.value))
			}
		}
	}
	fmt.Fprint(w, "  esac\n  case \"$path\" in\n")
	for _, c := range tree {
		values := bashValues(c.values)
		if len(c.commands) > 0 {
			values = bashValues(texts(c.commands))
		}
		fmt.Fprintf(w, "    '%s')\n      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '%s' -- \"$cur\")); else %s; fi ;;\n", c.path, texts(c.flags), values)
	}
	fmt.Fprint(w, "  esac\n}\ncomplete -o filenames -F _whence whence\n")
}

// bashValues is the command that completes a value.
func bashValues(kind string) string {
	switch kind {
	case "any":
		return "COMPREPLY=()"
	case "file":
		return `COMPREPLY=($(compgen -f -- "$cur"))`
	case "folder":
		return `COMPREPLY=($(compgen -d -- "$cur"))`
	}
	return `COMPREPLY=($(compgen -W '` + kind + `' -- "$cur"))`
}

// quoted is a text in single quotes, as zsh and fish read it within a description.
func quoted(s string) string {
	return strings.NewReplacer("'", "", "[", "(", "]", ")", ":", "\\:", "\n", " ").Replace(s)
}

// writeZsh writes a completion function for zsh.
func writeZsh(w io.Writer, tree []completion) {
	fmt.Fprint(w, "#compdef whence\n# whence completion for zsh: source <(whence completion zsh), or save it as _whence in a folder of $fpath\n"+
		"_whence() {\n  local path= word\n  for word in ${words[2,CURRENT-1]}; do\n    case \"${path:+$path }$word\" in\n")
	var paths []string
	for _, c := range tree[1:] {
		paths = append(paths, "'"+c.path+"'")
	}
	fmt.Fprintf(w, "      %s) path=\"${path:+$path }$word\" ;;\n    esac\n  done\n  case \"$path\" in\n", strings.Join(paths, "|"))
	for _, c := range tree {
		fmt.Fprintf(w, "    '%s')\n", c.path)
		if len(c.commands) > 0 {
			fmt.Fprint(w, "      local -a commands=(")
			for _, sub := range c.commands {
				fmt.Fprintf(w, " '%s:%s'", sub.text, quoted(sub.help))
			}
			fmt.Fprint(w, ")\n      [[ $PREFIX == -* ]] || { _describe command commands; return }\n")
		}
		fmt.Fprint(w, "      _arguments -s")
		for _, f := range c.flags {
			fmt.Fprintf(w, " '%s[%s]%s'", f.text, quoted(f.help), zshValues(f.value))
		}
		fmt.Fprintf(w, " '*%s' ;;\n", cmpOr(zshValues(c.values), ":file:_files"))
	}
	fmt.Fprint(w, "  esac\n}\ncompdef _whence whence\n")
}

func cmpOr(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func zshValues(kind string) string {
	switch kind {
	case "":
		return ""
	case "any":
		return ":value:"
	case "file":
		return ":file:_files"
	case "folder":
		return ":folder:_files -/"
	}
	return ":value:(" + kind + ")"
}

// writeFish writes completions for fish.
func writeFish(w io.Writer, tree []completion) {
	fmt.Fprint(w, "# whence completion for fish: whence completion fish | source\ncomplete -c whence -f\n")
	for _, c := range tree {
		when := "__fish_use_subcommand"
		if c.path != "" {
			conditions := []string{}
			for part := range strings.FieldsSeq(c.path) {
				conditions = append(conditions, "__fish_seen_subcommand_from "+part)
			}
			when = strings.Join(conditions, "; and ")
		}
		for _, sub := range c.commands {
			fmt.Fprintf(w, "complete -c whence -n '%s' -a '%s' -d '%s'\n", when, sub.text, quoted(sub.help))
		}
		for _, f := range c.flags {
			option := "-l " + strings.TrimPrefix(f.text, "--")
			if !strings.HasPrefix(f.text, "--") {
				option = "-s " + f.text[1:]
			}
			fmt.Fprintf(w, "complete -c whence -n '%s' %s%s -d '%s'\n", when, option, fishValues(f.value), quoted(f.help))
		}
		if len(c.commands) == 0 && c.values != "any" {
			fmt.Fprintf(w, "complete -c whence -n '%s'%s\n", when, strings.Replace(fishValues(c.values), " -r", "", 1))
		}
	}
}

func fishValues(kind string) string {
	switch {
	case kind == "":
		return ""
	case kind == "any":
		return " -r"
	case slices.Contains([]string{"file", "folder"}, kind):
		return " -r -F"
	}
	return " -r -a '" + kind + "'"
}
