package main

import (
	"bufio"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// settings is the keys and values of a systemd unit, by section.
func settings(t *testing.T, name string) map[string][]string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, section := map[string][]string{}, ""
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		key, value, assigned := strings.Cut(line, "=")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[' && strings.HasSuffix(line, "]"):
			section = strings.Trim(line, "[]")
		case !assigned || section == "":
			t.Fatalf("%s: %q is neither a section nor a setting", name, line)
		default:
			all[section+"."+key] = append(all[section+"."+key], value)
		}
	}
	return all
}

func TestServiceIsHardened(t *testing.T) {
	unit := settings(t, "deploy/whence.service")
	for key, want := range map[string]string{
		"Service.ExecStart": "/usr/local/bin/whence serve", "Service.DynamicUser": "yes", "Service.NoNewPrivileges": "yes",
		"Service.ProtectSystem": "strict", "Service.CapabilityBoundingSet": "", "Service.UMask": "0077", "Service.StateDirectoryMode": "0700",
		"Service.MemoryDenyWriteExecute": "yes", "Install.WantedBy": "multi-user.target",
	} {
		if !slices.Contains(unit[key], want) {
			t.Errorf("%s is %q, want %q", key, unit[key], want)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not at hand")
	}
	out, err := exec.Command(analyze, "verify", "--man=no", "deploy/whence.service").CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "whence.service") && !strings.Contains(line, "is not executable") {
			t.Errorf("systemd-analyze: %s (%v)", line, err)
		}
	}
}

// instructions is the instructions of a Dockerfile, those of its last stage alone.
func instructions(t *testing.T, name string) (last []string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Fields("FROM WORKDIR COPY RUN ARG USER ENV VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD")
	for line := range strings.Lines(strings.ReplaceAll(string(content), "\\\n", " ")) {
		line = strings.TrimSpace(line)
		word, _, _ := strings.Cut(line, " ")
		switch {
		case line == "" || line[0] == '#':
			continue
		case !slices.Contains(known, word):
			t.Errorf("%s: unknown instruction %q", name, word)
		case word == "FROM":
			last = nil
		}
		last = append(last, line)
	}
	return last
}

func TestImageIsSmallAndNobodys(t *testing.T) {
	image := instructions(t, "deploy/Dockerfile")
	for _, want := range []string{
		"FROM scratch", "USER 65532:65532", `ENTRYPOINT ["/whence"]`, `CMD ["serve"]`,
		`HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 CMD ["/whence", "health"]`,
	} {
		if !slices.Contains(image, want) {
			t.Errorf("the image lacks %q:\n%s", want, strings.Join(image, "\n"))
		}
	}
	if slices.ContainsFunc(image, func(line string) bool { return strings.HasPrefix(line, "RUN") }) {
		t.Error("an empty image has no shell to RUN anything in")
	}
}

// What the image holds is a program that needs nothing else.
func TestBinaryIsStatic(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("it takes a build, and reads ELF")
	}
	path := filepath.Join(t.TempDir(), "whence")
	build := exec.Command("go", "build", "-trimpath", "-o", path, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	file, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	libraries, err := file.ImportedLibraries()
	if err != nil || len(libraries) > 0 || slices.ContainsFunc(file.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP }) {
		t.Errorf("the program wants %v, %v", libraries, err)
	}
}
