package server

import (
	"os"
	"runtime"
	"sync"
	"time"
)

// calm is how long no request must have waited long before the threads to spare
// are given up.
const calm = time.Second

// spareThreads lets Go run more threads than requests can work on, while requests
// wait, until the function that it returns is called.
//
// Where every thread computes, the network is looked at once in ten milliseconds,
// and /livez and refusals wait behind all that computes; a thread to spare looks
// at once, and the system's scheduler lets it. Where there is little to do it
// looks for work in vain, and each small query costs a tenth more: so there is
// none then. GOMAXPROCS in the environment is left as it is.
func (s *Server) spareThreads() (restore func()) {
	if os.Getenv("GOMAXPROCS") != "" {
		return func() {}
	}
	slots, few := s.options.Limits.Admission.Slots, runtime.GOMAXPROCS(0)
	many := max(few, slots+max(2, slots/4))
	stop := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			select {
			case <-s.admission.crowded:
			case <-stop:
				return
			}
			runtime.GOMAXPROCS(many)
			s.admission.untilCalm(stop)
			runtime.GOMAXPROCS(few)
		}
	})
	return func() {
		close(stop)
		watching.Wait()
	}
}

// untilCalm returns when nobody has waited long for a while, or at stop.
func (a *admission) untilCalm(stop <-chan struct{}) {
	timer := time.NewTimer(calm)
	defer timer.Stop()
	for {
		select {
		case <-a.crowded:
			timer.Reset(calm)
		case <-timer.C:
			return
		case <-stop:
			return
		}
	}
}
