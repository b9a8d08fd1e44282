package command

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a load is: on a terminal a bar, elsewhere one line a phase.
type progress struct {
	w   io.Writer
	bar *progressbar.ProgressBar // nil where w is no terminal, and before the first phase
}

func newProgress(w io.Writer) *progress { return &progress{w: w} }

// Phase begins a phase.
func (p *progress) Phase(name string, bytes int64) {
	file, ok := p.w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		fmt.Fprintln(p.w, name)
		return
	}
	p.close()
	if bytes == 0 {
		bytes = -1 // a spinner
	}
	p.bar = progressbar.NewOptions64(bytes, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(name),
		progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
}

// Advance counts bytes that were read.
func (p *progress) Advance(bytes int) {
	if p.bar != nil {
		_ = p.bar.Add(bytes) // a bar that can't be drawn is no reason to stop
	}
}

// close takes the bar off the terminal.
func (p *progress) close() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}
