package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"whence": main}) }

// Each session in testdata/script is a story of its own, with the real program, that a newcomer can read.
func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("WHENCE_UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Values[daemons{}] = map[string]*daemon{}
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "data"))
			shared, err := filepath.Abs("../shared/seeds")
			env.Setenv("SEED_TEXTS", shared)
			return err
		},
		Condition: func(name string) (bool, error) {
			if name != "seed-texts" {
				return false, fmt.Errorf("no condition %q", name)
			}
			_, err := os.Stat("../shared/seeds")
			if err != nil && os.Getenv("CI") == "true" {
				return false, err
			}
			return err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve": serve, "stop": stop, "ask": ask, "key": key, "sleep": sleep, "unwritable": unwritable, "eventually": eventually,
		},
	})
}

// eventually waits until a file of a script holds some words.
func eventually(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: eventually words file")
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		text, err := os.ReadFile(ts.MkAbs(args[1]))
		if err == nil && strings.Contains(string(text), args[0]) {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%s does not come to hold %q: %v\n%s", args[1], args[0], err, text)
		}
	}
}

// Every request and answer of the guide of writing is one of the session that asks them.
func TestGuideOfWriting(t *testing.T) {
	guide, err := os.ReadFile("server/WRITING.md")
	if err != nil {
		t.Fatal(err)
	}
	session, err := os.ReadFile("testdata/script/morning.txtar")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for block := range strings.SplitSeq(string(guide), "\n```") {
		for _, language := range []string{"graphql\n", "json\n"} {
			if text, ok := strings.CutPrefix(block, language); ok {
				if asked++; !strings.Contains(string(session), " --\n"+text+"\n") {
					t.Errorf("the session does not have\n%s", text)
				}
			}
		}
	}
	if asked < 8 {
		t.Errorf("the guide has %d requests and answers", asked)
	}
}

// environment is what a script's programs see of its variables.
func environment(ts *testscript.TestScript) []string {
	var env []string
	for _, name := range []string{"PATH", "HOME", "XDG_DATA_HOME", "WHENCE_STORE", "WHENCE_ADDR", "WHENCE_TEXTS", "WHENCE_SEEDS", "WHENCE_BASE"} {
		if value := ts.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// daemon is the server that runs behind a script.
type daemon struct {
	command *exec.Cmd
	log     bytes.Buffer
}

// serve runs "whence serve" with the arguments given, behind the script; $URL is the address that it prints.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	path, err := exec.LookPath("whence")
	ts.Check(err)
	d := &daemon{command: exec.Command(path, append([]string{"serve"}, args...)...)}
	d.command.Dir, d.command.Env, d.command.Stderr = ts.MkAbs("."), environment(ts), &d.log
	stdout, err := d.command.StdoutPipe()
	ts.Check(err)
	ts.Check(d.command.Start())
	ts.Value(daemons{}).(map[string]*daemon)["running"] = d
	ts.Defer(func() { _ = d.command.Process.Kill() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		ts.Fatalf("whence serve printed %q, %v\n%s", line, err, d.log.String())
	}
	ts.Setenv("URL", url)
	ts.Setenv("HOST", strings.TrimPrefix(url, "http://"))
}

// daemons is the key of a script's server among its values.
type daemons struct{}

// stop asks the server to stop, twice, so that it does not wait for clients to move elsewhere, and waits until it has.
func stop(ts *testscript.TestScript, _ bool, _ []string) {
	d := ts.Value(daemons{}).(map[string]*daemon)["running"]
	for range 2 {
		ts.Check(d.command.Process.Signal(syscall.SIGTERM))
		time.Sleep(100 * time.Millisecond)
	}
	if err := d.command.Wait(); err != nil {
		ts.Logf("whence serve: %v", err)
	}
}

// key has the key in a file sent with every question from now on; none without a file.
func key(ts *testscript.TestScript, _ bool, args []string) {
	text := ""
	if len(args) > 0 {
		text = strings.TrimSpace(ts.ReadFile(args[0]))
	}
	ts.Setenv("KEY", text)
}

// sleep waits as long as a story says that something takes.
func sleep(ts *testscript.TestScript, _ bool, args []string) {
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	time.Sleep(d)
}

// ask sends the GraphQL operation in a file to the server, with $KEY where there is one, and prints the answer.
func ask(ts *testscript.TestScript, _ bool, args []string) {
	body, err := json.Marshal(map[string]string{"query": ts.ReadFile(args[0])})
	ts.Check(err)
	request, err := http.NewRequest(http.MethodPost, ts.Getenv("URL")+"/graphql", bytes.NewReader(body))
	ts.Check(err)
	request.Header.Set("Content-Type", "application/json")
	if key := ts.Getenv("KEY"); key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	response, err := http.DefaultClient.Do(request)
	ts.Check(err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	ts.Check(err)
	var pretty bytes.Buffer
	ts.Check(json.Indent(&pretty, answer, "", "  "))
	pretty.WriteString("\n")
	_, err = pretty.WriteTo(ts.Stdout())
	ts.Check(err)
}

// unwritable runs whence as somebody who may read the script's folder and not write to it. Root may do anything, so that
// a root that runs the tests becomes nobody for it.
func unwritable(ts *testscript.TestScript, neg bool, args []string) {
	work := ts.MkAbs(".")
	ts.Check(filepath.WalkDir(work, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		mode := os.FileMode(0o444)
		if entry.IsDir() {
			mode = 0o555
		}
		return os.Chmod(path, mode)
	}))
	ts.Defer(func() { _ = exec.Command("chmod", "-R", "u+w", work).Run() })
	program, err := reachable(ts)
	ts.Check(err)
	command := exec.Command(program, args...)
	command.Dir, command.Env = work, environment(ts)
	command.Stdout, command.Stderr = ts.Stdout(), ts.Stderr()
	if os.Getuid() == 0 {
		const nobody = 65534
		command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	if err := command.Run(); (err != nil) != neg {
		ts.Fatalf("whence %v: %v", args, err)
	}
}

// reachable is a copy of whence that anybody can run, and opens the way to the script's folder to anybody.
func reachable(ts *testscript.TestScript) (string, error) {
	for dir := filepath.Dir(ts.MkAbs(".")); len(dir) > len(filepath.Clean(os.TempDir())); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			return "", err
		}
	}
	folder, err := os.MkdirTemp("", "whence-program-")
	if err != nil {
		return "", err
	}
	ts.Defer(func() { _ = os.RemoveAll(folder) })
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "whence")
	copied := exec.Command("cp", program, path).Run() // by a program that ends: what is open for writing can't be run
	return path, errors.Join(copied, os.Chmod(folder, 0o755), os.Chmod(path, 0o755))
}
