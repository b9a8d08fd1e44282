package pglog

import "testing"

func TestServers(t *testing.T) {
	for number, ok := range map[int]bool{90603: false, 120022: false, 130000: true, 150018: true, 180001: true} {
		if err := checkServer(number); (err == nil) != ok {
			t.Errorf("%d: %v", number, err)
		}
	}
}
