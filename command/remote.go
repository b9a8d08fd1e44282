package command

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"whence/loader"
)

// remoteFlags name a server that has the store open, to work through it. The key never stands on the command line, where
// others see it.
type remoteFlags struct {
	Server  string `env:"WHENCE_SERVER" placeholder:"URL" help:"Work through the server at this address, which may have the store open, in place of --store."`
	KeyFile string `env:"WHENCE_KEY_FILE" placeholder:"FILE" help:"File with the key for that server. Default: the variable WHENCE_KEY."`
}

// remote is a server and the key for it.
type remote struct {
	base *url.URL
	key  string
}

// remote is nil where no server is named.
func (f remoteFlags) remote() (*remote, error) {
	if f.Server == "" {
		return nil, nil
	}
	base, err := url.Parse(f.Server)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("--server %q: want an address such as http://127.0.0.1:8080", f.Server)
	}
	r := &remote{base: base, key: strings.TrimSpace(os.Getenv("WHENCE_KEY"))}
	if f.KeyFile != "" {
		text, err := os.ReadFile(f.KeyFile)
		if err != nil {
			return nil, fmt.Errorf("--key-file: %w", err)
		}
		r.key = strings.TrimSpace(string(text))
	}
	if ip := net.ParseIP(base.Hostname()); r.key != "" && base.Scheme == "http" && base.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("--server %s: the key would travel in the clear: use https", f.Server)
	}
	return r, nil
}

// ask sends a request, and returns the answer where that is 200.
func (r *remote) ask(ctx context.Context, method, path string, body io.Reader, headers ...string) (*http.Response, error) {
	name, query, _ := strings.Cut(path, "?")
	address := r.base.JoinPath(name)
	address.RawQuery = query
	request, err := http.NewRequestWithContext(ctx, method, address.String(), body)
	if err != nil {
		return nil, err
	}
	if r.key != "" {
		request.Header.Set("Authorization", "Bearer "+r.key)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		defer response.Body.Close()
		return nil, r.refusal(response)
	}
	return response, nil
}

// refusedError is an answer other than 200.
type refusedError struct {
	status        int
	code, message string
}

func (e *refusedError) Error() string { return e.message }

// maxErrorBody is the most that is read of an answer that refuses, in bytes.
const maxErrorBody = 64 << 10

func (r *remote) refusal(response *http.Response) error {
	text, _ := io.ReadAll(io.LimitReader(response.Body, maxErrorBody)) // what came is what there is to say
	var told struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	e := &refusedError{status: response.StatusCode, message: fmt.Sprintf("%s answers %s", r.base, response.Status)}
	if json.Unmarshal(text, &told) == nil && len(told.Errors) > 0 {
		e.code = told.Errors[0].Extensions.Code
		e.message = fmt.Sprintf("%s: %s", r.base, told.Errors[0].Message)
	}
	if e.code == "UNAUTHENTICATED" {
		e.message += "; give it to this command in WHENCE_KEY or --key-file"
	}
	return e
}

// load sends files to the server and has it load them. The report is that of a load here. Of the request the files are still to be
// filled in.
func (r *remote) load(ctx context.Context, files []loader.File, request loadRequest) (loader.Report, error) {
	for _, f := range files {
		digest, err := r.send(ctx, f)
		if err != nil {
			return loader.Report{}, err
		}
		sent := sentFile{Name: f.Name, SHA256: digest}
		if f.Mapping != nil {
			sent.Mapping = &sentMapping{f.Mapping.Name, f.Mapping.Text}
		}
		request.Files = append(request.Files, sent)
	}
	body, err := json.Marshal(request)
	if err != nil {
		return loader.Report{}, err
	}
	response, err := r.ask(ctx, http.MethodPost, "load", bytes.NewReader(body), "Content-Type", "application/json")
	if err != nil {
		return loader.Report{}, err
	}
	defer response.Body.Close()
	var answer loadAnswer
	switch err := json.NewDecoder(response.Body).Decode(&answer); {
	case err != nil:
		return loader.Report{}, fmt.Errorf("%s: the answer broke off, and whether it was loaded is not known: load again, which changes nothing twice: %w", r.base, err)
	case len(answer.Mistakes) > 0:
		return answer.Report, answer.Mistakes
	case answer.Error != "":
		return answer.Report, errors.New(answer.Error)
	}
	return answer.Report, nil
}

