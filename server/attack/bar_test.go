package attack

import (
	"fmt"
	"os"
	"testing"
)

// long says that this is the measurement, on a machine that does nothing else;
// otherwise times are printed and not insisted on.
func long() bool { return os.Getenv("WHENCE_ATTACK") != "" }

// most prints a bar that value must not pass, and fails where it does.
func most(t *testing.T, name string, value, want float64, unit string) {
	t.Helper()
	bar(t, name, fmt.Sprintf("value=%.4g%s want=<=%.4g%s", value, unit, want, unit), value <= want)
}

// least prints a bar that value must reach, and fails where it does not.
func least(t *testing.T, name string, value, want float64, unit string) {
	t.Helper()
	bar(t, name, fmt.Sprintf("value=%.4g%s want=>=%.4g%s", value, unit, want, unit), value >= want)
}

func bar(t *testing.T, name, text string, met bool) {
	t.Helper()
	if !met {
		t.Errorf("%s is short", name)
	}
	show(name, text, met)
}

// show prints a bar on a line of its own, where `grep ^BAR` finds it.
func show(name, text string, met bool) {
	verdict := "ok"
	if !met {
		verdict = "short"
	}
	fmt.Printf("BAR %s %s %s\n", name, text, verdict)
}
