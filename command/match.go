package command

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/identity"
	"whence/graph/write"
	"whence/match"
)

type matchCommand struct {
	storeFlags
	remoteFlags
	Auto bool `help:"Join the pairs that are sure enough. Each is a judgement that can be undone."`
	List int  `default:"20" placeholder:"N" help:"How many pairs to print that somebody should judge. Default: ${default}."`
}

// matcher is whose judgements those of the program are.
const matcher claim.ID = "agent/matcher"

// Run says which organisations may be one, and joins those that are sure.
func (c *matchCommand) Run(s *system) (err error) {
	if server, err := c.remote(); server != nil || err != nil {
		if err != nil {
			return err
		}
		return server.match(s, c.Auto, c.List)
	}
	if !c.Auto {
		g, err := c.openToRead(s.ctx)
		if err != nil {
			return err
		}
		defer closing(g, &err)
		return matching(s, g, matcher, c.Auto, c.List)
	}
	g, made, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer c.settle(g, made, &err)
	return matching(s, g, matcher, c.Auto, c.List)
}

// matching finds pairs, joins them where it is told to, and prints what is left.
func matching(s *system, g *graph.Graph, by claim.ID, auto bool, list int) error {
	found, err := match.Find(s.ctx, g.Now())
	if err != nil {
		return err
	}
	count := map[match.Verdict]int{}
	joined, printed := 0, 0
	for _, c := range found {
		count[c.Verdict]++
		if c.Verdict == match.Same && auto {
			refused, err := join(s.ctx, g, by, c)
			if err != nil {
				return err
			}
			if refused == "" {
				joined++
				continue
			}
			fmt.Fprintf(s.stderr, "not joined: %s and %s: %s\n", c.Left.ID, c.Right.ID, refused)
		}
		if printed++; printed <= list {
			fmt.Fprintln(s.stdout, describe(c))
		}
	}
	if more := printed - list; more > 0 {
		fmt.Fprintf(s.stdout, "and %d more\n", more)
	}
	fmt.Fprintf(s.stdout, "%s: %d sure (from %.1f), of which %d were joined; %d to be judged; %d related under two numbers\n", counted(len(found), "pair", "pairs"),
		count[match.Same], match.Automatic, joined, count[match.Look], count[match.Related])
	return nil
}

// describe is a pair in words.
func describe(c match.Candidate) string {
	return fmt.Sprintf("%.2f %s  %s (%s)  %s (%s)\n    for: %s; against: %s", c.Score, c.Verdict, c.Left.Names[0], c.Left.ID, c.Right.Names[0], c.Right.ID,
		nothing(c.For), nothing(c.Against))
}

func nothing(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}

// join judges a pair to be one; refused says why it can't be.
func join(ctx context.Context, g *graph.Graph, by claim.ID, c match.Candidate) (refused string, err error) {
	reason := "matched: " + nothing(c.For)
	if len(c.Against) > 0 {
		reason += "; against: " + strings.Join(c.Against, ", ")
	}
	score := c.Score
	outcome, err := write.Commit(ctx, g, write.JudgeIdentity{Left: c.Left.ID, Right: c.Right.ID, Verdict: identity.Same, Score: &score}, write.Options{Author: write.Author{Agent: by, Reason: reason}})
	if err != nil {
		return "", err
	}
	var why []string
	for _, e := range outcome.Errors {
		why = append(why, e.Message)
	}
	return strings.Join(why, "; "), nil
}

// match has the server find pairs, and prints what it prints.
func (r *remote) match(s *system, auto bool, list int) error {
	query := url.Values{"list": {strconv.Itoa(list)}}
	method := http.MethodGet
	if auto {
		method = http.MethodPost
	}
	response, err := r.ask(s.ctx, method, "match?"+query.Encode(), http.NoBody)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }() // it was only read
	return r.repeat(s, response.Body)
}

// match finds pairs for a command elsewhere: a POST joins those that are sure.
func (t *transfers) match(w http.ResponseWriter, r *http.Request) {
	list, err := strconv.Atoi(r.URL.Query().Get("list"))
	if err != nil || list < 0 {
		list = 20
	}
	t.printing(w, r, func(s *system) error { return matching(s, t.graph, matcher, r.Method == http.MethodPost, list) })
}
