# Installing and packing, included by the Makefile.

PREFIX ?= /usr/local
DESTDIR ?=
DIST ?= .build/dist
RELEASE = .build/release/hallmark
SHARE = $(DESTDIR)$(PREFIX)/share

.PHONY: release install dist

release: ## Build a stripped release binary that needs only libcurl, SQLite and the C library
	swift build -c release --product hallmark --static-swift-stdlib -Xlinker -s

install: release ## Install the program, its contracts and shell completions under PREFIX
	install -D -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/hallmark
	mkdir -p $(SHARE)/hallmark
	cp -R Contracts $(SHARE)/hallmark/
	mkdir -p $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	$(RELEASE) --generate-completion-script bash > $(SHARE)/bash-completion/completions/hallmark
	$(RELEASE) --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_hallmark
	$(RELEASE) --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/hallmark.fish

dist: release ## Pack what is installed, after a look at the binary's size and libraries
	.ci/packaging/check-binary $(RELEASE)
	rm -rf $(DIST)/hallmark
	$(MAKE) install DESTDIR=$(DIST)/hallmark PREFIX=
	tar -C $(DIST) -czf $(DIST)/hallmark-$$($(RELEASE) --version)-$$(uname -m).tar.gz hallmark
	ls -l $(DIST)/*.tar.gz
