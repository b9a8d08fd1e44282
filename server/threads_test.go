package server

import (
	"os"
	"runtime"
	"testing"
	"time"
)

// Threads are to spare while requests wait, and given up when the server ends.
func TestSpareThreads(t *testing.T) {
	t.Setenv("GOMAXPROCS", "") // so that it is put back
	if err := os.Unsetenv("GOMAXPROCS"); err != nil {
		t.Fatal(err)
	}
	few := runtime.GOMAXPROCS(0)
	s := New(Options{Schema: newStage(), Limits: Limits{Admission: AdmissionLimits{Slots: few, Wait: 50 * time.Millisecond}}})
	restore := s.spareThreads()
	for range few {
		if refusal := s.admission.enter(t.Context()); refusal != nil {
			t.Fatal(refusal)
		}
	}
	if got := runtime.GOMAXPROCS(0); got != few {
		t.Errorf("%d threads before any request waits, not %d", got, few)
	}
	if s.admission.enter(t.Context()) == nil {
		t.Fatal("there was a slot")
	}
	until(t, "there are threads to spare", func() bool { return runtime.GOMAXPROCS(0) == few+max(2, few/4) })
	restore()
	if got := runtime.GOMAXPROCS(0); got != few {
		t.Errorf("%d threads in the end, not %d", got, few)
	}
}

// Threads are given up once nobody has waited long for a while, and not before.
func TestUntilCalm(t *testing.T) {
	a := newAdmission(AdmissionLimits{Slots: 1, Queue: 1, Wait: time.Millisecond})
	if refusal := a.enter(t.Context()); refusal != nil {
		t.Fatal(refusal)
	}
	began := time.Now()
	if a.enter(t.Context()) == nil || len(a.crowded) != 1 {
		t.Error("nobody is told of a request that waits in vain")
	}
	a.untilCalm(nil)
	if took := time.Since(began); took < calm {
		t.Errorf("calm after %v", took)
	}
}