func (r *remote) send(ctx context.Context, f loader.File) (digest string, err error) {
	file, err := f.Open()
	if err != nil {
		return "", err
	}
	defer file.Close()
	response, err := r.ask(ctx, http.MethodPut, "files", file)
	if err != nil {
		return "", fmt.Errorf("%s: %w", f.Name, err)
	}
	defer response.Body.Close()
	var kept struct {
		SHA256 string `json:"sha256"`
	}
	if err := json.NewDecoder(response.Body).Decode(&kept); err != nil {
		return "", fmt.Errorf("%s: %w", f.Name, err)
	}
	return kept.SHA256, nil
}

// verify prints what the server's verify prints.
func (r *remote) verify(s *system) error {
	response, err := r.ask(s.ctx, http.MethodGet, "verify", http.NoBody)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return r.repeat(s, response.Body)
}

// repeat prints the lines that a command of the server prints.
func (r *remote) repeat(s *system, lines io.Reader) error {
	decoder := json.NewDecoder(lines)
	for {
		var l line
		if err := decoder.Decode(&l); err != nil {
			return fmt.Errorf("%s: the answer broke off: %w", r.base, err)
		}
		fmt.Fprint(s.stdout, l.Out)
		fmt.Fprint(s.stderr, l.Err)
		switch {
		case l.Error != "":
			return errors.New(l.Error)
		case l.Done:
			return nil
		}
	}
}

// export copies the server's dump, of the format and the claims that a query asks for, to w.
func (r *remote) export(ctx context.Context, w io.Writer, query url.Values) error {
	response, err := r.ask(ctx, http.MethodGet, "export?"+query.Encode(), http.NoBody)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(w, response.Body); err != nil {
		return fmt.Errorf("%s: the dump broke off: %w", r.base, err)
	}
	return nil
}

// backup unpacks the server's copy of its store into a folder that is empty or missing.
func (r *remote) backup(ctx context.Context, folder string) (err error) {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty: %w", folder, fs.ErrExist)
	}
	response, err := r.ask(ctx, http.MethodGet, "backup", http.NoBody)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(folder) // nothing in the archive leads outside
	if err != nil {
		return err
	}
	defer root.Close()
	defer func() {
		if err != nil {
			err = errors.Join(err, clearFolder(root))
		}
	}()
	archive := tar.NewReader(bufio.NewReader(response.Body))
	for {
		header, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			// A tar archive has an end of its own, and so has the answer: both must be there.
			if _, err := io.Copy(io.Discard, response.Body); err != nil {
				return fmt.Errorf("%s: the copy broke off: %w", r.base, err)
			}
			return nil
		case err != nil:
			return fmt.Errorf("%s: the copy broke off: %w", r.base, err)
		}
		if err := unpack(root, header, archive); err != nil {
			return fmt.Errorf("%s: %w", header.Name, err)
		}
	}
}

func unpack(root *os.Root, header *tar.Header, content io.Reader) error {
	name := filepath.FromSlash(strings.TrimSuffix(header.Name, "/"))
	switch header.Typeflag {
	case tar.TypeDir:
		return root.MkdirAll(name, 0o700)
	case tar.TypeReg:
		if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = io.Copy(file, content)
		return errors.Join(err, file.Sync(), file.Close())
	}
	return errors.New("neither a file nor a folder")
}

func clearFolder(root *os.Root) error {
	entries, err := fs.ReadDir(root.FS(), ".")
	for _, e := range entries {
		err = errors.Join(err, root.RemoveAll(e.Name()))
	}
	return err
}
