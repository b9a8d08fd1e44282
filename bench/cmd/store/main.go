// Command store prints how the store does against its bars. It takes the number of quads of the generated graphs: ten
// million is full size.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"whence/bench"
)

func main() {
	quads := flag.Int("quads", 1_000_000, "size of the generated graphs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench.Store(ctx, os.Stdout, *quads); err != nil {
		fmt.Fprintln(os.Stderr, "store:", err)
		os.Exit(1)
	}
}
