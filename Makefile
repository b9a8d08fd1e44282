# What CI runs is what these targets run. Go and Node are all that they need; what else a target uses is fetched by it.

GO      ?= go
TOOL     = $(GO) tool -modfile=tools.mod
LINT     = bin/golangci-lint
WEB      = web/dist/index.html.gz
JUDGE    = server/gql/direct/testdata/judge/node_modules
AUDITS   = server/testdata/audits/node_modules
CLIENTS  = server/testdata/clients/node_modules
TALKER   = server/assistant/testdata/client/node_modules
FRONTEND = server/testdata/frontend/node_modules
ISSUER   = server/auth/issuer/testdata/provider/node_modules

.DEFAULT_GOAL := check
.PHONY: match match-model run build modules test test-go test-web check format format-check vet lint drift race cross bench \
        crash crash-scale crash-writing oracle attack soak shutdowns fuzz clean

run: $(WEB) ## Serve the explorer, the playground and the API on the seed graph.
	$(GO) run . serve $(ARGS)

build: $(WEB)
	$(GO) build -o bin/whence .

# npm writes this file last, so that an installation cut short is taken up again.
%/node_modules: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@

$(WEB): web/node_modules $(shell find web/src web/*.html web/*.ts schema.graphqls -type f 2>/dev/null)
	cd web && npm run build
	@touch $@

test: modules test-go test-web ## Run every test.

modules: $(WEB) $(JUDGE) $(AUDITS) $(CLIENTS) $(TALKER) $(FRONTEND) $(ISSUER) ## What tests run beside the program.

# Without the checks of vet that go test makes: vet is a target of its own, and makes them all.
test-go:
	$(GO) test -vet=off ./...

test-web: $(WEB)
	cd web && npm test && npm run test:browser

check: format-check vet lint drift test ## What CI runs.

format:
	$(TOOL) gofumpt -w $$(git ls-files '*.go' | grep -v '[.]gen[.]go$$')
	cd web && npm run format

format-check:
	@unformatted=$$($(TOOL) gofumpt -l $$(git ls-files '*.go' | grep -v '[.]gen[.]go$$')); \
	if [ -n "$$unformatted" ]; then echo "not formatted, run make format:"; echo "$$unformatted"; exit 1; fi

vet:
	$(GO) vet ./...

$(LINT): tools.mod tools.sum
	$(GO) build -modfile=tools.mod -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

lint: $(LINT) web/node_modules
	$(LINT) run --allow-parallel-runners ./...
	cd web && npm run lint

drift: ## Generated files are what their sources generate.
	@before=$$(git status --porcelain | sha256sum; git diff | sha256sum); $(GO) generate ./... && \
	after=$$(git status --porcelain | sha256sum; git diff | sha256sum); \
	if [ "$$before" != "$$after" ]; then echo "generated files differ: commit what go generate wrote"; git status --short; exit 1; fi

# Memory is not measured under the race detector, for which sync.Pool drops at random what it is given: make test measures it.
# The generated code is compiled without optimisation there, which takes a third of the time.
RACE = $(GO) test -race -vet=off -gcflags=whence/server/gql/gen='-N -l'
race: ## The packages that share memory between goroutines, under the race detector. Conformance and crashes need none.
	$(RACE) -short -skip HubsCostNoMemory ./deadline ./graph ./graph/commitlog ./graph/parallel ./graph/paths \
	  ./graph/sums ./graph/text ./graph/write ./server/admission ./server/cursor/... ./server/documents ./server/flight \
	  ./server/gate/... ./server/live ./server/logqueue
	$(RACE) -run 'ReadersAndWriter|Closed|Updates|Flush|Concurrency|Model|LoadFails|Backup|Together|Reload|Attend|Caller|Addresses' \
	  ./graph/names ./graph/quadstore ./server/auth
	$(RACE) -short -run 'Blocks' ./loader/rdf
	DIRECT_OPERATIONS=500 $(RACE) -run 'Concurrent|Oracle|Around|Cache|Calls' ./server/gql/direct
	$(RACE) -run 'Operations|Paging|Writing' ./server/gql
	$(RACE) -short -run 'Events|Subscribers|Socket|Deadline|Leave|Admission|Connections|NotRead|Shutdown|Drain|Slow|Streams|Cache' ./server

cross: ## It builds for the other systems that it is made for.
	CGO_ENABLED=0 GOOS=linux GOARCH=arm64 $(GO) build -gcflags='all=-N -l' -o bin/cross/ .
	CGO_ENABLED=0 GOOS=darwin GOARCH=arm64 $(GO) build -gcflags='all=-N -l' -o bin/cross/ .
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 $(GO) build -gcflags='all=-N -l' -o bin/cross/ .

bench: bench/rivals/node_modules ## Print every figure of the README as BAR lines; a topic alone: make bench-store, with ARGS='-quads 1000000' smaller.
	$(GO) run ./bench/cmd $(ARGS)

# Node's own headers are those beside it: better-sqlite3 is compiled where no binary of it can be had.
bench-rivals: export npm_config_nodedir ?= $(patsubst %/bin/,%,$(dir $(shell command -v node)))
bench-rivals: ARGS ?= -quads 1000000
bench-rivals: bench/rivals/node_modules ## Beside SQLite and DuckDB, answers compared; at full size: ARGS='-quads 10000000'.
	$(GO) run ./bench/cmd $(ARGS) rivals

bench-web: $(WEB) ## Time and size of the pages in a browser, on real data beside the project.
	cd web && npm run --silent bench

bench-%:
	$(GO) run ./bench/cmd $(ARGS) $*

match: ## Precision and recall of the matcher on pairs that it has not seen, with its worst errors. The data are beside the project.
	$(GO) run ./match/learn
match-model: ## Learn the weights of the matcher anew. Words' frequencies are of the model before: twice settles them.
	$(GO) run ./match/learn -o match/model.json
	$(GO) run ./match/learn -o match/model.json

# The long runs. CI runs their short forms within make test.
crash:
	WHENCE_CRASH_ROUNDS=200 $(GO) test -count=1 ./graph/quadstore -run Crash -timeout 60m -v
crash-scale: ## Two processes on one database, whose backends and postmaster are killed.
	WHENCE_CRASH_ROUNDS=$${WHENCE_CRASH_ROUNDS:-200} $(GO) test -count=1 ./graph/pglog -run Crash -timeout 60m -v
crash-writing: ## A server killed while eight clients write and four subscribers listen.
	WHENCE_CRASH_ROUNDS=$${WHENCE_CRASH_ROUNDS:-200} $(GO) test -count=1 ./server/attack -run 'TestCrash$$' -timeout 60m -v
oracle: $(JUDGE)
	DIRECT_FAULTS=1 DIRECT_OPERATIONS=100000 ORACLE_OPERATIONS=20000 $(GO) test -count=1 ./server/gql ./server/gql/direct -run 'Oracle|Judge|Faults' -timeout 60m -v
soak: ## An hour at three fifths of what the server can do: memory, goroutines and descriptors are printed and held.
	WHENCE_SOAK=$${WHENCE_SOAK:-1h} $(GO) test -count=1 ./server/attack -run TestSoak -timeout 2h -v
attack: $(AUDITS)
	$(GO) test -count=1 ./server -run Audits -v
	WHENCE_ATTACK=60 $(GO) test -count=1 ./server/assistant -run ManyCalls -v
	WHENCE_ATTACK=60 $(GO) test -count=1 ./server/attack -timeout 30m -v
shutdowns:
	WHENCE_SHUTDOWNS=20 $(GO) test -count=1 ./server ./server/attack -run 'Drain|Restart|Shutdown' -timeout 30m -v
fuzz:
	for target in $$(grep -rho 'func Fuzz[A-Za-z]*' --include=*_test.go graph loader server | sed 's/func //' | sort -u); do \
	  package=$$(grep -rl "func $$target(" --include=*_test.go graph loader server | head -1 | xargs dirname); \
	  $(GO) test ./$$package -run '^$$' -fuzz "^$$target$$" -fuzztime $${FUZZTIME:-5m} || exit 1; \
	done

clean:
	rm -rf bin web/dist/* web/node_modules $(JUDGE) $(AUDITS) $(CLIENTS) $(TALKER) $(FRONTEND) $(ISSUER)
