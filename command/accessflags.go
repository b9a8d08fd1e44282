package command

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"whence/server/auth"
	"whence/server/auth/issuer"
	"whence/server/auth/needs"
)

// accessFlags say who may use a server.
type accessFlags struct {
	Keys         string `env:"WHENCE_KEYS" placeholder:"FILE" help:"File of keys that whence key add makes. Default: keys.yaml in the store's folder, where it is there."`
	Anonymous    string `env:"WHENCE_ANONYMOUS" enum:"none,read" default:"read" help:"What whoever gives no credentials may do: none or read."`
	Contributors string `env:"WHENCE_CONTRIBUTORS" enum:"propose,commit" default:"propose" help:"Whether contributors propose writes, or commit them."`
	FourEyes     bool   `env:"WHENCE_FOUR_EYES" help:"Nobody decides on a proposal of their own."`
	issuerFlags
	WriteRate  float64 `env:"WHENCE_WRITE_RATE" default:"2000" placeholder:"N" help:"Claims, retractions and decisions that one agent may write in a second, over time."`
	WriteBurst int     `env:"WHENCE_WRITE_BURST" default:"100000" placeholder:"N" help:"How many of them at once."`
}

// needs is what the schema leaves to whoever runs the server.
func (f accessFlags) needs() needs.Options {
	return needs.Options{ContributorsCommit: f.Contributors == "commit"}
}

// authority is nil where nobody is known: then everybody reads, and nobody writes.
func (f accessFlags) authority(store storeFlags, log *slog.Logger) (*auth.Authority, error) {
	file, err := f.keyFile(store)
	if err != nil {
		return nil, err
	}
	config := auth.Config{Keys: file, NoAnonymous: f.Anonymous == "none", Writes: f.WriteRate, Burst: f.WriteBurst, Log: log}
	if f.Issuer != "" {
		if config.Tokens, err = f.issuer(); err != nil {
			return nil, err
		}
	}
	if file == "" && config.Tokens == nil {
		if config.NoAnonymous {
			return nil, errors.New("--anonymous=none: nobody could use this server, for it knows nobody: give --keys or --issuer")
		}
		return nil, nil
	}
	return auth.New(config)
}

// issuerFlags say whose access tokens are good.
type issuerFlags struct {
	Issuer      string               `env:"WHENCE_ISSUER" placeholder:"URL" help:"OpenID Connect issuer whose access tokens (RFC 9068) are good."`
	Audience    string               `env:"WHENCE_AUDIENCE" placeholder:"NAME" help:"What the issuer's tokens must be for: their aud."`
	KeySet      string               `env:"WHENCE_KEY_SET" placeholder:"URL" help:"URL or file of the issuer's keys, a JWK Set."`
	RolesClaim  string               `env:"WHENCE_ROLES_CLAIM" default:"roles" placeholder:"NAME" help:"Claim of the tokens that says what roles their holder has."`
	RoleOfClaim map[string]auth.Role `name:"role-of" env:"WHENCE_ROLE_OF" placeholder:"VALUE=ROLE" help:"Which role a value of that claim gives. Default: the values are roles' names."`
}

func (f issuerFlags) issuer() (auth.Verifier, error) {
	return issuer.New(issuer.Config{
		Issuer: f.Issuer, Audience: f.Audience, KeySet: f.KeySet, RolesClaim: f.RolesClaim, RoleNames: f.RoleOfClaim,
	})
}

// keyFile is the file that the flag names, else the store's own where there is one.
func (f accessFlags) keyFile(store storeFlags) (auth.KeyFile, error) {
	if f.Keys != "" {
		return auth.KeyFile(f.Keys), nil
	}
	file, err := storeKeys(store)
	if err != nil || file == "" {
		return "", err
	}
	if _, err := os.Stat(string(file)); err != nil {
		return "", nil //nolint:nilerr // a store without keys is one that is only read
	}
	return file, nil
}

// storeKeys is where the keys of a store lie, "" of one in memory.
func storeKeys(store storeFlags) (auth.KeyFile, error) {
	folder, err := store.folder()
	if err != nil || folder == "" {
		return "", err
	}
	return auth.KeyFile(filepath.Join(folder, "keys.yaml")), nil
}

// keyFlags say which file of keys a command works on.
type keyFlags struct {
	Keys  string `env:"WHENCE_KEYS" placeholder:"FILE" help:"File of keys. Default: keys.yaml in the store's folder."`
	Store string `env:"WHENCE_STORE" placeholder:"DIR" help:"Folder of the store. Default: whence in the user's data folder."`
}

func (f keyFlags) file() (auth.KeyFile, error) {
	if f.Keys != "" {
		return auth.KeyFile(f.Keys), nil
	}
	file, err := storeKeys(storeFlags{Store: f.Store})
	if err == nil && file == "" {
		err = fmt.Errorf("a store in memory or in a database keeps no keys: name a file with --keys")
	}
	return file, err
}
